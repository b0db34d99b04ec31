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

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/native"
)

// Options are what a server is made of.
type Options struct {
	Modules []native.Module // the standard library
	Version string          // of hewq, for the client
	Cache   string          // the folder for copies of the standard library's texts; "" if there is none
	// Word, if not nil, tells in Markdown what a word of the language, or an attribute such as `#[test]`, means; "" of others.
	Word func(word string) string

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
	s.cancel = cancel
	sent := newOutbox(channel.LSP(in, closers{out, in}))
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{
		AllowPush:      true,
		DisableBuiltin: true,
		Concurrency:    1000, // a request that waits must not hold up the message that cancels it
		NewContext:     func() context.Context { return ctx },
	})
	s.rpc.Start(sent)

	s.background.Go(func() { s.checkAll(ctx) })
	s.background.Go(func() { s.watch(ctx) })
	var failed error
	s.background.Go(func() {
		failed = sent.send()
		cancel()
	})
	go func() { // until in ends or is closed
		err := s.rpc.Wait()
		if ctx.Err() == nil {
			s.log("the connection has ended: %v", err)
		}
		cancel()
	}()
	<-ctx.Done()
	s.handling.close()
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
	rpc        *jrpc2.Server
	cancel     context.CancelFunc // ends the connection
	handling   gate
	logs       sync.Mutex // of Options.Log
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
type handler func(ctx context.Context, s *server, version int, req *jrpc2.Request) (any, error)

// Assign finds what answers a method. Methods are assigned in the order in which their messages came.
func (s *server) Assign(_ context.Context, method string) jrpc2.Handler {
	h, ok := s.methods[method]
	if !ok {
		return nil
	}
	if changesDocuments[method] {
		s.docs.announced++
	}
	version := s.docs.announced
	if err := s.life.allows(method); err != nil {
		h = func(context.Context, *server, int, *jrpc2.Request) (any, error) { return nil, err }
	}
	return s.answering(method, version, h)
}

// answering is a handler with all that requests have in common.
func (s *server) answering(method string, version int, h handler) jrpc2.Handler {
	return func(ctx context.Context, req *jrpc2.Request) (answer any, err error) {
		if !s.handling.enter() {
			return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "the connection has ended")
		}
		defer s.handling.leave()
		begun := time.Now()
		defer func() {
			if cause := recover(); cause != nil {
				answer, err = nil, s.failed(ctx, method, cause)
			}
			if err != nil && ctx.Err() != nil {
				err = &jrpc2.Error{Code: requestCancelled, Message: "the request was cancelled"}
			}
			s.log("%s %s %v%s", method, req.ID(), time.Since(begun).Round(10*time.Microsecond), said(err))
		}()
		return h(ctx, s, version, req)
	}
}

// A gate counts the handlers that run, so that none does once it is closed.
type gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

// enter counts a handler; false if the gate is closed.
func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.inside.Add(1)
	}
	return !g.closed
}

func (g *gate) leave() { g.inside.Done() }

// close closes the gate and waits for the handlers to end.
func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.inside.Wait()
}

// failed tells of a mistake of ours, and is the error that the client gets.
func (s *server) failed(ctx context.Context, method string, cause any) error {
	message := fmt.Sprintf("internal error: %s: %v; this is a bug in hewq", method, cause)
	s.notify(ctx, "window/logMessage", logMessage{Type: logError, Message: message + "\n" + string(debug.Stack())})
	return &jrpc2.Error{Code: jrpc2.InternalError, Message: message}
}

// notify sends a notification. That the client has gone is seen elsewhere.
func (s *server) notify(ctx context.Context, method string, params any) {
	if err := s.rpc.Notify(ctx, method, params); err != nil {
		s.log("%s could not be sent: %v", method, err)
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
	notInitialized   jrpc2.Code = -32002
	requestFailed    jrpc2.Code = -32803
	contentModified  jrpc2.Code = -32801
	requestCancelled jrpc2.Code = -32800
)
