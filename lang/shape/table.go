package shape

// This file makes the shapes of types, each once.

import (
	"fmt"
	"strings"

	"hewq/lang/types"
)

// Facts are what a table asks of the checker.
type Facts interface {
	// Normalize resolves the associated types in t.
	Normalize(t types.Type) types.Type

	// Closed tells whether t is a resource with a method that closes it.
	Closed(t types.Type) bool

	// IsState tells whether def is the record with the fields of an actor.
	IsState(def *types.Def) bool
}

// A Table knows the shapes of types. It is not safe for use from several goroutines, but shapes are.
type Table struct {
	facts  Facts
	shapes map[string]*Shape
	ids    map[any]int // of types.Def, types.Param, types.Trait, and what ID was asked for
	next   int         // id
	fresh  []*Shape    // whose flags are not known yet
	within []instance  // declared types whose parts are being looked at
}

// An instance is a declared type with arguments.
type instance struct {
	def  *types.Def
	size int // how many parts the type has
}

// NewTable makes an empty table.
func NewTable(facts Facts) *Table {
	return &Table{facts: facts, shapes: map[string]*Shape{}, ids: map[any]int{}}
}

// All are the shapes made so far, in no order.
func (tt *Table) All(yield func(*Shape) bool) {
	for _, s := range tt.shapes {
		if !yield(s) {
			return
		}
	}
}

// Of is the shape of t, which has no unknown parts.
func (tt *Table) Of(t types.Type) *Shape {
	key := tt.Key(t)
	if s, ok := tt.shapes[key]; ok {
		return s
	}
	s := tt.make(key, t)
	if len(tt.within) == 0 {
		tt.settle()
	}
	return s
}

// part is Of for a part of a type whose shape is being made.
func (tt *Table) part(t types.Type) *Shape {
	key := tt.Key(t)
	if s, ok := tt.shapes[key]; ok {
		return s
	}
	return tt.make(key, t)
}

func (tt *Table) make(key string, t types.Type) *Shape {
	t = tt.facts.Normalize(t)
	if again := tt.Key(t); again != key {
		s := tt.part(t)
		tt.shapes[key] = s
		return s
	}
	s := &Shape{Type: t}
	tt.shapes[key] = s
	tt.fresh = append(tt.fresh, s)
	if def := types.DefOf(t); def != nil {
		size := sizeOf(t)
		if tt.grows(def, size) {
			s.Kind = Endless
			return s
		}
		tt.within = append(tt.within, instance{def, size})
		defer func() { tt.within = tt.within[:len(tt.within)-1] }()
	} else {
		tt.within = append(tt.within, instance{})
		defer func() { tt.within = tt.within[:len(tt.within)-1] }()
	}
	tt.fill(s, t)
	return s
}

// mostGrowth bounds how often a type may have a larger instance of itself in itself.
const mostGrowth = 8

// grows tells whether the declared type def has larger and larger instances in itself: its shapes
// would have no end.
func (tt *Table) grows(def *types.Def, size int) bool {
	steps, last := 0, 0
	for _, in := range tt.within {
		if in.def == def {
			if last > 0 && in.size >= last {
				steps++
			}
			last = in.size
		}
	}
	return last > 0 && size >= last && steps >= mostGrowth
}

// sizeOf is the number of names in t.
func sizeOf(t types.Type) int {
	n := 1
	add := func(ts []types.Type) {
		for _, t := range ts {
			n += sizeOf(t)
		}
	}
	switch t := types.Resolve(t).(type) {
	case *types.Named:
		add(t.Args)
	case *types.Tuple:
		add(t.Elems)
	case *types.Array:
		n += sizeOf(t.Elem)
	case *types.Slice:
		n += sizeOf(t.Elem)
	case *types.Func:
		add(t.Params)
		n += sizeOf(t.Result)
	}
	return n
}

// fill sets what s is made of.
func (tt *Table) fill(s *Shape, t types.Type) {
	s.Kind = kindOf(t)
	switch s.Kind {
	case Vec:
		elem := ElemOf(t)
		_, s.fixed = t.(*types.Array)
		s.Elem = tt.part(elem)
		s.Cells = s.Elem.AsElem()
	case Map:
		args := t.(*types.Named).Args
		s.Key = tt.part(args[0])
		if len(args) > 1 {
			s.Val = tt.part(args[1])
		}
		s.Pairs = s.pairs()
	case Record:
		var fields []types.Field
		if def := types.DefOf(t); def != nil {
			fields = def.Fields
			s.state, s.moves = tt.facts.IsState(def), def.Resource || def.Linear
		}
		s.Parts = tt.parts(Fields(t), fields)
		s.words = lay(s.Parts, s.state)
	case Enum:
		for _, v := range types.DefOf(t).Variants {
			parts := tt.parts(Payload(t, v), v.Fields)
			layPayload(parts)
			s.Tags = append(s.Tags, Variant{v.Name, parts})
		}
	}
}

func (tt *Table) parts(ts []types.Type, fields []types.Field) []Part {
	parts := make([]Part, len(ts))
	for i, t := range ts {
		parts[i].Shape = tt.part(t)
		if fields != nil {
			parts[i].Name = fields[i].Name
		}
	}
	return parts
}

func kindOf(t types.Type) Kind {
	switch k := types.KindOf(t); {
	case k == types.Bool:
		return Bool
	case k == types.Char:
		return Char
	case k == types.Duration:
		return Duration
	case k == types.U64 || k == types.Usize:
		return Wide
	case types.IsInteger(t):
		return Int
	case types.IsFloat(t):
		return Float
	case IsUnit(t):
		return Unit
	case k == types.String:
		return String
	case k == types.Bytes:
		return Bytes
	case ElemOf(t) != nil:
		return Vec
	case IsMap(t):
		return Map
	case IsRecord(t):
		return Record
	case IsEnum(t):
		return Enum
	}
	switch t := types.Resolve(t).(type) {
	case *types.Dyn:
		return Dyn
	case *types.Func:
		return Closure
	case *types.Named:
		if t.Def.Shape == types.Opaque {
			return Handle
		}
	}
	return Other
}

// Key is a text that is the same for identical types only.
func (tt *Table) Key(t types.Type) string {
	var b strings.Builder
	tt.write(&b, t)
	return b.String()
}

// ID is a number for x, the same whenever it is asked for.
func (tt *Table) ID(x any) int {
	id, ok := tt.ids[x]
	if !ok {
		id = tt.next
		tt.next++
		tt.ids[x] = id
	}
	return id
}

// Forget drops the number of x.
func (tt *Table) Forget(x any) { delete(tt.ids, x) }

func (tt *Table) write(b *strings.Builder, t types.Type) {
	switch t := types.Resolve(t).(type) {
	case *types.Basic:
		b.WriteString(t.Name)
	case *types.Named:
		fmt.Fprintf(b, "%d", tt.ID(t.Def))
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
			fmt.Fprintf(b, "&%d", tt.ID(r.Trait))
			tt.list(b, "<", r.Args)
		}
	case *types.Param:
		fmt.Fprintf(b, "$%d", tt.ID(t))
	default:
		fmt.Fprintf(b, "?%s", t)
	}
}

func (tt *Table) list(b *strings.Builder, open string, ts []types.Type) {
	b.WriteString(open)
	for _, t := range ts {
		tt.write(b, t)
		b.WriteByte(',')
	}
	b.WriteByte('.')
}
