package eval

// This file makes streams of other streams.

import (
	"bytes"

	"hewq/lang/value"
)

// adapter makes an intrinsic that takes a Stream over. n is its argument, 0 if it has none.
func adapter(wrap func(from supply, p pieces, n int64) supply) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, p := c.args[0].x, piecesOf(elementOf(c.args[0].typ))
		n := always(value.Int(0))
		if len(c.args) > 1 {
			n = c.args[1].x
		}
		return func(f *frame) value.Value {
			from := flowOf(x(f), p)
			n := n(f).Int()
			if from == nil {
				return value.Value{}
			}
			return value.FromHandle(&value.Handle{Go: wrap(from, p, n)})
		}
	}
}

// A cut is a stream of the same bytes in other pieces.
type cut struct {
	from supply
	pieces
	// split tells how many bytes of what has come are the next piece, and how many it takes with
	// its separator; none if more has to come. The first seen ones were not enough.
	split func(come []byte, seen int) (piece, whole int)
	rest  []byte
	seen  int
	over  bool
}

func (c *cut) next(f *frame, at site, p patience) (value.Value, got) {
	for {
		if n, whole := c.split(c.rest, c.seen); whole > 0 {
			piece := c.make(bytes.Clone(c.rest[:n]))
			c.rest, c.seen = c.rest[whole:], 0
			return piece, gotItem
		}
		c.seen = len(c.rest)
		if c.over {
			if len(c.rest) == 0 {
				return value.Value{}, gotEnd
			}
			piece := c.make(c.rest)
			c.rest, c.seen = nil, 0
			return piece, gotItem
		}
		v, got := c.from.next(f, at, p)
		switch got {
		case gotLate:
			return v, got
		case gotEnd:
			c.over = true
		case gotItem:
			c.rest = append(c.rest, c.raw(v)...)
		}
	}
}

func (c *cut) close(f *frame, at site) {
	c.rest, c.seen, c.over = nil, 0, true
	c.from.close(f, at)
}

// atSize cuts pieces of n bytes.
func atSize(come []byte, n int) (piece, whole int) {
	if len(come) < n {
		return 0, 0
	}
	return n, n
}

// atLine cuts lines, which end with \n or \r\n.
func atLine(come []byte, seen int) (piece, whole int) {
	i := bytes.IndexByte(come[seen:], '\n')
	if i < 0 {
		return 0, 0
	}
	i += seen
	return len(bytes.TrimSuffix(come[:i], []byte{'\r'})), i + 1
}

// A firstOf is the first items of a stream.
type firstOf struct {
	from supply
	left int64
}

func (s *firstOf) next(f *frame, at site, p patience) (value.Value, got) {
	if s.left <= 0 {
		return value.Value{}, gotEnd
	}
	v, got := s.from.next(f, at, p)
	if got == gotItem {
		s.left--
	}
	return v, got
}

func (s *firstOf) close(f *frame, at site) {
	s.left = 0
	s.from.close(f, at)
}
