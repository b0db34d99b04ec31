package quic

// This file plays whole conversations between two programs: what scripts rely on.

import (
	"bytes"
	"context"
	"io"
	"log"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/quic-go/quic-go/qlog"
)

// The server of the module's documentation drains two events, which are those of its own
// stream, and disconnects while its answer is still under way. No answer may be lost.
func TestAnswerOutlivesDisconnect(t *testing.T) {
	ctx, srv := testContext(t), server(t, newStack(t, Config{}))
	clients := newStack(t, Config{})
	for range 100 {
		var serving sync.WaitGroup
		serving.Go(func() { answerAndLeave(t, ctx, srv) })

		ep := client(t, clients)
		c := dial(t, ep, srv)
		s, err := c.OpenStream(ctx)
		if err != nil {
			t.Fatal(err)
		}
		must(t, "Send", s.Send(ctx, []byte("hello quic"), 0))
		wantAll(t, s, "hello quic")
		must(t, "Finish", s.Finish(ctx))
		wantEnd(t, s)
		s.Close()
		must(t, "Disconnect", c.Disconnect(ctx))
		ep.Close(ctx)
		serving.Wait()
	}
}

func answerAndLeave(t *testing.T, ctx context.Context, srv *Endpoint) {
	c, err := srv.Accept(ctx)
	must(t, "Accept", err)
	s, err := c.AcceptStream(ctx)
	must(t, "AcceptStream", err)
	data, err := s.Recv(ctx, 0)
	must(t, "Recv", err)
	must(t, "Send", s.Send(ctx, data, 0))
	must(t, "Finish", s.Finish(ctx))
	s.Close()
	wantEvents(t, c.Event, StreamOpened)
	if k := c.Event(ctx).Kind(); k != StreamClosed && k != Disconnected {
		t.Errorf("second event is %v", k)
	}
	must(t, "Disconnect", c.Disconnect(ctx))
}

