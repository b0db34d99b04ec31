package quic

// This file holds connections.

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hewq/native"
)

// A Conn is a connection to one peer. A nil Conn is the zero value of its Hew type, and a
// disconnected one acts like it. It is safe for use from several goroutines.
type Conn struct {
	ep       *Endpoint
	inner    atomic.Pointer[quicgo.Conn] // see qc
	over     <-chan struct{}             // closed when the connection has ended
	streams  *queue[*Stream]             // opened by the peer
	events   *queue[Kind]
	released atomic.Bool // a handle that acts like nil
	ledger   *ledger
	unread   atomic.Int64    // bytes that the script has not received yet
	parted   error           // see leave
	left     atomic.Bool     // parted is known
	remote   net.Addr        // of the peer at first
	came     *native.Failure // of which it came, if it is a zero value
	loss     lossNote
	history  *history
	held     holding
	last     atomic.Pointer[Facts] // set when it has ended

	mu        sync.Mutex // guards what follows
	opened    int64
	accepted  int64
	lastError string
	epitaph   string        // what Disconnect could not deliver
	ended     error         // why this side has ended the connection, if not by Disconnect
	gone      chan struct{} // closed when leave has ended; nil while it has not begun
}

// newConn takes over qc. It fails, and closes qc, when the endpoint is about to be gone.
func (ep *Endpoint) newConn(qc *quicgo.Conn) (*Conn, error) {
	c := &Conn{ep: ep, over: qc.Context().Done(), remote: qc.RemoteAddr(), streams: newQueue[*Stream](), events: newEvents(), ledger: ledgerOf(qc)}
	c.inner.Store(qc)
	c.history = monitored(qc).history
	ep.add(c)
	if !ep.start(func() { c.run(qc) }) {
		ep.remove(c)
		hangUp(qc, textClosed)
		return nil, errStopping
	}
	if limit := ep.stack.conf.UnackedTimeout; limit > 0 {
		ep.start(c.watchSilence)
	}
	if ep.closed.Load() {
		// Close may have looked at the connections before this one was among them.
		hangUp(qc, textClosed)
		return nil, errStopping
	}
	return c, nil
}

// run takes in the peer's streams until the connection ends, then says so. Streams that
// are not accepted yet keep what they received.
func (c *Conn) run(qc *quicgo.Conn) {
	ctx := qc.Context()
	for {
		qs, err := qc.AcceptStream(ctx)
		if err != nil {
			break
		}
		if s := c.newStream(qs); s != nil {
			c.streams.push(s)
		}
		c.ledger.drain.accept()
	}
	<-ctx.Done()
	c.noteEnd(qc)
	c.streams.end(c.cause(qc))
	c.events.push(Disconnected)
	if !harmless("", context.Cause(ctx)) {
		c.ep.pushFailure(c.cause(qc))
	}
	if !c.released.Load() && !c.left.Load() && !c.ep.stack.conf.NoLinger {
		// If the script does not call disconnect, nothing else tells of it.
		c.ep.stack.lost(c, c.afterEnd(c.cause(qc)))
	}
	c.ep.remove(c)
	c.forget()
}

// qc is the connection of quic-go, nil when it is forgotten.
func (c *Conn) qc() *quicgo.Conn { return c.inner.Load() }

// died reports whether the connection has ended.
func (c *Conn) died() bool {
	select {
	case <-c.over:
		return true
	default:
		return false
	}
}

// forget lets go of the connection of quic-go when it has ended, its handle is released and leave
// has judged its end: an actor may keep the handle for ever.
func (c *Conn) forget() {
	if !c.died() || !c.released.Load() || !c.left.Load() {
		return
	}
	if qc := c.qc(); qc != nil {
		c.noteEnd(qc)
	}
	c.streams.drain()
	c.held.forget()
	c.inner.Store(nil)
}

func (c *Conn) live() bool { return c != nil && !c.released.Load() }

// awaitEnd returns when c counts as ended, if err says that it has: quic-go's streams fail a
// moment before their connection does, and a script that hears of the failure may look there.
func (c *Conn) awaitEnd(err error) {
	if err == nil || errors.Is(err, io.EOF) {
		return
	}
	var (
		app   *quicgo.ApplicationError
		tr    *quicgo.TransportError
		idle  *quicgo.IdleTimeoutError
		reset *quicgo.StatelessResetError
	)
	if errors.As(err, &app) || errors.As(err, &tr) || errors.As(err, &idle) || errors.As(err, &reset) {
		<-c.over
	}
}

