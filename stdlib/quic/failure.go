package quic

// This file keeps track of calls that fail: why, for the report if the actor fails next; of which
// failure a zero value came; and which failures the script has not looked at, so that people are
// told of them in the end.

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	quicgo "github.com/quic-go/quic-go"

	"hewq/native"
)

// A handle is an *Endpoint, a *Conn or a *Stream, nil or not.
type handle interface {
	comparable
	origin() *native.Failure // of which it came if it is a zero value; nil if that is not known
	hopeless() bool          // no call that waits for something of it can succeed any more
	within(other any) bool   // it is other, or belongs to it
}

// An about is what a failure is of.
type about struct {
	handle interface{ within(any) bool }
	module *caller // whose last_error has the reason; nil if no module has it

	// seen is set if the failure is harmless as long as nothing is sent on the zero value that came of
	// it. It holds whether the script has looked at that value.
	seen *atomic.Bool
}

// noEndpoint, noConn and noStream are zero values that came of a failure.
func noEndpoint(why *native.Failure) *Endpoint {
	ep := &Endpoint{came: why}
	ep.closed.Store(true)
	return ep
}

func noConn(why *native.Failure) *Conn {
	c := &Conn{came: why}
	c.released.Store(true)
	return c
}

func noStream(why *native.Failure) *Stream {
	s := &Stream{came: why}
	s.closed.Store(true)
	return s
}

func orNoConn(c *Conn, why *native.Failure) *Conn {
	if why != nil {
		return noConn(why)
	}
	return c
}

func orNoStream(s *Stream, why *native.Failure) *Stream {
	if why != nil {
		return noStream(why)
	}
	return s
}

func (ep *Endpoint) origin() *native.Failure {
	if ep == nil {
		return nil
	}
	return ep.came
}

func (c *Conn) origin() *native.Failure {
	if c == nil {
		return nil
	}
	return c.came
}

func (s *Stream) origin() *native.Failure {
	if s == nil {
		return nil
	}
	return s.came
}

func (ep *Endpoint) hopeless() bool { return !ep.live() }
func (c *Conn) hopeless() bool      { return c.Closed() }
func (s *Stream) hopeless() bool    { return !s.live() || s.conn.Closed() }

func (ep *Endpoint) within(other any) bool { return ep != nil && any(ep) == other }
func (c *Conn) within(other any) bool      { return c != nil && (any(c) == other || c.ep.within(other)) }

func (s *Stream) within(other any) bool { return s != nil && (any(s) == other || s.conn.within(other)) }

// outcome notes how a call ended whose result tells of a failure. What is returned is the reason
// why the call's context ended, if that is why err came about: all other failures are results for
// the script, not errors.
func outcome[H handle](c *native.Call, h H, call string, err error) error {
	f, err := ended(c, h, call, err)
	if f == nil || f.Cause == nil || !told(c) {
		return err
	}
	if seen := f.Cause.Of.(about).seen; seen != nil && strings.HasPrefix(call, "send") && !seen.Load() {
		c.Env.Pending(f.Cause)
	}
	if c.Env.Failures.Unseen(f.Cause) {
		c.Env.Used(f) // a look at the result shows only that the handle is a zero value
	}
	return err
}

// silent is outcome for a call whose result is a handle or bytes: the script hears of a failure
// only if it looks. The failure is what a zero value that it gets then comes of; nil for none.
func silent[H handle](c *native.Call, h H, call string, err error) (*native.Failure, error) {
	failed := err
	f, err := ended(c, h, call, err)
	if f == nil {
		return nil, err
	}
	if f.Cause != nil {
		if told(c) {
			c.Env.Used(f)
		}
		return f.Cause, err
	}
	if c.Actor.Failure == f {
		c.Env.Pending(f)
	}
	if none := *new(H); h != none && h.hopeless() || errors.Is(failed, errNotListening) {
		repeated(c, f, call, failed)
	}
	return f, err
}

