package format_test

// This file tests what files look like.

import (
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/format"
	"hewq/lang/parser"
	"hewq/lang/source"
)

// The tests make much garbage and measure none. Collecting it at every doubling takes a third of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// The files of testdata look like the golden ones beside them.
func TestStyle(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "*.hew"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := format.Source(source.New(file, string(text)))
			if err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(file, ".hew")+".golden", string(got))
		})
	}
}

func TestSyntaxError(t *testing.T) {
	t.Parallel()
	_, err := format.Source(source.New("f.hew", "fn main() {\n    let = 1;\n}\n"))
	var syntax *format.SyntaxError
	if !errors.As(err, &syntax) || len(syntax.Found) != 1 || !strings.HasPrefix(err.Error(), "f.hew:2:9: ") {
		t.Errorf("got %v", err)
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	const text = "fn a() {\none( );\n  if x {\n  two( );three( );\n // c\n four( );\n }\n}\nfn b( ) {}\nfn c( ) {}\n"
	for _, c := range []struct{ name, from, to, span, want string }{
		{"a statement", "one", "one", "one( );", "    one();"},
		{"one among others on its line", "three", "three", "three( );", "three();"},
		{"two of a block", "three", "four", "three( );\n // c\n four( );", "three();\n        // c\n        four();"},
		{"of two blocks", "one", "two", "one( );\n  if x {\n  two( );three( );\n // c\n four( );\n }", "    one();\n    if x {\n        two();\n        three();\n        // c\n        four();\n    }"},
		{"two declarations", "b", "c( )", "fn b( ) {}\nfn c( ) {}", "fn b() {}\n\nfn c() {}"},
		{"a head", "x {", "x {", "  if x {\n  two( );three( );\n // c\n four( );\n }", "    if x {\n        two();\n        three();\n        // c\n        four();\n    }"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			src := source.New("f.hew", text)
			e, err := format.Range(src, strings.Index(text, c.from), strings.Index(text, c.to)+len(c.to))
			if err != nil {
				t.Fatal(err)
			}
			if e.Span.Text() != c.span || e.Text != c.want {
				t.Errorf("%q becomes %q; want %q and %q", e.Span.Text(), e.Text, c.span, c.want)
			}
		})
	}
	const behind = "fn a() { one() // c\n; two(); }"
	src := source.New("f.hew", behind)
	if e, err := format.Range(src, 9, 9); err != nil || e.Span.Text() != "one() // c\n; " || e.Text != "one(); // c\n    " {
		t.Errorf("before a statement behind a comment: %q becomes %q, %v", e.Span.Text(), e.Text, err)
	}
	src = source.New("f.hew", text+"\n\n")
	if e, err := format.Range(src, len(text)+1, len(text)+1); err != nil || e.Span.Text() != "" || e.Text != "" {
		t.Errorf("where nothing stands: %q becomes %q, %v", e.Span.Text(), e.Text, err)
	}
}

// Edits of ranges leave a program as it is, wherever they are.
func TestRangesKeepPrograms(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "*.hew"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		src := source.New(file, string(text))
		before, _ := parser.ParseFile(src)
		for start := 0; start < len(text); start += either(29, 197) {
			e, err := format.Range(src, start, min(start+start%50, len(text)))
			if err != nil {
				t.Fatal(err)
			}
			edited := src.Text[:e.Span.Start] + e.Text + src.Text[e.Span.End:]
			after, found := parser.ParseFile(source.New(file, edited))
			if len(found) > 0 {
				t.Errorf("%s from %d: %s in\n%s", file, start, found[0].Message, edited)
			} else if err := format.Compare(before, after); err != nil {
				t.Errorf("%s from %d: %v in\n%s", file, start, err, edited)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	const text = "fn f() { // c\n    g(1 + 2 * 3); }\n"
	for _, c := range []struct{ name, other, want string }{
		{"the same", "fn f() { // c\n  (g((1 + (2 * 3)),)) ; }", ""},
		{"a lost comment", "fn f() { g(1 + 2 * 3); }", "line 1: g stands where // c should"},
		{"a moved comment", "fn f() { g(1 // c\n + 2 * 3); }", "line 1: g stands where // c should"},
		{"another tree", "fn f() { // c\n g((1 + 2) * 3); }", "the trees differ in [0].Decl.Body.Stmts[0].X.Args[0].Value.Op "},
		{"a name more", "fn f() { // c\n g(1 + 2 * 3); } fn g() {}", "there is fn more than there was"},
		{"a name less", "fn f() { // c\n g(1 + 2 * 3) ", "line 2: } is lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before, _ := parser.ParseFile(source.New("f.hew", text))
			after, _ := parser.ParseFile(source.New("f.hew", c.other))
			got := ""
			if err := format.Compare(before, after); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Files of any kind of system come out with the same lines.
func TestLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"empty lines", "\n\n", ""},
		{"a comment alone", "\n// c", "// c\n"},
		{"documentation alone", "//! d\n\n\n", "//! d\n"},
		{"documentation behind a line for the system", "#!/usr/bin/env hewq\n//! d\nfn f() {}", "#!/usr/bin/env hewq\n//! d\n\nfn f() {}\n"},
		{"a comment behind documentation", "//! d\n// c\nfn f() {}", "//! d\n\n// c\nfn f() {}\n"},
		{"a mark of the byte order", "\ufefffn f() {}\n", "fn f() {}\n"},
		{"one before a line for the system", "\ufeff#!/usr/bin/env hewq\nfn f() {}\n", "#!/usr/bin/env hewq\nfn f() {}\n"},
		{"a comment behind statements without indentation", "fn f() {\nif a {\nb();\n// c\n} else { d }\n// e\n}\n", "fn f() {\n    if a {\n        b();\n        // c\n    } else {\n        d\n    }\n    // e\n}\n"},
		{"a number of bytes", "#[max_heap(1kb)]\nactor A {}\n", "#[max_heap(1 kb)]\nactor A {\n}\n"},
		{"carriage returns", "// c\r\nfn f() {\r\n  /* a\r\n b */\r\n\r\n\r\n  \"a\r\nb\"\r\n}\r\n", "// c\nfn f() {\n    /* a\n b */\n\n    \"a\r\nb\"\n}\n"},
		{"carriage returns alone", "// a\r\r\n/* b\r\r\nc\rd */\r\r\n///e\r\r\nfn f() {}", "// a\n/* b\ncd */\n/// e\nfn f() {}\n"},
		{"white space behind a comment", "// c  \nfn f() {} \n", "// c  \nfn f() {}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, err := format.Source(source.New("f.hew", c.text)); err != nil || string(got) != c.want {
				t.Errorf("%q becomes %q, %v; want %q", c.text, got, err, c.want)
			}
		})
	}
}
