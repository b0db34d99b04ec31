package shape

// This file makes the text that f-strings and print have for values which need no code of the
// program for it.

import (
	"math"
	"strconv"
	"unicode/utf8"

	"hewq/lang/value"
)

// Displayed tells whether Display knows how the values look.
func (s *Shape) Displayed() bool { return s.Kind <= Bytes }

// Display appends how v looks.
func (s *Shape) Display(b []byte, v value.Value) []byte {
	switch s.Kind {
	case Bool:
		return strconv.AppendBool(b, v.Bool())
	case Int, Duration:
		return strconv.AppendInt(b, v.Int(), 10)
	case Wide:
		return strconv.AppendUint(b, uint64(v.Int()), 10)
	case Char:
		return utf8.AppendRune(b, rune(v.Int()))
	case Float:
		return appendFloat(b, v.Float())
	case Unit:
		return append(b, "()"...)
	case String:
		return append(b, v.Str()...)
	case Bytes:
		return append(b, v.Bytes().B...)
	}
	panic("internal error: " + s.Type.String() + " cannot be displayed")
}

// appendFloat writes x as C's %g does: six digits, the exponent with two.
func appendFloat(b []byte, x float64) []byte {
	switch {
	case math.IsInf(x, 1):
		return append(b, "inf"...)
	case math.IsInf(x, -1):
		return append(b, "-inf"...)
	case x != x:
		if math.Signbit(x) {
			b = append(b, '-')
		}
		return append(b, "nan"...)
	}
	return strconv.AppendFloat(b, x, 'g', 6, 64)
}
