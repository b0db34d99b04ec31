package quic

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
)

// An event comes for each handshake that fails, whether the script accepts or not, and no second
// one when accept reports the failure.
func TestFailedHandshakesAreEvents(t *testing.T) {
	ctx := testContext(t)
	srv := server(t, newStack(t, Config{ALPN: []string{"hew"}}))
	stranger := client(t, newStack(t, Config{}))
	for range 3 {
		if _, err := stranger.Connect(ctx, srv.LocalAddr(), "localhost"); err == nil {
			t.Fatal("a stranger was let in")
		}
	}
	wantEvents(t, srv.Event, Failed, Failed, Failed)
	for range 3 {
		if _, err := srv.Accept(ctx); err == nil {
			t.Error("Accept has let a stranger in")
		}
	}
	wantNoEvent(t, srv.events)
	dial(t, client(t, newStack(t, Config{ALPN: []string{"hew"}})), srv)
	if _, err := srv.Accept(ctx); err != nil {
		t.Error(err)
	}
	wantEvents(t, srv.Event, Connected)
	wantNoEvent(t, srv.events)
}

// 100,000 handshakes that fail leave the memory of a server flat, and its clients in their place.
func TestFailuresDoNotPileUp(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	dial(t, client(t, s), srv)
	first, err := srv.Accept(ctx)
	must(t, "Accept", err)
	srv.arrivals.push(arrival{conn: first})
	fail := func(n int) {
		for range n {
			srv.failArrival(&quicgo.TransportError{ErrorMessage: "a long story", Remote: true})
		}
	}
	fail(2 * keptAtMost)
	before := heap()
	fail(100_000)
	if after := heap(); after > before+1<<20 {
		t.Errorf("the heap has grown from %d to %d B", before, after)
	}
	if c, err := srv.Accept(ctx); err != nil || c != first {
		t.Errorf("the client is lost: %v, %v", c, err)
	}
	failures := 0
	for {
		a, ok, _ := srv.arrivals.next()
		if !ok {
			break
		}
		if a.err == nil {
			t.Errorf("arrival %v", a.conn)
		}
		failures++
	}
	if failures != keptAtMost {
		t.Errorf("%d failures are kept, want %d", failures, keptAtMost)
	}
}

// heap is how much of it is in use.
func heap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// A connection that dies is an event of its endpoint, one that ends is none.
func TestDeadConnectionsAreEvents(t *testing.T) {
	ctx := testContext(t)
	cases := []struct {
		name string
		end  func(c, d *Conn)
		want bool // an event
	}{
		{"idle", func(*Conn, *Conn) {}, true},
		{"closed by the peer", func(_, d *Conn) { _ = d.Disconnect(ctx) }, false},
		{"closed here", func(c, _ *Conn) { _ = c.qc().CloseWithError(0, "") }, false},
		{"closed here with a code", func(c, _ *Conn) { _ = c.qc().CloseWithError(8, "") }, false},
		{"closed by the peer with a code", func(_, d *Conn) { _ = d.qc().CloseWithError(8, "tired") }, true},
		{"closed by the peer in HTTP/3", func(_, d *Conn) { _ = d.qc().CloseWithError(0x100, "") }, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			conf := Config{}
			if tc.name == "idle" {
				conf.IdleTimeout = 200 * time.Millisecond
			}
			c, d := pair(t, newStack(t, conf))
			wantEvents(t, c.ep.Event, Connected)
			tc.end(c, d)
			wantEvents(t, c.Event, Disconnected)
			if tc.want {
				wantEvents(t, c.ep.Event, Failed)
			}
			c.ep.Close(ctx) // waits for the watcher of the connection
			wantNoEvent(t, c.ep.events)
		})
	}
}

func TestMeasuredRTT(t *testing.T) {
	const ms = time.Millisecond
	cases := []struct {
		name  string
		stats quicgo.ConnectionStats
		want  time.Duration
	}{
		{"quic-go's guess", quicgo.ConnectionStats{MinRTT: 100 * ms, LatestRTT: 100 * ms, SmoothedRTT: 100 * ms}, 0},
		{"a path that is as long", quicgo.ConnectionStats{MinRTT: 100 * ms, LatestRTT: 100 * ms, SmoothedRTT: 100 * ms, MeanDeviation: 50 * ms}, 100 * ms},
		{"a short path", quicgo.ConnectionStats{MinRTT: ms, LatestRTT: ms, SmoothedRTT: 3 * ms, MeanDeviation: ms}, 3 * ms},
		{"nothing", quicgo.ConnectionStats{}, 0},
	}
	for _, tc := range cases {
		if got := measuredRTT(tc.stats); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

// A goodbye that comes before quic-go has given out the connection waits for that, but not for ever.
func TestGoodbyeWaitsUntilTaken(t *testing.T) {
	goodbye := func(app bool) qlog.PacketReceived {
		return qlog.PacketReceived{Frames: []qlog.Frame{{Frame: &qlog.ConnectionCloseFrame{IsApplicationError: app}}}}
	}
	synctest.Test(t, func(t *testing.T) {
		a := &attempt{taken: make(chan struct{})}
		begun := time.Now()
		a.hear(qlog.PacketReceived{})
		a.hear(goodbye(false))
		if d := time.Since(begun); d > 0 {
			t.Errorf("what is not an application's goodbye waited for %v", d)
		}
		time.AfterFunc(time.Second, func() { close(a.taken) })
		a.hear(goodbye(true))
		a.hear(goodbye(true))
		if d := time.Since(begun); d != time.Second {
			t.Errorf("waited for %v", d)
		}
		begun = time.Now()
		(&attempt{taken: make(chan struct{})}).hear(goodbye(true))
		if d := time.Since(begun); d != takenAtMost {
			t.Errorf("what is never taken waited for %v", d)
		}
	})
}
