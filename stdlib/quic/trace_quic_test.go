package quic

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
	"github.com/quic-go/quic-go/testutils/simnet"

	"hewq/native"
)

// A traceBuffer takes the traces of several stacks.
type traceBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *traceBuffer) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

// lines are those of a role, "client" or "server", without their times.
func (t *traceBuffer) lines(role string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []string
	for line := range strings.Lines(t.b.String()) {
		if _, text, ok := strings.Cut(line, " "+role+": "); ok {
			all = append(all, strings.TrimSuffix(text, "\n"))
		}
	}
	return all
}

// wantLines checks that the lines of a role have these expressions in this order, among others.
func (t *traceBuffer) wantLines(tb testing.TB, role string, want ...string) {
	tb.Helper()
	lines := t.lines(role)
	at := 0
	for _, w := range want {
		re := regexp.MustCompile("^" + w + "$")
		for at < len(lines) && !re.MatchString(lines[at]) {
			at++
		}
		if at == len(lines) {
			tb.Errorf("the %s's trace has no line %q behind those before it:\n%s", role, w, strings.Join(lines, "\n"))
			return
		}
		at++
	}
}

// numbers are those in the lines that match an expression with one group.
func numbers(lines []string, expr string) (all []int) {
	re := regexp.MustCompile(expr)
	for _, l := range lines {
		if m := re.FindStringSubmatch(l); m != nil {
			n, _ := strconv.Atoi(m[1])
			all = append(all, n)
		}
	}
	return all
}

const (
	inAll = `in all: \S+; sent \d+ B in \d+ packets?, received \d+ B in \d+ packets?; lost `
	rtts  = `; rtt min \S+, smoothed \S+; streams: `
)

func TestTraceTellsLossesTogether(t *testing.T) {
	var trace traceBuffer
	var sent atomic.Int64
	p := path{latency: 20 * time.Millisecond, lose: func(p simnet.Packet) bool {
		return len(p.Data) > 500 && sent.Add(1)%10 == 3
	}}
	var took time.Duration
	p.run(t, Config{Trace: &trace}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		begun := time.Now()
		a, b := streamPair(t, c, d, "x")
		data := bytes.Repeat([]byte("0123456789"), 100_000)
		must(t, "Send", a.Send(ctx, data, 0))
		must(t, "Finish", a.Finish(ctx))
		wantAll(t, b, "x"+string(data))
		must(t, "Disconnect", c.Disconnect(ctx))
		took = time.Since(begun)
		if f := c.Known(); f.PacketsLost == 0 || f.MinRTT < 40*time.Millisecond || f.BytesSent < uint64(len(data)) {
			t.Errorf("facts %+v", f)
		}
	})
	lines := trace.lines("client")
	total := 0
	told := numbers(lines, `^lost (\d+) packets?: what they had is sent again$`)
	for _, n := range told {
		total += n
	}
	if all := numbers(lines, `^in all: .*; lost (\d+) packets`); len(all) != 1 || all[0] != total || total < 10 {
		t.Errorf("in all %v packets are lost, the lines have %d:\n%s", all, total, strings.Join(lines, "\n"))
	}
	// One line at the start, one after each time apart, and the rest with the end.
	if most := int(took/apart) + 2; len(told) > most || len(lines) > most+60 {
		t.Errorf("%d lines of losses, %d in all, in %v", len(told), len(lines), took)
	}
}

func TestTraceTellsWhatIsBlocked(t *testing.T) {
	var trace traceBuffer
	path{latency: 20 * time.Millisecond}.run(t, Config{Trace: &trace}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		data := bytes.Repeat([]byte("0123456789"), 500_000)
		sent := make(chan error)
		go func() { sent <- a.Send(ctx, data, 0) }()
		time.Sleep(5 * time.Second) // in which nothing is read
		wantAll(t, b, "x"+string(data))
		must(t, "Send", <-sent)
		must(t, "Disconnect", c.Disconnect(ctx))
		synctest.Wait()
	})
	trace.wantLines(t, "client",
		`stream 0: opened by this side`,
		`stream 0: this side is blocked by flow control at \d+ B until the peer reads( \(.*\))?`,
		`stream 0: this side goes on after 4\.\d+s: up to \d+ B`,
		`in all: this side was blocked on single streams (once|\d+ times), for \S+`)
	trace.wantLines(t, "server",
		`stream 0: the peer is blocked by flow control at \d+ B until this side reads( \(.*\))?`,
		`stream 0: the peer goes on after \S+: up to \d+ B`)
	if lines := trace.lines("client"); len(lines) > 200 {
		t.Errorf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
	}
}

