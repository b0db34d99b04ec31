package shape

// This file decides how the values of each type are laid out.

import (
	"hewq/lang/types"
	"hewq/lang/value"
)

// IsNumber tells whether a value of type t is in its n alone.
func IsNumber(t types.Type) bool {
	switch types.KindOf(t) {
	case types.Invalid, types.Unit, types.Never, types.String, types.Bytes:
		return false
	}
	return true
}

// IsUnit tells whether t has one value only.
func IsUnit(t types.Type) bool { return types.Is(t, types.Unit) || types.Is(t, types.Never) }

// IsMap tells whether t is a HashMap or a HashSet.
func IsMap(t types.Type) bool {
	_, isMap := types.IsNamed(t, "HashMap")
	_, isSet := types.IsNamed(t, "HashSet")
	return isMap || isSet
}

// IsRecord tells whether values of type t have fields.
func IsRecord(t types.Type) bool {
	switch t := types.Resolve(t).(type) {
	case *types.Tuple:
		return true
	case *types.Named:
		return t.Def.Shape == types.Record
	}
	return false
}

// IsEnum tells whether values of type t are variants.
func IsEnum(t types.Type) bool {
	d := types.DefOf(t)
	return d != nil && d.Shape == types.Enum
}

// ElemOf is the element type of a Vec, array or slice, nil of anything else.
func ElemOf(t types.Type) types.Type {
	switch t := types.Resolve(t).(type) {
	case *types.Array:
		return t.Elem
	case *types.Slice:
		return t.Elem
	}
	if args, ok := types.IsNamed(t, "Vec"); ok {
		return args[0]
	}
	return nil
}

// Fields are the types of the fields of a record or tuple.
func Fields(t types.Type) []types.Type {
	switch t := types.Resolve(t).(type) {
	case *types.Tuple:
		return t.Elems
	case *types.Named:
		return substituted(t, t.Def.Fields)
	}
	return nil
}

// Payload are the types of the fields of a variant of the enum type t.
func Payload(t types.Type, v *types.Variant) []types.Type {
	n, ok := types.Resolve(t).(*types.Named)
	if !ok {
		return nil
	}
	return substituted(n, v.Fields)
}

func substituted(t *types.Named, fields []types.Field) []types.Type {
	s := types.Bind(t.Def.Params, t.Args)
	ts := make([]types.Type, len(fields))
	for i, f := range fields {
		ts[i] = s.Apply(f.Type)
	}
	return ts
}

// Inline tells whether the payload of a variant is in the Value itself.
func Inline(payload []types.Type) bool { return len(payload) == 1 && IsNumber(payload[0]) }

// Cells tells which Vec holds the elements.
type Cells uint8

// The kinds of Vecs.
const (
	Values   Cells = iota // Vec[Value]
	Numbers               // Vec[int64]
	Bools                 // Vec[bool]
	Strings               // Vec[string]
	Records               // Slab, of records of numbers
	Bytes8                // Vec[uint8]
	Ints8                 // Vec[int8]
	Words16               // Vec[uint16]
	Ints16                // Vec[int16]
	Words32               // Vec[uint32]
	Ints32                // Vec[int32], of i32 and char
	Floats32              // Vec[float32]
)

// A Narrow is what elements are held as whose type has fewer than 64 bits.
type Narrow interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32
}

// AsElem tells which Vec holds elements of the shape.
func (s *Shape) AsElem() Cells {
	switch {
	case s.Kind == Bool:
		return Bools
	case s.Kind == String:
		return Strings
	case s.Lies():
		return Records
	case s.Kind > Duration:
		return Values
	}
	switch types.KindOf(s.Type) {
	case types.U8:
		return Bytes8
	case types.I8:
		return Ints8
	case types.U16:
		return Words16
	case types.I16:
		return Ints16
	case types.U32:
		return Words32
	case types.I32, types.Char:
		return Ints32
	case types.F32:
		return Floats32
	}
	return Numbers
}

// At is the element of a Vec at an index that exists. A record of numbers is a part of the Vec.
func (c Cells) At(v value.Value, i int) value.Value {
	switch c {
	case Numbers:
		return value.Int(value.VecOf[int64](v).S[i])
	case Bools:
		return value.Bool(value.VecOf[bool](v).S[i])
	case Strings:
		return value.String(value.VecOf[string](v).S[i])
	case Records:
		return v.Slab().At(i)
	case Bytes8:
		return narrowAt[uint8](v, i)
	case Ints8:
		return narrowAt[int8](v, i)
	case Words16:
		return narrowAt[uint16](v, i)
	case Ints16:
		return narrowAt[int16](v, i)
	case Words32:
		return narrowAt[uint32](v, i)
	case Ints32:
		return narrowAt[int32](v, i)
	case Floats32:
		return value.Float(float64(value.VecOf[float32](v).S[i]))
	}
	return value.VecOf[value.Value](v).S[i]
}

func narrowAt[T Narrow](v value.Value, i int) value.Value {
	return value.Int(int64(value.VecOf[T](v).S[i]))
}

// Copy is a Vec of its own with the same elements.
func (c Cells) Copy(v value.Value) value.Value {
	switch c {
	case Numbers:
		return copyVec[int64](v)
	case Bools, Bytes8, Ints8:
		return copyVec[uint8](v)
	case Strings:
		return copyVec[string](v)
	case Records:
		s := v.Slab()
		return value.FromSlab(s.Slice(0, s.Len()))
	case Words16, Ints16:
		return copyVec[uint16](v)
	case Words32, Ints32, Floats32:
		return copyVec[uint32](v)
	}
	return copyVec[value.Value](v)
}

func copyVec[T any](v value.Value) value.Value {
	return value.FromVec(&value.Vec[T]{S: append([]T(nil), value.VecOf[T](v).S...)})
}

// mostWords is how many numbers a record with records in it may have. A larger one has those
// records by reference.
const mostWords = 32

// Lies tells whether values lie in the records and Vecs that have them: records of numbers, unless
// something takes them out of there and leaves a hole.
func (s *Shape) Lies() bool { return s.words > 0 && !s.state && !s.moves }

// lay places the parts of a record. A record of numbers has only numbers in it, and such records,
// which lie in it; words counts all its numbers, and is 0 for any other record. The fields of an
// actor are numbers alone or none: they stay where they are while what is in them is handed on.
func lay(parts []Part, state bool) (words int) {
	for i := range parts {
		switch s := parts[i].Shape; {
		case s.Kind <= Duration:
			words++
		case s.Lies() && !state:
			words += s.words
		default:
			return layFields(parts)
		}
	}
	if words > max(mostWords, len(parts)) {
		return layFields(parts)
	}
	at := 0
	for i := range parts {
		p := &parts[i]
		p.place, p.Offset, p.Width = inWords, at, value.WordSize
		if p.Shape.Kind == Record {
			p.place, p.Width = within, p.Shape.words*value.WordSize
		}
		at += p.Width
	}
	return words
}

func layFields(parts []Part) (words int) {
	for i := range parts {
		p := &parts[i]
		p.place, p.Offset, p.Width = inFields, i*value.Size, value.Size
	}
	return 0
}

// layPayload places the parts of a variant.
func layPayload(parts []Part) {
	if len(parts) == 1 && parts[0].Shape.Kind <= Duration {
		parts[0].place, parts[0].Width = inline, value.WordSize
		return
	}
	for i := range parts {
		parts[i].place, parts[i].Offset, parts[i].Width = inPayload, (i+1)*value.Size, value.Size
	}
}
