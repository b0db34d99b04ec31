package quic

import (
	"context"
	"crypto/tls"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/testutils/simnet"

	"hewq/lang/value"
	"hewq/native"
)

// What one actor sends while another disconnects arrives, or the send fails.
func TestSendWhileDisconnecting(t *testing.T) {
	s := newStack(t, Config{})
	srv := server(t, s)
	ctx := testContext(t)
	cl := client(t, s)
	for range 200 {
		c := dial(t, cl, srv)
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		a, b := streamPair(t, c, d, "x")
		var sent atomic.Int64
		var sending sync.WaitGroup
		sending.Go(func() {
			for a.Send(ctx, []byte("y"), 0) == nil {
				sent.Add(1)
			}
		})
		for sent.Load() < 20 {
			time.Sleep(time.Microsecond)
		}
		must(t, "Disconnect", c.Disconnect(ctx))
		sending.Wait()
		got := int64(0)
		for {
			data, err := b.Recv(ctx, 0)
			if err != nil || len(data) == 0 {
				break
			}
			got += int64(len(data))
		}
		if want := sent.Load() + 1; got < want {
			t.Fatalf("%d bytes arrived of %d that were sent", got, want)
		}
	}
}

// Another caller that goes on sending does not hold up the end.
func TestDisconnectWhileSending(t *testing.T) {
	path{latency: 10 * time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, b := streamPair(t, c, d, "x")
		sent := make(chan error)
		go func() {
			err := error(nil)
			for err == nil {
				err = a.Send(ctx, []byte("y"), 0)
				time.Sleep(time.Millisecond)
			}
			sent <- err
		}()
		go func() {
			for {
				if data, err := b.Recv(ctx, 0); err != nil || len(data) == 0 {
					return
				}
			}
		}()
		time.Sleep(100 * time.Millisecond)
		if d := took(func() { must(t, "Disconnect", c.Disconnect(ctx)) }); d > time.Second {
			t.Errorf("Disconnect took %v, want about a round trip", d)
		}
		<-sent
	})
}

// A peer that sends all the time, but does not take what is sent to it, is not waited for for ever.
func TestDisconnectFromBusyPeer(t *testing.T) {
	path{latency: time.Millisecond}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		talk, err := d.OpenStream(ctx)
		must(t, "OpenStream", err)
		var talking sync.WaitGroup
		defer talking.Wait()
		talking.Go(func() {
			for talk.Send(ctx, []byte("tick"), 0) == nil {
				time.Sleep(20 * time.Millisecond)
			}
		})
		for a.Send(ctx, make([]byte, 1000), time.Second) == nil {
		}
		var left error
		if d := took(func() { left = c.Disconnect(ctx) }); d > 2*defaultDisconnectWait {
			t.Errorf("Disconnect took %v, want about %v", d, defaultDisconnectWait)
		}
		var lost *UndeliveredError
		if !errors.As(left, &lost) || !lost.Held {
			t.Errorf("Disconnect: %v, want that the peer holds it back", left)
		}
	})
}

// A connection that ends just as its handle is released is judged all the same.
func TestDisconnectAsTheConnectionEnds(t *testing.T) {
	var gone atomic.Bool
	conf := Config{IdleTimeout: 2 * time.Second}
	path{latency: time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, conf, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		gone.Store(true)
		must(t, "Send", a.Send(ctx, []byte("to nobody"), 0))
		<-c.over
		c.released.Store(true) // as Disconnect begins
		c.forget()             // as run ends
		if err := c.leave(ctx, textDisconnected); err == nil {
			t.Error("leave succeeded with data that has not arrived")
		}
	})
}

