// Package quic implements the Hew module std::net::quic on quic-go.
//
// Its types Stack, Endpoint, Conn, Stream and Event know nothing of Hew: they give QUIC the
// behaviour that the module promises. This file binds them to the stub quic.hew.
package quic

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"os"
	"sync"
	"time"

	"hewq/lang/value"
	"hewq/native"
)

//go:generate go run hewq/internal/stubimage -plain quic.hew

//go:embed quic.image
var image string

const modulePath = "std::net::quic"

// Module is std::net::quic.
var Module = native.Module{
	Path:     modulePath,
	Image:    image,
	Settings: settings,
	Funcs: func() native.Funcs {
		return native.Funcs{
			"hew_quic_new_client":          native.F0(newClient),
			"hew_quic_new_client_with_ca":  native.F1(newClientWithCA),
			"hew_quic_new_server":          native.Waits(native.F1(newServer), "to listen[ on {0}]"),
			"hew_quic_new_server_with_tls": native.Waits(native.F3(newServerWithTLS), "to listen[ on {0}]"),
			"hew_quic_last_error":          native.F0(lastError),

			"hew_quic_endpoint_connect":              native.Waits(native.F3(connect), "to connect[ to {1}]"),
			"hew_quic_endpoint_accept":               native.Waits(native.F1(accept), "to accept a connection[ on {0}]"),
			"hew_quic_endpoint_close":                native.Closes(native.Waits(native.F1(closeEndpoint), "until [an endpoint|the endpoint on {0}] is closed")),
			"hew_quic_endpoint_on_event":             native.Waits(native.F1(endpointEvent), "for an event of [an endpoint|the endpoint on {0}]"),
			"hew_quic_endpoint_local_addr":           observe((*Endpoint).LocalAddr),
			"hew_quic_endpoint_accepted_connections": observe((*Endpoint).Accepted),
			"hew_quic_endpoint_last_error":           look((*Endpoint).LastError),

			"hew_quic_conn_open_stream":      native.Waits(native.F1(openStream), "until the peer allows one more stream[ of {0}]"),
			"hew_quic_conn_accept_stream":    native.Waits(native.F1(acceptStream), "for the peer to open a stream[ of {0}]"),
			"hew_quic_conn_disconnect":       native.Closes(native.Waits(native.F1(disconnect), "until the peer has acknowledged what was sent[ on {0}]")),
			"hew_quic_conn_on_event":         native.Waits(native.F1(connEvent), "for an event of [a connection|connection {0}]"),
			"hew_quic_conn_local_addr":       observe((*Conn).LocalAddr),
			"hew_quic_conn_peer_addr":        observe((*Conn).PeerAddr),
			"hew_quic_conn_opened_streams":   observe((*Conn).Opened),
			"hew_quic_conn_accepted_streams": observe((*Conn).Accepted),
			"hew_quic_conn_rtt_ms":           observe((*Conn).RTT),
			"hew_quic_conn_bytes_sent":       observe((*Conn).BytesSent),
			"hew_quic_conn_bytes_received":   observe((*Conn).BytesReceived),
			"hew_quic_conn_is_closed":        observe((*Conn).Closed),
			"hew_quic_conn_last_error":       look((*Conn).LastError),

			"hew_quic_stream_send":           native.Waits(native.F2(send), "until the peer takes more data[ on {0}]"),
			"hew_quic_stream_send_timeout":   native.Waits(native.F3(sendTimeout), "until the peer takes more data[ on {0}]"),
			"hew_quic_stream_send_string":    native.Waits(native.F2(sendString), "until the peer takes more data[ on {0}]"),
			"hew_quic_stream_recv":           native.Lends(native.Waits(native.F1(recv), "for data[ on {0}]"), giveBack),
			"hew_quic_stream_recv_timeout":   native.Waits(native.F2(recvTimeout), "for data[ on {0}]"),
			"hew_quic_stream_recv_status":    native.F0(recvStatus),
			"hew_quic_stream_recv_string":    native.Waits(native.F1(recvString), "for text[ on {0}]"),
			"hew_quic_stream_finish":         native.Waits(native.F1(finish), "until others have sent[ on {0}]"),
			"hew_quic_stream_stop":           native.F2(stop),
			"hew_quic_stream_close":          native.Closes(native.F1(closeStream)),
			"hew_quic_stream_bytes_sent":     observe((*Stream).BytesSent),
			"hew_quic_stream_bytes_received": observe((*Stream).BytesReceived),
			"hew_quic_stream_send_closed":    observe((*Stream).SendClosed),
			"hew_quic_stream_recv_closed":    observe((*Stream).RecvClosed),
			"hew_quic_stream_last_error":     look((*Stream).LastError),

			"hew_quic_event_kind": native.F1(eventKind),
			"hew_quic_event_free": native.F1(freeEvent),
		}
	},
}

