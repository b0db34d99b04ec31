package quic

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDeadlines(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "x")
	wantEvents(t, c.Event, StreamOpened)

	_, err := a.Recv(ctx, 5*time.Millisecond)
	wantErr(t, "Recv", err, a.LastError(), "recv deadline expired after 5 ms")
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Recv: %v, want a deadline's error", err)
	}
	much := make([]byte, 8<<20)
	err = a.Send(ctx, much, 50*time.Millisecond)
	wantErr(t, "Send", err, a.LastError(), "send deadline expired after 50 ms")
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Send: %v, want a deadline's error", err)
	}
	if n := a.BytesSent(); n < 2 || n >= int64(len(much)) {
		t.Errorf("%d B counted as sent, want some but not all of %d", n, len(much))
	}
	wantNoEvent(t, c.events)

	sent := int(a.BytesSent())
	must(t, "Send", b.Send(ctx, []byte("y"), 0))
	wantAll(t, b, "x"+strings.Repeat("\x00", sent-1))
	must(t, "Send after a deadline", a.Send(ctx, []byte("more"), time.Hour))
	wantAll(t, b, "more")
	if data, err := a.Recv(ctx, time.Hour); string(data) != "y" || err != nil || a.LastError() != "" {
		t.Errorf("Recv after a deadline = %q, %v, last error %q", data, err, a.LastError())
	}
}

func TestEndingASide(t *testing.T) {
	finish := func(s *Stream) error { return s.Finish(context.Background()) }
	stop := func(s *Stream) error { return s.Stop(1) }
	send := func(s *Stream) error { return s.Send(context.Background(), []byte("x"), 0) }
	c, d := pair(t, newStack(t, Config{}))
	cases := []struct {
		name          string
		first, second func(*Stream) error
		fails         bool
	}{
		{"finish, finish", finish, finish, true},
		{"finish, stop", finish, stop, false},
		{"finish, send", finish, send, true},
		{"stop, stop", stop, stop, true},
		{"stop, finish", stop, finish, true},
		{"stop, send", stop, send, true},
		{"send, finish", send, finish, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			a, _ := streamPair(t, c, d, "x")
			if err := tc.first(a); err != nil {
				t.Fatalf("first: %v", err)
			}
			err := tc.second(a)
			if tc.fails {
				wantErr(t, "second", err, a.LastError(), "closed stream")
			} else if err != nil {
				t.Errorf("second: %v", err)
			}
		})
	}
}

func TestEmptySend(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, _ := streamPair(t, c, d, "x")
	must(t, "Finish", a.Finish(ctx))
	must(t, "Send", a.Send(ctx, nil, 0))
}

func TestPeerWantsNoMore(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "x")
	b.Close()
	var err error
	for err == nil {
		err = a.Send(ctx, make([]byte, 1000), 0)
	}
	if got, want := a.LastError(), "sending stopped by peer: error 0"; got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
	must(t, "Finish", a.Finish(ctx))
	wantEnd(t, a)
}

func TestStreamClosedOnce(t *testing.T) {
	c, d := pair(t, newStack(t, Config{}))
	a, _ := streamPair(t, c, d, "x")
	wantEvents(t, c.Event, StreamOpened)
	must(t, "Stop", a.Stop(1))
	a.Close()
	a.Close()
	wantEvents(t, c.Event, StreamClosed)
	wantNoEvent(t, c.events)
}

func TestCallsEndWithTheirContext(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := server(t, s), client(t, s)
	c := dial(t, cl, srv)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	a, b := streamPair(t, c, d, "x")
	silent := silentPort(t)
	wantEvents(t, cl.Event, Connected)
	wantEvents(t, srv.Event, Connected)
	wantEvents(t, c.Event, StreamOpened)
	full, err := c.OpenStream(ctx)
	must(t, "OpenStream", err)
	wantEvents(t, c.Event, StreamOpened)
	for range incomingStreamsPerConn - 2 {
		_, err := c.OpenStream(ctx)
		must(t, "OpenStream", err)
		wantEvents(t, c.Event, StreamOpened)
	}
	waits := []struct {
		name string
		call func(context.Context) error
	}{
		{"Connect", func(ctx context.Context) error { _, err := cl.Connect(ctx, silent, "localhost"); return err }},
		{"Accept", func(ctx context.Context) error { _, err := srv.Accept(ctx); return err }},
		{"endpoint's Event", func(ctx context.Context) error { return noEvent(ctx, srv.Event(ctx)) }},
		{"OpenStream", func(ctx context.Context) error { _, err := c.OpenStream(ctx); return err }},
		{"AcceptStream", func(ctx context.Context) error { _, err := c.AcceptStream(ctx); return err }},
		{"connection's Event", func(ctx context.Context) error { return noEvent(ctx, c.Event(ctx)) }},
		{"Recv", func(ctx context.Context) error { _, err := a.Recv(ctx, 0); return err }},
		{"Send", func(ctx context.Context) error { return full.Send(ctx, make([]byte, 8<<20), 0) }},
	}
	for _, w := range waits {
		t.Run(w.name, func(t *testing.T) {
			wctx, cancel := context.WithCancel(ctx)
			done := make(chan error)
			go func() { done <- w.call(wctx) }()
			select {
			case err := <-done:
				t.Fatalf("did not wait: %v", err)
			default:
				cancel()
			}
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("ended with %v, want %v", err, context.Canceled)
			}
		})
	}
	wantNoEvent(t, c.events)
	wantNoEvent(t, cl.events)
	must(t, "Send afterwards", a.Send(ctx, []byte("y"), 0))
	wantAll(t, b, "xy")
}

func noEvent(ctx context.Context, e *Event) error {
	if e != nil {
		return errors.New("an event: " + e.String())
	}
	return ctx.Err()
}

func TestCloseWhileOthersWait(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, _ := streamPair(t, c, d, "x")
	var waiting sync.WaitGroup
	waiting.Go(func() {
		if data, err := a.Recv(ctx, 0); err == nil {
			t.Errorf("Recv = %q", data)
		}
	})
	for range 2 {
		waiting.Go(func() {
			if err := a.Send(ctx, make([]byte, 8<<20), 0); err == nil {
				t.Error("Send got all of 8 MiB to nobody")
			}
		})
	}
	a.Close()
	waiting.Wait()
}

func TestManyReceiversAndSenders(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	var sending, receiving sync.WaitGroup
	for range 4 {
		sending.Go(func() {
			for range 50 {
				must(t, "Send", a.Send(ctx, make([]byte, 10_000), 0))
			}
		})
		receiving.Go(func() {
			for {
				data, err := b.Recv(ctx, 0)
				if err != nil {
					t.Errorf("Recv: %v", err)
				}
				if len(data) == 0 {
					return
				}
			}
		})
	}
	sending.Wait()
	must(t, "Finish", a.Finish(ctx))
	receiving.Wait()
	if got, want := b.BytesReceived(), int64(1+4*50*10_000); got != want {
		t.Errorf("received %d B, want %d", got, want)
	}
}
