// Package shape describes what the values of each type are made of, and walks over values.
//
// A Shape describes the values of one type. It says which parts they have and where these lie. Each
// walk stands in a file of its own and is one switch over the kinds of shapes. A walk does not nest
// calls of Go as deep as values are nested: what lies deeper than it may go waits in a list.
package shape

import (
	"hewq/lang/types"
	"hewq/lang/value"
)

// A Kind tells what the values of a type are.
type Kind uint8

// The kinds of shapes. Those up to Duration are numbers: they need the n of a Value alone.
const (
	Bool     Kind = iota
	Int           // an integer type that int64 holds
	Wide          // u64 and usize
	Char          //
	Float         // f64 and f32
	Duration      //
	Unit          // has one value
	String        //
	Bytes         // a buffer
	Vec           // Vec, array, slice
	Map           // HashMap, HashSet
	Record        // record, tuple
	Enum          //
	Dyn           // a Box
	Closure       // a function value
	Handle        // what a module of Go has made
	Other         // what only the evaluator knows: an actor, a range, a task
	Endless       // of a type that has larger and larger types in it
)

// A Shape describes the values of one type. It does not change once Table.Of has returned it.
type Shape struct {
	Kind  Kind
	Type  types.Type
	Cells Cells       // of a Vec
	Elem  *Shape      // of a Vec
	Key   *Shape      // of a Map
	Val   *Shape      // of a Map, nil of a HashSet
	Pairs value.Pairs // of a Map
	Parts []Part      // of a Record
	Tags  []Variant   // of an Enum, by tag

	// Host is the evaluator's: what it has made for the type.
	Host any

	words    int  // of a Record of numbers
	fixed    bool // an array
	deep     bool // values can be nested without bound
	cyclic   bool // a record or enum that Vecs, records and enums in it can hold again
	resource bool // closing a value calls its own close
	closes   bool // a resource is in it, or can be
	handles  bool // a handle of a module is in it, or can be
	moves    bool // a record that has one owner
	state    bool // the fields of an actor, which nothing copies
	copied   [reasons]bool
}

// A Variant is one case of an enum.
type Variant struct {
	Name  string
	Parts []Part
}

// A Part is a field of a record, or of the payload of a variant.
type Part struct {
	Name   string // "0", "1", … where fields have numbers
	Shape  *Shape
	Offset int // from the beginning of the record, in bytes
	Width  int // in bytes
	place  place
}

// A place tells where a part lies.
type place uint8

const (
	inWords   place = iota // in a record of numbers
	within                 // a record of numbers in another
	inFields               // in a record of Values
	inPayload              // behind the tag of a variant
	inline                 // in the Value of the variant itself
)

// Of is the part in v. A record of numbers in another is a part of it.
func (p *Part) Of(v value.Value) value.Value {
	switch p.place {
	case inWords:
		return value.Int(*v.WordAt(p.Offset))
	case within:
		return v.RecordAt(p.Offset)
	case inFields:
		return *v.FieldAt(p.Offset)
	case inPayload:
		return v.PayloadOf(p.Offset)
	}
	return value.Int(v.Inline())
}

// in is where the part lies in v; nil if that is no Value.
func (p *Part) in(v value.Value) *value.Value {
	switch p.place {
	case inFields:
		return v.FieldAt(p.Offset)
	case inPayload:
		return v.PayloadAt(p.Offset)
	}
	return nil
}

// Reader gives the function that reads the part as Of does.
func (p *Part) Reader() func(value.Value) value.Value {
	at := p.Offset
	switch p.place {
	case inWords:
		return func(v value.Value) value.Value { return value.Int(*v.WordAt(at)) }
	case within:
		return func(v value.Value) value.Value { return v.RecordAt(at) }
	case inFields:
		return func(v value.Value) value.Value { return *v.FieldAt(at) }
	case inPayload:
		return func(v value.Value) value.Value { return v.PayloadOf(at) }
	}
	return func(v value.Value) value.Value { return value.Int(v.Inline()) }
}

// Words is how many numbers a record has that holds numbers alone, its own and those of records
// in it; 0 for everything else.
func (s *Shape) Words() int { return s.words }

// Resource tells whether a value is closed by a function of its own.
func (s *Shape) Resource() bool { return s.resource }

// Closes tells whether closing a value can do anything.
func (s *Shape) Closes() bool { return s.closes }

// Handles tells whether handles of modules can be in a value.
func (s *Shape) Handles() bool { return s.handles }

// Deep tells whether values can be nested without bound. A walk over any other ends.
func (s *Shape) Deep() bool { return s.deep }

// parts are the parts of v, a Record or an Enum.
func (s *Shape) parts(v value.Value) []Part {
	if s.Kind == Enum {
		return s.Tags[v.Tag()].Parts
	}
	return s.Parts
}

// Make makes a record of its fields, which it keeps.
func (s *Shape) Make(fields []value.Value) value.Value {
	if s.words == 0 {
		if len(fields) == 0 {
			fields = make([]value.Value, 1)
		}
		return value.Record(fields)
	}
	made := value.Scalars(make([]int64, s.words))
	for i, v := range fields {
		s.Parts[i].Store(made, v)
	}
	return made
}

// Store stores the part in a record of numbers.
func (p *Part) Store(in, v value.Value) {
	if p.place == within {
		in.SetWords(p.Offset, p.Shape.words, v)
		return
	}
	*in.WordAt(p.Offset) = v.Int()
}

// A Box is a value of a type `dyn Trait`: it knows what it holds.
type Box struct {
	Value value.Value
	Shape *Shape
}