// A program is what the module keeps for a running Hew program.
type program struct {
	stack *Stack
	notes bool  // people are told of failures that the script does not look at
	err   error // why its settings cannot be used

	closing sync.Map // the endpoints that scripts close now, each with a *native.Failure that has the place
}

func ofProgram(env *native.Env) *program {
	conf, err := ReadConfig(env.Lookup)
	if env.Trace != nil {
		conf.Trace = env.Trace(modulePath)
	}
	if conf.Network = env.Network; conf.Network != nil {
		conf.SecretFile = "" // it is for servers that other programs have known
	}
	p := &program{stack: NewStack(conf), notes: !conf.NoNotes, err: err}
	if !env.Begun.IsZero() {
		p.stack.begun = env.Begun
	}
	env.OnList(p.stack.handles)
	if p.notes {
		p.stack.onLoss = func(c *Conn, err error) { p.lost(env, c, err) }
	}
	env.OnEnd(func(end native.Ending) {
		defer context.AfterFunc(end.Hurry, p.stack.Hurry)()
		p.stack.Shutdown(end)
		_ = conf.CloseKeyLog() // the program is over: a failure cannot be reported
	})
	return p
}

// A caller is what the module keeps for an actor.
type caller struct {
	lastError  string
	recvStatus int32 // of the latest recv_timeout
	repetition repetition
	drained    drained
}

// What the natives return as status.
const (
	statusOK       int32 = 0
	statusFailed   int32 = -1
	statusTimedOut int32 = -2
)

func newClient(c *native.Call) (*Endpoint, error) {
	return construct(c, "new_client", func(s *Stack) (*Endpoint, error) { return s.NewClient() })
}

func newClientWithCA(c *native.Call, ca string) (*Endpoint, error) {
	return construct(c, "new_client_with_ca", func(s *Stack) (*Endpoint, error) { return s.NewClientWithCA(ca) })
}

func newServer(c *native.Call, addr string) (*Endpoint, error) {
	return construct(c, fmt.Sprintf("new_server(%q)", addr), func(s *Stack) (*Endpoint, error) { return s.NewServer(c.Context, addr) })
}

func newServerWithTLS(c *native.Call, addr, chain, key string) (*Endpoint, error) {
	return construct(c, fmt.Sprintf("new_server_with_tls(%q, …)", addr), func(s *Stack) (*Endpoint, error) { return s.NewServerWithTLS(c.Context, addr, chain, key) })
}

func construct(c *native.Call, call string, f func(*Stack) (*Endpoint, error)) (*Endpoint, error) {
	if c.Env.Virtual && c.Env.Network == nil {
		return nil, fmt.Errorf("%s: %w", call, native.ErrVirtual)
	}
	p := native.State(c.Env, ofProgram)
	ep, err := (*Endpoint)(nil), p.err
	if err == nil {
		ep, err = f(p.stack)
	}
	text := &native.Local[caller](c).lastError
	*text = ""
	if err != nil {
		*text = err.Error()
	}
	why, err := silent(c, (*Endpoint)(nil), call, err)
	if why != nil {
		ep = noEndpoint(why)
	}
	return ep, err
}

func lastError(c *native.Call) (string, error) {
	lookedAtModule(c)
	return native.Local[caller](c).lastError, nil
}

func connect(c *native.Call, ep *Endpoint, addr, serverName string) (*Conn, error) {
	conn, err := ep.Connect(c.Context, addr, serverName)
	var bad *AddressError
	if errors.As(err, &bad) {
		native.Local[caller](c).lastError = bad.Text
	}
	why, err := silent(c, ep, fmt.Sprintf("connect(%q, %q)", addr, serverName), err)
	return orNoConn(conn, why), err
}

func accept(c *native.Call, ep *Endpoint) (*Conn, error) {
	conn, err := ep.Accept(c.Context)
	why, err := silent(c, ep, "accept", err)
	return orNoConn(conn, why), err
}

func closeEndpoint(c *native.Call, ep *Endpoint) (native.Unit, error) {
	if ep.live() {
		p := native.State(c.Env, ofProgram)
		p.closing.Store(ep, &native.Failure{Place: c.Place()})
		defer p.closing.Delete(ep)
	}
	ep.Close(c.Context)
	return native.Unit{}, nil
}

func endpointEvent(c *native.Call, ep *Endpoint) (*Event, error) {
	e := ep.Event(c.Context)
	if e == nil {
		return nil, withoutEvent(c, ep)
	}
	lookedAt(c, ep)
	return e, nil
}

