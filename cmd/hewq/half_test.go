package main

import (
	"io"
	"runtime"
	"syscall"
	"testing"
)

// halves are the ends of servers that have sent the first half of an answer on the stream s of
// the connection c, and that the client has it. They end in the middle, each in another way.
var halves = []struct {
	name   string
	main   string         // what main does
	actor  string         // what the actor does that main gives the stream to, if so
	signal syscall.Signal // what ends the server; 0 if it ends by itself
}{
	{"main by SIGTERM", `let never = c.accept_stream();`, "", syscall.SIGTERM},
	{"main by SIGINT", `let never = c.accept_stream();`, "", syscall.SIGINT},
	{"main by SIGTERM, with a deferred close", `defer s.close(); let never = c.accept_stream();`, "", syscall.SIGTERM},
	{"main by a panic", `panic("oops");`, "", 0},
	{"main by a trap", `println(1 / (s.observe().bytes_received - 3));`, "", 0},
	{"main by exit", `exit(3);`, "", 0},
	{"main by its end", ``, "", 0},
	{"actor by SIGTERM", withActor, `let never = s.recv();`, syscall.SIGTERM},
	{"actor by SIGINT", withActor, `let never = s.recv();`, syscall.SIGINT},
	{"actor by SIGINT, with a deferred close", withActor, `defer s.close(); let never = s.recv();`, syscall.SIGINT},
	{"idle actor by SIGTERM", withActor, ``, syscall.SIGTERM},
	{"actor by a panic", withActor, `panic("oops");`, 0},
	{"actor by a trap", withActor, `println(1 / (s.observe().bytes_received - 3));`, 0},
	{"actor by exit", withActor, `exit(3);`, 0},
	{"actor by stop", withActor, `stop(this);`, 0},
	{"idle actor by stop", `let one = spawn One(s: s); one.go(); sleep_ms(20); stop(one); let never = c.accept_stream();`, ``, 0},
	{"actor by a link", withActor, `let weak = spawn Weak; let _ = link(weak); weak.fail(); sleep_ms(60000);`, 0},
	{"actor by the end of main", `let one = spawn One(s: s); one.go();`, ``, 0},
	{"actor that takes no more messages", `let idle = spawn Idle; stop(idle); sleep_ms(20); idle.take(s); let never = c.accept_stream();`, "", 0},
}

// withActor is a main that gives the stream to an actor and waits.
const withActor = `let one = spawn One(s: s); one.go(); let never = c.accept_stream();`

func TestHalfAnAnswerNeverLooksWhole(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	for _, tc := range halves {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			free := freePort(t)
			server, _ := start(t, `import std::net::quic::{QUICStream};
actor Weak { receive fn fail() { panic("weak"); } }
actor Idle { receive fn take(s: QUICStream) {} }
actor One {
	let s: QUICStream;
	receive fn go() { `+tc.actor+` }
}
fn main() {
	let ep = quic.new_server("127.0.0.1:`+free+`");
	println("ready");
	let c = ep.accept();
	let s = c.accept_stream();
	let _ = s.recv();
	let _ = s.send_string("half of the ans");
	let _ = s.recv();
	`+tc.main+`
}`)
			client, out := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_client();
	let conn = ep.connect("127.0.0.1:`+free+`", "localhost");
	let s = conn.open_stream();
	let _ = s.send_string("?");
	let half = s.recv_string();
	let _ = s.send_string("go");
	println("ready");
	let rest = s.recv_string();
	println(f"{half}, {rest.len()} bytes, end {s.observe().recv_closed}");
}`)
			if tc.signal != 0 {
				if err := server.Process.Signal(tc.signal); err != nil {
					t.Fatal(err)
				}
			}
			got, err := io.ReadAll(out)
			if want := "half of the ans, 0 bytes, end false\n"; err != nil || string(got) != want {
				t.Errorf("the peer prints %q (%v), want %q", got, err, want)
			}
			_ = client.Wait() // what it printed is what counts
			_ = server.Process.Kill()
			_ = server.Wait()
		})
	}
}
