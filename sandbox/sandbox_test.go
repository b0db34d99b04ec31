package sandbox_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hewq/lang"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/sandbox"
	"hewq/stdlib"
)

func load(t *testing.T, text string) *lang.Program {
	t.Helper()
	p, mistakes := lang.Load(source.New("test.hew", text), stdlib.Modules)
	for _, d := range mistakes {
		t.Fatalf("%q: %s", d.Span.Text(), d.Message)
	}
	return p
}

// pair is a server and a client in one program. The client is idle until the server gives it up.
const pair = `import std::net::quic;
import std::net::quic::{QUICEndpoint};
import hewq::net;
actor Server {
    let endpoint: QUICEndpoint;
    receive fn serve() {
        let conn = endpoint.accept();
        let stream = conn.accept_stream();
        println(stream.recv_string());
        let _ = stream.recv();
        println(conn.observe().last_error);
    }
}
fn main() {
    let endpoint = quic.new_server("localhost:4433");
    let server = spawn Server(endpoint: endpoint);
    server.serve();
    let conn = quic.new_client().connect("localhost:4433", "localhost");
    let begun = instant::now();
    let stream = conn.open_stream();
    let _ = stream.send_string("hello");
    sleep(1); // it is on its way
    net.change("loss=100%");
    let _ = stream.recv();
    println(f"{begun.elapsed().secs()} s");
    println(net.is_simulated());
}`

func TestVirtual(t *testing.T) {
	conditions := "delay=20ms loss=1% seed=1"
	var out strings.Builder
	o := sandbox.Sandbox{Net: &conditions, Virtual: true}.Run(t.Context(), lang.IO{Stdout: &out}, load(t, pair).Run)
	lines := slices.Sorted(strings.Lines(out.String())) // the ends time out one after the other
	if got, want := strings.Join(lines, ""), "30 s\nhello\ntimed out\ntrue\n"; o.Err != nil || o.Status != 0 || got != want {
		t.Errorf("got %q, %+v, want %q", got, o, want)
	}
	if !strings.HasPrefix(o.Traffic, "simulated network: ") || !strings.HasSuffix(o.Traffic, "; its conditions at the end: delay=20ms loss=100% seed=1\n") {
		t.Errorf("the network says %q", o.Traffic)
	}
}

// What one program in virtual time does is its own, whatever others beside it do.
func TestFailures(t *testing.T) {
	const endless = `fn main() { loop { } }`
	late := errors.New("too late")
	for name, tc := range map[string]struct {
		text   string
		after  func(context.Context) // when the program has run
		status int
		kind   sandbox.Kind
		fails  bool   // with a Failure
		says   string // a part of it, or of what the program says
	}{
		"a panic":           {text: `fn main() { sleep(3600); panic("no"); }`, status: 101, says: "no"},
		"exit":              {text: `fn main() { sleep(3600); exit(3); }`, status: 3},
		"a deadlock":        {text: "import std::net::quic;\nfn main() { quic.new_server(\":0\").accept(); }", status: 1, fails: true, kind: sandbox.Stuck, says: "main has waited"},
		"what is left over": {text: `fn main() {}`, after: leave, status: 1, fails: true, kind: sandbox.LeftOver, says: "sandbox_test.wait"},
		"hewq's own panic":  {text: `fn main() {}`, after: func(context.Context) { panic("oops") }, status: 1, fails: true, kind: sandbox.Broken, says: "panic: oops"},
		"a loop":            {text: endless, status: 1},
		"a loop that waits": {text: `fn main() { loop { sleep(1); } }`, status: 1},
		"nothing":           {text: `fn main() { sleep(100000); }`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			if strings.Contains(name, "loop") {
				time.AfterFunc(300*time.Millisecond, func() { cancel(late) })
			}
			program := load(t, tc.text)
			var errs strings.Builder
			o := sandbox.Sandbox{Virtual: true}.Run(ctx, lang.IO{Stderr: &errs}, func(ctx context.Context, world lang.IO) (int, error) {
				status, err := program.Run(ctx, world)
				if tc.after != nil {
					tc.after(ctx)
				}
				return status, err
			})
			var f *sandbox.Failure
			text := errs.String()
			if errors.As(o.Err, &f) {
				text += f.Text
			}
			if o.Status != tc.status || (f != nil) != tc.fails || f != nil && f.Kind != tc.kind || !strings.Contains(text, tc.says) {
				t.Errorf("got %+v\n%s", o, text)
			}
			var fault *eval.Fault
			if strings.Contains(name, "loop") && (o.Err == nil || errors.As(o.Err, &fault)) {
				t.Errorf("the loop has ended by %v", o.Err)
			}
		})
	}
}

func leave(context.Context) { go wait() }

func wait() { <-make(chan struct{}) }

// Programs in virtual time run side by side.
func TestSideBySide(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		program := load(t, pair)
		all.Go(func() {
			var out strings.Builder
			o := sandbox.Sandbox{Virtual: true}.Run(t.Context(), lang.IO{Stdout: &out}, program.Run)
			if o.Err != nil || !strings.Contains(out.String(), "30 s") {
				t.Errorf("%q, %+v", out.String(), o)
			}
		})
	}
	all.Wait()
}

// On a simulated network in real time, and without one.
func TestReal(t *testing.T) {
	perfect := ""
	const asks = `import hewq::net; fn main() { println(net.is_simulated()); net.simulate("loss=x"); }`
	for _, tc := range []struct {
		s             sandbox.Sandbox
		stdout, error string
	}{
		{sandbox.Sandbox{}, "false\n", "hewq::net: the program runs on the network of the system"},
		{sandbox.Sandbox{Net: &perfect}, "true\n", "loss is `x`: want a part such as 2%"},
	} {
		var out, errs strings.Builder
		o := tc.s.Run(t.Context(), lang.IO{Stdout: &out, Stderr: &errs}, load(t, asks).Run)
		if o.Status != 1 || out.String() != tc.stdout || !strings.HasPrefix(errs.String(), tc.error) {
			t.Errorf("%+v: %q, %q", o, out.String(), errs.String())
		}
	}
}

func TestCheck(t *testing.T) {
	bad, good := "los=1%", "loss=1%"
	if (sandbox.Sandbox{Net: &bad}).Check() == nil || (sandbox.Sandbox{Net: &good}).Check() != nil || (sandbox.Sandbox{}).Check() != nil {
		t.Error("Check is wrong")
	}
	if o := (sandbox.Sandbox{Net: &bad, Virtual: true}).Run(t.Context(), lang.IO{}, nil); o.Err == nil || o.Status != 1 {
		t.Errorf("got %+v", o)
	}
}
