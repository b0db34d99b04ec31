package quic

// This file holds streams.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hewq/native"
)

// A Stream carries bytes both ways within a connection. A nil Stream is the zero value of its
// Hew type, and a closed one acts like it. It is safe for use from several goroutines.
type Stream struct {
	conn   *Conn
	id     quicgo.StreamID
	inner  atomic.Pointer[quicgo.Stream] // see qs
	in     inbox
	kept   kept
	turn   chan struct{} // holds one token while a call writes
	closed atomic.Bool   // a handle that acts like nil
	gone   chan struct{} // closed by Close
	flow   *flow
	hoard  *hoard          // nil until the inbox holds a lot
	came   *native.Failure // of which it came, if it is a zero value

	sent atomic.Int64

	mu         sync.Mutex // guards what follows
	received   int64
	sendClosed bool
	stopped    bool
	recvClosed bool
	told       bool // of its end, by an event
	lastError  string
}

// newStream takes over qs. It is nil when the endpoint is about to be gone.
func (c *Conn) newStream(qs *quicgo.Stream) *Stream {
	s := &Stream{conn: c, id: qs.StreamID(), turn: make(chan struct{}, 1), gone: make(chan struct{})}
	s.inner.Store(qs)
	s.in.avail = make(chan struct{}, 1)
	s.in.room = make(chan struct{}, 1)
	s.flow = c.ledger.follow(qs.StreamID())
	s.flow.inbox.Store(&s.in)
	s.kept.turn = make(chan struct{}, 1)
	if !c.ep.start(s.pump) {
		s.flow.left()
		return nil
	}
	c.held.add(s)
	return s
}

// qs is the stream of quic-go, nil once the handle is closed: an actor may keep it for ever.
func (s *Stream) qs() *quicgo.Stream { return s.inner.Load() }

func (s *Stream) live() bool { return s != nil && !s.closed.Load() }

// Send writes data. It returns when quic-go has taken it, which it does as fast as the peer
// and the path allow, and fails with os.ErrDeadlineExceeded after limit; none when not
// positive. What was taken until then is sent. ctx ends the wait too.
func (s *Stream) Send(ctx context.Context, data []byte, limit time.Duration) error {
	if !s.live() {
		return errNone
	}
	if len(data) == 0 {
		s.clearError()
		return nil
	}
	waiting := ctx
	if limit > 0 {
		var cancel context.CancelFunc
		waiting, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	err := s.write(waiting, data)
	switch {
	case err == nil:
		s.clearError()
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		s.setError(fmt.Sprintf("send deadline expired after %d ms", limit.Milliseconds()))
		return os.ErrDeadlineExceeded
	}
	s.fail(writeText(err))
	return err
}

// write waits for its turn and writes. Only the holder of the turn sets the write deadline.
func (s *Stream) write(ctx context.Context, data []byte) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer s.giveTurn()
	qs := s.qs()
	if qs == nil {
		return errHandleClosing
	}
	if s.isSendClosed() {
		return errClosedStream
	}
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = qs.SetWriteDeadline(time.Now()) // never fails
		close(interrupted)
	})
	n, err := qs.Write(data)
	s.conn.awaitEnd(err)
	if !stop() {
		<-interrupted
		_ = qs.SetWriteDeadline(time.Time{})
	}
	if !s.countSent(n) && err == nil {
		return errParting
	}
	if err == nil && s.conn.died() { // what is lost with the connection may have been told already
		if cause := context.Cause(qs.Context()); cause != nil && s.conn.afterEnd(cause) != nil {
			return cause
		}
	}
	return err
}

func (s *Stream) takeTurn(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	default:
	}
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-s.gone:
		return errHandleClosing
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Stream) giveTurn() { <-s.turn }

// Recv waits for data and returns what has arrived, at most 64 KiB. The caller owns it. It
// returns nothing, and no error, at the end of the peer's data. It fails with
// os.ErrDeadlineExceeded after limit; none when not positive. ctx ends the wait too.
func (s *Stream) Recv(ctx context.Context, limit time.Duration) ([]byte, error) {
	if !s.live() {
		return nil, errNone
	}
	waiting := ctx
	if limit > 0 {
		var cancel context.CancelFunc
		waiting, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	data, err := s.next(waiting)
	return data, s.recvEnded(ctx, err, limit)
}

// recvEnded notes how a receive ended and says what its caller is told.
func (s *Stream) recvEnded(ctx context.Context, err error, limit time.Duration) error {
	switch {
	case err == nil:
		s.clearError()
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, io.EOF):
		s.ended()
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		s.setError(fmt.Sprintf("recv deadline expired after %d ms", limit.Milliseconds()))
		return os.ErrDeadlineExceeded
	}
	s.fail(readText(err))
	return err
}

