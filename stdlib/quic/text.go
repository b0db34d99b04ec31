package quic

// This file keeps the beginning of a character that the border of a packet has cut, so that text
// can be received in whole characters.

import (
	"context"
	"errors"
	"unicode/utf8"
)

// A kept is what RecvText took from the inbox and did not return. Only the holder of the turn
// looks at it, so that two receives at once cannot mix up the order of the bytes.
type kept struct {
	turn  chan struct{} // holds one token while a call receives
	bytes []byte        // the beginning of a character
	err   error         // what ended the stream behind bytes that were returned since
}

// RecvText waits for data as Recv does and returns it up to its last whole character. The rest,
// at most three bytes, is kept: the next Recv returns it alone, the next RecvText with what
// comes after it. RecvText goes on waiting while it has no whole character. A character that
// the end of the data or an error has cut is returned as it is, and the next call tells of the
// end. A byte that cannot be UTF-8 is no reason to wait (RFC 3629, section 4). The caller owns
// the result. ctx ends the wait; what is kept stays.
func (s *Stream) RecvText(ctx context.Context) ([]byte, error) {
	if !s.live() {
		return nil, errNone
	}
	data, err := s.nextText(ctx)
	return data, s.recvEnded(ctx, err, 0)
}

// next waits for what Recv returns.
func (s *Stream) next(ctx context.Context) ([]byte, error) {
	if err := s.kept.take(ctx, s.gone); err != nil {
		return nil, err
	}
	defer s.kept.give()
	if data := s.kept.bytes; data != nil {
		s.kept.bytes = nil
		return data, nil
	}
	return s.arrived(ctx)
}

func (s *Stream) nextText(ctx context.Context) ([]byte, error) {
	if err := s.kept.take(ctx, s.gone); err != nil {
		return nil, err
	}
	defer s.kept.give()
	for {
		data, err := s.arrived(ctx)
		begun := s.kept.bytes
		switch {
		case err == nil:
			data = s.join(begun, data)
			n := len(data) - cutLen(data)
			s.kept.bytes = append([]byte(nil), data[n:]...) // data is lent: see chunks
			if n > 0 {
				return data[:n], nil
			}
		case begun == nil, ctx.Err() != nil, errors.Is(err, errHandleClosing):
			return nil, err
		default:
			s.kept.bytes, s.kept.err = nil, err
			return begun, nil
		}
	}
}

// arrived waits for bytes that no call has taken yet, and counts them.
func (s *Stream) arrived(ctx context.Context) ([]byte, error) {
	if err := s.kept.err; err != nil {
		s.kept.err = nil
		return nil, err
	}
	data, err := s.take(ctx)
	s.mu.Lock()
	s.received += int64(len(data))
	s.mu.Unlock()
	return data, err
}

// join is begun and data in one buffer. It takes over both.
func (s *Stream) join(begun, data []byte) []byte {
	if len(begun) == 0 {
		return data
	}
	pool := &s.conn.ep.stack.chunks
	size := len(begun) + len(data)
	if size > chunkAtMost/4 {
		size = chunkAtMost
	}
	all := append(append(pool.lend(size)[:0], begun...), data...)
	pool.giveBack(data)
	return all
}

// cutLen is the length of the character at the end of b that is not complete; 0 if there is
// none.
func cutLen(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if end := b[len(b)-n:]; utf8.RuneStart(end[0]) {
			if utf8.FullRune(end) {
				return 0
			}
			return n
		}
	}
	return 0
}

// take waits for the turn. It fails with errHandleClosing when gone is closed first, and with
// ctx.Err() when ctx ends first.
func (k *kept) take(ctx context.Context, gone <-chan struct{}) error {
	select {
	case k.turn <- struct{}{}:
		return nil
	default:
	}
	select {
	case k.turn <- struct{}{}:
		return nil
	case <-gone:
		return errHandleClosing
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (k *kept) give() { <-k.turn }
