package quic

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/testutils/simnet"
)

// known has s know the addresses of "many.example", and of no other name.
func known(s *Stack, ips ...string) {
	s.lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		if host != "many.example" {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		var all []netip.Addr
		for _, ip := range ips {
			all = append(all, netip.MustParseAddr(ip))
		}
		return all, nil
	}
}

// `localhost` reaches a server that has only ::1, whether or not packets are listened to.
func TestLocalhostIsIPv6(t *testing.T) {
	needIPv6(t)
	ctx := testContext(t)
	for _, conf := range []Config{{}, {Fast: true}} {
		s := newStack(t, conf)
		srv, err := s.NewServer(ctx, "[::1]:0")
		must(t, "NewServer", err)
		c, err := client(t, s).Connect(ctx, "localhost"+portOf(srv.LocalAddr()), "localhost")
		must(t, "Connect", err)
		if got := c.PeerAddr(); got != srv.LocalAddr() {
			t.Errorf("connected to %s, want %s", got, srv.LocalAddr())
		}
		must(t, "Disconnect", c.Disconnect(ctx))
	}
}

// The first address is silent, the second refuses, the third has the server.
func TestNextAddress(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	silent, err := net.ListenPacket("udp4", "127.0.0.3"+portOf(srv.LocalAddr()))
	if err != nil {
		t.Skipf("this machine is not 127.0.0.3: %v", err)
	}
	defer silent.Close()
	known(s, "127.0.0.3", "127.0.0.2", "127.0.0.1")
	c, err := client(t, s).Connect(ctx, "many.example"+portOf(srv.LocalAddr()), "localhost")
	must(t, "Connect", err)
	if got := c.PeerAddr(); got != srv.LocalAddr() {
		t.Errorf("connected to %s, want %s", got, srv.LocalAddr())
	}
}

// A server that has answered something is waited for: no other address hears of the client.
func TestAnswerEndsTheSearch(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	must(t, "ListenUDP", err)
	defer conn.Close()
	other, err := net.ListenPacket("udp4", "127.0.0.2"+portOf(conn.LocalAddr().String()))
	if err != nil {
		t.Skipf("this machine is not 127.0.0.2: %v", err)
	}
	defer other.Close()
	cert, err := selfSigned()
	must(t, "selfSigned", err)
	// It asks for a second first packet at once, and takes its time then.
	tr := &quicgo.Transport{Conn: conn, VerifySourceAddress: func(net.Addr) bool { return true }}
	defer tr.Close()
	slow := Config{}.serverTLS(cert)
	slow.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		wait(ctx, 3*nextAddressAfter, nil)
		return nil, nil
	}
	ln, err := tr.Listen(slow, s.quicConfig())
	must(t, "Listen", err)
	defer ln.Close()

	known(s, "127.0.0.1", "127.0.0.2")
	_, err = client(t, s).Connect(ctx, "many.example"+portOf(conn.LocalAddr().String()), "localhost")
	must(t, "Connect", err)
	must(t, "SetReadDeadline", other.SetReadDeadline(time.Now().Add(10*time.Millisecond))) // what has come is there
	if n, _, err := other.ReadFrom(make([]byte, 2000)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the other address got %d bytes, %v", n, err)
	}
}

// A meeting holds up what its sockets receive until each has something.
type meeting struct {
	left atomic.Int32
	all  chan struct{}
}

// A late socket gives out nothing before the meeting is complete.
type late struct {
	net.PacketConn
	meeting *meeting
	once    sync.Once
}

func (l *late) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := l.PacketConn.ReadFrom(b)
	if err == nil && n > len(probeDatagram) {
		l.once.Do(func() {
			if l.meeting.left.Add(-1) == 0 {
				close(l.meeting.all)
			}
		})
		<-l.meeting.all
	}
	return n, from, err
}

// Two handshakes reach a server that is so busy that it sees both at once: it accepts one
// connection, and hears of no failure.
func TestOneOfTwoHandshakes(t *testing.T) {
	needIPv6(t)
	ctx := testContext(t)
	s, servers := newStack(t, Config{}), newStack(t, Config{})
	for range 4 {
		m := &meeting{all: make(chan struct{})}
		m.left.Store(2)
		servers.listen = func(network string, addr *net.UDPAddr) (net.PacketConn, error) {
			c, err := net.ListenUDP(network, addr)
			if err != nil {
				return nil, err
			}
			return &late{PacketConn: c, meeting: m}, nil
		}
		srv, cl := everywhere(t, servers), client(t, s)
		_, err := cl.Connect(ctx, "localhost"+portOf(srv.LocalAddr()), "localhost")
		must(t, "Connect", err)
		_, err = srv.Accept(ctx)
		must(t, "Accept", err)
		cl.Close(ctx)
		wantNoArrival(t, srv)
		srv.Close(ctx)
	}
}

