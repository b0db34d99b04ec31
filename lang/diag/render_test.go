package diag_test

import (
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// at makes the span of the n-th occurrence, from 1, of text in f.
func at(t *testing.T, f *source.File, text string, n int) source.Span {
	t.Helper()
	start := -1
	for range n {
		i := strings.Index(f.Text[start+1:], text)
		if i < 0 {
			t.Fatalf("%q does not stand %d times in:\n%s", text, n, f.Text)
		}
		start += 1 + i
	}
	return source.Span{File: f, Start: start, End: start + len(text)}
}

// cases are reports of every shape, by name.
func cases(t *testing.T) map[string][]diag.Diagnostic {
	server := source.New("server.hew", `import std::net::quic;

fn serve(port: i64) {
    let name = "x";
    serve(name);
	let ep = quic.new_sever(":4433");	// after a tab
    let é = "größe"; let 名前 = "日本" + 1;
    let e = "é" + 2;
    match (
        name
    ) {
        1 => {},
    }
}
`)
	long := source.New("long.hew", "let x = ["+strings.Repeat("1234567, ", 40)+"oops"+strings.Repeat(", 7654321", 40)+"];\n")
	wide := source.New("wide.hew", `let s = "`+strings.Repeat("日本", 50)+`" + oops + "`+strings.Repeat("日", 60)+`";`)
	open := source.New("dir with space/open.hew", "fn main() {\n    loop {\r\n\n")
	odd := source.New("odd.hew", "let a = \"\x1b[31m\x00\u202e\" + \xff b;")
	stub := source.New("std::net::quic", "pub fn new_server(addr: string) -> QUICEndpoint {\n}\n")
	core := source.New("core", "pub fn sleep(seconds: i64);\n")
	input := source.New("<stdin>", "oops")
	ten := source.New("ten.hew", strings.Repeat("\n", 8)+"let a = 1;\nlet a = 2;\n")

	return map[string][]diag.Diagnostic{
		"label and help": {{
			Code: "unknown-name", Span: at(t, server, "new_sever", 1), Label: "not found",
			Message: "cannot find `new_sever` in module `quic`",
			Help:    []string{"there is a function with a similar name: `new_server`"},
		}},
		"notes with and without a place": {{
			Code: "type-mismatch", Span: at(t, server, "name", 2),
			Message: "expected `i64`, found `string`",
			Notes:   []diag.Note{{Span: at(t, server, "port: i64", 1), Message: "`port` is declared here"}, {Message: "numbers are not made from texts\nby themselves"}},
			Help:    []string{"first line\nsecond line", "another"},
		}},
		"two reports": {
			{Code: "unknown-name", Span: at(t, server, "quic", 2), Message: "cannot find `quic`"},
			{Code: "unknown-name", Span: at(t, server, "name", 2), Message: "cannot find `name`"},
		},
		"wide characters": {
			{Code: "type-mismatch", Span: at(t, server, "é", 1), Message: "one column, two bytes"},
			{Code: "type-mismatch", Span: at(t, server, "1;", 1), Label: "here", Message: "after six wide characters"},
			{Code: "type-mismatch", Span: at(t, server, "日本", 1), Label: "four columns", Message: "under wide characters"},
		},
		"combining and control characters": {
			{Code: "type-mismatch", Span: at(t, server, "2;", 1), Message: "after a combining accent"},
			{Code: "syntax-character", Span: at(t, odd, "b", 1), Message: "after what would disturb a terminal"},
		},
		"several lines": {{
			Code: "type-mismatch", Label: "a number",
			Span:    source.Span{File: server, Start: at(t, server, "match", 1).Start, End: at(t, server, "1 => {}", 1).End},
			Message: "arms do not fit",
		}, {
			Code: "type-mismatch", Label: "this",
			Span:    source.Span{File: server, Start: at(t, server, "(\n", 1).Start, End: at(t, server, "name\n", 1).End},
			Message: "two lines",
		}},
		"long line": {
			{Code: "unknown-name", Span: at(t, long, "oops", 1), Label: "not found", Message: "in the middle"},
			{Code: "unknown-name", Span: at(t, long, "let", 1), Message: "at the beginning"},
			{Code: "unknown-name", Span: at(t, long, "];", 1), Label: "here", Message: "at the end"},
			{Code: "unknown-name", Span: source.Span{File: long, Start: 8, End: len(long.Text)}, Label: "not seen whole", Message: "all of it"},
		},
		"long line of wide characters": {
			{Code: "unknown-name", Span: at(t, wide, "oops", 1), Label: "not found", Message: "in the middle"},
		},
		"end of the text": {
			{
				Code: "syntax-unclosed", Span: source.Span{File: open, Start: len(open.Text), End: len(open.Text)}, Label: "`}` is missing", Message: "the file ends inside a block",
				Notes: []diag.Note{{Span: at(t, open, "{", 2), Message: "the block begins here"}},
			},
		},
		"line numbers of two widths": {{
			Code: "duplicate-name", Span: at(t, ten, "a", 2), Message: "`a` is declared twice",
			Notes: []diag.Note{{Span: at(t, ten, "a", 1), Message: "first here"}}, Help: []string{"rename one"},
		}},
		"nowhere and in a stub": {
			{Code: "unknown-module", Message: "cannot read `x.hew`"},
			{Code: "private-item", Span: at(t, server, "serve", 1), Message: "`serve` is private", Notes: []diag.Note{{Span: at(t, stub, "new_server", 1), Message: "there is another one"}, {Span: at(t, core, "seconds", 1), Message: "and this"}}},
			{Code: "unknown-name", Span: at(t, input, "oops", 1), Message: "typed in"},
		},
		"none": nil,
	}
}

func TestRender(t *testing.T) {
	for name, ds := range cases(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", "render", strings.ReplaceAll(name, " ", "-"))
			var plain, color, json strings.Builder
			for _, err := range []error{
				diag.Render(&plain, ds, diag.Options{}),
				diag.Render(&color, ds, diag.Options{Color: true}),
				diag.JSON(&json, "/home/hew", ds),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			golden.Check(t, path+".txt", plain.String())
			golden.Check(t, path+".json", json.String())
			golden.Check(t, path+".color", visible(color.String()))
			if got := strip(color.String()); got != plain.String() {
				t.Errorf("colour changes the text:\n%s", got)
			}
		})
	}
}

