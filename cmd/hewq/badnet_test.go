package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hewq/internal/badnet"
	"hewq/stdlib/quic"
)

// A launched is a program that runs, and has said its first line.
type launched struct {
	*exec.Cmd
	first  string
	rest   *bufio.Reader
	stderr *bytes.Buffer
}

// launch runs a program of this repository up to its first line.
func launch(t *testing.T, args ...string) *launched {
	t.Helper()
	return launchWith(t, nil, args...)
}

// launchWith is launch with more in the environment.
func launchWith(t *testing.T, env []string, args ...string) *launched {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	p := &launched{Cmd: exec.CommandContext(ctx, "hewq", append([]string{"run"}, args...)...), stderr: &bytes.Buffer{}}
	p.Stderr, p.Env = p.stderr, append(os.Environ(), env...)
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() }) // it may have ended before
	p.rest = bufio.NewReader(out)
	if p.first, err = p.rest.ReadString('\n'); err != nil {
		t.Fatalf("no first line: %v; stderr: %s", err, p.stderr)
	}
	p.first = strings.TrimSpace(p.first)
	return p
}

var (
	echoServer = filepath.Join("..", "..", "examples", "actors", "echo_server.hew")
	transfer   = filepath.Join("..", "..", "testdata", "faults", "transfer.hew")
)

// Two programs, with a bad network between. All that is sent comes back whole, or the client is
// told why not, with a text of the documentation. 40 chunks are twice what a stream may have on its way.
func TestBadNetwork(t *testing.T) {
	for _, tc := range []struct {
		name    string
		weather badnet.Weather
		chunks  string // of 64 KiB
		during  func(*badnet.Relay)
		want    string // the end of the client's output
		idle    string // after which the client gives up; 30s if empty
	}{
		{name: "loss", weather: badnet.Weather{Loss: 0.05, Delay: 20 * time.Millisecond}, chunks: "32", want: "whole"},
		{name: "delay", weather: badnet.Weather{Delay: 20 * time.Millisecond}, chunks: "40", want: "whole"},
		{name: "reordering", weather: badnet.Weather{Delay: time.Millisecond, Jitter: 3 * time.Millisecond}, chunks: "40", want: "whole"},
		{name: "duplicates", weather: badnet.Weather{Duplicate: 0.2}, chunks: "40", want: "whole"},
		{name: "a tunnel with an MTU of 1280", weather: badnet.Weather{Largest: 1252}, chunks: "40", want: "whole"},
		{name: "a tunnel in it", weather: badnet.Weather{Largest: 1232}, chunks: "40", want: "whole"},
		{name: "a cut of 5 s", weather: badnet.Weather{Delay: time.Millisecond}, chunks: "160", want: "whole", during: func(r *badnet.Relay) {
			r.Cut(true)
			time.AfterFunc(5*time.Second, func() { r.Cut(false) })
		}},
		{name: "another port", weather: badnet.Weather{Delay: time.Millisecond}, chunks: "80", want: "whole", during: (*badnet.Relay).Rebind},
		{name: "a cut for ever", chunks: "160", want: "connection lost, timed out", idle: "2s", during: func(r *badnet.Relay) { r.Cut(true) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			chunks := tc.chunks
			if testing.Short() {
				if strings.HasPrefix(tc.name, "a cut") {
					t.Skip("it takes seconds")
				}
				if tc.during == nil {
					chunks = "16"
				}
			}
			server := launch(t, echoServer, "127.0.0.1:0")
			relay, err := badnet.Listen(strings.TrimPrefix(server.first, "listening on "), 7)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(relay.Close)
			relay.Set(tc.weather)
			client := launchWith(t, []string{"HEWQ_QUIC_IDLE_TIMEOUT=" + cmp.Or(tc.idle, "30s")}, transfer, relay.Addr(), chunks)
			if tc.during != nil {
				tc.during(relay)
			}
			line, _ := client.rest.ReadString('\n') // the end of the output is no line, and wrong
			if got := strings.TrimSpace(line); !strings.HasSuffix(got, tc.want) {
				t.Errorf("the client says %q, want %q at the end; stderr: %s", got, tc.want, client.stderr)
			}
		})
	}
}

