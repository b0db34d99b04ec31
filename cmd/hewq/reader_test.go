package main

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	quicgo "github.com/quic-go/quic-go"
)

// A slowReader is a peer that drops what it has not read when it hears of the end of the
// connection, and a server whose program has ended while this peer has a lot to read.
type slowReader struct {
	server *exec.Cmd
	conn   *quicgo.Conn
	stream *quicgo.Stream
	got    int
}

const (
	slowReaderSize = 2_000_000
	slowReaderLate = 400_000 // is read when the server's program has ended; less than a window
)

func startSlowReader(t *testing.T) *slowReader {
	t.Helper()
	ctx, free := t.Context(), freePort(t)
	server, out := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_server("127.0.0.1:`+free+`");
	println("ready");
	let conn = ep.accept();
	let strm = conn.accept_stream();
	let _ = strm.recv();
	let data = bytes::new();
	for _ in 0 .. 20000 { data.append(b"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"); }
	match strm.send(data) { Ok(_) => {}, Err(e) => println(f"send: {e}") }
	match strm.finish() { Ok(_) => {}, Err(e) => println(f"finish: {e}") }
	match conn.disconnect() { Ok(_) => {}, Err(e) => println(f"disconnect: {e}") }
	ep.close();
	println("over");
}`)
	over := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		over <- line
	}()
	r := &slowReader{server: server}
	var err error
	if r.conn, err = quicgo.DialAddr(ctx, "127.0.0.1:"+free, &tls.Config{InsecureSkipVerify: true}, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.conn.CloseWithError(0, "") })
	if r.stream, err = r.conn.OpenStreamSync(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := r.stream.Write([]byte("?")); err != nil {
		t.Fatal(err)
	}
	for r.got < slowReaderSize-slowReaderLate {
		if _, err := r.read(32 << 10); err != nil {
			t.Fatalf("after %d bytes: %v", r.got, err)
		}
	}
	if line := <-over; line != "over\n" {
		t.Fatalf("the server prints %q; stderr: %s", line, server.Stderr)
	}
	return r
}

func (r *slowReader) read(most int) (int, error) {
	n, err := r.stream.Read(make([]byte, most))
	r.got += n
	return n, err
}

// The end of a program does not take from a peer what it has not read yet.
func TestPeerReadsOnAfterTheEnd(t *testing.T) {
	t.Parallel()
	r := startSlowReader(t)
	for {
		if _, err := r.read(32 << 10); err != nil {
			if !errors.Is(err, io.EOF) || r.got != slowReaderSize {
				t.Errorf("after %d of %d bytes: %v", r.got, slowReaderSize, err)
			}
			break
		}
	}
	if err := r.conn.CloseWithError(0, ""); err != nil {
		t.Error(err)
	}
	if err := r.server.Wait(); err != nil {
		t.Errorf("the server: %v", err)
	}
}

// A signal shortens that, a second one ends it.
func TestSignalsEndTheWaitForReaders(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	for name, status := range map[string]int{"one": 0, "many": 130} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := startSlowReader(t)
			if err := r.server.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			if status != 0 {
				go func() { // two signals at once may be one to the system
					for r.server.Process.Signal(syscall.SIGINT) == nil {
						runtime.Gosched()
					}
				}()
			}
			_ = r.server.Wait() // the status is looked at below
			if got := r.server.ProcessState.ExitCode(); got != status {
				t.Errorf("exit status %d, want %d; stderr: %s", got, status, r.server.Stderr)
			}
		})
	}
}
