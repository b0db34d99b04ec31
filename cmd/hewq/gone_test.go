package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"hewq/internal/badnet"
)

// A peer that was killed gets no Ok: disconnect fails, and says what is missing.
func TestKilledPeerGetsNoOk(t *testing.T) {
	t.Parallel()
	free := freePort(t)
	server, _ := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_server("127.0.0.1:`+free+`");
	println("ready");
	let conn = ep.accept();
	let strm = conn.accept_stream();
	let _ = strm.send(strm.recv());
	let never = conn.accept_stream();
}`)
	client, out, in := startWith(t, `import std::net::quic;
import std::io;
fn main() {
	let ep = quic.new_client();
	let conn = ep.connect("127.0.0.1:`+free+`", "localhost");
	let first = conn.open_stream();
	let _ = first.send(b"x");
	let _ = first.recv();
	println("ready");
	let _ = io.read_line();
	let strm = conn.open_stream();
	match strm.send(b"an important record") { Ok(_) => println("send Ok"), Err(e) => println(f"send {e}") }
	match strm.finish() { Ok(_) => println("finish Ok"), Err(e) => println(f"finish {e}") }
	match conn.disconnect() { Ok(_) => println("disconnect Ok"), Err(e) => println(f"disconnect {e}") }
	println(conn.observe().last_error);
	ep.close();
}`, "HEWQ_QUIC_DISCONNECT_WAIT=300ms")
	if err := server.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.Wait() // it was killed
	if _, err := fmt.Fprintln(in, "it is killed"); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(out)
	want := regexp.MustCompile(`^send Ok
finish Ok
disconnect Other\(0\)
not delivered: stream 4: 0 of 19 bytes are acknowledged, and the end is not; the peer was silent for [0-9.]+ s
$`)
	if err != nil || !want.Match(got) {
		t.Errorf("the client prints %q (%v), want %v", got, err, want)
	}
	if err := client.Wait(); err != nil {
		t.Errorf("the client: %v; stderr: %s", err, client.Stderr)
	}
}

// Two peers that both wait for the other one hear why their connection ends.
func TestBothWait(t *testing.T) {
	t.Parallel()
	client, out, _ := startWith(t, `import std::net::quic;
actor Server {
	let ep: quic.QUICEndpoint;
	receive fn serve() {
		let conn = ep.accept();
		let strm = conn.accept_stream();
		let _ = strm.send(strm.recv());
	}
}
fn main() {
	let ep = quic.new_server("127.0.0.1:0");
	let addr = ep.observe().local_addr;
	let server = spawn Server(ep: ep);
	server.serve();
	let cl = quic.new_client();
	let conn = cl.connect(addr, "localhost");
	let strm = conn.open_stream();
	println("ready");
	let data = strm.recv();
	println(f"{data.len()} bytes, {strm.observe().last_error}, {conn.observe().last_error}");
	if data.is_empty() { panic("no answer"); }
}`, "HEWQ_QUIC_IDLE_TIMEOUT=1s")
	got, err := io.ReadAll(out)
	if want := "0 bytes, connection lost, timed out\n"; err != nil || string(got) != want {
		t.Errorf("the client prints %q (%v), want %q", got, err, want)
	}
	_ = client.Wait() // its status is that of a panic
	if got := fmt.Sprint(client.Stderr); !strings.Contains(got, "for data or for a `finish`: then one must go first") {
		t.Errorf("stderr has no help: %s", got)
	}
}

// A server goes on with a client that has another port now, and knows it.
func TestPeerAddressFollows(t *testing.T) {
	t.Parallel()
	free := freePort(t)
	server, seen := start(t, `import std::net::quic;
fn main() {
	let ep = quic.new_server("127.0.0.1:`+free+`");
	println("ready");
	let conn = ep.accept();
	let strm = conn.accept_stream();
	var last = conn.observe().peer_addr;
	loop {
		let data = strm.recv();
		if data.is_empty() { break; }
		if conn.observe().peer_addr != last {
			last = conn.observe().peer_addr;
			println("the client has another address");
		}
		let _ = strm.send(data);
	}
	let _ = strm.finish();
	println(f"over: {strm.observe().recv_closed}");
	let _ = conn.disconnect();
}`)
	relay, err := badnet.Listen("127.0.0.1:"+free, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(relay.Close)
	client, out, in := startWith(t, `import std::net::quic;
import std::io;
fn main() {
	let ep = quic.new_client();
	let conn = ep.connect("`+relay.Addr()+`", "localhost");
	let strm = conn.open_stream();
	let _ = strm.send(b"x");
	let _ = strm.recv();
	println("ready");
	let _ = io.read_line();
	var n = 0;
	for _ in 0 .. 50 {
		let _ = strm.send(b"y");
		n = n + strm.recv().len();
	}
	let _ = strm.finish();
	let end = strm.recv();
	println(f"{n} bytes, end {strm.observe().recv_closed}");
	let _ = conn.disconnect();
}`)
	relay.Rebind()
	if _, err := fmt.Fprintln(in, "it has another port"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(out); err != nil || string(got) != "50 bytes, end true\n" {
		t.Errorf("the client prints %q (%v); stderr: %s", got, err, client.Stderr)
	}
	if got, err := io.ReadAll(seen); err != nil || string(got) != "the client has another address\nover: true\n" {
		t.Errorf("the server prints %q (%v); stderr: %s", got, err, server.Stderr)
	}
}
