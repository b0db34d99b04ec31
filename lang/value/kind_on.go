//go:build checked

package value

// This file gives each Value a kind, so that a wrong accessor is caught where it is used.

import "fmt"

type kind uint8

const (
	nothing kind = iota // the zero Value: of type unit, or a slot not set yet
	scalar
	text
	buffer
	handle
	vec
	mapping
	ref
	numbers
	record
	variant
)

var kindNames = [...]string{"nothing", "scalar", "text", "buffer", "handle", "vec", "mapping", "ref", "numbers", "record", "variant"}

func (k kind) want(w kind) {
	if k != w && k != nothing {
		panic(fmt.Sprintf("internal error: a value is read as %s but is %s", kindNames[w], kindNames[k]))
	}
}

// want asserts what a map is held as: with texts as keys or numbers, and a value that val points to.
func (m *Map) want(texts bool, val any) {
	p := Other
	switch val.(type) {
	case *None:
		p = IntOnly
	case *int64:
		p = IntNumber
	case *Value:
		p = IntValue
	}
	if texts && p != Other {
		p += TextOnly
	}
	if m.pairs != p {
		panic(fmt.Sprintf("internal error: a map is read as %d but is %d", p, m.pairs))
	}
}

// wantFields checks that a number is at an offset in a record, or a string, whose number is its length.
func (v Value) wantFields(offset int) {
	if v.kind == record {
		if field := v.FieldAt(offset - NumberOffset); field.kind != text {
			field.want(scalar)
		}
		return
	}
	v.want(numbers)
}