// ended notes how a call ended, and makes the failure if it did not do what it is for.
func ended[H handle](c *native.Call, h H, call string, err error) (*native.Failure, error) {
	a := c.Actor
	late := errors.Is(err, os.ErrDeadlineExceeded)
	if err == nil || late {
		if a.Note != "" {
			a.Note = ""
		}
		a.Failure = nil
		if late && sends(call) && told(c) {
			a.Failure = &native.Failure{Place: c.Place(), Text: explain(call, "failed", err), Of: about{handle: h}}
		}
		return nil, nil
	}
	if c.Err() != nil {
		return nil, c.Err()
	}
	f := &native.Failure{Place: c.Place(), Text: explain(call, "failed", err), Of: about{handle: h}}
	var bad *AddressError
	if errors.As(err, &bad) || strings.HasPrefix(call, "new_") {
		f.Of = about{handle: h, module: native.Local[caller](c)}
	}
	switch {
	case h.origin() != nil:
		f.Cause = h.origin()
		f.Text = fmt.Sprintf("`%s` is called again and again on a zero value, since %s%s", name(call), f.Cause.Where(f), f.Cause.Text)
		a.Note = "note: " + f.Cause.Text
	case errors.Is(err, errNone) && a.Note != "":
		// The zero value or closed handle may come of what has been noted.
	default:
		before := a.Note
		a.Note = "note: " + f.Text
		f.Text = withoutCause(f.Text, err, before)
	}
	tellsOfEnd(c, h)
	a.Failure = f
	if f.Cause == nil && harmless(call, err) {
		f.Of = about{handle: h, seen: new(atomic.Bool)}
		a.Failure = nil
	}
	if !told(c) {
		a.Failure = nil
	}
	return f, nil
}

// tellsOfEnd notes that a call on h, or on the connection of h, has failed: if the connection has
// died, that tells of it, and no note without a place needs to.
func tellsOfEnd[H handle](c *native.Call, h H) {
	var conn *Conn
	switch h := any(h).(type) {
	case *Conn:
		conn = h
	case *Stream:
		if h != nil {
			conn = h.conn
		}
	}
	if conn == nil || conn.over == nil || !conn.died() {
		return
	}
	conn.loss.suppress()
	c.Env.Failures.Looked(func(f *native.Failure) bool {
		of, ok := f.Of.(about)
		return ok && of.handle.within(conn) && !f.Place.Known()
	})
}

// withoutCause is text, which explains err, without why the connection ended before, if the note
// before has told that.
func withoutCause(text string, err error, before string) string {
	var lost *UndeliveredError
	if !errors.As(err, &lost) || lost.Cause == nil {
		return text
	}
	cause := connectionText(lost.Cause) + "\n"
	if !strings.Contains(before, ": "+cause) {
		return text
	}
	return strings.Replace(text, "; "+cause, "\n", 1)
}

// told tells whether people are told of what the script does not look at.
func told(c *native.Call) bool { return native.State(c.Env, ofProgram).notes }

// name is the call without its arguments.
func name(call string) string {
	before, _, _ := strings.Cut(call, "(")
	return before
}

// harmless tells whether a failure is nothing to tell of: this program or the peer has ended the
// connection or the stream as one does when all is done.
func harmless(call string, err error) bool {
	var (
		app    *quicgo.ApplicationError
		tr     *quicgo.TransportError
		stream *quicgo.StreamError
	)
	switch {
	case errors.Is(err, errNone):
		return !strings.HasPrefix(call, "send") && !strings.HasPrefix(call, "connect(") // what is sent then is lost
	case errors.Is(err, errEndpointGone), errors.Is(err, errStopping), errors.Is(err, errHandleClosing), errors.Is(err, errParting),
		errors.Is(err, quicgo.ErrTransportClosed), errors.Is(err, quicgo.ErrServerClosed):
		return true
	case errors.As(err, &stream):
		return !stream.Remote || sends(call) && isGood(uint64(stream.ErrorCode))
	case errors.As(err, &app):
		return !app.Remote || isGood(uint64(app.ErrorCode))
	case errors.As(err, &tr):
		return tr.ErrorCode == quicgo.NoError
	}
	return false
}

// isGood tells whether an application's error code says that there was no error: 0 is what Hew
// closes with, the other is H3_NO_ERROR (RFC 9114, section 8.1).
func isGood(code uint64) bool { return code == 0 || code == 0x100 }

// A repetition is the latest call of an actor that failed because what it was made on is over.
type repetition struct {
	last *native.Failure // nil once the script has looked
	err  error           // why the first of a row of them failed: that may have had more to say than the others
	told *native.Failure // the latest of which people were told
}

