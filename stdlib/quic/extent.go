package quic

// This file holds sets of byte ranges: what of a stream has arrived, or was acknowledged.

import "slices"

// A span is the bytes of a stream from an offset up to, but without, another.
type span struct{ from, to int64 }

// An extent is a set of bytes of a stream. Ranges come nearly in order, so that it is almost
// always one number.
type extent struct {
	upto   int64  // all bytes before it are in the set
	beyond []span // further ones: sorted, apart from each other and from upto
}

// add puts the bytes of s into the set.
func (e *extent) add(s span) {
	if s.from > e.upto {
		e.addBeyond(s)
		return
	}
	e.upto = max(e.upto, s.to)
	n := 0
	for n < len(e.beyond) && e.beyond[n].from <= e.upto {
		e.upto = max(e.upto, e.beyond[n].to)
		n++
	}
	if n > 0 {
		e.beyond = slices.Delete(e.beyond, 0, n)
	}
}

func (e *extent) addBeyond(s span) {
	if s.to <= s.from {
		return
	}
	// All spans before i end before s, all from j on begin after it.
	i, _ := slices.BinarySearchFunc(e.beyond, s.from, func(b span, from int64) int { return int(b.to - from) })
	j := i
	for j < len(e.beyond) && e.beyond[j].from <= s.to {
		s.from, s.to = min(s.from, e.beyond[j].from), max(s.to, e.beyond[j].to)
		j++
	}
	e.beyond = slices.Replace(e.beyond, i, j, s)
}

// has reports whether all bytes of s are in the set.
func (e *extent) has(s span) bool {
	if s.to <= e.upto || s.to <= s.from {
		return true
	}
	for _, b := range e.beyond {
		if b.from <= s.from && s.to <= b.to {
			return true
		}
	}
	return false
}

// size is the number of bytes in the set.
func (e *extent) size() int64 {
	n := e.upto
	for _, b := range e.beyond {
		n += b.to - b.from
	}
	return n
}
