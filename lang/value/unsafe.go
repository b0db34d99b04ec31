package value

// This file holds every cast through unsafe. A reader of a Value must know its type.

import (
	"math"
	"unsafe"
)

// Int is a value of any integer type, a char or a duration.
func Int(n int64) Value { return Value{n: n} }

// Int is the integer, char or duration of v.
func (v Value) Int() int64 { return v.n }

// Bool is a value of type bool.
func Bool(b bool) Value {
	if b {
		return Value{n: 1}
	}
	return Value{}
}

// Bool is the bool of v.
func (v Value) Bool() bool { return v.n != 0 }

// Float is a value of type f64 or f32.
func Float(f float64) Value { return Value{n: int64(math.Float64bits(f))} }

// Float is the float of v.
func (v Value) Float() float64 { return math.Float64frombits(uint64(v.n)) }

// String is a value of type string that shares s.
func String(s string) Value {
	return Value{p: unsafe.Pointer(unsafe.StringData(s)), n: int64(len(s))}
}

// Str is the string of v.
func (v Value) Str() string { return unsafe.String((*byte)(v.p), int(v.n)) }

// Bytes is a value of type bytes.
func FromBytes(b *Bytes) Value { return Value{p: unsafe.Pointer(b)} }

// Bytes is the buffer of v.
func (v Value) Bytes() *Bytes { return (*Bytes)(v.p) }

// FromHandle is a value of an opaque type; h may be nil.
func FromHandle(h *Handle) Value { return Value{p: unsafe.Pointer(h)} }

// Handle is the handle of v, nil for the zero value of its type.
func (v Value) Handle() *Handle { return (*Handle)(v.p) }

// FromVec is a value of a Vec type.
func FromVec[T any](v *Vec[T]) Value { return Value{p: unsafe.Pointer(v)} }

// Strings is a Vec<string> with the elements of s.
func Strings(s []string) Value { return FromVec(&Vec[string]{S: s}) }
