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
	return mulWide(f, at, a, b)
}

//go:noinline
func mulWide(f *frame, at site, a, b int64) int64 {
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

// shiftRange ends the thread if a shift is as wide as the number or negative.
func shiftRange(f *frame, at site, n int64, w width) uint {
	if uint64(n) >= uint64(w.bits) {
		f.trapAs(codeShift, at, "shift by the width of the number or more")
	}
	return uint(n)
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
		return func(f *frame, at site, a, b int64) int64 { return w.wrap(a << shiftRange(f, at, b, w)) }
	case ">>":
		if w.wide() {
			return func(f *frame, at site, a, b int64) int64 { return int64(uint64(a) >> shiftRange(f, at, b, w)) }
		}
		return func(f *frame, at site, a, b int64) int64 { return a >> shiftRange(f, at, b, w) }
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
	var plain intOp
	switch op {
	case "+":
		plain = add
	case "-":
		plain = sub
	case "*":
		plain = mul
	case "/":
		plain = div
	case "%":
		plain = rem
	}
	if plain == nil || w.plain() {
		return plain
	}
	if op == "%" { // fits, but the least number by -1 must end as its division does
		return func(f *frame, at site, a, b int64) int64 {
			if b == -1 {
				w.within(f, at, -a)
			}
			return rem(f, at, a, b)
		}
	}
	return func(f *frame, at site, a, b int64) int64 { return w.within(f, at, plain(f, at, a, b)) }
}

// within ends the thread if n does not fit the width.
func (w width) within(f *frame, at site, n int64) int64 {
	if n < w.lo || n > w.hi {
		f.overflow(at)
	}
	return n
}

// wideOp is an operation on 64 bits without a sign.
func wideOp(op string) intOp {
	switch op {
	case "+":
		return func(f *frame, at site, a, b int64) int64 {
			c, carry := bits.Add64(uint64(a), uint64(b), 0)
			if carry != 0 {
				f.overflow(at)
			}
			return int64(c)
		}
	case "-":
		return func(f *frame, at site, a, b int64) int64 {
			if uint64(a) < uint64(b) {
				f.overflow(at)
			}
			return a - b
		}
	case "*":
		return func(f *frame, at site, a, b int64) int64 {
			high, low := bits.Mul64(uint64(a), uint64(b))
			if high != 0 {
				f.overflow(at)
			}
			return int64(low)
		}
	case "/":
		return func(f *frame, at site, a, b int64) int64 {
			if b == 0 {
				f.divisionByZero(at)
			}
			return int64(uint64(a) / uint64(b))
		}
	case "%":
		return func(f *frame, at site, a, b int64) int64 {
			if b == 0 {
				f.divisionByZero(at)
			}
			return int64(uint64(a) % uint64(b))
		}
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
