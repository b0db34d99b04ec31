package eval

// This file computes with integers. The first functions are inlined into closures: they must
// stay within the inliner's budget.

import (
	"math"
	"math/bits"
)

func add(f *frame, at site, a, b int64) int64 {
	c := a + b
	if (a^c)&(b^c) < 0 {
		f.overflow(at)
	}
	return c
}

func sub(f *frame, at site, a, b int64) int64 {
	c := a - b
	if (a^b)&(a^c) < 0 {
		f.overflow(at)
	}
	return c
}

func mul(f *frame, at site, a, b int64) int64 {
	if int64(int32(a)) == a && int64(int32(b)) == b {
		return a * b
	}
	return mulSlow(f, at, a, b)
}

//go:noinline
func mulSlow(f *frame, at site, a, b int64) int64 {
	c := a * b
	if a != 0 && (c/a != b || a == -1 && b == math.MinInt64) {
		f.overflow(at)
	}
	return c
}

func div(f *frame, at site, a, b int64) int64 {
	if b == 0 {
		f.divisionByZero(at)
	}
	if b == -1 && a == math.MinInt64 {
		f.overflow(at)
	}
	return a / b
}

func rem(f *frame, at site, a, b int64) int64 {
	if b == 0 {
		f.divisionByZero(at)
	}
	if b == -1 && a == math.MinInt64 {
		f.overflow(at)
	}
	return a % b
}

// addWide, subWide, mulWide, divWide and remWide are for 64 bits without a sign.
func addWide(f *frame, at site, a, b int64) int64 {
	c := a + b
	if uint64(c) < uint64(a) {
		f.overflow(at)
	}
	return c
}

func subWide(f *frame, at site, a, b int64) int64 {
	if uint64(a) < uint64(b) {
		f.overflow(at)
	}
	return a - b
}

func mulWide(f *frame, at site, a, b int64) int64 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	if high != 0 {
		f.overflow(at)
	}
	return int64(low)
}

func divWide(f *frame, at site, a, b int64) int64 {
	if b == 0 {
		f.divisionByZero(at)
	}
	return int64(uint64(a) / uint64(b))
}

func remWide(f *frame, at site, a, b int64) int64 {
	if b == 0 {
		f.divisionByZero(at)
	}
	return int64(uint64(a) % uint64(b))
}

// fit ends the thread if n is not from lo on to lo+span.
func fit(f *frame, at site, n, lo int64, span uint64) int64 {
	if uint64(n-lo) > span {
		f.overflow(at)
	}
	return n
}

// remNarrow is rem where the least number is lo: by -1 it must end as its division does.
func remNarrow(f *frame, at site, a, b, lo int64) int64 {
	if b == -1 && a == lo {
		f.overflow(at)
	}
	return rem(f, at, a, b)
}

// extend keeps the low bits of n, with the sign that the highest of them is; high are the others.
func extend(n int64, high uint) int64 { return n << (high & 63) >> (high & 63) }

// shiftBy is how far to shift a number of so many bits. It ends the thread if that is all of them or more.
func shiftBy(f *frame, at site, n int64, bits uint64) uint {
	if uint64(n) >= bits {
		f.shiftTooFar(at)
	}
	return uint(n)
}

//go:noinline
func (f *frame) shiftTooFar(at site) {
	f.trapAs(codeShift, at, "shift by the width of the number or more")
}

// An intOp computes one operator for one width.
type intOp func(f *frame, at site, a, b int64) int64

// intOp is the operation of op for integers of width w.
func (w width) intOp(op string) intOp {
	switch op {
	case "&":
		return func(_ *frame, _ site, a, b int64) int64 { return a & b }
	case "|":
		return func(_ *frame, _ site, a, b int64) int64 { return a | b }
	case "^":
		return func(_ *frame, _ site, a, b int64) int64 { return a ^ b }
	case "<<":
		return func(f *frame, at site, a, b int64) int64 { return w.wrap(a << shiftBy(f, at, b, uint64(w.bits))) }
	case ">>":
		if w.wide() {
			return func(f *frame, at site, a, b int64) int64 {
				return int64(uint64(a) >> shiftBy(f, at, b, uint64(w.bits)))
			}
		}
		return func(f *frame, at site, a, b int64) int64 { return a >> shiftBy(f, at, b, uint64(w.bits)) }
	case "&+":
		return func(_ *frame, _ site, a, b int64) int64 { return w.wrap(a + b) }
	case "&-":
		return func(_ *frame, _ site, a, b int64) int64 { return w.wrap(a - b) }
	case "&*":
		return func(_ *frame, _ site, a, b int64) int64 { return w.wrap(a * b) }
	}
	if w.wide() {
		return wideOp(op)
	}
	if w.plain() {
		return plainOp(op)
	}
	return w.narrowOp(op)
}

// plainOp is an operation on int64.
func plainOp(op string) intOp {
	switch op {
	case "+":
		return add
	case "-":
		return sub
	case "*":
		return mul
	case "/":
		return div
	case "%":
		return rem
	}
	return nil
}

// narrowOp is an operation on less than 64 bits.
func (w width) narrowOp(op string) intOp {
	lo, span := w.lo, uint64(w.hi-w.lo)
	switch op {
	case "+":
		return func(f *frame, at site, a, b int64) int64 { return fit(f, at, a+b, lo, span) }
	case "-":
		return func(f *frame, at site, a, b int64) int64 { return fit(f, at, a-b, lo, span) }
	case "*":
		return func(f *frame, at site, a, b int64) int64 { return fit(f, at, a*b, lo, span) }
	case "/":
		return func(f *frame, at site, a, b int64) int64 { return fit(f, at, div(f, at, a, b), lo, span) }
	case "%":
		return func(f *frame, at site, a, b int64) int64 { return remNarrow(f, at, a, b, lo) }
	}
	return nil
}

// wideOp is an operation on 64 bits without a sign.
func wideOp(op string) intOp {
	switch op {
	case "+":
		return addWide
	case "-":
		return subWide
	case "*":
		return mulWide
	case "/":
		return divWide
	case "%":
		return remWide
	}
	return nil
}

// toInt is x as an integer of width w: cut towards zero, the nearest there is, 0 for no number.
func (w width) toInt(x float64) int64 {
	switch {
	case x != x:
		return 0
	case w.wide():
		switch {
		case x <= 0:
			return 0
		case x >= 1<<64:
			return -1
		}
		return int64(uint64(x))
	case x <= float64(w.lo):
		return w.lo
	case x >= float64(w.hi):
		return w.hi
	}
	return int64(x)
}