// ended notes that the script has seen the end of the peer's data.
func (s *Stream) ended() {
	s.mu.Lock()
	s.recvClosed = true
	s.lastError = ""
	s.mu.Unlock()
	s.tellClosed()
}

// Finish says that nothing more will be sent: the peer sees the end after all data. It fails
// after Finish and Stop. It waits while another call writes; ctx ends the wait.
func (s *Stream) Finish(ctx context.Context) error {
	if !s.live() {
		return errNone
	}
	if err := s.takeTurn(ctx); err != nil {
		if ctx.Err() == nil {
			s.fail(textClosedStream)
		}
		return err
	}
	defer s.giveTurn()
	if !s.closeSend() {
		s.fail(textClosedStream)
		return errClosedStream
	}
	if qs := s.qs(); qs != nil {
		s.sendEnd(qs)
	}
	s.clearError()
	return nil
}

// LargestCode is the largest error code that QUIC can carry.
const LargestCode = 1<<62 - 1

// Stop abandons what is not sent yet and has the peer's reads fail with code. The other
// direction goes on. It fails when code is not between 0 and LargestCode, and after Stop.
func (s *Stream) Stop(code int64) error {
	if !s.live() {
		return errNone
	}
	if code < 0 || code > LargestCode {
		err := fmt.Errorf("invalid QUIC application error code %d: expected 0..=2^62-1", code)
		s.fail(err.Error())
		return err
	}
	s.mu.Lock()
	stopped := s.stopped
	s.stopped, s.sendClosed = true, true
	s.mu.Unlock()
	if stopped {
		s.fail(textClosedStream)
		return errClosedStream
	}
	if qs := s.qs(); qs != nil {
		s.abort(qs, code)
	}
	s.clearError()
	s.tellClosed()
	return nil
}

// Close releases the handle. Data that was sent ends regularly if Finish was not called, and
// the peer is told to send no more if its end was not received yet. It does not wait.
func (s *Stream) Close() {
	if s == nil || s.closed.Swap(true) {
		return
	}
	close(s.gone)
	qs := s.qs()
	select {
	case s.turn <- struct{}{}:
		if s.closeSend() {
			s.sendEnd(qs)
		}
		s.giveTurn()
	default:
		// Another call waits in the middle of its data, which has no regular end then.
		s.abort(qs, 0)
	}
	s.mu.Lock()
	ended := s.recvClosed
	s.mu.Unlock()
	if !ended {
		qs.CancelRead(0)
	}
	s.tellClosed()
	s.inner.Store(nil)
	s.discard()
}

// closeSend reports whether sending was open until now.
func (s *Stream) closeSend() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.sendClosed
	s.sendClosed = true
	return !was
}

func (s *Stream) sendEnd(qs *quicgo.Stream) {
	s.flow.finished()
	// It fails only when the peer wants no more data: then it has no use for its end either.
	_ = qs.Close()
}

// abort resets the stream.
func (s *Stream) abort(qs *quicgo.Stream, code int64) {
	s.flow.stopped()
	qs.CancelWrite(quicgo.StreamErrorCode(code))
}

func (s *Stream) isSendClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sendClosed
}

// countSent counts n bytes as sent. It reports false when closing does not wait for them any more.
func (s *Stream) countSent(n int) bool {
	if n == 0 {
		return true
	}
	s.sent.Add(int64(n))
	return s.flow.took(n)
}

// tellClosed queues the event of the stream's end, once.
func (s *Stream) tellClosed() {
	s.mu.Lock()
	told := s.told
	s.told = true
	s.mu.Unlock()
	if !told {
		s.conn.events.push(StreamClosed)
	}
}

func (s *Stream) clearError() { s.setError("") }

func (s *Stream) setError(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastError = text
}

func (s *Stream) fail(text string) {
	s.setError(text)
	s.conn.events.push(Failed)
}
