package quic

import (
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// needIPv6 skips the test on a machine without.
func needIPv6(t *testing.T) {
	t.Helper()
	c, err := net.ListenPacket("udp6", "[::1]:0")
	if err != nil {
		t.Skipf("no IPv6: %v", err)
	}
	must(t, "Close", c.Close())
}

// withoutIPv6 has s run as on a machine without.
func withoutIPv6(s *Stack) {
	listen := s.listen
	s.listen = func(network string, addr *net.UDPAddr) (net.PacketConn, error) {
		if network == "udp6" {
			return nil, &net.OpError{Op: "listen", Net: network, Err: os.NewSyscallError("socket", syscall.EAFNOSUPPORT)}
		}
		return listen(network, addr)
	}
}

// portOf is the port of an address, with the colon.
func portOf(addr string) string { return addr[strings.LastIndexByte(addr, ':'):] }

// everywhere listens on a free port of all addresses.
func everywhere(t testing.TB, s *Stack) *Endpoint {
	t.Helper()
	ep, err := s.NewServer(testContext(t), ":0")
	must(t, "NewServer", err)
	return ep
}

// ":PORT" is reached by both families, and one client reaches both.
func TestBothFamilies(t *testing.T) {
	needIPv6(t)
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := everywhere(t, s), client(t, s)
	port := portOf(srv.LocalAddr())
	if got := srv.LocalAddr(); got != "0.0.0.0"+port {
		t.Errorf("the server is at %s, want 0.0.0.0%s", got, port)
	}
	for _, tc := range []struct{ addr, peer, near, far string }{
		{"127.0.0.1" + port, "127.0.0.1" + port, "0.0.0.0:", "0.0.0.0" + port},
		{"[::1]" + port, "[::1]" + port, "[::]:", "[::]" + port},
		{"localhost" + port, "127.0.0.1" + port, "0.0.0.0:", "0.0.0.0" + port},
		{port, "127.0.0.1" + port, "0.0.0.0:", "0.0.0.0" + port},
	} {
		c, err := cl.Connect(ctx, tc.addr, "localhost")
		must(t, "Connect "+tc.addr, err)
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		if c.PeerAddr() != tc.peer || !strings.HasPrefix(c.LocalAddr(), tc.near) || d.LocalAddr() != tc.far {
			t.Errorf("%s: from %s to %s, which is %s; want from %s to %s, which is %s",
				tc.addr, c.LocalAddr(), c.PeerAddr(), d.LocalAddr(), tc.near, tc.peer, tc.far)
		}
		if host := strings.TrimSuffix(tc.peer, port); !strings.HasPrefix(d.PeerAddr(), host) {
			t.Errorf("%s: the server sees %s, want %s", tc.addr, d.PeerAddr(), host)
		}
		roundTrip(t, ctx, c, d, 100_000)
	}
	if got := cl.LocalAddr(); !strings.HasPrefix(got, "0.0.0.0:") {
		t.Errorf("the client is at %s", got)
	}
}

// A port that another program has, by either family, is taken; the other family gets it back.
func TestPortTakenByEitherFamily(t *testing.T) {
	needIPv6(t)
	s := newStack(t, Config{})
	for network, other := range map[string]string{"udp4": "udp6", "udp6": "udp4"} {
		taken, err := net.ListenUDP(network, nil)
		must(t, "ListenUDP", err)
		port := taken.LocalAddr().(*net.UDPAddr).Port
		_, err = s.NewServer(testContext(t), ":"+strconv.Itoa(port))
		if err == nil || !strings.HasPrefix(err.Error(), "failed to bind server socket: Address already in use (os error ") {
			t.Errorf("%s: %v, want that it is in use", network, err)
		}
		free, err := net.ListenUDP(other, &net.UDPAddr{Port: port})
		must(t, "ListenUDP", err)
		must(t, "Close", free.Close())
		must(t, "Close", taken.Close())
	}
}

func TestWithoutIPv6(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	withoutIPv6(s)
	srv, cl := everywhere(t, s), client(t, s)
	port := portOf(srv.LocalAddr())
	for _, host := range []string{"localhost", "127.0.0.1"} {
		c, err := cl.Connect(ctx, host+port, "localhost")
		must(t, "Connect", err)
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		roundTrip(t, ctx, c, d, 1000)
	}
	_, err := cl.Connect(ctx, "[::1]"+port, "localhost")
	wantErr(t, "Connect", err, cl.LastError(), "no route to [::1]"+port+": this machine has no address of that kind")
	if again, err := s.NewServer(ctx, port); err == nil {
		t.Errorf("%v has the port of %v", again, srv)
	}
}
