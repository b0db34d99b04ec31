package eval

// This file has the methods of integers.

import (
	"math/bits"

	"hewq/lang/value"
)

func intIntrinsics() map[string]intrinsic {
	table := map[string]intrinsic{
		"int.to_f32": convertSelf,
		"int.to_f64": convertSelf,
	}
	for _, op := range []string{"add", "sub", "mul"} {
		table["int.wrapping_"+op] = wrappingOp(op)
		table["int.checked_"+op] = checkedOp(op)
		table["int.saturating_"+op] = saturatingOp(op)
	}
	for _, to := range []string{"i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"} {
		table["int.try_to_"+to] = tryTo
		table["int.wrapping_as_"+to] = wrappingAs
		table["int.saturating_as_"+to] = saturatingAs
	}
	for _, to := range []string{"i16", "i32", "i64", "u16", "u32", "u64"} {
		table["int.to_"+to] = func(_ *lowerer, c *call) expr { return c.args[0].x }
	}
	return table
}

// convertSelf converts the receiver as `as` does.
func convertSelf(l *lowerer, c *call) expr { return l.convert(c.args[0].typ, c.result, c.args[0]) }

func wrappingOp(op string) intrinsic {
	return func(_ *lowerer, c *call) expr {
		do := widthOf(c.args[0].typ).intOp(map[string]string{"add": "&+", "sub": "&-", "mul": "&*"}[op])
		x, y, at := c.args[0].x, c.args[1].x, c.at
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(do(f, at, a, y(f).Int()))
		}
	}
}

func checkedOp(op string) intrinsic {
	return func(_ *lowerer, c *call) expr {
		do := widthOf(c.args[0].typ).bounded(op)
		some := someOf(c.args[0].typ)
		x, y := c.args[0].x, c.args[1].x
		return func(f *frame) value.Value {
			a := x(f).Int()
			n, fits := do(a, y(f).Int())
			if !fits {
				return noneValue
			}
			return some(value.Int(n))
		}
	}
}

func saturatingOp(op string) intrinsic {
	return func(_ *lowerer, c *call) expr {
		do := widthOf(c.args[0].typ).bounded(op)
		x, y := c.args[0].x, c.args[1].x
		return func(f *frame) value.Value {
			a := x(f).Int()
			n, _ := do(a, y(f).Int())
			return value.Int(n)
		}
	}
}

// bounded gives the function that computes op. What does not fit becomes the nearest number
// that does, and fits is false.
func (w width) bounded(op string) func(a, b int64) (n int64, fits bool) {
	exact := map[string]func(a, b int64) (int64, int64){"add": add128, "sub": sub128, "mul": mul128}[op]
	if w.wide() {
		return boundedWide(op)
	}
	return func(a, b int64) (int64, bool) {
		high, low := exact(a, b)
		switch {
		case high < low>>63:
			return w.lo, false
		case high > low>>63:
			return w.hi, false
		case low < w.lo:
			return w.lo, false
		case low > w.hi:
			return w.hi, false
		}
		return low, true
	}
}

// add128, sub128 and mul128 give a result in 128 bits.
func add128(a, b int64) (high, low int64) {
	l, carry := bits.Add64(uint64(a), uint64(b), 0)
	return a>>63 + b>>63 + int64(carry), int64(l)
}

func sub128(a, b int64) (high, low int64) {
	l, borrow := bits.Sub64(uint64(a), uint64(b), 0)
	return a>>63 - b>>63 - int64(borrow), int64(l)
}

func mul128(a, b int64) (high, low int64) {
	h, l := bits.Mul64(uint64(a), uint64(b))
	return int64(h) - a>>63&b - b>>63&a, int64(l)
}

// boundedWide is bounded for 64 bits without a sign.
func boundedWide(op string) func(a, b int64) (int64, bool) {
	switch op {
	case "add":
		return func(a, b int64) (int64, bool) {
			if n, carry := bits.Add64(uint64(a), uint64(b), 0); carry == 0 {
				return int64(n), true
			}
			return -1, false
		}
	case "sub":
		return func(a, b int64) (int64, bool) {
			if uint64(a) < uint64(b) {
				return 0, false
			}
			return a - b, true
		}
	}
	return func(a, b int64) (int64, bool) {
		if high, low := bits.Mul64(uint64(a), uint64(b)); high == 0 {
			return int64(low), true
		}
		return -1, false
	}
}

// clamp is n, an integer of width from, as the nearest integer of width w.
func (w width) clamp(from width, n int64) (nearest int64, fits bool) {
	switch {
	case from.wide() && n < 0: // more than any other width holds
		if w.wide() {
			return n, true
		}
		return w.hi, false
	case w.wide():
		return max(n, 0), n >= 0
	}
	nearest = min(max(n, w.lo), w.hi)
	return nearest, nearest == n
}

func tryTo(_ *lowerer, c *call) expr {
	payload := payloadOf(c.result)
	from, to := widthOf(c.args[0].typ), widthOf(payload[0])
	ok := okOf(payload[0])
	// The only variant of NarrowError, which has no payload.
	failed := errOf(payload[1])(value.Unit(0))
	x := c.args[0].x
	return func(f *frame) value.Value {
		n, fits := to.clamp(from, x(f).Int())
		if !fits {
			return failed
		}
		return ok(value.Int(n))
	}
}

func wrappingAs(_ *lowerer, c *call) expr {
	to, x := widthOf(c.result), c.args[0].x
	return func(f *frame) value.Value { return value.Int(to.wrap(x(f).Int())) }
}

func saturatingAs(_ *lowerer, c *call) expr {
	from, to, x := widthOf(c.args[0].typ), widthOf(c.result), c.args[0].x
	return func(f *frame) value.Value {
		n, _ := to.clamp(from, x(f).Int())
		return value.Int(n)
	}
}