// A server that replies and disconnects at once, through loss and delay: the reply arrives.
func TestReplyOutlivesBadNetwork(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := filepath.Join(dir, "server.hew")
	program := `import std::net::quic;
fn main() {
    let ep = quic.new_server("127.0.0.1:0");
    println(f"listening on {ep.observe().local_addr}");
    for _ in 0 .. 20 {
        let conn = ep.accept();
        let strm = conn.accept_stream();
        let name = strm.recv_string();
        let _ = strm.send_string(f"hello, {name}");
        let _ = strm.finish();
        let _ = conn.disconnect();
    }
    ep.close();
}`
	if err := os.WriteFile(server, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	p := launch(t, server)
	relay, err := badnet.Listen(strings.TrimPrefix(p.first, "listening on "), 3)
	if err != nil {
		t.Fatal(err)
	}
	defer relay.Close()
	relay.Set(badnet.Weather{Loss: 0.05, Delay: 20 * time.Millisecond})
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	stack := quic.NewStack(quic.Config{})
	defer stack.Shutdown(ctx)
	for i := range 20 {
		c, err := dial(ctx, stack, relay.Addr())
		if err != nil {
			t.Fatal(err)
		}
		s, err := say(ctx, c, "ann")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := readAll(ctx, s); got != "hello, ann" {
			t.Errorf("reply %d is %q (%v)", i, got, err)
		}
		_ = c.Disconnect(ctx) // the server has done it already
	}
}

// SIGTERM ends a server that has much to do: its clients are told so.
func TestSignalUnderLoad(t *testing.T) {
	t.Parallel()
	server := launch(t, echoServer, "127.0.0.1:0")
	addr := strings.TrimPrefix(server.first, "listening on ")
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	stack := quic.NewStack(quic.Config{})
	defer stack.Shutdown(ctx)
	const clients = 30
	busy, ended := make(chan error, clients), make(chan string, clients)
	for range clients {
		go func() {
			c, err := dial(ctx, stack, addr)
			if err == nil {
				err = echo(ctx, c, strings.Repeat("busy", 5000))
			}
			busy <- err
			if err != nil {
				ended <- err.Error()
				return
			}
			for echo(ctx, c, strings.Repeat("busy", 5000)) == nil {
			}
			if err := untilClosed(ctx, c); err != nil {
				ended <- err.Error()
				return
			}
			ended <- c.LastError()
		}()
	}
	for range clients {
		if err := <-busy; err != nil {
			t.Error(err)
		}
	}
	began := time.Now()
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for range clients {
		if got := <-ended; got != "closed by peer: closed (code 0)" {
			t.Errorf("a client was told %q", got)
		}
	}
	_ = server.Wait() // its status is looked at
	t.Logf("all was over after %v", time.Since(began).Round(time.Millisecond))
	if code := server.ProcessState.ExitCode(); code != 143 {
		t.Errorf("the exit status is %d; stderr: %s", code, server.stderr)
	}
}

// Clients that are killed in the middle: the server goes on for others, and forgets them.
func TestKilledClients(t *testing.T) {
	t.Parallel()
	server := launchWith(t, []string{"HEWQ_QUIC_IDLE_TIMEOUT=1s"}, echoServer, "127.0.0.1:0")
	addr := strings.TrimPrefix(server.first, "listening on ")
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	stack := quic.NewStack(quic.Config{KeepAlive: 200 * time.Millisecond})
	defer stack.Shutdown(ctx)
	other, err := dial(ctx, stack, addr)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		client := launch(t, transfer, addr, "1000")
		if err := client.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = client.Wait() // it was killed
		if err := echo(ctx, other, strings.Repeat("still served", 1000)); err != nil {
			t.Errorf("beside a killed client: %v", err)
		}
	}
	if err := server.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := untilClosed(ctx, other); err != nil || other.LastError() != "closed by peer: closed (code 0)" {
		t.Errorf("the end: %v, %q", err, other.LastError())
	}
	_ = server.Wait() // its status is looked at
	if code := server.ProcessState.ExitCode(); code != 130 {
		t.Errorf("the exit status is %d; stderr: %s", code, server.stderr)
	}
}
