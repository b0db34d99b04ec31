package quic

// This file holds what the tests share.

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// testContext ends long after any test that works.
func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// newStack makes a Stack that is shut down when the test ends.
func newStack(t testing.TB, conf Config) *Stack {
	t.Helper()
	s := NewStack(conf)
	ctx := testContext(t)
	t.Cleanup(func() { s.Shutdown(ctx) })
	return s
}

// server listens on a free port of the loopback.
func server(t testing.TB, s *Stack) *Endpoint {
	t.Helper()
	ep, err := s.NewServer(testContext(t), "127.0.0.1:0")
	if err != nil {
		t.Fatalf("NewServer: %v", err)
	}
	return ep
}

func client(t testing.TB, s *Stack) *Endpoint {
	t.Helper()
	ep, err := s.NewClient()
	if err != nil {
		t.Fatalf("NewClient: %v", err)
	}
	return ep
}

// pair makes a connection between two endpoints of s, and returns its ends.
func pair(t testing.TB, s *Stack) (dialled, accepted *Conn) {
	t.Helper()
	ctx, srv := testContext(t), server(t, s)
	dialled = dial(t, client(t, s), srv)
	accepted, err := srv.Accept(ctx)
	if err != nil {
		t.Fatalf("Accept: %v", err)
	}
	return dialled, accepted
}

func dial(t testing.TB, ep, srv *Endpoint) *Conn {
	t.Helper()
	c, err := ep.Connect(testContext(t), srv.LocalAddr(), "localhost")
	if err != nil {
		t.Fatalf("Connect: %v", err)
	}
	return c
}

// streamPair opens a stream on a, sends first on it and accepts it on b.
func streamPair(t testing.TB, a, b *Conn, first string) (opened, accepted *Stream) {
	t.Helper()
	ctx := testContext(t)
	opened, err := a.OpenStream(ctx)
	if err != nil {
		t.Fatalf("OpenStream: %v", err)
	}
	if err := opened.Send(ctx, []byte(first), 0); err != nil {
		t.Fatalf("Send: %v", err)
	}
	accepted, err = b.AcceptStream(ctx)
	if err != nil {
		t.Fatalf("AcceptStream: %v", err)
	}
	return opened, accepted
}

// wantAll receives until the end of data, or until it has as much as want.
func wantAll(t testing.TB, s *Stream, want string) {
	t.Helper()
	ctx := testContext(t)
	var got []byte
	for len(got) < len(want) {
		data, err := s.Recv(ctx, 0)
		if err != nil {
			t.Fatalf("Recv after %d B: %v (%s)", len(got), err, s.LastError())
		}
		if len(data) == 0 {
			break
		}
		if len(data) > chunkAtMost {
			t.Fatalf("Recv gave %d B at once, want at most %d", len(data), chunkAtMost)
		}
		got = append(got, data...)
	}
	if string(got) != want {
		t.Fatalf("received %d B %.40q, want %d B %.40q", len(got), got, len(want), want)
	}
}

// wantEnd receives the end of data.
func wantEnd(t testing.TB, s *Stream) {
	t.Helper()
	data, err := s.Recv(testContext(t), 0)
	if err != nil || len(data) != 0 {
		t.Fatalf("Recv = %q, %v (%s), want the end of data", data, err, s.LastError())
	}
}

// wantEvents takes the next events and compares their kinds.
func wantEvents(t testing.TB, next func(context.Context) *Event, want ...Kind) {
	t.Helper()
	ctx := testContext(t)
	for i, k := range want {
		e := next(ctx)
		if e == nil {
			t.Fatalf("event %d is none, want %v", i, k)
		}
		if e.Kind() != k {
			t.Fatalf("event %d is %v, want %v of %v", i, e.Kind(), k, want)
		}
		e.Free()
	}
}

// wantEventSet takes as many events and compares their kinds, whatever their order.
func wantEventSet(t testing.TB, next func(context.Context) *Event, want ...Kind) {
	t.Helper()
	ctx := testContext(t)
	var got []Kind
	for range want {
		got = append(got, next(ctx).Kind())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("events %v, want %v", got, want)
	}
}

// wantNoEvent checks that no event is queued.
func wantNoEvent[E any](t testing.TB, q *queue[E]) {
	t.Helper()
	if k, ok, _ := q.next(); ok {
		t.Fatalf("event %v, want none", k)
	}
}

func wantErr(t testing.TB, what string, err error, text, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error, want %q", what, want)
	}
	if text != want {
		t.Errorf("%s: last error %q, want %q", what, text, want)
	}
}

// A recorder keeps the frames that the connections of a Stack send.
type recorder struct {
	mu     sync.Mutex
	frames []any
}

// record has s trace its connections into a recorder, those that isClient selects.
func record(s *Stack, clients bool) *recorder {
	r := &recorder{}
	s.tracer = func(_ context.Context, isClient bool, _ quicgo.ConnectionID) qlogwriter.Trace {
		if isClient != clients {
			return nil
		}
		return r
	}
	return r
}

func (r *recorder) AddProducer() qlogwriter.Recorder { return r }
func (r *recorder) Close() error                     { return nil }

func (r *recorder) RecordEvent(e qlogwriter.Event) {
	sent, ok := e.(qlog.PacketSent)
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range sent.Frames {
		r.frames = append(r.frames, f.Frame)
	}
}

// framesOf are the recorded frames of type *F.
func framesOf[F any](r *recorder) []F {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []F
	for _, f := range r.frames {
		if f, ok := f.(*F); ok {
			all = append(all, *f)
		}
	}
	return all
}
