// Package types represents the types of Hew.
package types

import (
	"strconv"
	"strings"
)

// A Type is a type of Hew: *Basic, *Named, *Tuple, *Array, *Slice, *Func, *Param, *Dyn,
// *Proj, or during inference *Var. Types are compared with Identical, never with ==.
type Type interface {
	String() string
	typ()
}

// A Kind tells the basic types apart.
type Kind uint8

// The basic types.
const (
	Invalid Kind = iota // the type of what is wrong; reported once, fits everything
	Unit                // ()
	Never               // of what does not come back
	Bool
	Char
	I8
	I16
	I32
	I64
	Isize
	U8
	U16
	U32
	U64
	Usize
	F32
	F64
	Duration // nanoseconds in 64 bits
	String
	Bytes
)

// A Basic is a type without parts. There is one Basic for each Kind: Of.
type Basic struct {
	Kind Kind
	Name string
}

var basics = [...]*Basic{
	Invalid: {Invalid, "?"}, Unit: {Unit, "()"}, Never: {Never, "!"}, Bool: {Bool, "bool"}, Char: {Char, "char"},
	I8: {I8, "i8"}, I16: {I16, "i16"}, I32: {I32, "i32"}, I64: {I64, "i64"}, Isize: {Isize, "isize"},
	U8: {U8, "u8"}, U16: {U16, "u16"}, U32: {U32, "u32"}, U64: {U64, "u64"}, Usize: {Usize, "usize"},
	F32: {F32, "f32"}, F64: {F64, "f64"}, Duration: {Duration, "duration"}, String: {String, "string"}, Bytes: {Bytes, "bytes"},
}

// Of is the basic type of kind k.
func Of(k Kind) *Basic { return basics[k] }

// Named is a declared type with its arguments: a record, an enum, an opaque type, Vec<T>.
type Named struct {
	Def  *Def
	Args []Type // one for each of Def.Params
}

// A Shape tells what a declared type is made of.
type Shape uint8

// The shapes of declared types.
const (
	Record     Shape = iota // fields; also `record R(A, B)`, whose fields are "0", "1"
	Enum                    // variants
	Opaque                  // a handle of a native module
	Collection              // Vec, HashMap, HashSet, Range, …: known to the evaluator by name
	Actor                   // an actor, reached through LocalPid
	Supervisor              // a supervisor, reached through LocalPid
)

// A Def is the declaration of a type.
type Def struct {
	Name     string
	Module   string // path of the module that declares it, "" for the built-in ones
	Shape    Shape
	Params   []*Param
	Fields   []Field    // of a Record, in order of declaration
	Variants []*Variant // of an Enum, in order of declaration: Variant.Tag is the index
	Indirect bool       // an `indirect enum`
	Resource bool       // `#[resource]`: closed at the end of its scope
	Linear   bool       // `#[linear]`: must be consumed
	ByValue  bool       // declared with `record`: its values have no identity

	byName map[string]*Variant // of many variants, once one was asked for
}

// Variant is the variant of an enum called name, nil if it has none.
func (d *Def) Variant(name string) *Variant {
	if len(d.Variants) <= 8 {
		for _, v := range d.Variants {
			if v.Name == name {
				return v
			}
		}
		return nil
	}
	if len(d.byName) != len(d.Variants) {
		d.byName = make(map[string]*Variant, len(d.Variants))
		for _, v := range d.Variants {
			d.byName[v.Name] = v
		}
	}
	return d.byName[name]
}

// A Field is a field of a record or of a variant.
type Field struct {
	Name string // "0", "1", … in a tuple variant
	Type Type
}

// A Variant is one case of an enum.
type Variant struct {
	Def    *Def
	Tag    int
	Name   string
	Fields []Field
	Named  bool // declared with `{ name: T }`
}

// A Tuple is (A, B). The empty tuple is Of(Unit).
type Tuple struct {
	Elems []Type
}

// An Array is [T; N].
type Array struct {
	Elem Type
	Len  int64
}

// A Slice is [T].
type Slice struct {
	Elem Type
}

// A Func is fn(A, B) -> R.
type Func struct {
	Params []Type
	Result Type
}

// A Param is a type parameter inside the declaration that has it. Compared by identity.
type Param struct {
	Name   string
	Bounds []*TraitRef
}

// A TraitRef is a trait with arguments and associated types: Iterator<Item = T>.
type TraitRef struct {
	Trait *Trait
	Args  []Type
	Assoc map[string]Type
}

// A Trait is a declared trait. Methods and impls are with the checker.
type Trait struct {
	Name   string
	Module string // "" for the built-in ones
	Params []*Param
	Supers []*TraitRef
	Assoc  []string
}

// A Dyn is dyn Trait.
type Dyn struct {
	Traits []*TraitRef
}

// A Proj is an associated type of a type that is not known yet: T::Item.
type Proj struct {
	Type  Type
	Trait *Trait // nil when the bounds of Type decide
	Name  string
}

// A Var is a type that inference has still to find. Resolve looks through it.
type Var struct {
	ID    int
	Bound Type    // nil while unknown
	Lit   Literal // what a literal needs
}

// A Literal tells what an unknown type must be because a literal has it.
type Literal uint8

// What literals need.
const (
	NoLiteral Literal = iota
	IntLiteral
	FloatLiteral
)

func (*Basic) typ() {}
func (*Named) typ() {}
func (*Tuple) typ() {}
func (*Array) typ() {}
func (*Slice) typ() {}
func (*Func) typ()  {}
func (*Param) typ() {}
func (*Dyn) typ()   {}
func (*Proj) typ()  {}
func (*Var) typ()   {}

func (t *Basic) String() string { return t.Name }
func (t *Named) String() string {
	name := t.Def.Name + args(t.Args)
	if t.Def.Shape == Actor || t.Def.Shape == Supervisor {
		return "LocalPid<" + name + ">"
	}
	return name
}
func (t *Tuple) String() string { return "(" + list(t.Elems) + ")" }
func (t *Array) String() string {
	return "[" + t.Elem.String() + "; " + strconv.FormatInt(t.Len, 10) + "]"
}
func (t *Slice) String() string { return "[" + t.Elem.String() + "]" }
func (t *Func) String() string {
	s := "fn(" + list(t.Params) + ")"
	if !Is(t.Result, Unit) {
		s += " -> " + t.Result.String()
	}
	return s
}
func (t *Param) String() string { return t.Name }
func (t *Dyn) String() string {
	names := make([]string, len(t.Traits))
	for i, r := range t.Traits {
		names[i] = r.String()
	}
	if len(names) == 1 {
		return "dyn " + names[0]
	}
	return "dyn (" + strings.Join(names, " + ") + ")"
}
func (t *Proj) String() string { return t.Type.String() + "::" + t.Name }
func (t *Var) String() string {
	switch {
	case t.Bound != nil:
		return t.Bound.String()
	case t.Lit == IntLiteral:
		return "i64"
	case t.Lit == FloatLiteral:
		return "f64"
	}
	return "_"
}

func (r *TraitRef) String() string { return r.Trait.Name + args(r.Args) }

func args(ts []Type) string {
	if len(ts) == 0 {
		return ""
	}
	return "<" + list(ts) + ">"
}

func list(ts []Type) string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = t.String()
	}
	return strings.Join(names, ", ")
}