func TestTraceTellsEnds(t *testing.T) {
	var trace traceBuffer
	path{latency: time.Millisecond}.run(t, Config{Trace: &trace}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		_, b := streamPair(t, c, d, "hello")
		b.Close()
		time.Sleep(time.Second)
		a, _ := streamPair(t, c, d, "to be stopped")
		time.Sleep(time.Second)
		must(t, "Stop", a.Stop(7))
		time.Sleep(time.Second)
		e, f := streamPair(t, d, c, "other")
		must(t, "Finish", e.Finish(ctx))
		wantAll(t, f, "other")
		wantEnd(t, f)
		must(t, "Disconnect", d.Disconnect(ctx))
		<-c.over
	})
	trace.wantLines(t, "client",
		`stream 0: opened by this side`,
		// Both come in one packet, in any order.
		`stream 0: (the peer asks for no more data, with code 0|finished by the peer after 0 B)`,
		`stream 0: (the peer asks for no more data, with code 0|finished by the peer after 0 B)`,
		`stream 0: reset by this side with code 0 after 5 B`,
		`stream 4: opened by this side`,
		`stream 4: reset by this side with code 7 after 13 B`,
		`stream 1: opened by the peer`,
		`stream 1: finished by the peer after 5 B`,
		`closed by the peer: disconnected \(code 0\)`,
		inAll+`0 packets, 0 probe timeouts`+rtts+`2 opened by this side, 1 by the peer, 2 directions reset`)
	trace.wantLines(t, "server",
		`stream 0: opened by the peer`,
		`stream 0: this side asks for no more data, with code 0`,
		`stream 0: reset by the peer with code 0 after 5 B`,
		`stream 4: reset by the peer with code 7 after 13 B`,
		`stream 1: opened by this side`,
		`closed by this side: disconnected \(code 0\)`)
}

func TestTraceTellsAnIdleEnd(t *testing.T) {
	var trace traceBuffer
	path{latency: time.Millisecond}.run(t, Config{Trace: &trace, IdleTimeout: 3 * time.Second}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		<-c.over
		<-d.over
		if f := c.Known(); f.Lasted < 3*time.Second || f.Lasted > 4*time.Second || f.End != "lost: no packet came for too long (idle timeout)" {
			t.Errorf("it lasted %v, end %q", f.Lasted, f.End)
		}
	})
	for _, role := range []string{"client", "server"} {
		trace.wantLines(t, role, `lost: no packet came for too long \(idle timeout\)`, `in all: 3\.\d+s; .*`)
	}
}

func TestTraceTellsProbes(t *testing.T) {
	var trace traceBuffer
	var deaf atomic.Bool
	p := path{latency: 20 * time.Millisecond, lose: func(simnet.Packet) bool { return deaf.Load() }}
	p.run(t, Config{Trace: &trace}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		time.Sleep(time.Second)
		deaf.Store(true)
		must(t, "Send", a.Send(ctx, []byte("y"), 0))
		time.Sleep(500 * time.Millisecond)
		if got, want := c.Known().Unacknowledged, "stream 0: 1 of 2 bytes are acknowledged"; got != want {
			t.Errorf("unacknowledged: %q, want %q", got, want)
		}
		deaf.Store(false)
		wantAll(t, b, "xy")
		if n := c.Known().ProbeTimeouts; n < 2 {
			t.Errorf("%d probe timeouts, want some", n)
		}
	})
	trace.wantLines(t, "client",
		`probe timeout 1 in a row: nothing was acknowledged, so this side sends again`,
		`probe timeout 2 in a row: .*`,
		inAll+`\d+ packets?, \d+ probe timeouts`+rtts+`1 opened by this side, 0 by the peer`)
}

