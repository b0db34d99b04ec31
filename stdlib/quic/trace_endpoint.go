package quic

// This file tells of packets that belong to no connection: a client that speaks another version of
// QUIC, or that a server refuses before there is a connection, is seen nowhere else.

import (
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A doorman tells what an endpoint does with packets that belong to no connection. quic-go does not
// say from which address they come. It may be called from any goroutine, and does not wait.
type doorman struct {
	stack *Stack
	local net.Addr

	mu   sync.Mutex // guards what follows
	told map[string]*recurring
}

// A recurring is something that happens often.
type recurring struct {
	last  time.Time // of a line
	since int       // how often since then
}

// newDoorman is the tracer of an endpoint on socket; nil without a trace.
func (s *Stack) newDoorman(socket net.PacketConn) qlogwriter.Recorder {
	if s.conf.Trace == nil {
		return nil
	}
	return &doorman{stack: s, local: socket.LocalAddr(), told: map[string]*recurring{}}
}

// RecordEvent implements qlogwriter.Recorder.
func (d *doorman) RecordEvent(e qlogwriter.Event) {
	switch e := e.(type) {
	case qlog.VersionNegotiationSent:
		d.say("a client speaks no version of QUIC that this side does; it was told " + versions(e.SupportedVersions))
	case qlog.PacketSent:
		if e.Header.PacketType == qlog.PacketTypeRetry {
			d.say("a client was asked to prove its address (Retry)")
		}
		for _, f := range e.Frames {
			if c, ok := f.Frame.(*qlog.ConnectionCloseFrame); ok {
				d.say(fmt.Sprintf("a client was refused: %v", qlog.TransportErrorCode(c.ErrorCode)))
			}
		}
	case qlog.PacketDropped:
		d.say("a packet that belongs to no connection was dropped: " + string(e.Trigger))
	}
}

// Close implements qlogwriter.Recorder.
func (d *doorman) Close() error { return nil }

// say tells a line, unless it was told just now.
func (d *doorman) say(text string) {
	now := time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.told[text]
	if r == nil {
		r = &recurring{}
		d.told[text] = r
	}
	r.since++
	if now.Sub(r.last) < apart {
		return
	}
	line := fmt.Sprintf("%8s endpoint %v: %s", stamp(now.Sub(d.stack.begun)), d.local, text)
	if r.since > 1 {
		line += fmt.Sprintf(" (%d times since the last line)", r.since)
	}
	r.last, r.since = now, 0
	d.stack.scribe.put(line, d.stack.traced)
}