// On busy cores handshakes take longer than a server has time to answer.
func TestConnectsOnBusyCores(t *testing.T) {
	needIPv6(t)
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := everywhere(t, s), client(t, s)
	var busy sync.WaitGroup
	var done atomic.Bool
	for range 2 * runtime.GOMAXPROCS(0) {
		busy.Go(func() {
			for !done.Load() {
			}
		})
	}
	defer busy.Wait()
	defer done.Store(true)
	const connects = 200
	for range connects / 8 {
		var some sync.WaitGroup
		for range 8 {
			some.Go(func() {
				c, err := cl.Connect(ctx, "localhost"+portOf(srv.LocalAddr()), "localhost")
				must(t, "Connect", err)
				must(t, "Disconnect", c.Disconnect(ctx))
			})
		}
		some.Wait()
	}
	cl.Close(ctx)
	for i := range connects {
		if _, err := srv.Accept(ctx); err != nil {
			t.Fatalf("Accept %d: %v", i, err)
		}
	}
	wantNoArrival(t, srv)
}

// wantNoArrival checks that a server has nothing to accept, whatever it still has to read.
func wantNoArrival(t *testing.T, srv *Endpoint) {
	t.Helper()
	if a, ok, _ := srv.arrivals.next(); ok {
		t.Errorf("there is something to accept: %v, %v", a.conn, a.err)
	}
}

// A first packet that nobody can read, such as a late copy of a goodbye, is no failed handshake.
func TestUnreadableInitial(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		network := &simnet.Simnet{Router: &losing{}}
		stranger := network.NewEndpoint(&net.UDPAddr{IP: net.ParseIP("1.0.0.1"), Port: 4433}, simnet.NodeBiDiLinkSettings{})
		s := NewStack(Config{})
		s.listen = simulated(network, "1.0.0.2", simnet.NodeBiDiLinkSettings{})
		must(t, "Start", network.Start())
		srv, err := s.NewServer(ctx, "1.0.0.2:4433")
		must(t, "NewServer", err)

		packet := make([]byte, packetSize)
		copy(packet, []byte{0xc0, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x44, 0x9e}) // RFC 9000, section 17.2.2
		_, err = stranger.WriteTo(packet, &net.UDPAddr{IP: net.ParseIP("1.0.0.2"), Port: 4433})
		must(t, "WriteTo", err)
		wait(ctx, 2*handshakeTimeout, nil)
		wantNoArrival(t, srv)
		s.Shutdown(ctx)
		must(t, "Close", network.Close())
	})
}

// The gate of a race: one handshake completes, and refusals come too late for it.
func TestAdmission(t *testing.T) {
	r := newRace(nil, nil, []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:1")})
	target := r.targets[0]
	first, second, barred := &try{race: r, target: target}, &try{race: r, target: target}, &try{race: r, barred: true}
	target.tries = []*try{first, second}
	if r.admit(barred) || !r.admit(first) || r.admit(second) {
		t.Error("admitted is the wrong one")
	}
	r.giveUp(target, errors.New("refused"))
	if first.barred || target.failed != nil {
		t.Error("a refusal has ended a handshake that is about to complete")
	}
	if r.drop(result{try: second, err: errLate}); r.decided != nil {
		t.Error("the handshake that was not admitted decides")
	}
}

// A blocked socket cannot send.
type blocked struct {
	net.PacketConn
	errno syscall.Errno
}

func (b *blocked) WriteTo([]byte, net.Addr) (int, error) {
	return 0, &net.OpError{Op: "write", Net: "udp4", Err: os.NewSyscallError("sendmsg", b.errno)}
}

func TestBlockedPath(t *testing.T) {
	for errno, want := range map[syscall.Errno]string{
		syscall.ENETUNREACH:  "no route to 127.0.0.1:9: the network is unreachable",
		syscall.EHOSTUNREACH: "no route to 127.0.0.1:9: the host is unreachable",
		syscall.EPERM:        "sending to 127.0.0.1:9 is forbidden: operation not permitted",
		syscall.EACCES:       "sending to 127.0.0.1:9 is forbidden: permission denied",
		syscall.EMSGSIZE:     "the way to 127.0.0.1:9 takes no packets of 1200 bytes, the smallest that QUIC begins with",
		syscall.EINVAL:       "cannot send to 127.0.0.1:9: invalid argument",
	} {
		s := newStack(t, Config{})
		listen := s.listen
		s.listen = func(network string, addr *net.UDPAddr) (net.PacketConn, error) {
			c, err := listen(network, addr)
			return &blocked{c, errno}, err
		}
		cl := client(t, s)
		_, err := cl.Connect(testContext(t), "127.0.0.1:9", "localhost")
		wantErr(t, "Connect", err, cl.LastError(), want)
		if help := advice(`connect("127.0.0.1:9", "localhost")`, err); help == "" || strings.Contains(help, "1024") {
			t.Errorf("%v: the help is %q", errno, help)
		}
	}
}
