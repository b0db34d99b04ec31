package quic

// This file waits for streams that the peer does not allow yet (RFC 9000, section 4.6), and says so
// if none comes of it.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"

	"hewq/native"
)

// patience is how long a call waits for the peer to allow a stream before people are told.
const patience = 5 * time.Second

// A streamLimit is how many streams the peer allows at once.
type streamLimit struct{ streams atomic.Int64 }

// hear implements listener.
func (l *streamLimit) hear(e qlogwriter.Event) {
	if p, ok := e.(qlog.ParametersSet); ok && p.Initiator == qlog.InitiatorRemote {
		l.streams.Store(p.InitialMaxStreamsBidi)
	}
}

// A limitError is the end of a connection on which a stream was to be opened that the peer did not
// allow.
type limitError struct {
	err     error
	streams int64 // that the peer allows at once
}

func (e *limitError) Unwrap() error { return e.err }

func (e *limitError) Error() string {
	return connectionText(e.err) + ": " + limitText(e.streams)
}

func limitText(streams int64) string {
	switch streams {
	case 0:
		return "the peer allows no streams"
	case 1:
		return "the peer allows 1 stream at once, and it is open"
	}
	return fmt.Sprintf("the peer allows %d streams at once, and all are open", streams)
}

// OpenStream opens a stream. The peer hears of it with the first data, finish or stop. It waits
// while the peer allows no more streams; ctx ends the wait.
func (c *Conn) OpenStream(ctx context.Context) (*Stream, error) {
	return c.OpenStreamTelling(ctx, nil)
}

// openWhenAllowed opens a stream as soon as the peer allows it, and calls late if that is only
// after a while; late may be nil.
func (c *Conn) openWhenAllowed(ctx context.Context, qc *quicgo.Conn, late func()) (*quicgo.Stream, error) {
	qs, err := qc.OpenStream()
	var full *quicgo.StreamLimitReachedError
	if !errors.As(err, &full) {
		return qs, err
	}
	if late != nil {
		called := make(chan struct{})
		timer := time.AfterFunc(cmp.Or(c.ep.stack.patience, patience), func() {
			late()
			close(called)
		})
		defer func() {
			if !timer.Stop() {
				<-called
			}
		}()
	}
	qs, err = qc.OpenStreamSync(ctx)
	var idle *quicgo.IdleTimeoutError
	if errors.As(err, &idle) {
		err = &limitError{err, c.allowed(qc)}
	}
	return qs, err
}

// allowed is how many streams the peer allows at once.
func (c *Conn) allowed(qc *quicgo.Conn) int64 { return monitored(qc).limit.streams.Load() }

// heldUp tells people at once that open_stream waits for the peer, for ever perhaps.
func heldUp(c *native.Call, conn *Conn) {
	if qc := conn.qc(); qc != nil && told(c) {
		c.Env.Tell(&native.Failure{
			Place: c.Place(),
			Text:  "`open_stream` waits: " + limitText(conn.allowed(qc)) + "\nhelp: " + limitHelp + "\n",
		})
	}
}
