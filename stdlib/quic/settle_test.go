package quic

import (
	"context"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quic-go/quic-go/testutils/simnet"
)

// A path is a simulated network of one client and one server.
type path struct {
	latency time.Duration // one way
	lose    func(p simnet.Packet) bool
}

// losing drops packets on their way.
type losing struct {
	simnet.PerfectRouter
	lose atomic.Pointer[func(p simnet.Packet) bool]
}

func (r *losing) SendPacket(p simnet.Packet) error {
	if lose := r.lose.Load(); lose != nil && *lose != nil && (*lose)(p) {
		return nil
	}
	// simnet tells apart the two lengths in which Go keeps IPv4 addresses.
	to := *p.To.(*net.UDPAddr)
	to.IP = to.IP.To16()
	p.To = &to
	return r.PerfectRouter.SendPacket(p)
}

// run plays f on the path, in simulated time.
func (p path) run(t *testing.T, conf Config, f func(t *testing.T, ctx context.Context, c, d *Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		router := &losing{}
		network := &simnet.Simnet{Router: router}
		settings := simnet.NodeBiDiLinkSettings{Latency: p.latency}
		clients, servers := NewStack(conf), NewStack(conf)
		clients.listen = simulated(network, "1.0.0.1", settings)
		servers.listen = simulated(network, "1.0.0.2", settings)
		must(t, "Start", network.Start())
		defer func() {
			clients.Shutdown(ctx)
			servers.Shutdown(ctx)
			must(t, "Close", network.Close())
		}()
		srv, err := servers.NewServer(ctx, "1.0.0.2:4433")
		if err != nil {
			t.Fatal(err)
		}
		c := dial(t, client(t, clients), srv)
		d, err := srv.Accept(ctx)
		if err != nil {
			t.Fatal(err)
		}
		router.lose.Store(&p.lose)
		f(t, ctx, c, d)
	})
}

// simulated is a Stack's listen that gives out an end of network.
func simulated(network *simnet.Simnet, ip string, settings simnet.NodeBiDiLinkSettings) func(string, *net.UDPAddr) (net.PacketConn, error) {
	c := network.NewEndpoint(&net.UDPAddr{IP: net.ParseIP(ip), Port: 4433}, settings)
	return func(string, *net.UDPAddr) (net.PacketConn, error) { return c, nil }
}

// took runs f and returns how long it took in simulated time.
func took(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func TestDisconnectWaitsUntilDelivered(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "hello")
		must(t, "Send", a.Send(ctx, []byte(" world"), 0))
		waited := took(func() { must(t, "Disconnect", c.Disconnect(ctx)) })
		wantAll(t, b, "hello world")
		if waited < 100*time.Millisecond || waited > time.Second {
			t.Errorf("Disconnect took %v, want a round trip at least and a second at most", waited)
		}
	})
}

// An end without data is something sent too.
func TestDisconnectWaitsForEnds(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		for _, end := range []func(*Stream) error{
			func(s *Stream) error { return s.Finish(ctx) },
			func(s *Stream) error { return s.Stop(7) },
			func(s *Stream) error { s.Close(); return nil },
		} {
			s, err := c.OpenStream(ctx)
			must(t, "OpenStream", err)
			must(t, "end", end(s))
		}
		must(t, "Disconnect", c.Disconnect(ctx))
		for _, want := range []string{"", "stream reset by peer: error 7", ""} {
			s, err := d.AcceptStream(ctx)
			if err != nil {
				t.Fatalf("AcceptStream: %v", err)
			}
			if _, err := s.Recv(ctx, 0); (err != nil) != (want != "") || s.LastError() != want {
				t.Errorf("Recv: %v, last error %q, want %q", err, s.LastError(), want)
			}
		}
	})
}

func TestDisconnectThroughLoss(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var mu sync.Mutex
	lossy := path{latency: 20 * time.Millisecond, lose: func(simnet.Packet) bool {
		mu.Lock()
		defer mu.Unlock()
		return random.IntN(3) == 0
	}}
	lossy.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "first")
		wantAll(t, b, "first")
		must(t, "Send", a.Send(ctx, []byte("and last"), 0))
		must(t, "Finish", a.Finish(ctx))
		must(t, "Disconnect", c.Disconnect(ctx))
		wantAll(t, b, "and last")
	})
}

