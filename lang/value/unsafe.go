package value

// This file holds every cast through unsafe. A reader of a Value must know its type.

import (
	"math"
	"unsafe"
)

type pointer = unsafe.Pointer

// Int is a value of any integer type, a char or a duration.
func Int(n int64) Value { return Value{kind: scalar, n: n} }

// Int is the integer, char or duration of v, the bits of a float, 0 or 1 of a bool.
func (v Value) Int() int64 {
	v.want(scalar)
	return v.n
}

// SetInt stores an integer, leaving the reference that v may have held where it is: it costs
// no write barrier.
func (v *Value) SetInt(n int64) {
	v.kind = scalar
	v.n = n
}

// Bool is a value of type bool.
func Bool(b bool) Value {
	if b {
		return Value{kind: scalar, n: 1}
	}
	return Value{kind: scalar}
}

// Bool is the bool of v.
func (v Value) Bool() bool {
	v.want(scalar)
	return v.n != 0
}

// Float is a value of type f64 or f32.
func Float(f float64) Value { return Value{kind: scalar, n: int64(math.Float64bits(f))} }

// Float is the float of v.
func (v Value) Float() float64 {
	v.want(scalar)
	return math.Float64frombits(uint64(v.n))
}

// SetFloat stores a float as SetInt does an integer.
func (v *Value) SetFloat(f float64) {
	v.kind = scalar
	v.n = int64(math.Float64bits(f))
}

// String is a value of type string that shares s.
func String(s string) Value {
	return Value{kind: text, p: unsafe.Pointer(unsafe.StringData(s)), n: int64(len(s))}
}

// Str is the string of v.
func (v Value) Str() string {
	v.want(text)
	return unsafe.String((*byte)(v.p), int(v.n))
}

// StrLen is the length of the string of v.
func (v Value) StrLen() int64 {
	v.want(text)
	return v.n
}

// FromBytes is a value of type bytes.
func FromBytes(b *Bytes) Value { return Value{kind: buffer, p: unsafe.Pointer(b)} }

// Bytes is the buffer of v.
func (v Value) Bytes() *Bytes {
	v.want(buffer)
	return (*Bytes)(v.p)
}

// FromHandle is a value of an opaque type; h may be nil.
func FromHandle(h *Handle) Value { return Value{kind: handle, p: unsafe.Pointer(h)} }

// Handle is the handle of v, nil for the zero value of its type.
func (v Value) Handle() *Handle {
	v.want(handle)
	return (*Handle)(v.p)
}

// FromVec is a value of a Vec type.
func FromVec[T any](v *Vec[T]) Value { return Value{kind: vec, p: unsafe.Pointer(v)} }

// VecOf is the Vec of v; T must be what the element type asks for.
func VecOf[T any](v Value) *Vec[T] {
	v.want(vec)
	return (*Vec[T])(v.p)
}

// VecLen is the number of elements of v, whatever they are.
func VecLen(v Value) int64 {
	v.want(vec)
	return int64(len((*Vec[byte])(v.p).S))
}

// Strings is a Vec<string> with the elements of s.
func Strings(s []string) Value { return FromVec(&Vec[string]{S: s}) }

// FromMap is a value of a HashMap or HashSet type.
func FromMap(m *Map) Value { return Value{kind: mapping, p: unsafe.Pointer(m)} }

// Map is the map of v.
func (v Value) Map() *Map {
	v.want(mapping)
	return (*Map)(v.p)
}

// NewMap makes an empty map.
func NewMap(p Pairs) *Map {
	m := emptyMap(p)
	m.pairs = p
	return m
}

func emptyMap(p Pairs) *Map {
	switch p {
	case IntOnly:
		return &new(Ints[None]).Map
	case IntNumber:
		return &new(Ints[int64]).Map
	case IntValue:
		return &new(Ints[Value]).Map
	case TextOnly:
		return &new(Texts[None]).Map
	case TextNumber:
		return &new(Texts[int64]).Map
	case TextValue:
		return &new(Texts[Value]).Map
	}
	return &new(Texts[Entry]).Map
}

// entries is m as what it is the beginning of.
func (m *Map) entries() entries {
	switch m.pairs {
	case IntOnly:
		return IntsOf[None](m)
	case IntNumber:
		return IntsOf[int64](m)
	case IntValue:
		return IntsOf[Value](m)
	case TextOnly:
		return TextsOf[None](m)
	case TextNumber:
		return TextsOf[int64](m)
	case TextValue:
		return TextsOf[Value](m)
	}
	return TextsOf[Entry](m)
}

// IntsOf is a map that NewMap has made for keys that need n alone and values V.
func IntsOf[V any](m *Map) *Ints[V] {
	m.want(false, (*V)(nil))
	return (*Ints[V])(unsafe.Pointer(m))
}

// TextsOf is a map that NewMap has made for keys that are found by a string and values V.
func TextsOf[V any](m *Map) *Texts[V] {
	m.want(true, (*V)(nil))
	return (*Texts[V])(unsafe.Pointer(m))
}