// A moving router gives the client another address when it is told to, as a NAT does.
type moving struct {
	losing
	moved atomic.Bool
}

func (r *moving) SendPacket(p simnet.Packet) error {
	at := func(ip string) net.Addr { return &net.UDPAddr{IP: net.ParseIP(ip), Port: 4433} }
	if r.moved.Load() {
		switch {
		case strings.HasPrefix(p.From.String(), "1.0.0.1:"):
			p.From = at("1.0.0.9")
		case strings.HasPrefix(p.To.String(), "1.0.0.9:"):
			p.To = at("1.0.0.1")
		}
	}
	return r.losing.SendPacket(p)
}

func TestTraceTellsChangesOfThePath(t *testing.T) {
	var trace traceBuffer
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		router := &moving{}
		network := &simnet.Simnet{Router: router}
		settings := simnet.NodeBiDiLinkSettings{Latency: 10 * time.Millisecond}
		clients, servers := NewStack(Config{Trace: &trace}), NewStack(Config{Trace: &trace})
		clients.listen = simulated(network, "1.0.0.1", settings)
		servers.listen = simulated(network, "1.0.0.2", settings)
		must(t, "Start", network.Start())
		srv, err := servers.NewServer(ctx, "1.0.0.2:4433")
		must(t, "NewServer", err)
		c := dial(t, client(t, clients), srv)
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		a, b := streamPair(t, c, d, "x")
		time.Sleep(time.Second)
		router.moved.Store(true)
		for range 10 {
			must(t, "Send", a.Send(ctx, []byte("y"), 0))
			time.Sleep(50 * time.Millisecond)
		}
		wantAll(t, b, "xyyyyyyyyyy")
		if f := d.Known(); f.PathChanges != 1 || f.Remote != "1.0.0.9:4433" {
			t.Errorf("%d changes of the path, the peer is at %s", f.PathChanges, f.Remote)
		}
		clients.Shutdown(ctx)
		servers.Shutdown(ctx)
		must(t, "Close", network.Close())
	})
	trace.wantLines(t, "server",
		`path: packets between \S+ and 1\.0\.0\.9:4433 are checked`,
		`path changed: now from \S+ to 1\.0\.0\.9:4433`)
}

func TestTraceTellsOfAttempts(t *testing.T) {
	var trace traceBuffer
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		network := &simnet.Simnet{Router: &losing{}}
		s := NewStack(Config{Trace: &trace})
		s.listen = simulated(network, "1.0.0.1", simnet.NodeBiDiLinkSettings{})
		cl, err := s.NewClient()
		must(t, "NewClient", err)
		must(t, "Start", network.Start())
		if _, err := cl.Connect(ctx, "1.0.0.2:4433", "localhost"); err == nil {
			t.Error("somebody answered")
		}
		s.Shutdown(ctx)
		must(t, "Close", network.Close())
	})
	trace.wantLines(t, "client",
		`dials 1\.0\.0\.2:4433 from .*`,
		`handshake: sends its first packet after .*`,
		`given up by this side: no answer in time; the peer was 1\.0\.0\.2:4433`,
		`in all: 10\.00s; .*; rtt not known; .*`)
}

