package eval

// This file finds the closure of an operator on integers. The closures themselves are generated:
// there is one for each operator, width and form of its operands that programs use often.

//go:generate go run hewq/internal/opshapes

import "slices"

type (
	// shapes make the closure of an operator on integers of a width.
	shapes func(at site, w width, a, b *operand) expr

	// updates make the closure of `x op= b` for the variable in a slot. The value is computed before the
	// variable is read.
	updates func(at site, w width, slot int, b *operand) stmt

	// placings make the closure of `place op= b` for a number in a record or a Vec. The old number is read
	// before the value is computed.
	placings func(at site, w width, p *numberPlace, b *operand) stmt
)

// A form is how an operand is read.
type form uint8

// The forms of operands. The generator numbers pairs of them in this order.
const (
	computed form = iota // by a closure
	inLocal
	known
	inField // of a record in a local
	inElem  // of a Vec in a local, at an index in a local
	forms
)

// A pair is the forms of two operands, pairs a set of such.
type (
	pair  uint8
	pairs uint32
)

// closest is the pair of the set that fits a and b best: where there is none for both, one of
// them or both are computed.
func (s pairs) closest(a, b *operand) pair {
	x, y := pair(a.form()*forms), pair(b.form())
	for _, p := range [...]pair{x + y, y, x} {
		if s&(1<<p) != 0 {
			return p
		}
	}
	return pairXX
}

// A chooser has, for each class of operators on integers, the function that finds one.
type chooser[T any] struct {
	bitwise, whole, unsigned, signed, byConstant, right, plain, wide, narrow func(op string) T
}

// find finds op for integers of width w, nil if it is no operator on integers.
func (c *chooser[T]) find(op string, w width, b *operand) T {
	switch op {
	case "&", "|", "^":
		return c.bitwise(op)
	case "&+", "&-", "&*", "<<":
		return lowBits(w, c.whole, c.unsigned, c.signed)(op)
	case "/", "%":
		if b.divides(w) {
			return c.byConstant(op)
		}
	case ">>":
		if !w.wide() {
			return c.right(op)
		}
	}
	return checked(w, c.plain, c.wide, c.narrow)(op)
}

var (
	operators = chooser[shapes]{bitwise, whole, unsigned, signed, byConstant, right, plain, wide, narrow}
	updaters  = chooser[updates]{
		bitwiseUpdate, wholeUpdate, unsignedUpdate, signedUpdate, byConstantUpdate, rightUpdate, plainUpdate, wideUpdate, narrowUpdate,
	}
	placers = chooser[placings]{
		bitwisePlaced, wholePlaced, unsignedPlaced, signedPlaced, byConstantPlaced, rightPlaced, plainPlaced, widePlaced, narrowPlaced,
	}
)

// lowBits chooses by how a width keeps the low bits of a number.
func lowBits[T any](w width, whole, unsigned, signed T) T {
	switch {
	case w.bits == 64:
		return whole
	case w.unsigned:
		return unsigned
	}
	return signed
}

// checked chooses by how it is seen that a number does not fit a width.
func checked[T any](w width, plain, wide, narrow T) T {
	switch {
	case w.plain():
		return plain
	case w.wide():
		return wide
	}
	return narrow
}

// divides tells whether o is a constant by which dividing integers of width w cannot fail.
func (o *operand) divides(w width) bool { return o.konst && o.k > 1 && !w.wide() }

// fixed prepares the right operand of op: a shift by a constant that is too far is computed, so that it fails.
func (o *operand) fixed(op string, w width) {
	if (op == "<<" || op == ">>") && o.konst && uint64(o.k) >= uint64(w.bits) {
		o.konst = false
	}
}

// arranged puts operands in the order that has closures: they can be exchanged where computing one
// does nothing that the other sees.
func arranged(a, b *operand) (x, y *operand, exchanged bool) {
	order := [...]int{inElem: 0, inField: 1, inLocal: 2, known: 3}
	i, j := a.form(), b.form()
	if i != computed && j != computed && order[i] > order[j] || i == known && j == computed {
		return b, a, true
	}
	return a, b, false
}

// exchanges tells whether `a op b` is `b op a`.
func exchanges(op string) bool {
	return slices.Contains([]string{"+", "*", "&", "|", "^", "&+", "&*"}, op)
}