// lent is a string with the bytes of b, which must not change while it is used.
func lent(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// FromRef is a value that refers to something only the evaluator knows: a closure, a dyn box.
func FromRef[T any](x *T) Value { return Value{kind: ref, p: unsafe.Pointer(x)} }

// Ref is what v refers to; T must be what it was made of.
func Ref[T any](v Value) *T {
	v.want(ref)
	return (*T)(v.p)
}

// Scalars is a record of numbers: its fields need n alone, or are such records, which lie in it.
// fields are all its numbers in order.
func Scalars(fields []int64) Value {
	return Value{kind: numbers, p: unsafe.Pointer(unsafe.SliceData(fields))}
}

// Scalars2 is Scalars for two fields.
func Scalars2(a, b int64) Value { return Value{kind: numbers, p: unsafe.Pointer(&[2]int64{a, b})} }

// Scalars3 is Scalars for three fields.
func Scalars3(a, b, c int64) Value {
	return Value{kind: numbers, p: unsafe.Pointer(&[3]int64{a, b, c})}
}

// Scalar is the number at index i of a record made by Scalars.
func (v Value) Scalar(i int) *int64 {
	v.want(numbers)
	return (*int64)(unsafe.Add(v.p, uintptr(i)*8))
}

// Record is a record with the given fields, which it keeps.
func Record(fields []Value) Value {
	return Value{kind: record, p: unsafe.Pointer(unsafe.SliceData(fields))}
}

// Record2 is Record for two fields.
func Record2(a, b Value) Value { return Value{kind: record, p: unsafe.Pointer(&[2]Value{a, b})} }

// Record3 is Record for three fields.
func Record3(a, b, c Value) Value {
	return Value{kind: record, p: unsafe.Pointer(&[3]Value{a, b, c})}
}

// Field is the field at index i of a record made by Record.
func (v Value) Field(i int) *Value {
	v.want(record)
	return (*Value)(unsafe.Add(v.p, uintptr(i)*unsafe.Sizeof(Value{})))
}

// Size is how many bytes a Value takes, WordSize those of a field that needs n alone.
const (
	Size     = int(unsafe.Sizeof(Value{}))
	WordSize = 8
)

// WordAt is the field that begins at an offset in a record made by Scalars.
func (v Value) WordAt(offset int) *int64 {
	v.want(numbers)
	return (*int64)(unsafe.Add(v.p, offset))
}

// NumberOffset is where the number is in a field of a record made by Record.
const NumberOffset = int(unsafe.Offsetof(Value{}.n))

// NumberAt is the number at an offset in a record: that of a field in one made by Scalars, and
// NumberOffset behind that of a field in one made by Record. The number of a string is its length.
func (v Value) NumberAt(offset int) *int64 {
	v.wantFields(offset)
	return (*int64)(unsafe.Add(v.p, offset))
}

// Number is the number of v, where it is.
func (v *Value) Number() *int64 {
	v.want(scalar)
	return &v.n
}

// FieldAt is the field that begins at an offset in a record made by Record.
func (v Value) FieldAt(offset int) *Value {
	v.want(record)
	return (*Value)(unsafe.Add(v.p, offset))
}

// PayloadOf is the field that begins at an offset in a variant made by Variant, Variant1, Variant2 or
// Nested. What Nested leaves out of the field is in v itself.
func (v Value) PayloadOf(offset int) Value {
	v.want(variant)
	field := *(*Value)(unsafe.Add(v.p, offset))
	field.n |= v.n
	return field
}

// PayloadAt is where the field is that begins at an offset in a variant that CopyVariant has made.
func (v Value) PayloadAt(offset int) *Value {
	v.want(variant)
	return (*Value)(unsafe.Add(v.p, offset))
}

// CopyScalars is a copy of a record of n numbers made by Scalars.
func (v Value) CopyScalars(n int) Value {
	v.want(numbers)
	switch n {
	case 2:
		return copyArray[[2]int64](v)
	case 3:
		return copyArray[[3]int64](v)
	case 4:
		return copyArray[[4]int64](v)
	case 5:
		return copyArray[[5]int64](v)
	case 6:
		return copyArray[[6]int64](v)
	case 7:
		return copyArray[[7]int64](v)
	case 8:
		return copyArray[[8]int64](v)
	}
	fields := make([]int64, n)
	copy(fields, unsafe.Slice((*int64)(v.p), n))
	return Scalars(fields)
}

// copyArray copies a record of as many fields as A has.
func copyArray[A any](v Value) Value {
	fields := new(A)
	*fields = *(*A)(v.p)
	return Value{kind: numbers, p: unsafe.Pointer(fields)}
}

// CopyRecord is a copy of a record of n fields made by Record.
func (v Value) CopyRecord(n int) Value {
	v.want(record)
	switch n {
	case 2:
		return copyFields[[2]Value](v)
	case 3:
		return copyFields[[3]Value](v)
	case 4:
		return copyFields[[4]Value](v)
	}
	fields := make([]Value, n)
	copy(fields, unsafe.Slice((*Value)(v.p), n))
	return Record(fields)
}

// copyFields copies a record of as many fields as A has.
func copyFields[A any](v Value) Value {
	fields := new(A)
	*fields = *(*A)(v.p)
	return Value{kind: record, p: unsafe.Pointer(fields)}
}

// Unit is an enum value of a variant without payload.
func Unit(tag int) Value { return Value{kind: variant, p: cellOf(tag)} }

// Scalar1 is an enum value whose only field needs n alone.
func Scalar1(tag int, n int64) Value { return Value{kind: variant, p: cellOf(tag), n: n} }

// Variant is an enum value; fields[0] is left for the variant's number, the payload follows.
func Variant(tag int, fields []Value) Value {
	fields[0].SetInt(int64(tag))
	return Value{kind: variant, p: unsafe.Pointer(unsafe.SliceData(fields))}
}

// Variant1 is an enum value with one field.
func Variant1(tag int, a Value) Value {
	return Value{kind: variant, p: unsafe.Pointer(&[2]Value{Int(int64(tag)), a})}
}

// Variant2 is an enum value with two fields.
func Variant2(tag int, a, b Value) Value {
	return Value{kind: variant, p: unsafe.Pointer(&[3]Value{Int(int64(tag)), a, b})}
}

// Tag is the number of the variant of v.
func (v Value) Tag() int64 {
	v.want(variant)
	return (*Value)(v.p).n
}

// Inline is the payload of a value made by Scalar1.
func (v Value) Inline() int64 {
	v.want(variant)
	return v.n
}

// Payload is the field at index i of a variant made by Variant, Variant1, Variant2 or Nested.
func (v Value) Payload(i int) Value { return v.PayloadOf((i + 1) * Size) }

// Present tells whether v holds a reference at all: a slot that was cleared does not.
func (v Value) Present() bool { return v.p != nil }

// An Object tells what two values refer to apart. It is comparable.
type Object struct{ p pointer }

// Object is what v refers to.
func (v Value) Object() Object { return Object{v.p} }

// CopyVariant is a copy of a variant with n fields made by Variant, Variant1, Variant2 or Nested.
func (v Value) CopyVariant(n int) Value {
	v.want(variant)
	fields := make([]Value, n+1)
	copy(fields, unsafe.Slice((*Value)(v.p), n+1))
	fields[0].p = nil
	fields[1].n |= v.n
	return Value{kind: variant, p: unsafe.Pointer(unsafe.SliceData(fields))}
}

// Same tells whether a and b are the same object.
func Same(a, b Value) bool { return a.p == b.p }

// lastByte is the address of the last byte of s, which must have one.
func lastByte(s string) uintptr {
	return uintptr(unsafe.Pointer(unsafe.StringData(s))) + uintptr(len(s)-1)
}

// firstByte points to the first byte of s, which must have one.
func firstByte(s string) *byte { return unsafe.StringData(s) }

// extended is s with room for spare bytes behind it, which must be there and belong to the caller.
func extended(s string, spare int) []byte {
	return unsafe.Slice(unsafe.StringData(s), len(s)+spare)[:len(s)]
}

// sealed is b as a string. What is in b must not be changed from then on.
func sealed(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// preceded is s with the n bytes before it, which must be there and never change.
func preceded(s string, n int) string {
	return unsafe.String((*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), -n)), n+len(s))
}

