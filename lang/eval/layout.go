package eval

// This file decides how the values of each type are laid out.

import (
	"fmt"
	"math"
	"strings"

	"hewq/lang/types"
)

// isScalar tells whether a value of type t is in its n alone.
func isScalar(t types.Type) bool {
	switch k := types.KindOf(t); k {
	case types.Invalid, types.Unit, types.Never, types.String, types.Bytes:
		return false
	default:
		return true
	}
}

func isString(t types.Type) bool { return types.Is(t, types.String) }

// isUnit tells whether t has one value only.
func isUnit(t types.Type) bool { return types.Is(t, types.Unit) || types.Is(t, types.Never) }

// A vecKind tells which Vec holds the elements.
type vecKind uint8

const (
	vecValues  vecKind = iota // Vec[Value]
	vecNumbers                // Vec[int64]
	vecBools                  // Vec[bool]
	vecStrings                // Vec[string]
)

func vecKindOf(elem types.Type) vecKind {
	switch {
	case types.Is(elem, types.Bool):
		return vecBools
	case isScalar(elem):
		return vecNumbers
	case isString(elem):
		return vecStrings
	}
	return vecValues
}

// elemOf is the element type of a Vec, array or slice, nil of anything else.
func elemOf(t types.Type) types.Type {
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

// A width is what an integer type holds.
type width struct {
	bits     int
	unsigned bool
	lo, hi   int64 // of all but u64
}

// widthOf is the width of an integer type; char and duration count as i64.
func widthOf(t types.Type) width {
	w := width{bits: 64, lo: math.MinInt64, hi: math.MaxInt64}
	if b := types.Bits(t); b > 0 {
		w.bits = b
	}
	w.unsigned = types.IsUnsigned(t)
	switch {
	case w.bits == 64:
	case w.unsigned:
		w.lo, w.hi = 0, 1<<w.bits-1
	default:
		w.lo, w.hi = -1<<(w.bits-1), 1<<(w.bits-1)-1
	}
	return w
}

// plain tells whether the width is that of int64.
func (w width) plain() bool { return w.bits == 64 && !w.unsigned }

// wide tells whether the width is that of uint64.
func (w width) wide() bool { return w.bits == 64 && w.unsigned }

// wrap is n as the width keeps its low bits.
func (w width) wrap(n int64) int64 {
	switch {
	case w.bits == 64:
		return n
	case w.unsigned:
		return n & w.hi
	}
	shift := 64 - w.bits
	return n << shift >> shift
}

// fieldTypes are the types of the fields of a record or tuple.
func fieldTypes(t types.Type) []types.Type {
	switch t := types.Resolve(t).(type) {
	case *types.Tuple:
		return t.Elems
	case *types.Named:
		return substituted(t, t.Def.Fields)
	}
	return nil
}

// payloadTypes are the types of the fields of a variant of the enum type t.
func payloadTypes(t types.Type, v *types.Variant) []types.Type {
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

// isRecord tells whether values of type t have fields.
func isRecord(t types.Type) bool {
	switch t := types.Resolve(t).(type) {
	case *types.Tuple:
		return true
	case *types.Named:
		return t.Def.Shape == types.Record
	}
	return false
}

func isEnum(t types.Type) bool {
	d := types.DefOf(t)
	return d != nil && d.Shape == types.Enum
}

// allScalar tells whether a record with such fields holds numbers alone.
func allScalar(ts []types.Type) bool {
	for _, t := range ts {
		if !isScalar(t) {
			return false
		}
	}
	return len(ts) > 0
}

// inline tells whether the payload of a variant is in the Value itself.
func inline(payload []types.Type) bool { return len(payload) == 1 && isScalar(payload[0]) }

// A typeTable knows what was made for types: each is made once.
type typeTable struct {
	ids      map[any]int // of types.Def, types.Param, types.Trait, check.Func
	next     int         // id
	equals   map[string]*equality
	displays map[string]appender
	closers  map[string]*closer
}

func newTypeTable() typeTable {
	return typeTable{
		ids: map[any]int{}, equals: map[string]*equality{}, displays: map[string]appender{}, closers: map[string]*closer{},
	}
}

// key is a text that is the same for identical types only.
func (tt *typeTable) key(t types.Type) string {
	var b strings.Builder
	tt.write(&b, t)
	return b.String()
}

func (tt *typeTable) id(x any) int {
	id, ok := tt.ids[x]
	if !ok {
		id = tt.next
		tt.next++
		tt.ids[x] = id
	}
	return id
}

func (tt *typeTable) write(b *strings.Builder, t types.Type) {
	switch t := types.Resolve(t).(type) {
	case *types.Basic:
		b.WriteString(t.Name)
	case *types.Named:
		fmt.Fprintf(b, "%d", tt.id(t.Def))
		tt.list(b, "<", t.Args)
	case *types.Tuple:
		tt.list(b, "(", t.Elems)
	case *types.Array:
		fmt.Fprintf(b, "[%d", t.Len)
		tt.write(b, t.Elem)
	case *types.Slice:
		b.WriteString("[]")
		tt.write(b, t.Elem)
	case *types.Func:
		tt.list(b, "f", t.Params)
		tt.write(b, t.Result)
	case *types.Dyn:
		for _, r := range t.Traits {
			fmt.Fprintf(b, "&%d", tt.id(r.Trait))
			tt.list(b, "<", r.Args)
		}
	case *types.Param:
		fmt.Fprintf(b, "$%d", tt.id(t))
	default:
		fmt.Fprintf(b, "?%s", t)
	}
}

func (tt *typeTable) list(b *strings.Builder, open string, ts []types.Type) {
	b.WriteString(open)
	for _, t := range ts {
		tt.write(b, t)
		b.WriteByte(',')
	}
	b.WriteByte('.')
}
