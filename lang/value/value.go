// Package value holds run-time values of Hew programs.
package value

import "unsafe"

// A Value is one Hew value. It carries no type: the checker knows which half counts.
//
//	p: the first byte of a string, a record, an enum cell, a collection, a closure, a handle
//	n: an integer, bool, char, duration in nanoseconds, the bits of a float, a string's length
type Value struct {
	p unsafe.Pointer
	n int64
}

// Bytes is Hew's bytes: a buffer that all holders share.
type Bytes struct {
	B []byte
}

// A Handle is a value of an opaque type: what a native module gave out. The zero value of an
// opaque type is a nil *Handle.
type Handle struct {
	Go any // a pointer of the module that made it; safe for use from several goroutines
}

// A Vec is Hew's Vec, its elements as Go holds them: all holders share it.
type Vec[T any] struct {
	S []T
}