// A client that nobody understands never becomes a connection.
func TestTraceTellsOfStrangers(t *testing.T) {
	var trace traceBuffer
	s := NewStack(Config{Trace: &trace})
	srv := server(t, s)
	c, err := net.Dial("udp", srv.LocalAddr())
	must(t, "Dial", err)
	defer c.Close()
	must(t, "SetDeadline", c.SetDeadline(time.Now().Add(time.Minute)))
	hello := make([]byte, 1200)
	copy(hello, "\xc0\x0a\x0b\x0c\x0d\x08connect!\x08ion-ids!") // long header, version 0x0a0b0c0d
	_, err = c.Write(hello)
	must(t, "Write", err)
	_, err = c.Read(hello) // the answer comes after the event
	must(t, "Read", err)
	s.Shutdown(testContext(t))
	if got, want := trace.b.String(), "endpoint "+srv.address()+": a client speaks no version of QUIC that this side does; it was told v1, v2\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What comes after a watcher is told, in the words of a trace, and what was before is counted.
func TestWatchBeginsInTheMiddle(t *testing.T) {
	var told traceBuffer
	tell := func(line string) { fmt.Fprintln(&told, line) }
	path{latency: 10 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "before")
		wantAll(t, b, "before")
		time.Sleep(time.Second)
		name, _, err := c.Watch(tell)
		if err != nil || name != "c1" {
			t.Fatalf("Watch: %q, %v", name, err)
		}
		_, stop, err := d.Watch(tell)
		must(t, "Watch", err)
		stop()
		must(t, "Finish", a.Finish(ctx))
		streamPair(t, c, d, "after")
		must(t, "Disconnect", c.Disconnect(ctx))
		if _, _, err := c.Watch(tell); err == nil {
			t.Error("a connection that has ended is watched")
		}
	})
	if got := strings.Join(told.lines("client"), "\n"); strings.Contains(got, "stream 0: opened") {
		t.Errorf("what was before is told:\n%s", got)
	}
	told.wantLines(t, "client",
		`stream 0: finished by this side after 6 B`,
		`stream 4: opened by this side`,
		`closed by this side: disconnected \(code 0\)`,
		`in all: 1\.\d+s; .*; streams: 2 opened by this side, 0 by the peer`)
	if got := told.lines("server"); len(got) > 0 {
		t.Errorf("after stop this was told: %q", got)
	}
}

// The facts stay when the handle is released.
func TestFactsOutliveTheHandle(t *testing.T) {
	s := newStack(t, Config{ALPN: []string{"chat"}})
	c, d := pair(t, s)
	ctx := testContext(t)
	a, b := streamPair(t, c, d, "hello")
	f := c.Known()
	if !f.Client || f.Version != "v1" || f.ALPN != "chat" || f.ServerName != "localhost" || f.Cipher == "" || f.Steps.Complete == 0 || f.End != "" {
		t.Errorf("facts %+v", f)
	}
	if f.Certificate == nil || !f.Certificate.SelfSigned || f.Certificate.Names[0] != "localhost" || f.Trust != "not checked: `new_client` trusts any server" {
		t.Errorf("certificate %v, trust %q", f.Certificate, f.Trust)
	}
	if len(f.Streams) != 1 || f.Streams[0].Sent != 5 || !f.Streams[0].Own {
		t.Errorf("streams %+v", f.Streams)
	}
	if g := d.Known(); g.Client || g.Certificate == nil || g.Trust != "" || g.ServerName != "localhost" || len(g.Streams) != 1 || g.Streams[0].Own {
		t.Errorf("facts of the peer %+v", g)
	}
	a.Close()
	b.Close()
	must(t, "Disconnect", c.Disconnect(ctx))
	if f := c.Known(); f.End != "closed by this side: disconnected (code 0)" || f.Version != "v1" || f.BytesSent == 0 || f.Opened != 1 || len(f.Streams) != 0 {
		t.Errorf("facts at the end %+v", f)
	}
	<-d.over
	if f := d.Known(); f.End != "closed by the peer: disconnected (code 0)" {
		t.Errorf("end for the peer %q", f.End)
	}
}

// Without events of quic-go there are facts all the same, but nothing to watch.
func TestFactsWithoutEvents(t *testing.T) {
	s := newStack(t, Config{Fast: true})
	c, _ := pair(t, s)
	if f := c.Known(); f.Name == "" || f.Remote != c.PeerAddr() || f.Version != "v1" || f.PacketsSent == 0 || f.End != "" {
		t.Errorf("facts %+v", f)
	}
	if _, _, err := c.Watch(func(string) {}); !errors.Is(err, errDeaf) {
		t.Errorf("Watch: %v", err)
	}
	must(t, "Disconnect", c.Disconnect(testContext(t)))
	if f := c.Known(); f.End != "closed by this side: disconnected (code 0)" {
		t.Errorf("end %q", f.End)
	}
}

