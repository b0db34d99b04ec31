// Package lsp is a server of the Language Server Protocol for Hew: what editors ask of a program, answered by package query.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"github.com/creachadair/jrpc2/channel"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lsp/rpc"
	"hewq/native"
)

// Options are what a server is made of.
type Options struct {
	Modules []native.Module // the standard library
	Version string          // of hewq, for the client
	Cache   string          // the folder for copies of the standard library's texts; "" if there is none
	// Word, if not nil, tells in Markdown what a word of the language, or an attribute such as `#[test]`, means; "" of others.
	Word func(word string) string
	// RunTest, if not nil, runs tests that the user chooses.
	RunTest TestRunner

	Log io.Writer // is told of each message, a line each; nil for none
}

// ErrLeft says that a client went away without saying so.
var ErrLeft = errors.New("the client has left without `shutdown` and `exit`")

// Serve answers the client whose messages come from in, until it says `exit`, in ends, or ctx does. Answers go to out.
// Serve closes both. The error is nil after `shutdown` and `exit`, and ErrLeft if the client left in another way.
//
// A read from in that Close does not end goes on after Serve has returned.
func Serve(ctx context.Context, in io.ReadCloser, out io.WriteCloser, o Options) error {
	return newServer(o).serve(ctx, in, out)
}

// serve is Serve.
func (s *server) serve(ctx context.Context, in io.ReadCloser, out io.WriteCloser) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.cancel = cancel
	sent := newOutbox(channel.LSP(in, closers{out, in}))
	s.rpc = rpc.New(sent, rpc.Options{Assign: s.assign, Panicked: s.failed, Log: s.log})

	s.background.Go(func() { s.checkAll(ctx) })
	s.background.Go(func() { s.watch(ctx) })
	var failed error
	s.background.Go(func() {
		failed = sent.send()
		cancel()
	})
	err := s.rpc.Serve(ctx)
	if ctx.Err() == nil {
		s.log("the connection has ended: %v", err)
	}
	cancel()
	sent.Close()
	s.background.Wait()
	switch {
	case !s.life.left.Load():
		return ErrLeft
	case failed != nil:
		return fmt.Errorf("cannot answer the client: %w", failed)
	}
	return nil
}

// closers is a writer that closes a reader too.
type closers struct {
	io.WriteCloser
	in io.Closer
}

func (c closers) Close() error { return errors.Join(c.WriteCloser.Close(), c.in.Close()) }

// A server is the state of one connection. Its methods named after requests are in the files of their subject.
type server struct {
	Options
	methods    map[string]handler
	rpc        *rpc.Conn
	cancel     context.CancelFunc // ends the connection
	logs       sync.Mutex         // of Options.Log
	life       lifecycle
	work       *query.Workspace
	docs       documents
	folders    folders
	checks     checks
	background sync.WaitGroup // what ends with the connection
	client     client         // set by initialize
}

// client is what the client can do and wants.
type client struct {
	clientCapabilities
	units diag.Units
	stubs stubsAs
	allow []string // codes of warnings that it does not want
}

func newServer(o Options) *server {
	s := &server{Options: o, methods: methods, work: query.New(o.Modules)}
	s.docs.open = map[string]*document{}
	s.life.ready = make(chan struct{})
	s.checks = newChecks()
	return s
}

// A handler answers a request; the result for a notification is not sent. version is the number of changes to documents
// that the client had sent before.
type handler func(ctx context.Context, s *server, version int, req *rpc.Request) (any, error)

// assign finds what answers a method. Methods are assigned in the order in which their messages came.
func (s *server) assign(method string) rpc.Handler {
	h, ok := s.methods[method]
	if !ok {
		return nil
	}
	if changesDocuments[method] {
		s.docs.announced++
	}
	version := s.docs.announced
	if err := s.life.allows(method); err != nil {
		h = func(context.Context, *server, int, *rpc.Request) (any, error) { return nil, err }
	}
	return func(ctx context.Context, req *rpc.Request) (any, error) {
		begun := time.Now()
		answer, err := h(ctx, s, version, req)
		if err != nil && ctx.Err() != nil {
			err = rpc.Errorf(requestCancelled, "the request was cancelled")
		}
		s.log("%s %s %v%s", method, req.ID, time.Since(begun).Round(10*time.Microsecond), said(err))
		return answer, err
	}
}

// failed tells of a mistake of ours, and is the error that the client gets.
func (s *server) failed(method string, cause any) error {
	message := fmt.Sprintf("internal error: %s: %v; this is a bug in hewq", method, cause)
	s.log("%s", message)
	s.notify("window/logMessage", logMessage{Type: messageError, Message: message + "\n" + string(debug.Stack())})
	return rpc.Errorf(rpc.InternalError, "%s", message)
}

// notify sends a notification. That the client has gone is seen elsewhere.
func (s *server) notify(method string, params any) {
	if err := s.rpc.Notify(method, params); err != nil {
		s.log("%v", err)
	}
}

// log writes a line into the log.
func (s *server) log(form string, args ...any) {
	if s.Log == nil {
		return
	}
	s.logs.Lock()
	defer s.logs.Unlock()
	// A log that cannot be written to must not end the server.
	_, _ = fmt.Fprintf(s.Log, "%s "+form+"\n", append([]any{time.Now().Format("15:04:05.000")}, args...)...)
}

// said is an error at the end of a line of the log.
func said(err error) string {
	if err == nil {
		return ""
	}
	return ": " + err.Error()
}

// The codes of errors that the protocol has beside those of JSON-RPC.
const (
	notInitialized   rpc.Code = -32002
	requestFailed    rpc.Code = -32803
	serverCancelled  rpc.Code = -32802
	contentModified  rpc.Code = -32801
	requestCancelled rpc.Code = -32800
)
