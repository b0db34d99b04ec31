package parser

// This file tests when an input at a prompt is complete, and what it is read as.

import (
	"strings"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/source"
)

func TestComplete(t *testing.T) {
	const (
		complete   = "complete"
		incomplete = "incomplete"
		wrong      = "wrong"
	)
	for _, c := range []struct{ text, want string }{
		{"fn f() {", incomplete},
		{"fn f() { let x = (1 +", incomplete},
		{"fn f() { println(\"a", incomplete},
		{"fn f() {} /* c", incomplete},
		{"fn f() { println(f\"a {x", incomplete},
		{"fn f() { if x {", incomplete},
		{"fn f() { match x { 1 => 2,", incomplete},
		{"fn f(", incomplete},
		{"fn f() ->", incomplete},
		{"type P {", incomplete},
		{"import std::", incomplete},
		{"fn f() { let x = 5", incomplete},
		{"fn f() { let x: Vec<", incomplete},
		{"fn f() { }", complete},
		{"fn f() { } }", wrong},
		{"fn f() { let x = ; ", wrong},
		{"fn f() { x y", wrong},
		{"fn f() { |a, b", incomplete},
		{"fn f() { a.", incomplete},
		{"fn f() { xs[1", incomplete},
		{"#[wire", incomplete},
		{"fn f() { let c = 'a", wrong},

		{"", complete},
		{"  // only a comment", complete},
		{"let x = 5", complete},
		{"let x = 5 // five", complete},
		{"let x = 5;", complete},
		{"let x =", incomplete},
		{"x + 1", complete},
		{"x +", incomplete},
		{"x; y", complete},
		{"x y", wrong},
		{"x = 3", complete},
		{"if a { 1 } else {", incomplete},
		{"if a { 1 }", complete},
		{"match x {", incomplete},
		{"f(1,", incomplete},
		{"import std::fs", complete},
		{"const A: i64 = 1", complete},
		{"actor |x| { x }", complete},
		{"actor A {\n    receive fn f() {", incomplete},
		{"gen { yield 1; }", complete},
		{"fn f() {}\nf()", complete},
		{"type P { x: i64 }\nlet p = P { x: 1 };\np.x", complete},
		{"}", wrong},
		{")", wrong},
		{"f\"{", incomplete},
		{"'ab'", wrong},
		{"let m = {1: 2}", wrong},
		{"let m = { f(1: 2) }", wrong},
		{"{", incomplete},
		{"[1,\n 2", incomplete},
	} {
		_, ds, open := ParseInput(source.New("<input>", c.text))
		got := wrong
		switch {
		case open:
			got = incomplete
		case len(ds) == 0:
			got = complete
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s: %v", c.text, got, c.want, ds)
		}
	}
}

// What is wrong in the middle of an input is told, not that its `;` is missing.
func TestInputMistake(t *testing.T) {
	src := source.New("<input>", "let m = {1: 2}")
	_, ds, _ := ParseInput(src)
	if len(ds) != 1 || ds[0].Span != (source.Span{File: src, Start: 10, End: 11}) || len(ds[0].Help) != 1 {
		t.Errorf("%+v", ds)
	}
}

func TestInputTail(t *testing.T) {
	for _, c := range []struct {
		text string
		tail bool
	}{
		{"1 + 2", true},
		{"let x = 1; x", true},
		{"if a { 1 } else { 2 }", true},
		{"f();", false},
		{"let x = 1", false},
		{"x = 1", false},
		{"fn f() {}", false},
	} {
		in, ds, _ := ParseInput(source.New("<input>", c.text))
		if len(ds) > 0 {
			t.Errorf("%q: %v", c.text, ds)
		}
		if got := (&ast.Block{Stmts: in.Stmts}).Tail() != nil; got != c.tail {
			t.Errorf("%q: has a value: %v, want %v", c.text, got, c.tail)
		}
	}
}

// A session shows what was typed by its spans, so they must be exact.
func TestInputSpans(t *testing.T) {
	text := "// first\nlet x = 5 /* five */"
	in, _, _ := ParseInput(source.New("<input>", text))
	let, ok := in.Stmts[0].(*ast.LetStmt)
	if !ok {
		t.Fatalf("%T", in.Stmts[0])
	}
	if got := text[let.Value.Start():let.Value.End()]; got != "5" {
		t.Errorf("the value is %q", got)
	}
	if got := text[let.Start():min(let.End(), len(text))]; got != "let x = 5 /* five */" {
		t.Errorf("the statement is %q", got)
	}
}

func TestTokens(t *testing.T) {
	text := "#!/usr/bin/env hewq\nfn f() { // c\n  f\"a {x}\" }\n'"
	var got strings.Builder
	for _, tok := range Tokens(source.New("f.hew", text)) {
		got.WriteString(tok.Value + "|")
	}
	want := "#!/usr/bin/env hewq|fn|f|(|)|{|// c|f\"|a |{|x|}|\"|}|'|"
	if got.String() != want {
		t.Errorf("got  %s\nwant %s", got.String(), want)
	}
}
