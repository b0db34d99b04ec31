package token

import (
	"strings"
	"testing"

	"hewq/lang/source"
)

// words are the tokens of text as `Type:text`; where they stand is checked.
func words(t *testing.T, text string) string {
	t.Helper()
	names := map[Type]string{}
	for name, typ := range Symbols {
		names[typ] = name
	}
	src := source.New("f.hew", text)
	var ws []string
	for _, tok := range Read(src) {
		if tok.EOF() {
			break
		}
		if got := text[tok.Start():tok.End()]; got != tok.Value {
			t.Errorf("%q: token %q stands where the text is %q", text, tok.Value, got)
		}
		ws = append(ws, names[tok.Type]+":"+strings.ReplaceAll(tok.Value, " ", "_"))
	}
	return strings.Join(ws, " ")
}

func TestLexer(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"let x_1 = y;", "Keyword:let Ident:x_1 Punct:= Ident:y Punct:;"},
		{"0x1F 0b1_0 0o7 1_000 0x", "Int:0x1F Int:0b1_0 Int:0o7 Int:1_000 Int:0 Ident:x"},
		{"1.5 2.5e-3 1.x 1..2 5.0e", "Float:1.5 Float:2.5e-3 Int:1 Punct:. Ident:x Int:1 Punct:.. Int:2 Float:5.0 Ident:e"},
		{"5s 10ms 3m 4us 1h 2ns 5sec", "Duration:5s Duration:10ms Duration:3m Duration:4us Duration:1h Duration:2ns Duration:5s Ident:ec"},
		{`"a\"b" r"a\" b"c" re"\d"`, `String:"a\"b" RawString:r"a\" ByteString:b"c" Regex:re"\d"`},
		{`'a' '\n' '\'' 'é'`, `Char:'a' Char:'\n' Char:'\'' Char:'é'`},
		{`'ab' ''`, `Invalid:'ab' Invalid:''`},
		{`f"a {x} b"`, `FStringStart:f" FStringText:a_ Punct:{ Ident:x Punct:} FStringText:_b FStringEnd:"`},
		{`f"{f"{ {1} }"}" y`, `FStringStart:f" Punct:{ FStringStart:f" Punct:{ Punct:{ Int:1 Punct:} Punct:} FStringEnd:" Punct:} FStringEnd:" Ident:y`},
		{`f"\{ \" }"`, `FStringStart:f" FStringText:\{_\"_} FStringEnd:"`},
		{`f"{{x}}"`, `FStringStart:f" Invalid:{{ FStringText:x}} FStringEnd:"`},
		{"@outer: @ x", "Label:@outer Punct:: Punct:@ Ident:x"},
		{"a >>= b >= c <<= d", "Ident:a Punct:> Punct:> Punct:= Ident:b Punct:> Punct:= Ident:c Punct:<<= Ident:d"},
		{"a &+ b ..= c => d -> e :: f #[", "Ident:a Punct:&+ Ident:b Punct:..= Ident:c Punct:=> Ident:d Punct:-> Ident:e Punct::: Ident:f Punct:#["},
		{"// a\n/// b\n//! c\n/* d /* e */ */ f", "Comment://_a DocComment:///_b ModuleDoc://!_c Comment:/*_d_/*_e_*/_*/ Ident:f"},
		{"[a, b, /* c */ ]", "Punct:[ Ident:a Punct:, Ident:b LastComma:, Comment:/*_c_*/ Punct:]"},
		{"[a,, ]", "Punct:[ Ident:a Punct:, Punct:, Punct:]"},
		{"(,)", "Punct:( Punct:, Punct:)"},
		{"#!/bin/hewq -x\nfn", "Comment:#!/bin/hewq_-x Keyword:fn"},
		{"#[a]\n#!", "Punct:#[ Ident:a Punct:] BadComment:#!"},
		{"é größe $", "Invalid:é Ident:gr Invalid:öße Invalid:$"},
		{"/// a\r\n// b\r\nc", "DocComment:///_a Comment://_b Ident:c"},
		{"\ufefffn f", "Keyword:fn Ident:f"},
		{"\ufeff#!/bin/hewq\nfn", "Comment:#!/bin/hewq Keyword:fn"},
		{"é\r\n\té x", "Invalid:é Invalid:é Ident:x"},
		{`"open`, `Invalid:"open`},
		{`f"open {x`, `FStringStart:f" FStringText:open_ Punct:{ Ident:x`},
		{"/* open /* */", "Invalid:/*_open_/*_*/"},
		{"\xff\xfe a", "Invalid:\xff\xfe Ident:a"},
	} {
		if got := words(t, c.text); got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestNestingEnds(t *testing.T) {
	got := words(t, strings.Repeat("[", MaxDepth+1))
	if want := strings.Repeat("Punct:[ ", MaxDepth) + "Invalid:["; got != want {
		t.Errorf("got %s", got)
	}
	if got := words(t, strings.Repeat("[]", 3*MaxDepth)); strings.Contains(got, "Invalid") {
		t.Error("brackets side by side count as nested")
	}
}