// visible writes escape sequences so that a golden file can be read: ‹1;31›error‹0›.
func visible(s string) string {
	parts := strings.Split(s, "\x1b[")
	for i := 1; i < len(parts); i++ {
		parts[i] = "‹" + strings.Replace(parts[i], "m", "›", 1)
	}
	return strings.Join(parts, "")
}

func strip(s string) string {
	parts := strings.Split(s, "\x1b[")
	for i := 1; i < len(parts); i++ {
		_, parts[i], _ = strings.Cut(parts[i], "m")
	}
	return strings.Join(parts, "")
}

func TestRenderExcerpt(t *testing.T) {
	f := source.New("x.hew", "let a = 1 / 0;\n")
	var b strings.Builder
	if err := diag.RenderExcerpt(&b, at(t, f, "1 / 0", 1), "divided by zero", diag.Options{}); err != nil {
		t.Fatal(err)
	}
	want := "  |\n1 | let a = 1 / 0;\n  |         ^^^^^ divided by zero\n"
	if b.String() != want {
		t.Errorf("got:\n%swant:\n%s", b.String(), want)
	}
}

func TestSortDropsRepetitions(t *testing.T) {
	a, b := source.New("a.hew", "x y"), source.New("b.hew", "x y")
	d := func(f *source.File, start int, message string) diag.Diagnostic {
		return diag.Diagnostic{Span: source.Span{File: f, Start: start, End: start + 1}, Message: message}
	}
	got := diag.Sort([]diag.Diagnostic{d(b, 0, "1"), d(a, 2, "2"), d(a, 0, "3"), d(a, 2, "2"), d(a, 2, "4")})
	var order []string
	for _, g := range got {
		order = append(order, g.Span.File.Name+g.Message)
	}
	if want := "a.hew3 a.hew2 a.hew4 b.hew1"; strings.Join(order, " ") != want {
		t.Errorf("got %q, want %q", order, want)
	}
}

// FuzzRender shows spans that stand anywhere in any text, also outside of it.
func FuzzRender(f *testing.F) {
	f.Add("let x = \"größe\";\n\tend", 4, 9)
	f.Add("", 0, 0)
	f.Add("\n\n", 2, 2)
	f.Add(strings.Repeat("日本", 100)+"\r\n", 150, 170)
	f.Add("a\xff\u0301\u200d\x1b", -3, 99)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		ds := []diag.Diagnostic{{
			Code: "syntax", Message: "m", Label: "l",
			Span:  source.Span{File: source.New("f.hew", text), Start: start, End: end},
			Notes: []diag.Note{{Span: source.Span{File: source.New("g.hew", text), Start: end, End: start}, Message: "n"}},
		}}
		var plain, json strings.Builder
		for _, err := range []error{diag.Render(&plain, ds, diag.Options{}), diag.JSON(&json, "/", ds)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !strings.Contains(plain.String(), "^") {
			t.Errorf("no caret in:\n%s", &plain)
		}
		for line := range strings.Lines(plain.String()) {
			if n := len([]rune(line)); n > 3*lineLimit {
				t.Errorf("a line of %d characters: %q", n, line)
			}
		}
	})
}

// lineLimit is about how long the lines of a report are.
const lineLimit = 150
