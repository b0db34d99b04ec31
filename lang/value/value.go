// Package value holds run-time values of Hew programs.
package value

// A Value is one Hew value. It carries no type: the checker knows which half counts.
//
//	n: an integer, bool, char, duration in nanoseconds, the bits of a float, a string's length
//	p: the first byte of a string, a record, an enum's cell, a collection, a closure, a handle
//
// An enum has in p a cell that begins with the number of its variant; a payload that needs n
// alone is in the n of the Value itself, any other behind the number.
//
// In a build with the tag `checked` a Value knows what it is, and an accessor that is used
// wrongly panics.
type Value struct {
	kind
	n int64
	p pointer
}

// A Handle is a value of an opaque type: what a native module gave out. The zero value of an
// opaque type is a nil *Handle.
type Handle struct {
	Go any // a pointer of the module that made it; safe for use from several goroutines
}

// A Vec is Hew's Vec, its elements as Go holds them: all holders share it.
//
// T is int64 for elements that need n alone (integers, floats by their bits, char, duration),
// bool for bool, string for string, Value for everything else.
type Vec[T any] struct {
	S []T
}