// address is where p points to.
func address(p *byte) uintptr { return uintptr(unsafe.Pointer(p)) }

// FromSlab is a value of a Vec type.
func FromSlab(s *Slab) Value { return Value{kind: vec, p: unsafe.Pointer(s)} }

// Slab is the Slab of v.
func (v Value) Slab() *Slab {
	v.want(vec)
	return (*Slab)(v.p)
}

// at is where the record is at an index that exists.
func (s *Slab) at(i int) pointer {
	chunk := *(*pointer)(unsafe.Add(unsafe.Pointer(s.table), i>>(s.shift&63)*int(unsafe.Sizeof(s.table))))
	return unsafe.Add(chunk, i&s.mask*s.width)
}

// chunk makes a chunk with room for some records.
func (s *Slab) chunk(records int) pointer {
	return unsafe.Pointer(unsafe.SliceData(make([]int64, records*s.Words())))
}

// copyBytes copies size bytes.
func copyBytes(to, from pointer, size int) {
	copy(unsafe.Slice((*byte)(to), size), unsafe.Slice((*byte)(from), size))
}

// RecordAt is the record of numbers that begins at an offset, in bytes, in a record made by
// Scalars. It is a part of v: it changes as v does.
func (v Value) RecordAt(offset int) Value {
	v.want(numbers)
	return Value{kind: numbers, p: unsafe.Add(v.p, offset)}
}

// SetWords stores n words of a record made by Scalars at an offset, in bytes, of v.
func (v Value) SetWords(offset, n int, from Value) {
	v.want(numbers)
	if from.p == nil { // of a variable that nothing was stored in yet
		clear(unsafe.Slice((*int64)(unsafe.Add(v.p, offset)), n))
		return
	}
	from.want(numbers)
	copy(unsafe.Slice((*int64)(unsafe.Add(v.p, offset)), n), unsafe.Slice((*int64)(from.p), n))
}
