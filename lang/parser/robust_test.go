package parser

// This file tests that no text makes the parser fail or take long.

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// The tests make much garbage and measure none. Collecting it at every doubling takes a third of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

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

// The nodes of a chain nest in one another: what walks the tree needs a stack for them.
func TestTooLongChain(t *testing.T) {
	_, ds := ParseFile(source.New("f.hew", "fn f() { a"+strings.Repeat(".a", maxLinks+1)+"; }"))
	if len(ds) != 1 || ds[0].Code != diag.SyntaxNesting {
		t.Errorf("got %v", ds)
	}
}

func TestDeepTypes(t *testing.T) {
	ParseFile(source.New("f.hew", "actor A { mailbox 1 overflow a"+strings.Repeat(" fallback a", 1_000_000)))
	for _, open := range []string{"(", "[", "Vec<", "*const ", "&", "fn(", "fn() -> ", "dyn (A<", "<"} {
		for _, head := range []string{"fn f(x: ", "type T = ", "fn f() { let x: "} {
			ParseFile(source.New("f.hew", head+strings.Repeat(open, 10_000)))
		}
	}
	for _, open := range []string{"(", "Some(", "P { a: ", "1 | "} {
		ParseFile(source.New("f.hew", "fn f() { match x { "+strings.Repeat(open, 10_000)))
	}
}

// TestMutations breaks sources at one token each: most mistakes are of this kind.
func TestMutations(t *testing.T) {
	files, each := sources(t), 200
	if os.Getenv("HEW_CORPUS") != "" {
		files, _ = corpus(t)
		each = 20
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, src := range files {
		toks := Tokens(src)
		for range each {
			text := mutated(r, src.Text, toks)
			broken := source.New(src.Name, text)
			f, ds := ParseFile(broken)
			holds(t, broken, f, ds)
			if t.Failed() {
				t.Fatalf("%s:\n%s", src.Name, text)
			}
		}
	}
}

// mutated is text without a token, with one twice, with two exchanged, or with one replaced.
func mutated(r *rand.Rand, text string, toks []token.Token) string {
	a, b := toks[r.IntN(len(toks))], toks[r.IntN(len(toks))]
	if a.Start() > b.Start() {
		a, b = b, a
	}
	before, after := text[:a.Start()], text[a.End():]
	switch r.IntN(4) {
	case 0:
		return before + after
	case 1:
		return before + a.Value + " " + a.Value + after
	case 2:
		return before + b.Value + " " + after
	}
	if a == b {
		return before
	}
	return before + b.Value + text[a.End():b.Start()] + a.Value + text[b.End():]
}

// A panic of participle becomes a diagnostic, any other is not ours to hide.
func TestGuarded(t *testing.T) {
	l := &tokens{all: token.Read(source.New("f.hew", "x"))}
	_, err := guarded(func(l *tokens) (int, error) { panic(participle.Errorf(l.Peek().Full().Pos, "no progress")) }, l)
	if e, ok := err.(participle.Error); !ok || e.Message() != "no progress" {
		t.Errorf("got %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a panic of another kind was hidden")
		}
	}()
	_, _ = guarded(func(*tokens) (int, error) { panic("internal error") }, l)
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
			t.Skip("a long text finds nothing that a short one does not")
		}
		src := source.New("f.hew", text)
		hung := time.AfterFunc(30*time.Second, func() { panic(fmt.Sprintf("no end after 30 s: %q", text)) })
		defer hung.Stop()
		file, ds := ParseFile(src)
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
	for _, tok := range file.Tokens() {
		if tok.Start() < end {
			t.Errorf("token %q at %d overlaps the one before", tok.Value, tok.Start())
		}
		if gap := src.Text[end:tok.Start()]; strings.Trim(gap, " \t\r\n") != "" {
			t.Errorf("no token has %q", gap)
		}
		end = tok.End()
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
	for i := range file.Tokens() {
		if file.Tokens()[i].Type == token.Invalid && len(ds) == 0 {
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
