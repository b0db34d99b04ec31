package shape

// This file keeps walks from nesting too deeply, and from going on without end.

import (
	"fmt"

	"hewq/lang/types"
	"hewq/lang/value"
)

// A Loop is what a walk panics with when it finds that a value contains itself.
type Loop struct{}

func (Loop) Error() string { return "a value contains itself" }

// An Unbounded is what a walk panics with at a value whose type has larger and larger types in it.
type Unbounded struct{ Type types.Type }

func (u Unbounded) Error() string {
	return fmt.Sprintf("a value of type `%s` is nested too deeply", u.Type)
}

// mostDepth is how many calls of Go a walk nests. What lies deeper waits in a list, and from then on
// all but the tops of values does.
const mostDepth = 500

// firstMark is the number of levels after which a walk begins to look whether it meets a value in
// itself.
const firstMark = 1 << 10

// An unwalked is a part that a walk has still to do.
type unwalked struct {
	shape *Shape
	v     value.Value
	level int
}

// A descent is how deep a walk is, and has it notice that it would not end. The zero value is at the
// top.
//
// Now and then it marks a value that it is in. Meeting it again before that value is done means that
// the value contains itself.
type descent struct {
	listed bool // something waits, or did
	mark   value.Object
	below  int // how much waits that is not in the marked value
	next   int // the level at which another value is marked
}

// postponed tells whether a walk does v later, instead of nesting calls. It is at some level, in a
// call that began at the level from, with depth calls around it. waiting is how much waits.
func (d *descent) postponed(v value.Value, depth, from, level, waiting int) bool {
	if depth > 0 {
		if depth > mostDepth || level-from > mostDepth {
			d.listed = true
		}
		return d.listed
	}
	object := v.Object()
	switch {
	case waiting < d.below:
		d.mark, d.below = value.Object{}, 0
	case object == d.mark && v.Present():
		panic(Loop{})
	}
	if level >= max(d.next, firstMark) {
		d.mark, d.below, d.next = object, waiting, 2*level
	}
	return false
}
