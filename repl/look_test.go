package repl

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"hewq/lang"
	"hewq/stdlib"
)

// What happens on a connection that is watched is told, until that is ended.
func TestWatch(t *testing.T) {
	var told lockedBuffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stderr: &told}})
	evalAll(t, s,
		"import std::net::quic",
		`let server = quic.new_server("127.0.0.1:0")`,
		"let client = quic.new_client()",
		`let conn = client.connect(server.observe().local_addr, "localhost")`,
		"let peer = server.accept()",
		":watch conn",
		":watch peer",
		":unwatch peer",
		"let strm = conn.open_stream()",
		`strm.send_string("hello")`,
		"strm.finish()",
		"let theirs = peer.accept_stream()",
		"theirs.recv_string()",
		"theirs.recv_string()",
		"theirs.stop(9)",
		"strm.recv_string()",
		"conn.disconnect()",
	)
	if err := s.Close(context.Background()); err != nil {
		t.Error(err)
	}
	got := told.String()
	if strings.Contains(got, " c2 ") {
		t.Errorf("what is not watched any more is told:\n%s", got)
	}
	for _, want := range []string{
		`stream 0: opened by this side`,
		`stream 0: finished by this side after 5 B`,
		`stream 0: reset by the peer with code 9 after 0 B`,
		`closed by this side: disconnected \(code 0\)`,
		`in all: .*`,
	} {
		if !regexp.MustCompile(`(?m)^ *[0-9.]+m?s c1 client: ` + want + `$`).MatchString(got) {
			t.Errorf("no line %q in\n%s", want, got)
		}
	}
}
