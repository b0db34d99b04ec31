package shape

import (
	"math/rand/v2"
	"testing"

	"hewq/lang/source"
	"hewq/lang/token"
)

func TestLiterals(t *testing.T) {
	bytes := func(s string) string { return string(appendBytesLiteral(nil, []byte(s))) }
	text := func(s string) string { return string(appendStringLiteral(nil, s)) }
	char := func(s string) string { return string(appendCharLiteral(nil, []rune(s)[0])) }
	for _, tc := range []struct {
		write     func(string) string
		of, wants string
	}{
		{bytes, "", `b""`},
		{bytes, "hi 'é' 日", `b"hi 'é' 日"`},
		{bytes, "\x00\xff", `b"\0\xff"`},
		{bytes, "\n\t\r\"\\", `b"\n\t\r\"\\"`},
		{bytes, "\a\x1b\x7f", `b"\x07\x1b\x7f"`},
		{bytes, "é\xc3", `b"é\xc3"`},
		{bytes, "\u0080\u00a0\u202e\U000e0001", `b"\u{80}\u{a0}\u{202e}\u{e0001}"`},
		{bytes, "\uFFFD\xef\xbf", `b"\u{fffd}\xef\xbf"`},
		{text, "it's \"日\"\n\x00\x07\u0080", `"it's \"日\"\n\0\x07\u{80}"`},
		{text, "a\xc3", `"a\xc3"`},
		{char, "'", `'\''`},
		{char, `"`, `'"'`},
		{char, "\n", `'\n'`},
		{char, "\u202e", `'\u{202e}'`},
	} {
		if got := tc.write(tc.of); got != tc.wants {
			t.Errorf("%q is written as %s, want %s", tc.of, got, tc.wants)
		}
	}
}

// What is shown of bytes makes the same bytes when it is typed, and what is shown of text makes
// the same text.
func TestLiteralsMakeTheirValues(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := []string{`\xff`, `\u{e9}`, `\`, `b"" [] "`}
	for i := range 256 {
		for j := range 256 {
			all = append(all, string([]byte{byte(i), byte(j)}))
		}
	}
	for range 5000 {
		b := make([]byte, random.IntN(12))
		for i := range b {
			b[i] = byte(random.IntN(256))
		}
		all = append(all, string(b), string(rune(random.IntN(0x110000)))+"x")
	}
	for _, s := range all {
		literal := string(appendBytesLiteral(nil, []byte(s)))
		wantToken(t, literal, token.ByteString)
		if got, err := token.DecodeBytes(literal); string(got) != s || err != nil {
			t.Fatalf("% x is shown as %s, which makes % x, %v", s, literal, got, err)
		}
		text := string([]rune(s))
		literal = string(appendStringLiteral(nil, text))
		wantToken(t, literal, token.String)
		if got, err := token.DecodeString(literal); got != text || err != nil {
			t.Fatalf("%q is shown as %s, which makes %q, %v", text, literal, got, err)
		}
	}
}

// wantToken checks that text is one token.
func wantToken(t *testing.T, text string, typ token.Type) {
	t.Helper()
	if tok := token.Read(source.New("test.hew", text))[0]; tok.Type != typ || tok.Value != text {
		t.Fatalf("%s is read as %q", text, tok.Value)
	}
}
