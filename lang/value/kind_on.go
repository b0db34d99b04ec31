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