// Zero values tell nothing.
func TestFactsOfNothing(t *testing.T) {
	for _, h := range []native.Telling{
		(*Endpoint)(nil), (*Conn)(nil), (*Stream)(nil), noEndpoint(&native.Failure{}), noConn(&native.Failure{}), noStream(&native.Failure{}),
	} {
		if f := h.Facts(); f != nil {
			t.Errorf("%v tells %v", h, f)
		}
	}
	if _, _, err := noConn(&native.Failure{}).Watch(nil); err == nil {
		t.Error("a zero value is watched")
	}
}

// Streams that are over, or that nobody holds, do not pile up.
func TestHoldingForgets(t *testing.T) {
	s := newStack(t, Config{})
	c, d := pair(t, s)
	ctx := testContext(t)
	for range 20 * heldAtLeast {
		a, b := streamPair(t, c, d, "x")
		must(t, "Finish", a.Finish(ctx))
		wantAll(t, b, "x")
		wantEnd(t, b)
		a.Close()
		b.Close()
	}
	for _, c := range []*Conn{c, d} {
		c.held.mu.Lock()
		if n := len(c.held.streams); n > 4*heldAtLeast {
			t.Errorf("%d streams are remembered", n)
		}
		c.held.mu.Unlock()
	}
}

func TestScribeDropsWhatIsNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s scribe
		var got []string
		read := make(chan struct{})
		to := func(line string) {
			<-read
			got = append(got, line)
		}
		for i := range queuedAtMost + 100 {
			s.put(strconv.Itoa(i), to)
			if i == 0 {
				synctest.Wait() // it has the first line, and waits with it
			}
		}
		hurried, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s.wait(hurried)
		if hurried.Err() == nil {
			t.Error("it did not wait")
		}
		close(read)
		s.wait(t.Context())
		want := "(99 lines are missing here: they came faster than they could be written)"
		if n := len(got); n != queuedAtMost+2 || got[n-1] != want || got[n-2] != strconv.Itoa(queuedAtMost) {
			t.Errorf("%d lines, the last %q", n, got[max(0, n-2):])
		}
	})
}

func TestEndpointTellsOfFailedHandshakes(t *testing.T) {
	s := newStack(t, Config{})
	srv := server(t, s)
	other, err := selfSigned()
	must(t, "selfSigned", err)
	cl, err := s.NewClientWithCA(inPEM("CERTIFICATE", other.Certificate[0]))
	must(t, "NewClientWithCA", err)
	if _, err := cl.Connect(testContext(t), srv.LocalAddr(), "localhost"); err == nil {
		t.Fatal("connected")
	}
	if _, err := srv.Accept(testContext(t)); err == nil {
		t.Fatal("accepted")
	}
	var text strings.Builder
	for _, f := range srv.Facts() {
		text.WriteString(f.Name + ": " + f.Text + "\n")
	}
	for _, want := range []string{"failed: 1 handshake\n", "last failure: 127.0.0.1:", "handshake refused by the peer: "} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}

// A trace has the end of every connection, also of a handshake that fails while the program ends.
func TestTraceHasEveryEnd(t *testing.T) {
	other, err := selfSigned()
	must(t, "selfSigned", err)
	for range 30 {
		var trace traceBuffer
		s := NewStack(Config{Trace: &trace})
		srv := server(t, s)
		cl, err := s.NewClientWithCA(inPEM("CERTIFICATE", other.Certificate[0]))
		must(t, "NewClientWithCA", err)
		if _, err := cl.Connect(testContext(t), srv.LocalAddr(), "localhost"); err == nil {
			t.Fatal("connected")
		}
		s.Shutdown(testContext(t))
		trace.wantLines(t, "server", `is called by .*`, `in all: .*`)
		if t.Failed() {
			return
		}
	}
}

// Who does not look pays nothing for a packet but a glance.
func TestHistoryAllocatesNothingForPackets(t *testing.T) {
	h := &history{began: time.Now()}
	var e qlogwriter.Event = qlog.PacketSent{Raw: qlog.RawInfo{Length: 1200}}
	if n := testing.AllocsPerRun(100, func() { h.hear(e) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkHistoryHears(b *testing.B) {
	h := &history{began: time.Now()}
	var e qlogwriter.Event = qlog.PacketSent{Raw: qlog.RawInfo{Length: 1200}}
	b.ReportAllocs()
	for b.Loop() {
		h.hear(e)
	}
}
