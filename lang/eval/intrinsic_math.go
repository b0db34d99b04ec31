package eval

// This file has the functions of std::math.

import (
	"math"

	"hewq/lang/types"
	"hewq/lang/value"
)

func mathIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"math.abs":   mathAbs,
		"math.min":   mathPick(true),
		"math.max":   mathPick(false),
		"math.pow":   mathPow,
		"math.sqrt":  floatFunc(sqrt),
		"math.floor": floatFunc(math.Floor),
		"math.ceil":  floatFunc(math.Ceil),
		"math.round": floatFunc(math.Round),
		"math.exp":   floatFunc(math.Exp),
		"math.exp2":  floatFunc(math.Exp2),
		"math.log":   floatFunc(math.Log),
		"math.log2":  floatFunc(math.Log2),
		"math.log10": floatFunc(math.Log10),
		"math.sin":   floatFunc(math.Sin),
		"math.cos":   floatFunc(math.Cos),
		"math.tanh":  floatFunc(math.Tanh),
	}
}

func sqrt(x float64) float64 { return math.Sqrt(x) }

// floatFunc makes an intrinsic of a function on floats.
func floatFunc(do func(float64) float64) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x := c.args[0].x
		return func(f *frame) value.Value { return value.Float(do(x(f).Float())) }
	}
}

func mathPow(_ *lowerer, c *call) expr {
	x, y := c.args[0].x, c.args[1].x
	return func(f *frame) value.Value {
		a := x(f).Float()
		return value.Float(math.Pow(a, y(f).Float()))
	}
}

// mathAbs lowers abs. The smallest integer of a type has no positive partner: it stays.
func mathAbs(_ *lowerer, c *call) expr {
	x, t := c.args[0].x, c.args[0].typ
	switch w := widthOf(t); {
	case types.IsFloat(t):
		return func(f *frame) value.Value { return value.Float(math.Abs(x(f).Float())) }
	case w.unsigned:
		return x
	default:
		return func(f *frame) value.Value {
			n := x(f).Int()
			if n < 0 {
				n = w.wrap(-n)
			}
			return value.Int(n)
		}
	}
}

// mathPick lowers min, or max if not least. Of a float and NaN it picks the float.
func mathPick(least bool) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, y, t := c.args[0].x, c.args[1].x, c.args[0].typ
		if types.IsFloat(t) {
			return func(f *frame) value.Value {
				a := x(f)
				b := y(f)
				if m, n := a.Float(), b.Float(); n != n || (m < n) == least && m != n {
					return a
				}
				return b
			}
		}
		flip := int64(0)
		if widthOf(t).wide() {
			flip = math.MinInt64
		}
		return func(f *frame) value.Value {
			a := x(f).Int()
			b := y(f).Int()
			if (a^flip < b^flip) == least {
				return value.Int(a)
			}
			return value.Int(b)
		}
	}
}
