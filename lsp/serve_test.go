package lsp

// This file tests connections: how they end, what is refused, what is cancelled.

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creachadair/jrpc2"
	"go.uber.org/goleak"

	"hewq/internal/lspclient"
	"hewq/lsp/rpc"
	"hewq/stdlib"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// begin begins a connection with a client that has no capabilities.
func begin(t testing.TB, o Options) (c *lspclient.Client, ended <-chan error) {
	t.Helper()
	c, ended = connect(t, o)
	initialize(t, c)
	return c, ended
}

func initialize(t testing.TB, c *lspclient.Client) {
	t.Helper()
	if _, err := c.Call(t.Context(), "initialize", map[string]any{"capabilities": map[string]any{}}); err != nil {
		t.Fatal(err)
	}
	notify(t, c, "initialized", map[string]any{})
}

func notify(t testing.TB, c *lspclient.Client, method string, params any) {
	t.Helper()
	if err := c.Notify(t.Context(), method, params); err != nil {
		t.Fatal(err)
	}
}

// open opens a document with a text.
func open(t testing.TB, c *lspclient.Client, uri, text string) {
	t.Helper()
	notify(t, c, "textDocument/didOpen", didOpenParams{textDocumentItem{URI: uri, Version: 1, Text: text}})
}

// TestEveryMethodIsPlayed holds that a session of testdata has each method.
func TestEveryMethodIsPlayed(t *testing.T) {
	var played []byte
	scripts, _ := filepath.Glob(filepath.Join("testdata", "*.txt"))
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, session, _ := bytes.Cut(text, []byte("-- session --"))
		played = append(played, session...)
	}
	short := map[string]string{"initialized": "initialize", "didOpen": "open", "didChange": "change", "didClose": "close"}
	for method := range methods {
		word := strings.TrimPrefix(method, "textDocument/")
		if s, ok := short[word]; ok {
			word = s
		}
		if word == "exit" || word == "$/cancelRequest" || word == "didSave" || word == "workspace/didChangeConfiguration" {
			continue // have tests of their own, or do nothing
		}
		if !bytes.Contains(played, []byte("\n"+word+" ")) && !bytes.Contains(played, []byte("\nnotify "+word+" ")) && !bytes.Contains(played, []byte("\n"+word+"\n")) {
			t.Errorf("no session has %s", method)
		}
	}
}

func TestEnds(t *testing.T) {
	for _, tc := range []struct {
		name  string
		leave func(c *lspclient.Client)
		want  error
	}{
		{"after shutdown and exit", func(c *lspclient.Client) {
			if _, err := c.Call(t.Context(), "shutdown", nil); err != nil {
				t.Error(err)
			}
			notify(t, c, "exit", nil)
		}, nil},
		{"after exit alone", func(c *lspclient.Client) { notify(t, c, "exit", nil) }, ErrLeft},
		{"with the client", func(c *lspclient.Client) { c.Close() }, ErrLeft},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, ended := begin(t, Options{})
			open(t, c, "file:///a.hew", "fn main() {}")
			tc.leave(c)
			if err := <-ended; !errors.Is(err, tc.want) {
				t.Errorf("Serve gave %v, want %v", err, tc.want)
			}
		})
	}
}

// TestContextEnds holds that a server ends with its context.
func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	defer out.Close()
	ended := make(chan error)
	go func() { ended <- Serve(ctx, in, discard{}, Options{Modules: stdlib.Modules}) }()
	cancel()
	if err := <-ended; !errors.Is(err, ErrLeft) {
		t.Errorf("Serve gave %v", err)
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) Close() error                { return nil }

