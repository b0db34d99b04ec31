package parser

// This file tests that no text makes the parser fail or take long.

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

func TestDeepNesting(t *testing.T) {
	f, ds := ParseFile(source.New("f.hew", "fn f() { let x = "+strings.Repeat("(", 100_000)))
	if len(f.Items) != 1 || len(ds) != 1 || ds[0].Code != diag.SyntaxNesting {
		t.Errorf("100,000 parentheses: %d items, %v", len(f.Items), ds)
	}
	for _, c := range []struct{ name, open, middle, end string }{
		{"parentheses", "(", "1", ")"},
		{"brackets", "[", "1", "]"},
		{"blocks", "{", "1", "}"},
		{"calls", "f(", "1", ")"},
		{"ifs", "if a {", "1", "}"},
		{"closures", "|x| (", "1", ")"},
		{"f-strings", `f"{`, "1", `}"`},
		{"prefixes", "!", "1", ""},
		{"minuses", "- ", "1", ""},
		{"closures without brackets", "|x| ", "1", ""},
		{"returns", "return ", "1", ""},
		{"else ifs", "if a {} else ", "{}", ""},
		{"forks", "fork ", "1", ""},
	} {
		for _, head := range []string{"fn f() { let x = ", "fn f() { "} {
			text := head + strings.Repeat(c.open, 10_000) + c.middle + strings.Repeat(c.end, 10_000) + "; }"
			f, ds := ParseFile(source.New("f.hew", text))
			ast.Inspect(f, func(ast.Node) bool { return true })
			if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == diag.SyntaxNesting }) {
				t.Errorf("%s: not too deep, but %v", c.name, ds)
			}
		}
	}
}

// What is long without being deep is read.
func TestLongChains(t *testing.T) {
	for _, link := range []string{"1 + ", "a.", "a?.", "f()."} {
		text := "fn f() { " + strings.Repeat(link, 10_000) + "a; }"
		if _, ds := ParseFile(source.New("f.hew", text)); len(ds) > 0 {
			t.Errorf("%s: %v", link, ds)
		}
	}
}

func TestDeepTypes(t *testing.T) {
	for _, open := range []string{"(", "[", "Vec<", "*const ", "&", "fn(", "fn() -> ", "dyn (A<", "<"} {
		for _, head := range []string{"fn f(x: ", "type T = ", "fn f() { let x: "} {
			ParseFile(source.New("f.hew", head+strings.Repeat(open, 10_000)))
		}
	}
	for _, open := range []string{"(", "Some(", "P { a: ", "1 | "} {
		ParseFile(source.New("f.hew", "fn f() { match x { "+strings.Repeat(open, 10_000)))
	}
}

// FuzzParseFile wants a whole tree of any text, in a bounded time.
func FuzzParseFile(f *testing.F) {
	for _, src := range sources(f) {
		f.Add(src.Text)
	}
	for _, m := range mistakes {
		f.Add(m.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			t.Skip("too long to be found by chance only here")
		}
		src := source.New("f.hew", text)
		start := time.Now()
		file, ds := ParseFile(src)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes took %v", len(text), took)
		}
		holds(t, src, file, ds)
		in, ds, _ := ParseInput(src)
		for _, item := range in.Items {
			ast.Inspect(item, func(ast.Node) bool { return true })
		}
		for _, d := range ds {
			inside(t, src, d)
		}
	})
}

// holds tests what is true of the tree and the diagnostics of any text.
func holds(t *testing.T, src *source.File, file *ast.File, ds []diag.Diagnostic) {
	end := 0
	for _, tok := range file.Tokens {
		if tok.Pos.Offset < end {
			t.Errorf("token %q at %d overlaps the one before", tok.Value, tok.Pos.Offset)
		}
		if gap := src.Text[end:tok.Pos.Offset]; strings.Trim(gap, " \t\r\n") != "" {
			t.Errorf("no token has %q", gap)
		}
		end = tok.Pos.Offset + len(tok.Value)
	}
	bad := 0
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BadDecl, *ast.BadStmt, *ast.BadMember:
			bad++
		}
		if n.Start() > n.End() || n.End() > len(src.Text) {
			t.Errorf("%T stands at %d..%d of %d", n, n.Start(), n.End(), len(src.Text))
		}
		return true
	})
	if bad > 0 && len(ds) == 0 {
		t.Error("a bad node and no diagnostic")
	}
	for i := range file.Tokens {
		if file.Tokens[i].Type == token.Invalid && len(ds) == 0 {
			t.Error("an invalid token and no diagnostic")
		}
	}
	for _, d := range ds {
		inside(t, src, d)
	}
}

func inside(t *testing.T, src *source.File, d diag.Diagnostic) {
	if d.Message == "" || d.Span.File == nil || d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(src.Text) {
		t.Errorf("diagnostic %q at %d..%d", d.Message, d.Span.Start, d.Span.End)
	}
}