// sameHandle tells whether two failures are of calls on the same handle.
func sameHandle(a, b *native.Failure) bool { return a.Of.(about).handle == b.Of.(about).handle }

// repeated notes such a call. The second one after another from the same place is told at once: a loop
// that goes round on it may never end.
func repeated(c *native.Call, f *native.Failure, call string, err error) {
	me := &native.Local[caller](c).repetition
	last := me.last
	me.last = f
	if last == nil || last.Place != f.Place || !sameHandle(last, f) {
		me.err = err
	}
	if last == nil || !f.Place.Known() || last.Place != f.Place || !sameHandle(last, f) || !told(c) {
		return
	}
	c.Env.Failures.Shown(last)
	c.Env.Failures.Shown(f)
	if me.told == nil || me.told.Place != f.Place {
		me.told = f
		c.Env.Tell(&native.Failure{Place: f.Place, Text: explain(call, "fails again and again", me.err)})
	}
}

// lookedAt notes that the script has asked h why calls failed, or for an event of it: it knows of
// the failures of h and of what belongs to h. A zero value tells nothing of its failure, but a
// connection or a stream that is one counts as looked at: its `closed` tells enough.
func lookedAt[H handle](c *native.Call, h H) {
	if me := &native.Local[caller](c).repetition; me.last != nil && me.last.Of.(about).handle.within(h) {
		me.last = nil
	}
	origin := h.origin()
	if _, ok := any(h).(*Endpoint); ok && origin != nil {
		return
	}
	if origin != nil {
		if seen := origin.Of.(about).seen; seen != nil {
			seen.Store(true)
		}
	}
	if me := native.Local[caller](c); any(h) == any(me.drained.of) {
		me.drained = drained{}
	}
	if conn, ok := any(h).(*Conn); ok && conn.live() && conn.Closed() {
		conn.loss.suppress() // the script knows that it has ended, even if that is not noted yet
	}
	c.Env.Failures.Looked(func(f *native.Failure) bool {
		of, ok := f.Of.(about)
		return ok && (f == origin || origin == nil && of.handle.within(h))
	})
}

// lookedAtModule notes that the script has called last_error of the module.
func lookedAtModule(c *native.Call) {
	me := native.Local[caller](c)
	c.Env.Failures.Looked(func(f *native.Failure) bool {
		of, ok := f.Of.(about)
		return ok && of.module == me
	})
}

// withoutEvent notes that there was no event to take of h.
func withoutEvent[H handle](c *native.Call, h H) error {
	if err := c.Err(); err != nil || h.origin() == nil {
		return err
	}
	lookedAt(c, h)
	_, err := silent(c, h, "on_event", errNone)
	return err
}

// lost notes that a connection has ended without what was sent on it. No call of the script has told
// of that yet: the connection has ended by itself, its endpoint was closed, or its actor or the
// program has ended. Between endpoints of a program that ends, the system does not count what is under way as lost.
func (p *program) lost(env *native.Env, c *Conn, err error) {
	if harmless("disconnect", err) || p.stack.shuts(c.remote) {
		return
	}
	f := &native.Failure{Of: about{handle: c}}
	var lost *UndeliveredError
	if at, ok := p.closing.Load(c.ep); ok {
		f.Place = at.(*native.Failure).Place
		f.Text = explain("close", "lost data", err)
	} else {
		end := "was closed at the end of its actor or of the program"
		if errors.As(err, &lost) && lost.Cause != nil {
			end = "has ended"
		}
		_, why, _ := strings.Cut(explain("close", "lost data", err), ": ")
		f.Text = fmt.Sprintf("the connection to %s %s: %s", c.remote, end, why)
	}
	c.loss.pend(env, f)
}

// A lossNote is what tells of data that a connection lost, unless something else has told of it.
type lossNote struct {
	mu   sync.Mutex // a suppressed note is either pending already or never will be
	told bool
	note *native.Failure // for people; nil for none
}

// pend has people told of f at the end of the program.
func (n *lossNote) pend(env *native.Env, f *native.Failure) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.told {
		return
	}
	n.told, n.note = true, f
	env.Pending(f)
}

// suppress notes that the script or people know of the loss without a note, and returns the note
// that is pending already.
func (n *lossNote) suppress() *native.Failure {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.told = true
	return n.note
}
