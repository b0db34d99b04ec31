package check

import (
	"math/big"
	"testing"

	"hewq/lang/types"
)

// A literal that is taken for one that fits does fit.
func TestSmallLiterals(t *testing.T) {
	texts := []string{
		"0", "00", "1", "127", "128", "129", "255", "256", "32_767", "32768", "65535", "65536", "2147483647", "2147483648",
		"4294967295", "4294967296", "999999999999999999", "1000000000000000000", "9223372036854775807", "9223372036854775808",
		"18446744073709551615", "0x7f", "0b1", "1_", "99999999999999999999999",
	}
	for _, kind := range []types.Kind{types.I8, types.I16, types.I32, types.I64, types.U8, types.U16, types.U32, types.U64, types.Isize, types.Usize} {
		typ := types.Of(kind)
		for _, text := range texts {
			n, ok := small(text)
			if !ok || n>>(types.Bits(typ)-1) != 0 {
				continue
			}
			want, _ := parseInt(text)
			if want.Uint64() != n || !fits(want, typ) || !types.IsUnsigned(typ) && !fits(new(big.Int).Neg(want), typ) {
				t.Errorf("%s is %d and does not fit %s", text, n, typ)
			}
		}
	}
	if n, ok := small("1_000"); n != 1000 || !ok {
		t.Errorf("1_000 is %d, %t", n, ok)
	}
	for _, text := range []string{"0x10", "1000000000000000000000", "1.5"} {
		if _, ok := small(text); ok {
			t.Errorf("%s is taken for a short number", text)
		}
	}
}
