package value

// This file holds Vecs of records of numbers.

import "math/bits"

// A Slab is a Vec of records of numbers: all holders share it. The records lie side by side in
// chunks, so that a Slab that grows moves no more than its first chunk.
//
// It begins as a Vec does, with a pointer and the number of its elements: VecLen reads both.
type Slab struct {
	table  *pointer // the chunks, by number
	n      int
	mask   int   // a full chunk has mask+1 records
	width  int   // of a record, in bytes
	shift  uint8 // a full chunk has 1<<shift records
	room   int   // records that the chunks have room for: only the first is ever less than full
	chunks []pointer
}

// chunkBytes is about the size of a full chunk.
const chunkBytes = 32 << 10

// NewSlab makes a Slab for records of some words, with room for n of them at first.
func NewSlab(words, n int) *Slab {
	s := &Slab{width: words * WordSize}
	s.shift = uint8(bits.Len(uint(max(1, chunkBytes/s.width))) - 1)
	s.mask = 1<<s.shift - 1
	if n > 0 {
		s.reserve(n)
	}
	return s
}

// Len is the number of records.
func (s *Slab) Len() int { return s.n }

// Words is the number of words of a record.
func (s *Slab) Words() int { return s.width / WordSize }

// At is the record at an index that exists. It is a part of s: it changes as s does.
func (s *Slab) At(i int) Value { return Value{kind: numbers, p: s.at(i)} }

// Add makes room for another record at the end, which the caller fills.
func (s *Slab) Add() Value {
	if s.n == s.room {
		s.reserve(s.n + 1)
	}
	s.n++
	return s.At(s.n - 1)
}

// reserve makes room for n records in all.
func (s *Slab) reserve(n int) {
	full := s.mask + 1
	if s.room < full {
		s.room = min(full, max(n, 2*s.room, 8))
		first := s.chunk(s.room)
		if s.n > 0 {
			copyBytes(first, s.chunks[0], s.n*s.width)
		}
		s.chunks = append(s.chunks[:0], first)
	}
	for s.room < n {
		s.chunks = append(s.chunks, s.chunk(full))
		s.room += full
	}
	s.table = &s.chunks[0]
}

// Set stores a copy of a record at an index that exists.
func (s *Slab) Set(i int, v Value) { s.At(i).SetWords(0, s.Words(), v) }

// Push adds a copy of a record.
func (s *Slab) Push(v Value) {
	s.Add().SetWords(0, s.Words(), v)
}

// Cut keeps the first n records. Chunks without records are let go, but for one in case s grows
// again.
func (s *Slab) Cut(n int) {
	s.n = n
	keep := max(1, (n+s.mask)>>s.shift) + 1
	if n == 0 {
		s.chunks, s.table, s.room = nil, nil, 0
	} else if len(s.chunks) > keep {
		clear(s.chunks[keep:])
		s.chunks = s.chunks[:keep]
		s.room = keep << s.shift
	}
}

// Remove removes the record at an index that exists.
func (s *Slab) Remove(i int) {
	for ; i < s.n-1; i++ {
		s.Set(i, s.At(i+1))
	}
	s.Cut(s.n - 1)
}

// Slice makes a Slab of copies of the records from an index up to another.
func (s *Slab) Slice(from, to int) *Slab {
	c := NewSlab(s.Words(), to-from)
	for i := from; i < to; i++ {
		c.Push(s.At(i))
	}
	return c
}

// Extend adds copies of all records of another Slab, which may be s.
func (s *Slab) Extend(other *Slab) {
	for i := range other.n { // which counts those of before
		r := s.Add()
		r.SetWords(0, s.Words(), other.At(i))
	}
}
