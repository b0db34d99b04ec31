package quic

import (
	"net"
	"testing"
	"time"
)

// A handshake is withdrawn only if all that was sent of it was sent before the time, and then nothing more of it is.
func TestWithdrawnGreetings(t *testing.T) {
	local := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}
	to, err := net.ListenUDP("udp4", local)
	must(t, "ListenUDP", err)
	defer to.Close()
	socket, err := net.ListenUDP("udp4", local)
	must(t, "ListenUDP", err)
	defer socket.Close()
	g := &greeter{UDPConn: socket}
	first := func(id string) []byte { return append([]byte{0xc0, 0, 0, 0, 1, byte(len(id))}, id...) }
	arrives := func(what string, b []byte, want bool) {
		t.Helper()
		for name, send := range map[string]func() (int, error){
			"WriteTo":     func() (int, error) { return g.WriteTo(b, to.LocalAddr()) },
			"WriteMsgUDP": func() (int, error) { n, _, err := g.WriteMsgUDP(b, nil, to.LocalAddr().(*net.UDPAddr)); return n, err },
		} {
			if n, err := send(); n != len(b) || err != nil {
				t.Errorf("%s of %s: %d, %v", name, what, n, err)
			}
			patience := 10 * time.Second
			if !want {
				patience = time.Millisecond
			}
			must(t, "SetReadDeadline", to.SetReadDeadline(time.Now().Add(patience)))
			if _, _, err := to.ReadFrom(make([]byte, 100)); (err == nil) != want {
				t.Errorf("%s of %s: %v", name, what, err)
			}
		}
	}
	arrives("what is not known", first("one"), true)
	g.expect("one")
	g.expect("two")
	arrives("a packet", first("one"), true)
	if g.withdraw([]string{"two", "one"}, time.Now().Add(-time.Minute)) {
		t.Error("withdrawn, though a packet was sent since")
	}
	if g.withdraw([]string{"three"}, time.Now()) {
		t.Error("withdrawn, though it is not known")
	}
	arrives("a packet of another that was not sent yet", first("two"), true)
	if !g.withdraw([]string{"one"}, time.Now().Add(time.Minute)) {
		t.Error("not withdrawn")
	}
	arrives("a withdrawn packet", first("one"), false)
	arrives("one that was not withdrawn", first("two"), true)
	arrives("a packet with a short header", []byte{0x40, 0, 0, 0, 1, 3, 'o', 'n', 'e'}, true)
	arrives("a packet that is cut", first("one")[:7], true)
	g.forget("one")
	arrives("a forgotten packet", first("one"), true)
	g.forget("two")
	if g.expects.Load() != 0 {
		t.Error("something is left")
	}
}
