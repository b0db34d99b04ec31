package quic

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// closedPort is an address at which nothing listens. Its port is one that systems do not choose when
// they are asked for port 0: a socket of another test would take the place of the one closed here.
func closedPort(t testing.TB) string {
	t.Helper()
	for range 100 {
		c, err := net.ListenPacket("udp4", fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(10_000)))
		if err != nil {
			continue // somebody has it
		}
		must(t, "Close", c.Close())
		return c.LocalAddr().String()
	}
	t.Fatal("no port is free")
	return ""
}

func TestNothingListens(t *testing.T) {
	for _, conf := range []Config{{RefusedWait: 1}, {RefusedWait: 300 * time.Millisecond}} {
		cl := client(t, newStack(t, conf))
		addr := closedPort(t)
		_, err := cl.Connect(testContext(t), addr, "localhost")
		wantErr(t, "Connect", err, cl.LastError(), "connection refused: nothing listens on "+addr+" (UDP)")
		wantEvents(t, cl.Event, Failed)
	}
}

// A trace tells why a handshake was given up.
func TestTraceTellsOfRefusals(t *testing.T) {
	var trace traceBuffer
	s := NewStack(Config{Trace: &trace, RefusedWait: 300 * time.Millisecond})
	addr := closedPort(t)
	if _, err := client(t, s).Connect(testContext(t), addr, "localhost"); err == nil {
		t.Error("somebody listens")
	}
	s.Shutdown(testContext(t))
	trace.wantLines(t, "client",
		`dials .*`,
		`handshake: sends its first packet after .*`,
		`given up by this side: connection refused: nothing listens on `+addr+` \(UDP\)`,
		`in all: .*`)
}

func TestNothingListensAnywhere(t *testing.T) {
	needIPv6(t)
	cl := client(t, newStack(t, Config{RefusedWait: 300 * time.Millisecond}))
	port := portOf(closedPort(t))
	_, err := cl.Connect(testContext(t), "localhost"+port, "localhost")
	wantErr(t, "Connect", err, cl.LastError(), "connection refused: nothing listens on 127.0.0.1"+port+" or [::1]"+port+" (UDP)")
}

// A client may start before its server.
func TestServerStartsLater(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	for _, host := range []string{"127.0.0.1", "localhost"} {
		addr, served := closedPort(t), make(chan error)
		starting := time.AfterFunc(time.Second, func() {
			srv, err := s.NewServer(ctx, addr)
			if err == nil {
				_, err = srv.Accept(ctx)
			}
			served <- err
		})
		c, err := client(t, s).Connect(ctx, host+portOf(addr), "localhost")
		must(t, "Connect", err)
		if starting.Stop() || c.PeerAddr() != addr {
			t.Errorf("connected to %s, want %s", c.PeerAddr(), addr)
		}
		must(t, "Accept", <-served)
	}
}

// A server that refuses a client which came before it hears of one handshake, not of two.
func TestServerThatStartsLaterIsAskedOnce(t *testing.T) {
	// quic-go knows what it has refused for three probe timeouts (RFC 9000, section 10.2), and takes what a slow machine
	// sends again later for another handshake.
	const forgets = 600 * time.Millisecond
	ctx := testContext(t)
	var all sync.WaitGroup
	turns := make(chan struct{}, 22)
	taken := map[string]bool{}
	for i := range 44 {
		delay, fast := time.Duration(150+i/2*5)*time.Millisecond, i%2 == 1
		addr := closedPort(t)
		for taken[addr] {
			addr = closedPort(t)
		}
		taken[addr] = true
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			served, began := make(chan *Endpoint, 1), time.Now()
			time.AfterFunc(delay, func() {
				srv, err := newStack(t, Config{ALPN: []string{"chat"}}).NewServer(ctx, addr)
				if err != nil {
					t.Errorf("NewServer: %v", err)
				}
				served <- srv
			})
			cl := client(t, newStack(t, Config{ALPN: []string{"other"}, Fast: fast}))
			if c, err := cl.Connect(ctx, addr, "localhost"); err == nil {
				t.Errorf("connected: %v", c)
			}
			srv := <-served
			cl.Close(ctx)
			if _, err := srv.Accept(ctx); err == nil {
				t.Error("accepted")
			}
			if n := len(srv.arrivals.drain()); n > 0 && time.Since(began) < delay+forgets {
				t.Errorf("a server that starts after %v hears of %d handshakes more (fast: %v)", delay, n, fast)
			}
		})
	}
	all.Wait()
}

// Refusals do nothing to a connection, or another attempt, of the same endpoint.
func TestRefusalsHarmNobody(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{RefusedWait: 1})
	cl, srv := client(t, s), server(t, s)
	c := dial(t, cl, srv)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	busy, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	rounds := 0
	working.Go(func() {
		for rounds == 0 || busy.Err() == nil {
			roundTrip(t, ctx, c, d, 20_000)
			rounds++
		}
	})
	for i := range 100 {
		if i%10 == 0 {
			working.Go(func() {
				c := dial(t, cl, srv)
				must(t, "Disconnect", c.Disconnect(ctx))
			})
		}
		addr := closedPort(t)
		_, err := cl.Connect(ctx, addr, "localhost")
		if err == nil || connectionText(err) != "connection refused: nothing listens on "+addr+" (UDP)" {
			t.Errorf("Connect: %v", err)
		}
	}
	stop()
	working.Wait()
	if rounds == 0 || c.Closed() {
		t.Errorf("after %d rounds: %v", rounds, c)
	}
}

// A probe does nothing to a server, and one that hears nothing ends with its race.
func TestProbesAreIgnored(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	conn, err := net.Dial("udp4", srv.LocalAddr())
	must(t, "Dial", err)
	defer conn.Close()
	for range 100 {
		if err := ask(conn.(*net.UDPConn), time.Microsecond); isReport(err) {
			t.Fatal(err)
		}
	}
	dial(t, client(t, s), srv) // what came before was read before
	_, err = srv.Accept(ctx)
	must(t, "Accept", err)
	wantNoArrival(t, srv)
	must(t, "SetReadDeadline", conn.SetReadDeadline(time.Now().Add(10*time.Millisecond))) // what has come is there
	if n, _ := conn.Read(make([]byte, 2000)); n > 0 {
		t.Errorf("the server has answered with %d bytes", n)
	}
}
