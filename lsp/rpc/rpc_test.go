package rpc

// This file sends a connection what clients send, and what they must not send.

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/creachadair/jrpc2/channel"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A peer is the client of a connection, which writes and reads messages as text.
type peer struct {
	t      *testing.T
	conn   *Conn
	in     *io.PipeWriter
	out    *bufio.Reader
	ended  chan error // what Serve gives
	cancel context.CancelFunc
	mu     sync.Mutex
	log    strings.Builder
}

// meet begins a connection with some methods.
func meet(t *testing.T, methods map[string]Handler) *peer {
	t.Helper()
	toConn, in := io.Pipe()
	out, fromConn := io.Pipe()
	p := &peer{t: t, in: in, out: bufio.NewReader(out), ended: make(chan error, 1)}
	p.conn = New(channel.LSP(toConn, fromConn), Options{
		Assign:   func(method string) Handler { return methods[method] },
		Panicked: func(method string, cause any) error { return Errorf(InternalError, "%s: %v", method, cause) },
		Log: func(form string, args ...any) {
			p.mu.Lock()
			defer p.mu.Unlock()
			fmt.Fprintf(&p.log, form+"\n", args...)
		},
	})
	ctx, cancel := context.WithCancel(t.Context())
	p.cancel = cancel
	go func() { p.ended <- p.conn.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		in.Close()
		out.Close()
	})
	return p
}

// logged is what the log has.
func (p *peer) logged() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

func (p *peer) send(message string) {
	p.t.Helper()
	if _, err := fmt.Fprintf(p.in, "Content-Length: %d\r\n\r\n%s", len(message), message); err != nil {
		p.t.Fatal(err)
	}
}

// receive waits for a message and holds that it is as wanted.
func (p *peer) receive(want string) {
	p.t.Helper()
	if got := p.next(); got != want {
		p.t.Errorf("the connection sent %s, want %s", got, want)
	}
}