func must(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

func TestEventsOfAConversation(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := server(t, s), client(t, s)
	c := dial(t, cl, srv)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	wantEvents(t, cl.Event, Connected)
	wantEvents(t, srv.Event, Connected)

	a, b := streamPair(t, c, d, "ping")
	wantEvents(t, c.Event, StreamOpened)
	wantEvents(t, d.Event, StreamOpened)
	wantAll(t, b, "ping")
	must(t, "Send", b.Send(ctx, []byte("pong"), 0))
	must(t, "Finish", b.Finish(ctx))
	wantAll(t, a, "pong")
	wantEnd(t, a)
	wantEnd(t, a)
	wantEvents(t, c.Event, StreamClosed)
	must(t, "Finish", a.Finish(ctx))
	a.Close()
	wantNoEvent(t, c.events)
	must(t, "Disconnect", c.Disconnect(ctx))

	b.Close()
	wantEventSet(t, d.Event, StreamClosed, Disconnected)
	if got, want := d.LastError(), "closed by peer: disconnected (code 0)"; got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
}

func TestAnyProtocolOffer(t *testing.T) {
	srv := server(t, newStack(t, Config{}))
	for _, offer := range [][]string{nil, {"hew"}, {"h3", "doq"}} {
		c := dial(t, client(t, newStack(t, Config{ALPN: offer})), srv)
		var want string
		if len(offer) > 0 {
			want = offer[0]
		}
		if got := c.qc().ConnectionState().TLS.NegotiatedProtocol; got != want {
			t.Errorf("offer %q: agreed on %q, want %q", offer, got, want)
		}
		must(t, "Disconnect", c.Disconnect(testContext(t)))
	}
}

func TestStopCodes(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	for _, code := range []int64{-1, LargestCode + 1, 1<<63 - 1} {
		a, _ := streamPair(t, c, d, "x")
		if err := a.Stop(code); err == nil || !strings.Contains(a.LastError(), "expected 0..=2^62-1") {
			t.Errorf("Stop(%d) = %v, last error %q", code, err, a.LastError())
		}
		if a.SendClosed() {
			t.Errorf("Stop(%d) closed the stream", code)
		}
	}
	a, b := streamPair(t, c, d, "x")
	must(t, "Stop", a.Stop(LargestCode))
	for err := error(nil); err == nil; {
		var data []byte
		if data, err = b.Recv(ctx, 0); err == nil && len(data) == 0 {
			t.Fatal("the stream ended regularly")
		}
	}
	if got, want := b.LastError(), "stream reset by peer: error 4611686018427387903"; got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
	wantEnd(t, b)
	if !b.RecvClosed() {
		t.Error("the stream does not read as ended after its reset")
	}
}

func TestDataOutlivesConnection(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	answer := strings.Repeat("answer ", 10_000)
	a, b := streamPair(t, c, d, "ask")
	must(t, "Send", b.Send(ctx, []byte(answer), 0))
	must(t, "Finish", b.Finish(ctx))
	pushed, err := d.OpenStream(ctx)
	must(t, "OpenStream", err)
	must(t, "Send", pushed.Send(ctx, []byte("news"), 0))
	must(t, "Finish", pushed.Finish(ctx))
	must(t, "Disconnect", d.Disconnect(ctx))
	<-c.over

	wantAll(t, a, answer)
	wantEnd(t, a)
	late, err := c.AcceptStream(ctx)
	if err != nil {
		t.Fatalf("a stream that came before the end cannot be accepted: %v", err)
	}
	wantAll(t, late, "news")
	wantEnd(t, late)
	if _, err := c.AcceptStream(ctx); err == nil {
		t.Error("a second stream came out of nowhere")
	}
	wantErr(t, "Send", a.Send(ctx, []byte("more"), 0), a.LastError(), "connection lost")
}

func TestBothSendBeforeReading(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	much := strings.Repeat("0123456789ab", 100_000)
	var sending sync.WaitGroup
	sending.Go(func() { must(t, "Send", a.Send(ctx, []byte(much), 0)) })
	sending.Go(func() { must(t, "Send", b.Send(ctx, []byte(much), 0)) })
	sending.Wait()
	wantAll(t, a, much)
	wantAll(t, b, much)
}

func TestManyClientsBeforeAccept(t *testing.T) {
	const many = 100
	ctx, srv := testContext(t), server(t, newStack(t, Config{}))
	cl := client(t, newStack(t, Config{}))
	for range many {
		s, err := dial(t, cl, srv).OpenStream(ctx)
		must(t, "OpenStream", err)
		must(t, "Send", s.Send(ctx, []byte("hello"), 0))
	}
	for range many {
		c, err := srv.Accept(ctx)
		must(t, "Accept", err)
		s, err := c.AcceptStream(ctx)
		must(t, "AcceptStream", err)
		wantAll(t, s, "hello")
	}
	if srv.Accepted() != many {
		t.Errorf("accepted %d, want %d", srv.Accepted(), many)
	}
}

func TestFailedHandshakes(t *testing.T) {
	ctx := testContext(t)
	stranger, _ := newAuthority(t)
	srv := server(t, newStack(t, Config{ALPN: []string{"hew"}}))
	cases := []struct {
		name, clientText, serverText string
		make                         func() (*Endpoint, error)
	}{
		{
			name:       "certificate of somebody else",
			clientText: "the cryptographic handshake failed: error 42: x509: certificate signed by unknown authority",
			serverText: "aborted by peer: the cryptographic handshake failed: error 42: tls: bad certificate",
			make: func() (*Endpoint, error) {
				return newStack(t, Config{ALPN: []string{"hew"}}).NewClientWithCA(stranger)
			},
		},
		{
			name:       "other protocol",
			clientText: "aborted by peer: the cryptographic handshake failed: error 120: tls: no application protocol: this client offered \"other\"",
			serverText: `the cryptographic handshake failed: error 120: tls: client requested unsupported application protocols (["other"]): this server insists on "hew"`,
			make: func() (*Endpoint, error) {
				return newStack(t, Config{ALPN: []string{"other"}}).NewClient()
			},
		},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			cl, err := tc.make()
			must(t, "client", err)
			_, err = cl.Connect(ctx, srv.LocalAddr(), "localhost")
			wantErr(t, "Connect", err, cl.LastError(), tc.clientText)
			wantEvents(t, cl.Event, Failed)
			c, err := srv.Accept(ctx)
			wantErr(t, "Accept", err, srv.LastError(), tc.serverText)
			if c != nil {
				t.Error("Accept gave a connection")
			}
			wantEvents(t, srv.Event, Failed)
		})
	}
	dial(t, client(t, newStack(t, Config{ALPN: []string{"hew"}})), srv)
	if _, err := srv.Accept(ctx); err != nil || srv.LastError() != "" {
		t.Errorf("Accept after failures: %v, last error %q", err, srv.LastError())
	}
	wantEvents(t, srv.Event, Connected)
}

