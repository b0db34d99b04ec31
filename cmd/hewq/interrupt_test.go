package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// waiting are programs that print "ready" and then wait, each for something else.
var waiting = map[string]string{
	"sleep":  `fn main() { defer println("deferred"); println("ready"); sleep(100); }`,
	"loop":   `fn main() { defer println("deferred"); println("ready"); sleep(0); var i = 0; loop { i = i &+ 1; } }`,
	"accept": "import std::net::quic;\nfn main() { let ep = quic.new_server(\"127.0.0.1:0\"); defer println(\"deferred\"); println(\"ready\"); let conn = ep.accept(); }",
	"stdin":  "import std::io;\nfn main() { defer println(\"deferred\"); println(\"ready\"); let line = io.read_line(); }",

	"connect":           connected(`let none = client.connect("127.0.0.1:9", "localhost");`),
	"accept stream":     connected(`let none = peer.accept_stream();`),
	"open stream":       connected(`loop { let one = conn.open_stream(); let _ = one.send(b"x"); }`),
	"receive":           connected(`let data = strm.recv();`),
	"receive in time":   connected(`let result = strm.recv_timeout(1000000);`),
	"receive text":      connected(`let text = strm.recv_string();`),
	"send":              connected(`loop { let _ = strm.send(b"0123456789"); }`),
	"send in time":      connected(`loop { let _ = strm.send_timeout(b"0123456789", 1000000); }`),
	"endpoint event":    connected(`loop { let ev = server.on_event(); }`),
	"connection event":  connected(`loop { let ev = peer.on_event(); }`),
	"delivery":          connected(`let _ = strm.send(b"x"); let _ = conn.disconnect(); loop { let ev = peer.on_event(); }`),
	"loop around waits": connected(`loop { let result = strm.recv_timeout(1); }`),
	"failing after it":  connected(`defer client.connect("127.0.0.1:0", "localhost"); let data = strm.recv();`),
	"an actor after main": `actor Busy {
    receive fn spin() {
        defer println("deferred");
        println("ready");
        sleep_ms(1);
        loop {}
    }
}
fn main() {
    let busy = spawn Busy;
    busy.spin();
}`,
}

// connected is a program that waits at the end of main, with both ends of a connection.
func connected(wait string) string {
	return `import std::net::quic;
fn main() {
	let server = quic.new_server("127.0.0.1:0");
	let client = quic.new_client();
	let conn = client.connect(server.observe().local_addr, "localhost");
	let peer = server.accept();
	let strm = conn.open_stream();
	defer println("deferred");
	println("ready");
	` + wait + `
}`
}

// start runs a program up to its first line, which is "ready".
func start(t *testing.T, text string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd, out, _ := startWith(t, text)
	return cmd, out
}

// startWith is start with more in the environment. What is written to in is the program's input.
func startWith(t *testing.T, text string, env ...string) (_ *exec.Cmd, out *bufio.Reader, in io.Writer) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "hewq", "run", write(t, text))
	cmd.Env = append(os.Environ(), env...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin, err := cmd.StdinPipe() // stays open: a program that reads it waits
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	cmd.Stderr = &bytes.Buffer{}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(stdout)
	if line, err := r.ReadString('\n'); line != "ready\n" {
		t.Fatalf("the first line is %q (%v); stderr: %s", line, err, cmd.Stderr)
	}
	return cmd, r, stdin
}

func TestSignalsEndPrograms(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	for name, text := range waiting {
		for sig, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
			t.Run(name+"/"+sig.String(), func(t *testing.T) {
				t.Parallel()
				cmd, out := start(t, text)
				if err := cmd.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				rest, err := io.ReadAll(out)
				if err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait() // the status is looked at below
				if got := cmd.ProcessState.ExitCode(); got != status {
					t.Errorf("exit status %d, want %d; stderr: %s", got, status, cmd.Stderr)
				}
				if string(rest) != "deferred\n" {
					t.Errorf("after the signal it printed %q, want what was deferred", rest)
				}
				if cmd.Stderr.(*bytes.Buffer).Len() > 0 {
					t.Errorf("stderr: %s", cmd.Stderr)
				}
			})
		}
	}
}

// What failed before a signal is told all the same.
func TestSignalsLeaveEarlierFailures(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	t.Parallel()
	cmd, _ := start(t, strings.Replace(connected(`let data = strm.recv();`), `println("ready")`, `let nobody = client.connect("127.0.0.1:0", "localhost"); println("ready")`, 1))
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != 143 {
		t.Errorf("exit status %d, want 143", got)
	}
	if got, want := cmd.Stderr.(*bytes.Buffer).String(), "note: `connect(\"127.0.0.1:0\", \"localhost\")` failed: "; strings.Count(got, "note: ") != 1 || !strings.Contains(got, want) {
		t.Errorf("stderr: %q, want one line with %q", got, want)
	}
}

// What a signal ends says goodbye: the peer need not wait for its idle timeout.
func TestPeersSeeTheSignal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	t.Parallel()
	free := freePort(t)
	server, _ := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_server("127.0.0.1:`+free+`");
	println("ready");
	let conn = ep.accept();
	let strm = conn.accept_stream();
	let _ = strm.send(b"x");
	let more = conn.accept_stream();
}`)
	client, out := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_client();
	let conn = ep.connect("127.0.0.1:`+free+`", "localhost");
	let strm = conn.open_stream();
	let _ = strm.send(b"x");
	let x = strm.recv();
	println("ready");
	println(f"{strm.recv().len()} bytes, {strm.observe().last_error}");
	println(conn.observe().last_error);
}`)
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(out)
	if want := "0 bytes, connection lost\nclosed by peer: closed (code 0)\n"; err != nil || string(got) != want {
		t.Errorf("the peer prints %q (%v), want %q", got, err, want)
	}
	_ = server.Wait() // ended by the signal
	if err := client.Wait(); err != nil {
		t.Error(err)
	}
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	t.Parallel()
	cmd, _ := start(t, `fn main() { defer println("deferred"); println("ready"); sleep(100); }`)
	for range 2 {
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			break // the first was enough
		}
	}
	_ = cmd.Wait() // the status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("exit status %d, want 130", got)
	}
}

func TestBrokenPipeEndsQuietly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no broken pipes")
	}
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "hewq", "run", write(t, `fn main() { loop { println("ready"); } }`))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	out.Close()
	_ = cmd.Wait() // the status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != exitNoReader || stderr.Len() > 0 {
		t.Errorf("exit status %d, stderr %q; want %d and nothing", got, &stderr, exitNoReader)
	}
}

// write puts a program into a file.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "program.hew")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
