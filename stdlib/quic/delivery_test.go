package quic

// These tests hold that what a script was told has arrived can be received by the peer's.

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

// receiveSlowly receives all data, with a pause after each chunk.
func receiveSlowly(t *testing.T, ctx context.Context, s *Stream, pause time.Duration) int {
	t.Helper()
	n := 0
	for {
		data, err := s.Recv(ctx, 0)
		if err != nil {
			t.Fatalf("Recv after %d bytes: %v (%s; %s)", n, err, s.LastError(), s.conn.LastError())
		}
		if len(data) == 0 {
			return n
		}
		n += len(data)
		time.Sleep(pause)
	}
}

func TestSlowReceiverGetsAll(t *testing.T) {
	for _, size := range []int{1_000_000, 3_000_000, 20_000_000} {
		path{latency: time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
			a, b := streamPair(t, c, d, "?")
			sent := make(chan error, 1)
			go func() {
				err := b.Send(ctx, make([]byte, size), 0)
				if err == nil {
					err = b.Finish(ctx)
				}
				if err == nil {
					err = d.Disconnect(ctx)
				}
				sent <- err
			}()
			if got := receiveSlowly(t, ctx, a, 20*time.Millisecond); got != size {
				t.Errorf("received %d of %d bytes", got, size)
			}
			must(t, "sending", <-sent)
		})
	}
}

// What has arrived whole outlives the connection however that ends: here the peer falls silent.
func TestWholeStreamOutlivesItsConnection(t *testing.T) {
	const size = 2_000_000 // the inbox and quic-go take as much before anything is received
	path{latency: time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "?")
		go func() {
			_ = b.Send(ctx, make([]byte, size), 0)
			_ = b.Finish(ctx)
		}()
		if got := receiveSlowly(t, ctx, a, 5*time.Second); got != size {
			t.Errorf("received %d of %d bytes", got, size)
		}
		if !c.Closed() || c.LastError() != "timed out" {
			t.Errorf("the connection has not timed out: %v", c)
		}
	})
}

// The end of a connection takes in the streams that have arrived and were not accepted.
func TestStreamsArriveBeforeTheEnd(t *testing.T) {
	const n = 20
	s := newStack(t, Config{})
	srv := server(t, s)
	ctx := testContext(t)
	cl := client(t, s)
	for range 20 {
		c := dial(t, cl, srv)
		for range n {
			a, err := c.OpenStream(ctx)
			must(t, "OpenStream", err)
			must(t, "Send", a.Send(ctx, []byte("hello"), 0))
			must(t, "Finish", a.Finish(ctx))
		}
		must(t, "Disconnect", c.Disconnect(ctx))
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		<-d.over
		for range n {
			b, err := d.AcceptStream(ctx)
			must(t, "AcceptStream", err)
			wantAll(t, b, "hello")
			wantEnd(t, b)
		}
	}
}

// A stream without a regular end keeps what arrived, and has no end.
func TestUnfinishedStreamKeepsItsData(t *testing.T) {
	const size = 3_000_000
	path{latency: time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "?")
		text := bytes.Repeat([]byte("x"), size)
		go func() {
			_ = b.Send(ctx, text, 0)
			_ = d.Disconnect(ctx)
		}()
		synctest.Wait()
		n := 0
		for n < size {
			data, err := a.Recv(ctx, 0)
			if err != nil || len(data) == 0 {
				t.Fatalf("Recv after %d bytes: %v, %v", n, len(data), err)
			}
			n += len(data)
			time.Sleep(10 * time.Millisecond)
		}
		if data, err := a.Recv(ctx, 0); err == nil {
			t.Errorf("Recv at the end: %q, want an error", data)
		}
	})
}

// A peer that closes with code 0 needs no more than it has.
func TestPeerThatClosesNeedsNoMore(t *testing.T) {
	path{latency: 50 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		wantAll(t, b, "x")
		time.Sleep(time.Second)
		d.close(textDisconnected)
		must(t, "Send", a.Send(ctx, []byte("too late"), 0))
		must(t, "Disconnect", c.Disconnect(ctx))
	})
}

// A receiver that drops what it has not read when it hears of the end gets time to read. The
// caller of Disconnect does not wait for that, and the endpoint gives its port back later.
func TestForeignReceiverHasTimeToRead(t *testing.T) {
	const size = 2_000_000
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	peer, err := quicgo.DialAddr(ctx, srv.LocalAddr(), &tls.Config{InsecureSkipVerify: true}, nil)
	must(t, "DialAddr", err)
	a, err := peer.OpenStreamSync(ctx)
	must(t, "OpenStreamSync", err)
	_, err = a.Write([]byte("?"))
	must(t, "Write", err)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	b, err := d.AcceptStream(ctx)
	must(t, "AcceptStream", err)
	left := make(chan error, 1)
	go func() {
		err := errors.Join(b.Send(ctx, make([]byte, size), 0), b.Finish(ctx), d.Disconnect(ctx))
		srv.Close(ctx)
		left <- err
	}()
	got, buf := 0, make([]byte, 64<<10)
	for {
		n, err := a.Read(buf)
		got += n
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("Read after %d bytes: %v", got, err)
		}
		select {
		case err := <-left:
			must(t, "leaving", err)
			left <- nil
		case <-time.After(10 * time.Millisecond):
		}
	}
	if got != size {
		t.Errorf("received %d of %d bytes", got, size)
	}
	must(t, "CloseWithError", peer.CloseWithError(0, ""))
	<-left
	<-srv.gone
}

// A peer that shows no sign of reading is given up after a while, and at once by a server that
// wants the port.
func TestReaderIsGivenUp(t *testing.T) {
	for _, evicted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			ctx := context.Background()
			s := NewStack(Config{})
			defer s.Shutdown(ctx)
			ep := &Endpoint{stack: s, evicted: make(chan struct{})}
			c := &Conn{ep: ep, over: make(chan struct{}), ledger: newLedger(true, false)}
			if evicted {
				time.AfterFunc(time.Second, ep.endHolds)
			}
			want := noSignOfReading
			if evicted {
				want = time.Second
			}
			if d := took(c.awaitReader); d != want {
				t.Errorf("a reader without a sign had %v, want %v", d, want)
			}
		})
	}
}

// A server that binds the port of one that was closed need not wait for the peers of that one.
func TestPortIsFreeAfterClose(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	srv.holdFor(func() { <-srv.evicted })
	addr := srv.LocalAddr()
	srv.Close(ctx)
	if _, err := s.NewServer(ctx, addr); err != nil {
		t.Errorf("NewServer: %v", err)
	}
}
