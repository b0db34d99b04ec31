package token

import (
	"errors"
	"fmt"
	"testing"
)

// decode decodes by type, so that one table holds every kind of literal.
func decode(typ Type, text string) (any, error) {
	switch typ {
	case Int:
		return DecodeInt(text)
	case Float:
		return DecodeFloat(text)
	case Duration:
		return DecodeDuration(text)
	case Char:
		return DecodeChar(text)
	case ByteString:
		return DecodeBytes(text)
	case FStringText:
		return DecodeFStringText(text)
	}
	return DecodeString(text)
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		typ  Type
		text string
		want string
	}{
		{Int, "0", "0"},
		{Int, "1_000_000", "1000000"},
		{Int, "0xFF_ff", "65535"},
		{Int, "0o17", "15"},
		{Int, "0b1010", "10"},
		{Int, "18446744073709551615", "18446744073709551615"},
		{Int, "18446744073709551616", "0..20: this number needs more than 64 bits"},
		{Int, "0x10000000000000000", "0..19: this number needs more than 64 bits"},
		{Float, "1_0.5", "10.5"},
		{Float, "2.5e-3", "0.0025"},
		{Float, "2.0e308", "+Inf"},
		{Duration, "5s", "5s"},
		{Duration, "100ms", "100ms"},
		{Duration, "1_500us", "1.5ms"},
		{Duration, "7ns", "7ns"},
		{Duration, "2m", "2m0s"},
		{Duration, "3h", "3h0m0s"},
		{Duration, "99999999h", "0..9: this duration is too long: at most 292 years fit"},
		{Char, "'a'", "97"},
		{Char, "'é'", "233"},
		{Char, `'\n'`, "10"},
		{Char, `'\0'`, "0"},
		{Char, `'\''`, "39"},
		{Char, `'\\'`, "92"},
		{Char, `'\q'`, "1..3: `\\q` is not an escape of a character; those are `\\n`, `\\t`, `\\r`, `\\0`, `\\\\` and `\\'`"},
		{String, `"plain"`, "plain"},
		{String, `"a\n\t\r\"\\z"`, "a\n\t\r\"\\z"},
		{String, `"\x41\u{e9}\u{1F600}"`, "Aé😀"},
		{String, `"\0"`, "\x00"},
		{String, `"\q\é\{"`, `\q\é\{`},
		{String, `"\xZZ\x4"`, `\xZZ\x4`},
		{String, `"\u"`, `\u`},
		{String, `"a\u{41"`, "2..5: this `\\u{` has no `}`"},
		{String, `"\u{}"`, "1..5: between `\\u{` and `}` stand 1 to 6 hexadecimal digits"},
		{String, `"\u{1234567}"`, "1..12: between `\\u{` and `}` stand 1 to 6 hexadecimal digits"},
		{String, `"\u{xy}"`, "1..7: between `\\u{` and `}` stand hexadecimal digits only"},
		{String, `"\u{D800}"`, "1..9: there is no character U+D800"},
		{String, `"\u{110000}"`, "1..11: there is no character U+110000"},
		{RawString, `r"a\n"`, `a\n`},
		{Regex, `re"\d+\"\\"`, `\d+"\\`},
		{String, `"\x7f\x80\xff"`, "\x7f\u0080ÿ"},
		{FStringText, `\xff`, "ÿ"},
		{Char, `'\xff'`, "1..5: `\\xff` is not an escape of a character; those are `\\n`, `\\t`, `\\r`, `\\0`, `\\\\` and `\\'`"},
		{ByteString, `b"a\n\xff"`, "[97 10 255]"},
		{ByteString, `b"\x00\x7F\x80\xfE\0"`, "[0 127 128 254 0]"},
		{ByteString, `b"\\xff\"\r\t"`, `[92 120 102 102 34 13 9]`},
		{ByteString, `b"\xe6\x97\xa5日\u{65e5}"`, "[230 151 165 230 151 165 230 151 165]"},
		{ByteString, `b"\u{ff}ÿ"`, "[195 191 195 191]"},
		{ByteString, `b"\xZZ\x4\q\é"`, `[92 120 90 90 92 120 52 92 113 92 195 169]`},
		{ByteString, `b"ab\u{d800}"`, "4..12: there is no character U+D800"},
		{FStringText, `\{a\}\$\n`, "{a}$\n"},
	} {
		v, err := decode(c.typ, c.text)
		got := fmt.Sprint(v)
		if e := (*LiteralError)(nil); errors.As(err, &e) {
			got = fmt.Sprintf("%d..%d: %s", e.Start, e.End, e.Message)
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
		if checked := CheckLiteral(c.typ, c.text); (checked == nil) != (err == nil) {
			t.Errorf("%s: CheckLiteral says %v, decoding says %v", c.text, checked, err)
		}
	}
}