// OpenStreamTelling is OpenStream, and calls late when the peer's limit has held it up for a while.
func (c *Conn) OpenStreamTelling(ctx context.Context, late func()) (*Stream, error) {
	if !c.live() {
		return nil, errNone
	}
	qc := c.qc()
	if qc == nil {
		return nil, errNone
	}
	qs, err := c.openWhenAllowed(ctx, qc, late)
	if err != nil {
		c.awaitEnd(err)
		return nil, c.failStream(ctx, err)
	}
	s := c.newStream(qs)
	if s == nil {
		return nil, c.failStream(ctx, errStopping)
	}
	c.succeed(1, 0)
	return s, nil
}

// AcceptStream waits until the peer opens a stream. It fails when the connection has ended and
// no stream is left to accept; ctx ends the wait.
func (c *Conn) AcceptStream(ctx context.Context) (*Stream, error) {
	if !c.live() {
		return nil, errNone
	}
	s, err := c.streams.pop(ctx)
	if err != nil {
		return nil, c.failStream(ctx, err)
	}
	c.succeed(0, 1)
	return s, nil
}

// Event waits for the next event. It is nil when the handle is released or ctx ends first.
func (c *Conn) Event(ctx context.Context) *Event {
	if !c.live() {
		return nil
	}
	return nextEvent(ctx, c.events)
}

// Disconnect ends the connection with code 0 and the reason "disconnected", and releases the
// handle.
//
// It first waits until the peer has acknowledged what was sent. It fails with an
// *UndeliveredError when that takes too long, or when the connection ended without it; LastError
// says then what is missing. ctx ends the wait too. See settle.
func (c *Conn) Disconnect(ctx context.Context) error {
	if c == nil || c.released.Swap(true) {
		return errNone
	}
	err := c.leave(ctx, textDisconnected)
	c.events.end(errNone)
	return err
}

// leave ends the connection once, when what was sent has arrived: see settle and part. It
// returns when that is done, by whichever call, and says what was not delivered.
func (c *Conn) leave(ctx context.Context, reason string) error {
	// A sync.Once would do, but for virtual time: that stands still while a goroutine waits for a lock.
	c.mu.Lock()
	gone := c.gone
	if gone == nil {
		c.gone = make(chan struct{})
		defer close(c.gone)
	}
	c.mu.Unlock()
	if gone != nil {
		<-gone
		return c.parted
	}
	err := c.settle(ctx)
	if err != nil {
		c.mu.Lock()
		c.epitaph = err.Error()
		c.mu.Unlock()
	}
	c.parted = err
	c.left.Store(true)
	c.part(reason)
	return err
}

// end ends the connection, whose peer is silent, because of err, which takes the place of quic-go's
// reason.
func (c *Conn) end(err error) {
	c.mu.Lock()
	c.ended = err
	c.mu.Unlock()
	c.ledger.takeAll()
	c.close("")
}

// cause is why the connection has ended.
func (c *Conn) cause(qc *quicgo.Conn) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return cmp.Or(c.ended, context.Cause(qc.Context()))
}

// close ends the connection now. The handle stays as it is.
func (c *Conn) close(reason string) {
	qc := c.qc()
	if qc == nil {
		return
	}
	if qc.Context().Err() == nil {
		stats := qc.ConnectionStats()
		c.ep.noteClose(distance(qc, stats, c.ep.stack.conf.Network != nil), probeTimeout(stats))
	}
	hangUp(qc, reason)
	c.forget()
}

// distance is the round-trip time without what a busy machine adds to it. A simulated loopback may be
// far.
func distance(qc *quicgo.Conn, stats quicgo.ConnectionStats, simulated bool) time.Duration {
	if peer, ok := qc.RemoteAddr().(*net.UDPAddr); ok && peer.IP.IsLoopback() && !simulated {
		return 0
	}
	return stats.MinRTT
}

// On paths slower than this, a lost goodbye is worth waiting for.
const (
	slowPath     = 5 * time.Millisecond
	answerAtMost = time.Second
)

func (ep *Endpoint) noteClose(rtt, probe time.Duration) {
	if rtt <= slowPath || ep.stack.conf.NoLinger {
		return
	}
	until := time.Now().Add(min(3*probe, answerAtMost))
	ep.mu.Lock()
	defer ep.mu.Unlock()
	if until.After(ep.answering) {
		ep.answering = until
	}
}

func (c *Conn) succeed(opened, accepted int64) {
	c.mu.Lock()
	c.opened += opened
	c.accepted += accepted
	c.lastError = ""
	c.mu.Unlock()
	c.events.push(StreamOpened)
}

// failStream notes why there is no stream, unless that is only because ctx has ended.
func (c *Conn) failStream(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c.mu.Lock()
	c.lastError = connectionText(err)
	c.mu.Unlock()
	c.events.push(Failed)
	return err
}
