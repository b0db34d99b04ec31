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

// AllNumbers tells whether a record with such fields holds numbers alone.
func AllNumbers(ts []types.Type) bool {
	for _, t := range ts {
		if !IsNumber(t) {
			return false
		}
	}
	return len(ts) > 0
}

// Inline tells whether the payload of a variant is in the Value itself.
func Inline(payload []types.Type) bool { return len(payload) == 1 && IsNumber(payload[0]) }

// Cells tells which Vec holds the elements.
type Cells uint8

// The kinds of Vecs.
const (
	Values  Cells = iota // Vec[Value]
	Numbers              // Vec[int64]
	Bools                // Vec[bool]
	Strings              // Vec[string]
)

// CellsOf tells which Vec holds elements of a type.
func CellsOf(elem types.Type) Cells {
	switch {
	case types.Is(elem, types.Bool):
		return Bools
	case IsNumber(elem):
		return Numbers
	case types.Is(elem, types.String):
		return Strings
	}
	return Values
}

// At is the element of a Vec at an index that exists.
func (c Cells) At(v value.Value, i int) value.Value {
	switch c {
	case Numbers:
		return value.Int(value.VecOf[int64](v).S[i])
	case Bools:
		return value.Bool(value.VecOf[bool](v).S[i])
	case Strings:
		return value.String(value.VecOf[string](v).S[i])
	}
	return value.VecOf[value.Value](v).S[i]
}

// Copy is a Vec of its own with the same elements.
func (c Cells) Copy(v value.Value) value.Value {
	switch c {
	case Numbers:
		return copyVec[int64](v)
	case Bools:
		return copyVec[bool](v)
	case Strings:
		return copyVec[string](v)
	}
	return copyVec[value.Value](v)
}

func copyVec[T any](v value.Value) value.Value {
	return value.FromVec(&value.Vec[T]{S: append([]T(nil), value.VecOf[T](v).S...)})
}

// lay places the parts of a record.
func lay(parts []Part) (numbers bool) {
	numbers = len(parts) > 0
	for i := range parts {
		numbers = numbers && parts[i].Shape.Kind <= Duration
	}
	at := 0
	for i := range parts {
		p := &parts[i]
		p.place, p.Offset, p.Width = inFields, at, value.Size
		if numbers {
			p.place, p.Width = inWords, value.WordSize
		}
		at += p.Width
	}
	return numbers
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
