package quic

// This file reads streams ahead of their scripts. quic-go drops what has arrived and was not
// read when a connection ends; what a script was sent, it must be able to receive.

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

const (
	chunkAtMost  = 64 << 10 // of one receive
	chunkAtFirst = 2 << 10  // enough for most messages
	unreadAtMost = streamWindow
)

// An inbox holds what arrived on a stream and was not received yet.
type inbox struct {
	avail chan struct{} // holds one token while there may be something to take
	room  chan struct{} // holds one token when a pump that waits may read on

	mu     sync.Mutex // guards what follows
	chunks [][]byte   // those before head are taken
	head   int
	size   int
	err    error // why nothing more comes; io.EOF at the regular end
	closed bool  // the script has closed it
	held   bool  // the pump waits for room
}

// pump fills the inbox of s until its data, its handle or its connection ends. It waits while
// the inbox is full.
func (s *Stream) pump() {
	defer s.flow.left()
	lost, qs := s.conn.over, s.qs()
	if qs == nil {
		return // it was closed before it could begin
	}
	pool := &s.conn.ep.stack.chunks
	buf := pool.lend(chunkAtFirst)
	defer func() { pool.giveBack(buf) }()
	for {
		n, err := qs.Read(buf)
		s.conn.awaitEnd(err)
		var chunk []byte
		switch {
		case n == len(buf) && n < chunkAtMost:
			// A full buffer is handed over as it is; the next is larger.
			chunk = buf
			buf = pool.lend(2 * n)
		case n > chunkAtMost/4:
			chunk = buf[:n]
			buf = pool.lend(chunkAtMost)
		case n > 0:
			chunk = append(chunk, buf[:n]...)
		}
		full := s.put(chunk, err)
		if err != nil {
			return
		}
		for full {
			var silence <-chan time.Time
			if left := time.Until(s.conn.silentAt()); left > 0 {
				silence = time.After(left)
			}
			select {
			case <-s.in.room:
				full = s.full()
			case <-silence:
				full = s.full()
			case <-s.gone:
				return
			case <-lost:
				// Nothing more can be read, but reading says why.
				full = false
			}
		}
	}
}

// put reports whether the inbox is full.
func (s *Stream) put(chunk []byte, err error) bool {
	in, n := &s.in, int64(len(chunk))
	in.mu.Lock()
	if n > 0 && !in.closed {
		in.chunks = append(in.chunks, chunk)
		in.size += len(chunk)
		s.account(n)
	}
	if err != nil {
		in.err = err
	}
	in.mu.Unlock()
	poke(in.avail)
	if n > 0 {
		s.flow.read.Add(n)
		s.conn.ledger.drain.progress()
	}
	return s.full()
}

// full reports whether the pump must wait: the script has a lot to receive, on this stream or on
// all. What has arrived whole is read all the same, since it is in memory already and would be
// lost with the connection. So is what quic-go holds when the peer is silent: as much again.
func (s *Stream) full() bool {
	in := &s.in
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case in.size == 0, s.conn.ledger.drain.on.Load():
		in.held = false
	case s.conn.crowded():
		in.held = true
	case s.conn.silent():
		in.held = in.size >= 2*unreadAtMost && !s.flow.whole.Load()
	default:
		in.held = in.size >= unreadAtMost && !s.flow.whole.Load()
	}
	return in.held
}

// take waits for the next chunk, or for the reason why none comes. It fails with
// errHandleClosing when the handle is closed first, and with ctx.Err() when ctx ends first.
func (s *Stream) take(ctx context.Context) ([]byte, error) {
	for {
		chunk, err := s.nextChunk()
		if chunk != nil || err != nil {
			return chunk, err
		}
		select {
		case <-s.in.avail:
		case <-s.gone:
			return nil, errHandleClosing
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (s *Stream) nextChunk() ([]byte, error) {
	in := &s.in
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.head == len(in.chunks) {
		return nil, in.takeErr()
	}
	chunk := in.chunks[in.head]
	in.chunks[in.head] = nil
	in.head++
	if in.head == len(in.chunks) {
		in.chunks, in.head = in.chunks[:0], 0
	}
	in.size -= len(chunk)
	s.account(-int64(len(chunk)))
	if in.held && in.size < unreadAtMost {
		poke(in.room)
	}
	if in.head < len(in.chunks) || in.err != nil {
		poke(in.avail)
	}
	return chunk, nil
}

// takeErr gives out the peer's reset once. After it the stream reads as ended: a script that
// receives until there is no more must come to an end.
func (in *inbox) takeErr() error {
	err := in.err
	var stream *quicgo.StreamError
	if errors.As(err, &stream) {
		in.err = io.EOF
	}
	if err != nil {
		poke(in.avail)
	}
	return err
}

// discard drops what was not received, and what comes.
func (s *Stream) discard() {
	in := &s.in
	in.mu.Lock()
	defer in.mu.Unlock()
	n := in.size
	in.chunks, in.head, in.size, in.closed = nil, 0, 0, true
	s.account(-int64(n))
}