// Who does not want to wait for delivery does not wait for readers either.
func TestNoLingerEndsAtOnce(t *testing.T) {
	ctx := testContext(t)
	srv := server(t, newStack(t, Config{NoLinger: true}))
	peer, err := quicgo.DialAddr(ctx, srv.LocalAddr(), &tls.Config{InsecureSkipVerify: true}, nil)
	must(t, "DialAddr", err)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	b, err := d.OpenStream(ctx)
	must(t, "OpenStream", err)
	must(t, "Send", b.Send(ctx, make([]byte, 300_000), 0))
	for settled := d.ledger.settle(); settled != nil; settled = d.ledger.settle() {
		<-settled
	}
	must(t, "Disconnect", d.Disconnect(ctx))
	select {
	case <-d.over:
	default:
		t.Error("the connection is still there")
	}
	must(t, "CloseWithError", peer.CloseWithError(0, ""))
}

// script has not disconnected it.
func TestEndedConnectionTellsOfItsLoss(t *testing.T) {
	var gone atomic.Bool
	conf := Config{IdleTimeout: 2 * time.Second}
	path{latency: time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, conf, func(t *testing.T, ctx context.Context, c, d *Conn) {
		var told error
		c.ep.stack.onLoss = func(_ *Conn, err error) { told = err }
		a, _ := streamPair(t, c, d, "x")
		gone.Store(true)
		must(t, "Send", a.Send(ctx, []byte("to nobody"), 0))
		<-c.over
		time.Sleep(time.Second)
		c.ep.Close(ctx)
		if told == nil {
			t.Error("nobody was told that data is lost")
		}
	})
}

// A disconnect that tells of a loss takes the place of the note.
func TestDisconnectTellsInPlaceOfTheNote(t *testing.T) {
	for _, disconnects := range []bool{true, false} {
		s := newScript(t, newProgram(t, nil))
		srv := s.do("new_server", value.String("127.0.0.1:0"))
		ep := s.do("new_client")
		c := s.do("endpoint_connect", ep, s.do("endpoint_local_addr", srv), value.String("localhost"))
		conn := c.Handle().Go.(*Conn)
		lost := &UndeliveredError{Lacks: "5 B of stream 0", Cause: &quicgo.IdleTimeoutError{}}
		native.State(s.call.Env, ofProgram).lost(s.call.Env, conn, lost)
		want := "note: the connection to " + conn.PeerAddr() + " has ended: not delivered: 5 B of stream 0; timed out\nhelp: " + advice("close", lost) + "\n"
		if disconnects {
			s.do("conn_disconnect", c)
			want = ""
		}
		s.wantReport(want)
	}
}

// The disconnects of a program that ends share their time, and what they do not see is told.
func TestLastDisconnects(t *testing.T) {
	const many = 20
	var gone atomic.Bool
	path{latency: time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, Config{}, func(t *testing.T, ctx context.Context, c, d *Conn) {
		var lost atomic.Int64
		s := c.ep.stack
		s.onLoss = func(*Conn, error) { lost.Add(1) }
		near, _ := streamPair(t, c, d, "x")
		must(t, "Finish", near.Finish(ctx))
		must(t, "disconnectLast of a peer that is there", c.disconnectLast(ctx))
		var all []*Conn
		for range many {
			conn, err := c.ep.Connect(ctx, "1.0.0.2:4433", "localhost")
			must(t, "Connect", err)
			all = append(all, conn)
		}
		gone.Store(true)
		begun := time.Now()
		for _, conn := range all {
			a, err := conn.OpenStream(ctx)
			must(t, "OpenStream", err)
			must(t, "Send", a.Send(ctx, []byte("to a peer that is gone"), 0))
			if err := conn.disconnectLast(ctx); err != errBehind {
				t.Errorf("disconnectLast: %v", err)
			}
		}
		if took := time.Since(begun); took > lastPatience {
			t.Errorf("the script waited for %v", took)
		}
		time.Sleep(defaultDisconnectWait + time.Second) // virtual time: all connections end at once
		if n := lost.Load(); n != many {
			t.Errorf("%d of %d losses are told", n, many)
		}
	})
}