// The second probe comes later after the first than the first after the data.
func TestDisconnectWaitsForTheSecondProbe(t *testing.T) {
	var deafUntil atomic.Pointer[time.Time]
	lossy := path{latency: 50 * time.Millisecond, lose: func(simnet.Packet) bool {
		until := deafUntil.Load()
		return until != nil && time.Now().Before(*until)
	}}
	lossy.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "first")
		time.Sleep(time.Second) // until all is acknowledged
		until := time.Now().Add(2 * probeTimeout(c.qc().ConnectionStats()))
		deafUntil.Store(&until)
		must(t, "Send", a.Send(ctx, []byte(" and last"), 0))
		must(t, "Disconnect", c.Disconnect(ctx))
		wantAll(t, b, "first and last")
	})
}

func TestDisconnectAtOnceWhenAnswered(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "ask")
		wantAll(t, b, "ask")
		must(t, "Send", b.Send(ctx, []byte("answer"), 0))
		must(t, "Finish", b.Finish(ctx))
		wantAll(t, a, "answer")
		wantEnd(t, a)
		if d := took(func() { must(t, "Disconnect", c.Disconnect(ctx)) }); d > 0 {
			t.Errorf("Disconnect took %v, want no time", d)
		}
	})
}

func TestDisconnectAtOnceWhenUnused(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, _ *Conn) {
		if d := took(func() { must(t, "Disconnect", c.Disconnect(ctx)) }); d > 0 {
			t.Errorf("Disconnect took %v, want no time", d)
		}
	})
}

func TestDisconnectWaitSwitchedOff(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{NoLinger: true}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		streamPair(t, c, d, "hello")
		if d := took(func() { must(t, "Disconnect", c.Disconnect(ctx)); c.ep.Close(ctx) }); d > 0 {
			t.Errorf("closing took %v, want no time", d)
		}
	})
}

func TestEarlyEndIsNoAcknowledgement(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		must(t, "Finish", b.Finish(ctx))
		wantEnd(t, a)
		must(t, "Send", a.Send(ctx, []byte("late"), 0))
		wantEnd(t, a)
		must(t, "Disconnect", c.Disconnect(ctx))
		wantAll(t, b, "xlate")
	})
}

func TestDisconnectTellsWhatIsMissing(t *testing.T) {
	var gone atomic.Bool
	path{latency: 50 * time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		gone.Store(true)
		must(t, "Send", a.Send(ctx, []byte("to nobody"), 0))
		must(t, "Finish", a.Finish(ctx))
		var err error
		if d := took(func() { err = c.Disconnect(ctx) }); d != defaultDisconnectWait {
			t.Errorf("Disconnect took %v, want %v", d, defaultDisconnectWait)
		}
		const want = "not delivered: stream 0: 0 of 10 bytes are acknowledged, and the end is not; the peer was silent for 5.0 s"
		wantErr(t, "Disconnect", err, c.LastError(), want)
	})
}

func TestShutdownKeepsItsTime(t *testing.T) {
	var gone atomic.Bool
	path{latency: 50 * time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		gone.Store(true)
		must(t, "Send", a.Send(ctx, []byte("to nobody"), 0))
		const most = 100 * time.Millisecond
		bounded, cancel := context.WithTimeout(ctx, most)
		defer cancel()
		if d := took(func() { c.ep.stack.Shutdown(bounded) }); d > most {
			t.Errorf("Shutdown took %v, want at most %v", d, most)
		}
	})
}

func TestCloseRepeatsItsGoodbye(t *testing.T) {
	var deaf atomic.Bool
	lossy := path{latency: 50 * time.Millisecond, lose: func(simnet.Packet) bool {
		return deaf.Swap(false) // the first packet then is the goodbye
	}}
	lossy.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		wantAll(t, b, "x")
		must(t, "Finish", b.Finish(ctx))
		wantEnd(t, a)
		time.Sleep(time.Second) // until all is acknowledged
		deaf.Store(true)
		closed := make(chan struct{})
		go func() {
			c.ep.Close(ctx)
			close(closed)
		}()
		synctest.Wait()
		e, err := d.OpenStream(ctx)
		must(t, "OpenStream", err)
		must(t, "Send", e.Send(ctx, []byte("still there?"), 0))
		<-closed
		synctest.Wait()
		if got, want := d.LastError(), "closed by peer: closed (code 0)"; got != want {
			t.Errorf("last error %q, want %q", got, want)
		}
	})
}

func TestNobodyAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		network := &simnet.Simnet{Router: &losing{}}
		s := NewStack(Config{})
		s.listen = simulated(network, "1.0.0.1", simnet.NodeBiDiLinkSettings{})
		cl, err := s.NewClient()
		must(t, "NewClient", err)
		must(t, "Start", network.Start())
		d := took(func() {
			_, err := cl.Connect(ctx, "1.0.0.2:4433", "localhost") // where there is no node
			wantErr(t, "Connect", err, cl.LastError(), "timed out")
		})
		if d != handshakeTimeout {
			t.Errorf("Connect gave up after %v, want %v", d, handshakeTimeout)
		}
		s.Shutdown(ctx)
		must(t, "Close", network.Close())
	})
}

func TestIdleConnectionEnds(t *testing.T) {
	path{latency: time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		wantEvents(t, c.Event, StreamOpened)
		_, err := a.Recv(ctx, 0)
		wantErr(t, "Recv", err, a.LastError(), "connection lost")
		wantEventSet(t, c.Event, Failed, Disconnected)
		if got := c.LastError(); got != "timed out" {
			t.Errorf("last error %q, want timed out", got)
		}
	})
}

func TestIdleTimeoutIsASetting(t *testing.T) {
	path{latency: time.Millisecond}.run(t, Config{IdleTimeout: 3 * time.Second}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		begun := time.Now()
		<-c.over
		if took := time.Since(begun); took < 3*time.Second || took > 4*time.Second {
			t.Errorf("an idle connection ended after %v, want 3s", took)
		}
	})
}

func TestKeepAlive(t *testing.T) {
	path{latency: time.Millisecond}.run(t, Config{KeepAlive: 10 * time.Second}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		if _, err := a.Recv(ctx, 5*time.Minute); err == nil || c.Closed() {
			t.Errorf("Recv: %v, connection %v", err, c)
		}
		wantAll(t, b, "x")
	})
}

// A peer that owes acknowledgements and falls silent is given up after Config.UnackedTimeout; a
// quiet connection is not, and what is sent after a long pause has the whole time.
func TestSilenceEndsTheConnection(t *testing.T) {
	var gone atomic.Bool
	conf := Config{UnackedTimeout: 4 * time.Second}
	path{latency: 50 * time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, conf, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		wantAll(t, b, "x")
		time.Sleep(20 * time.Second)
		if c.Closed() {
			t.Fatalf("a quiet connection has ended: %v", c)
		}
		gone.Store(true)
		must(t, "Send", a.Send(ctx, []byte("to nobody"), 0))
		if d := took(func() { <-c.over }); d < 4*time.Second || d > 5*time.Second {
			t.Errorf("the connection ended after %v, want 4s", d)
		}
		_, err := a.Recv(ctx, 0)
		wantErr(t, "Recv", err, c.LastError(), "timed out: the peer owes acknowledgements and was silent for 4s")
		err = c.Disconnect(ctx)
		wantErr(t, "Disconnect", err, c.LastError(), "not delivered: stream 0: 1 of 10 bytes are acknowledged; timed out: the peer owes acknowledgements and was silent for 4s")
	})
}

// Without following the delivery, closing waits until it has probably come.
func TestFastDisconnectWaitsForSilence(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{Fast: true}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "hello")
		must(t, "Send", a.Send(ctx, []byte(" world"), 0))
		must(t, "Finish", a.Finish(ctx))
		waited := took(func() { must(t, "Disconnect", c.Disconnect(ctx)) })
		wantAll(t, b, "hello world")
		if waited < 100*time.Millisecond || waited > time.Second {
			t.Errorf("Disconnect took %v, want a round trip at least and a second at most", waited)
		}
	})
}
