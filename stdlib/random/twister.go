package random

// This file has the generator: MT19937 with the seeding and the distributions of Python.

import (
	"math"
	"math/bits"
)

// The parameters of MT19937.
const (
	size   = 624
	middle = 397
	matrix = 0x9908b0df
	upper  = 1 << 31
	lower  = upper - 1
)

// A twister is a generator; its zero value must be seeded before use.
type twister struct {
	state  [size]uint32
	next   int
	spare  float64 // the other number that gauss made
	spared bool
}

// fill seeds from one number, as the reference implementation does.
func (t *twister) fill(seed uint32) {
	t.state[0] = seed
	for i := uint32(1); i < size; i++ {
		before := t.state[i-1]
		t.state[i] = 1812433253*(before^before>>30) + i
	}
}

// seed starts the sequence of key.
func (t *twister) seed(key uint32) {
	t.fill(19650218)
	i := 1
	// advance goes to the next word; behind the last one comes the second.
	advance := func() {
		if i++; i == size {
			t.state[0] = t.state[size-1]
			i = 1
		}
	}
	mixed := func(factor uint32) uint32 {
		before := t.state[i-1]
		return t.state[i] ^ (before^before>>30)*factor
	}
	for range size {
		t.state[i] = mixed(1664525) + key
		advance()
	}
	for range size - 1 {
		t.state[i] = mixed(1566083941) - uint32(i)
		advance()
	}
	t.state[0] = upper
	t.next = size
	t.spared = false
}

// word is the next 32 bits.
func (t *twister) word() uint32 {
	if t.next >= size {
		t.twist()
	}
	y := t.state[t.next]
	t.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

func (t *twister) twist() {
	for i := range t.state {
		y := t.state[i]&upper | t.state[(i+1)%size]&lower
		t.state[i] = t.state[(i+middle)%size] ^ y>>1 ^ y&1*matrix
	}
	t.next = 0
}

// float is a number from 0 up to 1, with 53 bits.
func (t *twister) float() float64 {
	a, b := t.word()>>5, t.word()>>6
	return (float64(a)*(1<<26) + float64(b)) / (1 << 53)
}

// below is a number from 0 up to n.
func (t *twister) below(n uint64) uint64 {
	if n <= 1 {
		return 0
	}
	for width := bits.Len64(n); ; {
		if r := t.bits(width); r < n {
			return r
		}
	}
}

// bits are width bits, 64 at most, low words first.
func (t *twister) bits(width int) uint64 {
	if width <= 32 {
		return uint64(t.word() >> (32 - width))
	}
	low := uint64(t.word())
	return low | uint64(t.word()>>(64-width))<<32
}

// gauss is a number of the normal distribution.
func (t *twister) gauss() float64 {
	if t.spared {
		t.spared = false
		return t.spare
	}
	angle := t.float() * 2 * math.Pi
	radius := math.Sqrt(-2 * math.Log(1-t.float()))
	t.spare, t.spared = math.Sin(angle)*radius, true
	return math.Cos(angle) * radius
}
