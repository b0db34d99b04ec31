package value

// This file finds the entries of a map by a hash.

import (
	"hash/maphash"
	"math/bits"
)

// An index has a slot for each entry, at the first free place from where its hash says. A slot has the
// number of the entry plus 1 in its low bits, and above them bits of the hash. It is 0 if it is free.
//
// Slots of entries that were removed stay until the index is made anew.
type index struct {
	slots   []uint32 // a power of two, or none while there are few entries
	numbers uint32   // the bits of a slot that have the number
	used    int      // slots that are not free
}

const (
	unindexed = 8 // up to so many entries are searched one by one
	chunkBits = 10
	chunkLen  = 1 << chunkBits
)

// full tells whether the index must be made anew before the entry number count is added.
func (x *index) full(count int) bool {
	return x.used >= len(x.slots)/4*3 || uint(count)+1 >= uint(x.numbers)
}

// renew makes an empty index that has room for half as many entries again as there are.
func (x *index) renew(live, count int) {
	size := 16
	for size/4*3 < live+live/2 {
		size *= 2
	}
	if n := len(x.slots); size <= n && n <= 4*size {
		size = n
		clear(x.slots)
	} else {
		x.slots = make([]uint32, size)
	}
	x.used = 0
	x.numbers = uint32(uint64(1)<<min(bits.Len(uint(max(4*size, 2*count))), 32) - 1)
}

// add enters the number of an entry with a hash.
func (x *index) add(hash uint64, number int) {
	mask := len(x.slots) - 1
	at := int(hash) & mask
	for x.slots[at] != 0 {
		at = (at + 1) & mask
	}
	x.slots[at] = uint32(hash>>32)&^x.numbers | uint32(number+1)
	x.used++
}

// The hashes differ from process to process: a peer cannot choose keys that collide. Maps keep the order of
// insertion, so that this cannot be seen.
var (
	seed   = maphash.MakeSeed()
	mixers = [2]uint64{maphash.String(seed, "0"), maphash.String(seed, "1") | 1}
)

func hashInt(k int64) uint64 {
	hi, lo := bits.Mul64(uint64(k)^mixers[0], mixers[1])
	return hi ^ lo
}

func hashText(s string) uint64 { return maphash.String(seed, s) }