// next waits for a message.
func (p *peer) next() string {
	p.t.Helper()
	length := 0
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			p.t.Fatal(err)
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		fmt.Sscanf(line, "Content-Length: %d", &length)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(p.out, text); err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// echo answers with the parameters.
func echo(_ context.Context, req *Request) (any, error) {
	var params any
	err := req.Params(&params)
	return params, err
}

func TestMessages(t *testing.T) {
	p := meet(t, map[string]Handler{
		"echo":  echo,
		"panic": func(context.Context, *Request) (any, error) { panic("oh") },
		"fail":  func(context.Context, *Request) (any, error) { return 1, errors.New("it failed") },
		"refuse": func(context.Context, *Request) (any, error) {
			return 1, fmt.Errorf("wrapped: %w", Errorf(-7, "it is refused"))
		},
		"number": func(_ context.Context, req *Request) (any, error) { var n int; return n, req.Params(&n) },
		"func":   func(context.Context, *Request) (any, error) { return func() {}, nil },
	})
	for _, tc := range []struct{ name, message, want string }{
		{"a number as id", `{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":[1]}}`, `{"jsonrpc":"2.0","id":1,"result":{"a":[1]}}`},
		{"a text as id", `{"jsonrpc":"2.0","id":"ü\n1","method":"echo","params":[]}`, `{"jsonrpc":"2.0","id":"ü\n1","result":[]}`},
		{"a negative id", `{"jsonrpc":"2.0","id":-3,"method":"echo"}`, `{"jsonrpc":"2.0","id":-3,"result":null}`},
		{"more members", ` {"id":2, "method":"echo", "params":null, "more":{"id":9}, "jsonrpc":"2.0"}`, `{"jsonrpc":"2.0","id":2,"result":null}`},
		{"an unknown method", `{"jsonrpc":"2.0","id":3,"method":"none"}`, `{"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"there is no method ` + "`none`" + `"}}`},
		{"wrong parameters", `{"jsonrpc":"2.0","id":4,"method":"number","params":[]}`, `"id":4,"error":{"code":-32602,`},
		{"a panic", `{"jsonrpc":"2.0","id":5,"method":"panic"}`, `{"jsonrpc":"2.0","id":5,"error":{"code":-32603,"message":"panic: oh"}}`},
		{"an error", `{"jsonrpc":"2.0","id":6,"method":"fail"}`, `{"jsonrpc":"2.0","id":6,"error":{"code":-32603,"message":"it failed"}}`},
		{"an error with a code", `{"jsonrpc":"2.0","id":7,"method":"refuse"}`, `{"jsonrpc":"2.0","id":7,"error":{"code":-7,"message":"it is refused"}}`},
		{"a result that is not JSON", `{"jsonrpc":"2.0","id":8,"method":"func"}`, `"id":8,"error":{"code":-32603,"message":"json: unsupported type: func()"}}`},
		{"no JSON", `{"jsonrpc":"2.0","id":9,`, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the message is not JSON: unexpected end of JSON input"}}`},
		{"nothing", ``, `"id":null,"error":{"code":-32700,`},
		{"no object", `7`, `"id":null,"error":{"code":-32600,`},
		{"null", `null`, `"id":null,"error":{"code":-32600,`},
		{"no method", `{"jsonrpc":"2.0","id":10}`, `"id":null,"error":{"code":-32600,"message":"the message is neither a request nor an answer"}}`},
		{"a method that is not text", `{"jsonrpc":"2.0","id":11,"method":1}`, `"id":11,"error":{"code":-32600,`},
		{"another version", `{"jsonrpc":"1.0","id":12,"method":"echo"}`, `{"jsonrpc":"2.0","id":12,"error":{"code":-32600,`},
		{"a notification of no version", `{"method":"echo"}`, `"id":null,"error":{"code":-32600,`},
		{"an object as id", `{"jsonrpc":"2.0","id":{},"method":"echo"}`, `"id":null,"error":{"code":-32600,`},
		{"null as id", `{"jsonrpc":"2.0","id":null,"method":"echo"}`, `"id":null,"error":{"code":-32600,`},
		{"a batch", ` [{"jsonrpc":"2.0","id":1,"method":"echo"}]`, `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not supported: send the messages one by one"}}`},
		{"an empty batch", `[]`, `"id":null,"error":{"code":-32600,`},
	} {
		p.send(tc.message)
		if got := p.next(); !strings.Contains(got, tc.want) {
			t.Errorf("%s: the connection sent %s, want %s", tc.name, got, tc.want)
		}
	}
}

// TestNotifications holds that notifications are taken one after the other, before what comes after them, and never answered.
func TestNotifications(t *testing.T) {
	var seen []string
	p := meet(t, map[string]Handler{
		"note": func(_ context.Context, req *Request) (any, error) {
			var word []string
			if err := req.Params(&word); err != nil {
				return nil, err
			}
			seen = append(seen, word...)
			return "not sent", nil
		},
		"panic": func(context.Context, *Request) (any, error) { panic("oh") },
		"seen":  func(context.Context, *Request) (any, error) { return seen, nil },
	})
	for i := range 100 {
		p.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"note","params":["%d"]}`, i))
	}
	p.send(`{"jsonrpc":"2.0","method":"none"}`)
	p.send(`{"jsonrpc":"2.0","method":"panic"}`)
	p.send(`{"jsonrpc":"2.0","method":"note","params":7}`)
	p.send(`{"jsonrpc":"2.0","id":1,"method":"seen"}`)
	var answer struct{ Result []string }
	if err := json.Unmarshal([]byte(p.next()), &answer); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		if len(answer.Result) != 100 || answer.Result[i] != fmt.Sprint(i) {
			t.Fatalf("notifications were taken as %v", answer.Result)
		}
	}
	for _, want := range []string{"panic: panic: oh (-32603)", "the parameters of `note` are wrong"} {
		if !strings.Contains(p.logged(), want) {
			t.Errorf("the log lacks %q:\n%s", want, p.logged())
		}
	}
}

// waits is a method that waits for its context, and then says why that ended.
func waits(begun chan<- string) Handler {
	return func(ctx context.Context, req *Request) (any, error) {
		begun <- req.ID
		<-ctx.Done()
		return nil, Errorf(-32800, "cancelled")
	}
}

func TestCancel(t *testing.T) {
	begun := make(chan string)
	methods := map[string]Handler{"wait": waits(begun), "echo": echo}
	var conn *Conn
	methods["cancel"] = func(_ context.Context, req *Request) (any, error) {
		var id json.RawMessage
		err := req.Params(&id)
		conn.Cancel(string(id))
		return nil, err
	}
	p := meet(t, methods)
	conn = p.conn
	cancel := func(id string) { p.send(`{"jsonrpc":"2.0","method":"cancel","params":` + id + `}`) }

	cancel(`1`) // has not come yet
	p.send(`{"jsonrpc":"2.0","id":1,"method":"wait"}`)
	p.send(`{"jsonrpc":"2.0","id":"1","method":"wait"}`) // is another id
	<-begun
	<-begun
	p.send(`{"jsonrpc":"2.0","id":2,"method":"echo","params":["others are answered meanwhile"]}`)
	p.receive(`{"jsonrpc":"2.0","id":2,"result":["others are answered meanwhile"]}`)
	cancel(`2`) // is answered already
	cancel(`"1"`)
	p.receive(`{"jsonrpc":"2.0","id":"1","error":{"code":-32800,"message":"cancelled"}}`)

	p.send(`{"jsonrpc":"2.0","id":1,"method":"echo"}`)
	p.receive(`{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"a request with the id 1 is being answered"}}`)
	cancel(`1`) // the one that waits, still
	p.receive(`{"jsonrpc":"2.0","id":1,"error":{"code":-32800,"message":"cancelled"}}`)
	p.send(`{"jsonrpc":"2.0","id":1,"method":"echo"}`)
	p.receive(`{"jsonrpc":"2.0","id":1,"result":null}`)
}

// TestCalls calls the client while it sends requests with the same ids.
func TestCalls(t *testing.T) {
	p := meet(t, map[string]Handler{"echo": echo})
	type result struct {
		answer json.RawMessage
		err    error
	}
	results := make(chan result)
	call := func(ctx context.Context, params any) {
		answer, err := p.conn.Call(ctx, "ask", params)
		results <- result{answer, err}
	}
	go call(t.Context(), []int{7})
	p.receive(`{"jsonrpc":"2.0","id":1,"method":"ask","params":[7]}`)
	p.send(`{"jsonrpc":"2.0","id":1,"method":"echo"}`)
	p.receive(`{"jsonrpc":"2.0","id":1,"result":null}`)
	p.send(`{"jsonrpc":"2.0","id":99,"result":"not asked"}`)
	p.send(`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not understood"}}`)
	p.send(`{"jsonrpc":"2.0","id":1,"result":{"a":1}}`)
	if r := <-results; r.err != nil || string(r.answer) != `{"a":1}` {
		t.Errorf("the call got %s, %v", r.answer, r.err)
	}
	for _, want := range []string{`99, which was not asked, with "not asked"`, "null, which was not asked, with not understood (-32700)"} {
		if !strings.Contains(p.logged(), want) {
			t.Errorf("the log lacks %q:\n%s", want, p.logged())
		}
	}

	go call(t.Context(), nil)
	p.receive(`{"jsonrpc":"2.0","id":2,"method":"ask"}`)
	p.send(`{"jsonrpc":"2.0","id":2,"error":{"code":-5,"message":"no"}}`)
	if r, refused := <-results, (*Error)(nil); !errors.As(r.err, &refused) || *refused != (Error{Code: -5, Message: "no"}) {
		t.Errorf("a refused call got %s, %v", r.answer, r.err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	go call(ctx, nil)
	p.next()
	cancel()
	if r := <-results; !errors.Is(r.err, context.Canceled) {
		t.Errorf("a cancelled call got %s, %v", r.answer, r.err)
	}

	go call(t.Context(), nil)
	p.next()
	p.in.Close()
	if r := <-results; !errors.Is(r.err, ErrEnded) {
		t.Errorf("a call got %s, %v when the client left", r.answer, r.err)
	}
	if err := p.conn.Notify("note", func() {}); err == nil {
		t.Error("a notification was sent that is not JSON")
	}
}

// TestInputEnds ends the input, with a request under way: it is cancelled, and notifications before the end are taken.
func TestInputEnds(t *testing.T) {
	for _, tc := range []struct {
		name, rest string
		want       error
	}{
		{"between messages", "", io.EOF},
		{"in a header", "Content-Len", nil},
		{"after the headers", "Content-Length: 10\r\n\r\n", io.EOF},
		{"in a message", "Content-Length: 10\r\n\r\n{\"json", io.ErrUnexpectedEOF},
		{"with a length that is too large", "Content-Length: 9223372036854775807\r\n\r\n", nil},
		{"in what is no header", "nothing\r\n\r\n", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			begun := make(chan string, 1)
			taken := false
			p := meet(t, map[string]Handler{
				"wait": waits(begun),
				"note": func(context.Context, *Request) (any, error) { taken = true; return nil, nil },
			})
			p.send(`{"jsonrpc":"2.0","id":1,"method":"wait"}`)
			<-begun
			p.send(`{"jsonrpc":"2.0","method":"note"}`)
			io.WriteString(p.in, tc.rest)
			p.in.Close()
			p.receive(`{"jsonrpc":"2.0","id":1,"error":{"code":-32800,"message":"cancelled"}}`)
			if err := <-p.ended; err == nil || tc.want != nil && !errors.Is(err, tc.want) {
				t.Errorf("Serve gave %v, want %v", err, tc.want)
			}
			if !taken {
				t.Error("a notification was lost")
			}
		})
	}
}

// TestContextEnds ends a connection from within: what is under way ends first, and nothing that comes later is begun with.
func TestContextEnds(t *testing.T) {
	begun := make(chan string, 1)
	methods := map[string]Handler{"wait": waits(begun)}
	p := meet(t, methods)
	methods["exit"] = func(context.Context, *Request) (any, error) {
		p.cancel()
		return nil, nil
	}
	methods["late"] = func(context.Context, *Request) (any, error) {
		t.Error("a notification was taken after the end")
		return nil, nil
	}
	p.send(`{"jsonrpc":"2.0","id":1,"method":"wait"}`)
	<-begun
	const exit, late = `{"jsonrpc":"2.0","method":"exit"}`, `{"jsonrpc":"2.0","method":"late"}`
	fmt.Fprintf(p.in, "Content-Length: %d\r\n\r\n%sContent-Length: %d\r\n\r\n%s", len(exit), exit, len(late), late)
	p.receive(`{"jsonrpc":"2.0","id":1,"error":{"code":-32800,"message":"cancelled"}}`)
	if err := <-p.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Serve gave %v", err)
	}
}

// TestContentType holds that a header may name the type of the message, in whatever way.
func TestContentType(t *testing.T) {
	p := meet(t, map[string]Handler{"echo": echo})
	for i, typ := range []string{"application/vscode-jsonrpc; charset=utf8", "application/json"} {
		message := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"echo"}`, i)
		fmt.Fprintf(p.in, "Content-Length: %d\r\nContent-Type: %s\r\n\r\n%s", len(message), typ, message)
		p.receive(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"result":null}`, i))
	}
}