func openStream(c *native.Call, conn *Conn) (*Stream, error) {
	s, err := conn.OpenStreamTelling(c.Context, func() { heldUp(c, conn) })
	why, err := silent(c, conn, "open_stream", err)
	return orNoStream(s, why), err
}

func acceptStream(c *native.Call, conn *Conn) (*Stream, error) {
	s, err := conn.AcceptStream(c.Context)
	why, err := silent(c, conn, "accept_stream", err)
	return orNoStream(s, why), err
}

func disconnect(c *native.Call, conn *Conn) (int32, error) {
	leave := conn.Disconnect
	if c.Last {
		leave = conn.disconnectLast
	}
	err := leave(c.Context)
	if err == errBehind {
		return status(err), nil // the end of the program tells what is lost
	}
	if conn != nil {
		c.Env.Failures.Shown(conn.loss.suppress())
	}
	_ = outcome(c, conn, "disconnect", err) // an interrupted wait has ended the connection all the same
	return status(err), nil
}

func connEvent(c *native.Call, conn *Conn) (*Event, error) {
	e := conn.Event(c.Context)
	if e == nil {
		return nil, withoutEvent(c, conn)
	}
	lookedAt(c, conn)
	return e, nil
}

func send(c *native.Call, s *Stream, data []byte) (int32, error) {
	err := s.Send(c.Context, data, 0)
	return status(err), outcome(c, s, "send", err)
}

func sendTimeout(c *native.Call, s *Stream, data []byte, ms int64) (int32, error) {
	err := s.Send(c.Context, data, milliseconds(ms))
	return status(err), outcome(c, s, "send_timeout", err)
}

func sendString(c *native.Call, s *Stream, msg string) (int32, error) {
	err := s.Send(c.Context, []byte(msg), 0)
	return status(err), outcome(c, s, "send_string", err)
}

func recv(c *native.Call, s *Stream) ([]byte, error) {
	data, err := s.Recv(c.Context, 0)
	if err == nil && len(data) == 0 {
		emptied(c, s, "recv")
	}
	_, err = silent(c, s, "recv", err)
	return data, err
}

// giveBack takes a buffer that recv returned.
func giveBack(e *native.Env, b []byte) {
	native.State(e, ofProgram).stack.chunks.giveBack(b)
}

func recvTimeout(c *native.Call, s *Stream, ms int64) ([]byte, error) {
	data, err := s.Recv(c.Context, milliseconds(ms))
	native.Local[caller](c).recvStatus = status(err)
	if err == nil && len(data) == 0 {
		emptied(c, s, "recv_timeout")
	}
	return data, outcome(c, s, "recv_timeout", err)
}

func recvStatus(c *native.Call) (int32, error) {
	return native.Local[caller](c).recvStatus, nil
}

func recvString(c *native.Call, s *Stream) (string, error) {
	data, err := s.RecvText(c.Context)
	text := value.DecodeText(data)
	giveBack(c.Env, data)
	if err == nil && text == "" {
		emptied(c, s, "recv_string")
	}
	_, err = silent(c, s, "recv_string", err)
	return text, err
}

func finish(c *native.Call, s *Stream) (int32, error) {
	err := s.Finish(c.Context)
	return status(err), outcome(c, s, "finish", err)
}

func stop(c *native.Call, s *Stream, code int64) (int32, error) {
	err := s.Stop(code)
	return status(err), outcome(c, s, "stop", err)
}

func closeStream(c *native.Call, s *Stream) (native.Unit, error) {
	if c.Unwinds {
		s.Abandon(c.Context, native.Broken)
	} else {
		s.Close()
	}
	return native.Unit{}, nil
}

func eventKind(_ *native.Call, e *Event) (int32, error) {
	return int32(e.Kind()), nil
}

func freeEvent(_ *native.Call, e *Event) (native.Unit, error) {
	e.Free()
	return native.Unit{}, nil
}

// observe binds a method that only looks.
func observe[H, R any](f func(H) R) native.Binding {
	return native.F1(func(_ *native.Call, h H) (R, error) { return f(h), nil })
}

// look is observe for what says why calls failed.
func look[H handle](f func(H) string) native.Binding {
	return native.F1(func(c *native.Call, h H) (string, error) {
		lookedAt(c, h)
		return f(h), nil
	})
}

func status(err error) int32 {
	switch {
	case err == nil:
		return statusOK
	case errors.Is(err, os.ErrDeadlineExceeded):
		return statusTimedOut
	}
	return statusFailed
}

// milliseconds is ms as a limit of time; what does not fit is as good as none.
func milliseconds(ms int64) time.Duration {
	if ms > math.MaxInt64/int64(time.Millisecond) {
		return 0
	}
	return time.Duration(ms) * time.Millisecond
}
