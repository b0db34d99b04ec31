package quic

// This file keeps what is always known of a connection: where it leads, when the steps of its
// handshake were done, and how it ended. It hears of each packet, but looks at few.

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
	"github.com/quic-go/quic-go/qlogwriter/jsontext"
)

// Steps are the times from the beginning of a connection to the steps of its handshake (RFC 9001,
// section 4); 0 for a step that was not done.
type Steps struct {
	Answered  time.Duration // the peer's first packet has brought the keys of the handshake
	Complete  time.Duration // TLS is done on this side
	Confirmed time.Duration // this side knows that TLS is done on the peer's side too
}

// A history is what is kept of one connection. The fixed fields are set before the first event.
type history struct {
	name   string // c1 for the first of the program
	client bool
	began  time.Time

	mu     sync.Mutex // guards what follows
	local  string
	remote string
	steps  Steps
	moves  int       // changes of the path
	probes int       // probe timeouts
	closed time.Time // zero while it is open
	by     qlog.Initiator
	why    string // in the words of the protocol
	cause  error  // what the connection's context ended with; nil if it is not known
}

// An own event is one of ours, which no file gets.
type own struct{}

// Name implements qlogwriter.Event.
func (own) Name() string { return "" }

// Encode implements qlogwriter.Event.
func (own) Encode(*jsontext.Encoder, time.Time) error { return nil }

// An over is the last event of a connection: why it ended, or did not come about.
type over struct {
	own
	cause error // nil if it is not known
}

// A negotiated is what the two sides agreed on, or what one of them asks for, in whole lines.
type negotiated struct {
	own
	lines []string
}

// hear implements listener.
func (h *history) hear(e qlogwriter.Event) {
	switch e := e.(type) {
	case qlog.TimerUpdated:
		if e.Type == qlog.TimerEventTypeExpired && e.TimerType == qlog.TimerTypePTO {
			h.note(func() { h.probes++ })
		}
	case qlog.StartedConnection:
		h.note(func() { h.local, h.remote = tuple(e.Local), tuple(e.Remote) })
	case qlog.TupleAssigned:
		if e.TupleID == "" {
			h.note(func() { h.local, h.remote, h.moves = tuple(e.Local), tuple(e.Remote), h.moves+1 })
		}
	case qlog.ConnectionStateUpdated:
		h.note(func() { h.step(e.State) })
	case qlog.ConnectionClosed:
		h.note(func() { h.closed, h.by, h.why = time.Now(), e.Initiator, closedWhy(e) })
	case over:
		h.note(func() {
			h.cause = e.cause
			if h.closed.IsZero() {
				h.closed = time.Now()
			}
		})
	}
}

func (h *history) note(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
}

func (h *history) step(s qlog.ConnectionState) {
	since := max(time.Since(h.began), 1) // 0 is for what was not done
	switch s {
	case qlog.ConnectionStateHandshakeStarted:
		h.steps.Answered = since
	case qlog.ConnectionStateHandshakeComplete:
		h.steps.Complete = since
	case qlog.ConnectionStateHandshakeConfirmed:
		h.steps.Confirmed = since
	}
}

// ending says why the connection ended and which side ended it; "" while it is open. The lock is held.
func (h *history) ending() string {
	switch {
	case h.closed.IsZero():
		return ""
	case h.cause != nil:
		return endText(h.cause, h.steps.Complete > 0)
	case h.by == qlog.InitiatorRemote:
		return "closed by the peer: " + h.why
	}
	return "closed by this side: " + h.why
}

// tuple is the address that quic-go tells; "" for none.
func tuple(i qlog.TupleEndpointInfo) string {
	for _, a := range []netip.AddrPort{i.IPv4, i.IPv6} {
		if a.IsValid() {
			return a.String()
		}
	}
	return ""
}

// closedWhy is the reason that an event has, for when there is no error to ask.
func closedWhy(e qlog.ConnectionClosed) string {
	switch {
	case e.ApplicationError != nil:
		return codeText(uint64(*e.ApplicationError), e.Reason)
	case e.ConnectionError != nil && e.Reason != "":
		return fmt.Sprintf("%v: %s", *e.ConnectionError, e.Reason)
	case e.ConnectionError != nil:
		return fmt.Sprint(*e.ConnectionError)
	case e.Trigger != "":
		return string(e.Trigger)
	}
	return "the endpoint is gone"
}

func codeText(code uint64, reason string) string {
	if reason == "" {
		return fmt.Sprintf("code %d", code)
	}
	return fmt.Sprintf("%s (code %d)", reason, code)
}

// endText says which side ended a connection and why. complete tells whether its handshake was done.
func endText(cause error, complete bool) string {
	var (
		app     *quicgo.ApplicationError
		tr      *quicgo.TransportError
		idle    *quicgo.IdleTimeoutError
		shake   *quicgo.HandshakeTimeoutError
		reset   *quicgo.StatelessResetError
		version *quicgo.VersionNegotiationError
		silent  *SilenceError
		path    *pathError
	)
	switch {
	case errors.As(cause, &silent):
		return "given up by this side: " + silent.Error()
	case errors.As(cause, &app) && app.Remote:
		return "closed by the peer: " + codeText(uint64(app.ErrorCode), app.ErrorMessage)
	case app != nil:
		return "closed by this side: " + codeText(uint64(app.ErrorCode), app.ErrorMessage)
	case errors.As(cause, &tr) && tr.Remote:
		return failure(complete) + " by the peer: " + transportText(&quicgo.TransportError{ErrorCode: tr.ErrorCode, ErrorMessage: tr.ErrorMessage})
	case tr != nil:
		return failure(complete) + " by this side: " + transportText(tr)
	case errors.As(cause, &shake), errors.As(cause, &idle) && !complete:
		return "given up by this side: no answer in time"
	case idle != nil:
		return "lost: no packet came for too long (idle timeout)"
	case errors.As(cause, &reset):
		return "lost: the peer does not know the connection any more (stateless reset)"
	case errors.As(cause, &version):
		return "refused by this side: the peer speaks no version of QUIC that this side does"
	case errors.Is(cause, quicgo.ErrTransportClosed), errors.Is(cause, quicgo.ErrServerClosed):
		return "closed by this side: its endpoint is closed"
	case errors.Is(cause, context.DeadlineExceeded):
		return "given up by this side: no answer in time"
	case errors.As(cause, &path):
		return "given up by this side: " + path.Error()
	case errors.Is(cause, context.Canceled):
		return "given up by this side: `connect` needs it no more"
	}
	return "failed on this side: " + cause.Error()
}

func failure(complete bool) string {
	if complete {
		return "ended with an error"
	}
	return "handshake refused"
}

// newHistory begins the history of a connection.
func (s *Stack) newHistory(client bool) *history {
	return &history{name: fmt.Sprintf("c%d", s.named.Add(1)), client: client, began: time.Now()}
}

// role is what this side is.
func (h *history) role() string {
	if h.client {
		return "client"
	}
	return "server"
}