// What calls put on the wire, RFC 9000 sections 3.3 and 3.5.
func TestFrames(t *testing.T) {
	ctx := testContext(t)
	s := NewStack(Config{})
	sent := record(s, true)
	t.Cleanup(func() { s.Shutdown(ctx) })
	c, d := pair(t, s)

	a, b := streamPair(t, c, d, "finish and close")
	must(t, "Finish", a.Finish(ctx))
	finishedID := a.qs().StreamID()
	a.Close()
	wantAll(t, b, "finish and close")
	wantEnd(t, b)
	stopped, e := streamPair(t, c, d, "stop")
	stoppedID := stopped.qs().StreamID()
	must(t, "Stop", stopped.Stop(7))
	for err := error(nil); err == nil; {
		_, err = e.Recv(ctx, 0)
	}
	must(t, "Disconnect", c.Disconnect(ctx))

	fins := 0
	for _, f := range framesOf[qlog.StreamFrame](sent) {
		if f.Fin && f.StreamID == finishedID {
			fins++
		}
		if f.Fin && f.StreamID == stoppedID {
			t.Error("a FIN on the stopped stream")
		}
	}
	if fins == 0 {
		t.Error("no FIN on the finished stream")
	}
	for _, f := range framesOf[qlog.StopSendingFrame](sent) {
		if f.StreamID != finishedID || f.ErrorCode != 0 {
			t.Errorf("STOP_SENDING(%d) on stream %d, want 0 on %d only", f.ErrorCode, f.StreamID, finishedID)
		}
	}
	if len(framesOf[qlog.StopSendingFrame](sent)) == 0 {
		t.Error("no STOP_SENDING on the stream that was closed unread")
	}
	for _, f := range framesOf[qlog.ResetStreamFrame](sent) {
		if f.StreamID != stoppedID || f.ErrorCode != 7 {
			t.Errorf("RESET_STREAM(%d) on stream %d, want 7 on %d only", f.ErrorCode, f.StreamID, stoppedID)
		}
	}
	if len(framesOf[qlog.ResetStreamFrame](sent)) == 0 {
		t.Error("no RESET_STREAM on the stopped stream")
	}
	closes := framesOf[qlog.ConnectionCloseFrame](sent)
	if len(closes) == 0 {
		t.Fatal("no CONNECTION_CLOSE")
	}
	if f := closes[0]; !f.IsApplicationError || f.ErrorCode != 0 || f.ReasonPhrase != "disconnected" {
		t.Errorf("CONNECTION_CLOSE %+v, want the application's, code 0, reason disconnected", f)
	}
}

// quic-go writes through the standard logger or to os.Stderr itself.
func TestQuiet(t *testing.T) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	defer log.SetOutput(os.Stderr)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr := os.Stderr
	os.Stderr = write
	defer func() { os.Stderr = stderr }()

	s := newStack(t, Config{})
	c, d := pair(t, s)
	a, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	a.Close()
	s.Shutdown(testContext(t))

	_ = write.Close()
	printed, err := io.ReadAll(read)
	if err != nil || len(printed) > 0 || logged.Len() > 0 {
		t.Errorf("stderr %q, log %q, %v", printed, logged.String(), err)
	}
	if v := os.Getenv("QUIC_GO_DISABLE_RECEIVE_BUFFER_WARNING"); v != "true" {
		t.Errorf("the warning about buffer sizes is on: %q", v)
	}
}