// TestBadMessages sends what is no message, and looks whether the server still answers.
func TestBadMessages(t *testing.T) {
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Serve(t.Context(), toServer, fromServer, Options{Modules: stdlib.Modules}) }()
	answers := bufio.NewReader(toClient)
	send := func(body string) {
		fmt.Fprintf(fromClient, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	for _, tc := range []struct{ name, message, want string }{
		{"no JSON", `{"jsonrpc": "2.0", "id": 1, `, `"code":-32700`},
		{"no object", `7`, `"code":-32600`},
		{"no version", `{"id": 1, "method": "initialize"}`, `"code":-32600`},
		{"wrong parameters", `{"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {"capabilities": 7}}`, `"code":-32602`},
		{"wrong options", `{"jsonrpc": "2.0", "id": 3, "method": "initialize", "params": {"initializationOptions": {"stubs": "none"}}}`, "`stubs` is `files` or `virtual`, not `none`"},
		{"a right one", `{"jsonrpc": "2.0", "id": 4, "method": "initialize", "params": {"capabilities": {}}}`, `"serverInfo"`},
		{"a position of no document", `{"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": {}}`, `is not open`},
	} {
		send(tc.message)
		if got := read(t, answers); !strings.Contains(got, tc.want) {
			t.Errorf("%s: the server answered %s, want %s in it", tc.name, got, tc.want)
		}
	}
	io.WriteString(fromClient, "no header\r\n\r\n")
	if err := <-ended; !errors.Is(err, ErrLeft) {
		t.Errorf("Serve gave %v", err)
	}
	fromClient.Close()
}

// read reads one message.
func read(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	length := 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		fmt.Sscanf(line, "Content-Length: %d", &length)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestCancelRequest holds that $/cancelRequest reaches a request that waits, and that nothing else has to wait for it.
func TestCancelRequest(t *testing.T) {
	begun := make(chan struct{})
	s := newServer(Options{Modules: stdlib.Modules})
	s.methods = maps.Clone(methods)
	s.methods["test/wait"] = func(ctx context.Context, _ *server, _ int, _ *rpc.Request) (any, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	c, _ := connectTo(t, s)
	initialize(t, c)
	open(t, c, "file:///a.hew", "fn main() {}")
	answer := make(chan error)
	go func() {
		_, err := c.Call(t.Context(), "test/wait", nil)
		answer <- err
	}()
	<-begun
	if _, err := c.Call(t.Context(), "textDocument/foldingRange", documentParams{textDocument{"file:///a.hew"}}); err != nil {
		t.Error(err)
	}
	notify(t, c, "$/cancelRequest", map[string]any{"id": "none"})
	notify(t, c, "$/cancelRequest", map[string]any{"id": 2})
	if err, refused := <-answer, (*jrpc2.Error)(nil); !errors.As(err, &refused) || rpc.Code(refused.Code) != requestCancelled {
		t.Errorf("a cancelled request is answered with %v", err)
	}
}

// TestPanics holds that a mistake of ours ends no connection, and is told.
func TestPanics(t *testing.T) {
	s := newServer(Options{Modules: stdlib.Modules})
	s.methods = maps.Clone(methods)
	s.methods["test/panic"] = func(context.Context, *server, int, *rpc.Request) (any, error) { panic("oh") }
	c, _ := connectTo(t, s)
	initialize(t, c)
	const want = "internal error: test/panic: oh; this is a bug in hewq"
	for range 2 {
		if _, err := c.Call(t.Context(), "test/panic", nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a panic is answered with %v", err)
		}
	}
	logged, err := c.Messages(t.Context(), lspclient.LogMessage, 2)
	if err != nil || !strings.Contains(logged[0], want) || !strings.Contains(logged[0], "serve_test.go") {
		t.Errorf("the client's log has %q, %v", logged, err)
	}
}

// TestModified holds that a request about a text that has changed since is refused.
func TestModified(t *testing.T) {
	s := newServer(Options{Modules: stdlib.Modules})
	s.docs.change("/a.hew", 1, func(*document) *document { return newDocument("file:///a.hew", 1, "a") })
	if _, err := s.docs.at("file:///a.hew", 1); err != nil {
		t.Error(err)
	}
	s.docs.change("/a.hew", 3, func(d *document) *document { return newDocument(d.uri, 2, "b") })
	if _, err := s.docs.at("file:///a.hew", 2); !errors.Is(err, errModified) {
		t.Errorf("a request of before the change gets %v", err)
	}
	if _, err := s.docs.at("file:///a.hew", 3); err != nil {
		t.Error(err)
	}
}

// TestAskedAgain holds that a client is told to ask again for the diagnostics of a text that has changed since.
func TestAskedAgain(t *testing.T) {
	s := newServer(Options{Modules: stdlib.Modules})
	s.methods = maps.Clone(methods)
	s.methods["test/diagnostic"] = askedAgain(func(context.Context, *server, int, *rpc.Request) (any, error) { return nil, errModified })
	c, _ := connectTo(t, s)
	initialize(t, c)
	_, err := c.Call(t.Context(), "test/diagnostic", nil)
	if refused := (*jrpc2.Error)(nil); !errors.As(err, &refused) || rpc.Code(refused.Code) != serverCancelled || string(refused.Data) != `{"retriggerRequest":true}` {
		t.Errorf("the client gets %#v", err)
	}
}

// TestLog looks into the log of a connection.
func TestLog(t *testing.T) {
	var log bytes.Buffer
	c, ended := begin(t, Options{Log: &log})
	open(t, c, "file:///a.hew", "fn main() {}")
	if _, err := c.Call(t.Context(), "textDocument/documentSymbol", documentParams{textDocument{"file:///b.hew"}}); err == nil {
		t.Error("a document that is not open has symbols")
	}
	if _, err := c.Call(t.Context(), "shutdown", nil); err != nil {
		t.Error(err)
	}
	notify(t, c, "exit", nil)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	c.Close()
	for _, want := range []string{" initialize 1 ", " textDocument/didOpen  ", "file:///b.hew is not open", " exit "} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, log.String())
		}
	}
}

// TestDiagnosticsOfTheNewestText changes a text many times; the last diagnostics are those of the last text.
func TestDiagnosticsOfTheNewestText(t *testing.T) {
	c, _ := begin(t, Options{})
	const uri = "file:///a.hew"
	open(t, c, uri, "fn main() {}\n")
	const last = 200
	for v := 2; v <= last; v++ {
		notify(t, c, "textDocument/didChange", didChangeParams{versionedDocument{uri, v}, []contentChange{{Text: fmt.Sprintf("fn main() { name%d(); }\n", v)}}})
	}
	p, err := c.Diagnostics(t.Context(), uri, last)
	if err != nil {
		t.Fatal(err)
	}
	var ds []diagnostic
	if err := json.Unmarshal(p.Diagnostics, &ds); err != nil {
		t.Fatal(err)
	}
	if len(ds) != 1 || !strings.Contains(ds[0].Message, fmt.Sprintf("`name%d`", last)) {
		t.Errorf("the diagnostics of the last text are %s", p.Diagnostics)
	}
}
