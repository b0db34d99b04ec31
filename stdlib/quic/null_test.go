package quic

import (
	"context"
	"testing"
)

// What a script sees of a handle.
type (
	endpointView struct {
		addr     string
		accepted int64
		err      string
	}
	connView struct {
		local, peer                 string
		opened, accepted, rtt, s, r int64
		closed                      bool
		err                         string
	}
	streamView struct {
		sent, received         int64
		sendClosed, recvClosed bool
		err                    string
	}
)

func viewEndpoint(ep *Endpoint) endpointView {
	return endpointView{ep.LocalAddr(), ep.Accepted(), ep.LastError()}
}

func viewConn(c *Conn) connView {
	return connView{c.LocalAddr(), c.PeerAddr(), c.Opened(), c.Accepted(), c.RTT(), c.BytesSent(), c.BytesReceived(), c.Closed(), c.LastError()}
}

func viewStream(s *Stream) streamView {
	return streamView{s.BytesSent(), s.BytesReceived(), s.SendClosed(), s.RecvClosed(), s.LastError()}
}

// Zero values, and handles after their release, fail quietly.
func TestNoHandle(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	s, _ := streamPair(t, c, d, "x")
	ep := c.ep
	e := c.Event(ctx)
	wantEvents(t, ep.Event, Connected)
	s.Close()
	e.Free()
	must(t, "Disconnect", c.Disconnect(ctx))
	ep.Close(ctx)

	for _, s := range []*Stream{nil, s} {
		data, err := s.Recv(ctx, 0)
		for name, err := range map[string]error{
			"Send": s.Send(ctx, []byte("x"), 0), "empty Send": s.Send(ctx, nil, 0),
			"Finish": s.Finish(ctx), "Stop": s.Stop(0), "Recv": err,
		} {
			if err == nil {
				t.Errorf("%v: %s succeeded", s, name)
			}
		}
		if len(data) != 0 {
			t.Errorf("%v: received %q", s, data)
		}
		s.Close()
		if got, want := viewStream(s), (streamView{sendClosed: true, recvClosed: true}); got != want {
			t.Errorf("%v: observed %+v, want %+v", s, got, want)
		}
	}
	for _, c := range []*Conn{nil, c} {
		opened, errOpen := c.OpenStream(ctx)
		accepted, errAccept := c.AcceptStream(ctx)
		if opened != nil || accepted != nil || errOpen == nil || errAccept == nil || c.Event(ctx) != nil || c.Disconnect(ctx) == nil {
			t.Errorf("%v does something", c)
		}
		if got, want := viewConn(c), (connView{rtt: -1, closed: true}); got != want {
			t.Errorf("%v: observed %+v, want %+v", c, got, want)
		}
	}
	for _, ep := range []*Endpoint{nil, ep} {
		dialled, errDial := ep.Connect(ctx, "127.0.0.1:1", "localhost")
		accepted, errAccept := ep.Accept(ctx)
		if dialled != nil || accepted != nil || errDial == nil || errAccept == nil || ep.Event(ctx) != nil {
			t.Errorf("%v does something", ep)
		}
		ep.Close(ctx)
		if got, want := viewEndpoint(ep), (endpointView{}); got != want {
			t.Errorf("%v: observed %+v, want %+v", ep, got, want)
		}
	}
	for _, e := range []*Event{nil, e} {
		e.Free()
		if e.Kind() != Failed {
			t.Errorf("%v: kind %v, want %v", e, e.Kind(), Failed)
		}
	}
	wantNoEvent(t, ep.events)
}

func TestNoHandleDescriptions(t *testing.T) {
	ctx := context.Background()
	for want, got := range map[string]string{
		"QUICEndpoint, none":   (*Endpoint)(nil).String(),
		"QUICConnection, none": (*Conn)(nil).String(),
		"QUICStream, none":     (*Stream)(nil).String(),
		"QUICEvent, none":      (*Endpoint)(nil).Event(ctx).String(),
	} {
		if got != want {
			t.Errorf("described as %q, want %q", got, want)
		}
	}
}
