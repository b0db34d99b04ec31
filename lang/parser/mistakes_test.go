package parser

// This file tests what the parser says of mistakes, and where.

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// place is where a person would put the caret.
var mistakes = []struct{ name, text, place string }{
	{"missing ; between lets", "fn main() {\n    let x = 1\n    let y = 2;\n}\n", "2:14"},
	{"missing ) in a call", "fn main() {\n    println(\"a\";\n}\n", "2:16"},
	{"missing } in an actor", "actor A {\n    fn f() {\n        if true {\n    }\n}\n\npub fn g() {}\n", "7:1"},
	{"missing } at end of file", "fn main() {\n    if true {\n        println(1);\n}\n", "5:1"},
	{"one } too many", "fn main() {\n}\n}\nfn f() {}\n", "3:1"},
	{"no type after :", "fn main() {\n    let x: = 5;\n}\n", "2:12"},
	{"no ) after parameters", "fn f(a: i64 {\n}\n", "1:13"},
	{"parameter without :", "fn f(a i64) {\n}\n", "1:8"},
	{"= for == in a condition", "fn main() {\n    if x = 5 {\n    }\n}\n", "2:10"},
	{"keyword as a name", "fn main() {\n    let match = 3;\n}\n", "2:9"},
	{"-> for => in an arm", "fn main() {\n    match x {\n        1 -> 2,\n    }\n}\n", "3:11"},
	{"no comma between arms", "fn main() {\n    match x {\n        1 => 2\n        3 => 4,\n    }\n}\n", "3:15"},
	{"C-style for", "fn main() {\n    for i = 0; i < 3 {\n    }\n}\n", "2:11"},
	{"another language's keyword", "func main() {\n}\n", "1:1"},
	{"unterminated string", "fn main() {\n    println(\"hello);\n}\n", "2:13"},
	{"operator without operand", "fn main() {\n    x = 5 + ;\n}\n", "2:13"},
	{"import without ;", "import std::net\nfn main() {\n}\n", "1:16"},
	{"else without if", "fn main() {\n    else {\n    }\n}\n", "2:5"},
	{"missing ]", "fn main() {\n    let v = [1, 2;\n}\n", "2:18"},
	{"no name after .", "fn main() {\n    a.b.;\n}\n", "2:9"},
	{"receive without fn", "actor C {\n    receive inc() {}\n}\n", "2:13"},
	{"two letters in a char", "fn main() {\n    let c = 'ab';\n}\n", "2:13"},
	{"++", "fn main() {\n    x++;\n}\n", "2:7"},
	{"& before a name", "fn main() {\n    let y = &x;\n}\n", "2:13"},
	{"type before name", "fn main() {\n    i64 x = 5;\n}\n", "2:9"},
	{"missing struct field value", "fn main() {\n    let p = Point { x: , y: 2 };\n}\n", "2:24"},
	{"unclosed f-string brace", "fn main() {\n    println(f\"a {x\");\n}\n", "2:19"},
	{"unclosed f-string and brace", "fn f() {\n    f\"a {x\n    \"quic\";\n}\n\nfn main() {\n    println(\"a\");\n}\n", "2:9"},
	{"type arg list unclosed", "fn f(a: Vec<i64) {\n}\n", "1:16"},
	{"enum variant bad separator", "enum A {\n    X: i64;\n}\n", "2:6"},
	{"field without a colon", "type P {\n    x i64;\n    y: i64;\n}\n", "2:7"},
	{"statement in a type", "type P {\n    let x: i64;\n}\n", "2:5"},
	{"field in a trait", "trait T {\n    x: i64;\n}\n", "2:5"},
	{"number in an enum", "enum E {\n    A;\n    1;\n}\n", "3:5"},
	{"statement in an actor", "actor A {\n    let n: i64 = 0;\n    while true {\n    }\n}\n", "3:5"},
	{"missing } of an actor", "actor A {\n    let n: i64 = 0;\n\nactor B {\n}\n", "4:1"},
	{"missing } of a function before another", "fn f() {\n    g();\n\nfn g() {\n}\n", "4:1"},
	{"child without actor", "supervisor S {\n    child a;\n}\n", "2:12"},
	{"unknown setting of a supervisor", "supervisor S {\n    restarts: 3;\n}\n", "2:5"},
	{"setting of a supervisor misspelled", "supervisor S {\n    intensty: 3 within 5s;\n}\n", "2:5"},
	{"braces around the arguments of spawn", "fn main() {\n    let c = spawn C { n: 1 };\n}\n", "2:21"},
	{"part of a part of a tuple", "fn main() {\n    println(t.1.0);\n}\n", "2:15"},
	{"state without name", "machine M {\n    state {\n    }\n}\n", "2:11"},
	{"unknown part of a machine", "machine M {\n    start A;\n}\n", "2:5"},
	{"function in an extern block without fn", "extern \"C\" {\n    int f();\n}\n", "2:5"},
	{"number too large", "fn main() {\n    let x = 99999999999999999999;\n}\n", "2:13"},
	{"escape without end", "fn main() {\n    println(\"a\\u{41\");\n}\n", "2:15"},
	{"unknown escape in a character", "fn main() {\n    let c = '\\q';\n}\n", "2:14"},
	{"doubled brace in an f-string", "fn main() {\n    println(f\"{{x}}\");\n}\n", "2:15"},
	{"empty braces in an f-string", "fn main() {\n    println(f\"a {}\");\n}\n", "2:18"},
	{"comment without end", "fn main() {\n}\n/* and so on\n", "3:1"},
	{"letter that is none", "fn main() {\n    let größe = 1;\n}\n", "2:11"},
	{"removed send operator", "fn main() {\n    a <- 1;\n}\n", "2:7"},
	{"statement between items", "let x = 1;\nfn main() {\n}\n", "1:1"},
	{"attribute without item", "fn main() {\n}\n#[test]\n", "4:1"},
	{"struct literal without value", "fn main() {\n    let p = P { x };\n}\n", "2:19"},
	{"match without braces", "fn main() {\n    match x 1 => 2;\n}\n", "2:13"},
	{"mut", "fn main() {\n    let mut x = 5;\n}\n", "2:9"},
	{"declaration by :=", "fn main() {\n    x := 5;\n}\n", "2:7"},
	{"macro call", "fn main() {\n    println!(\"x\");\n}\n", "2:12"},
	{"arm by case", "fn main() {\n    match x {\n        case 1: 2,\n    }\n}\n", "3:14"},
	{"parentheses after for", "fn main() {\n    for (x in xs) {\n    }\n}\n", "2:12"},
	{"for of another language", "fn main() {\n    for (int i = 0; i < 3; i++) {\n        f();\n    }\n}\n", "2:14"},
	{"try and catch", "fn main() {\n    try {\n        f();\n    } catch (e) {\n        g();\n    }\n}\n", "2:5"},
	{"throw", "fn main() {\n    throw e;\n}\n", "2:5"},
	{"new", "fn main() {\n    let x = new Foo();\n}\n", "2:13"},
	{"question mark choice", "fn main() {\n    let y = a ? b : c;\n}\n", "2:17"},
	{"and", "fn main() {\n    if x and y {\n    } else {\n    }\n}\n", "2:10"},
	{"elif", "fn main() {\n    if x {\n    } elif y {\n    }\n}\n", "3:7"},
	{"= in a struct literal", "fn main() {\n    let p = P { x = 1 };\n}\n", "2:19"},
	{"closure by =>", "fn main() {\n    let f = (x) => x + 1;\n}\n", "2:17"},
	{"function in a function", "fn main() {\n    fn g() {\n        h();\n    }\n}\n", "2:5"},
	{"call without parentheses", "fn main() {\n    print \"hello\";\n}\n", "2:11"},
	{"no parameters", "fn main {\n}\n", "1:9"},
	{"result after a colon", "fn f(x: i64): i64 {\n    x\n}\n", "1:13"},
	{"keyword as a function name", "fn fn() {\n}\nfn g() {\n}\n", "1:4"},
	{"; after a type", "type P {\n    x: i64;\n};\n", "3:2"},
	{"= before the fields", "type P = {\n    x: i64;\n}\n", "1:10"},
	{"constant without a type", "const X = 5;\n", "1:9"},
	{"receive after fn", "actor A {\n    fn receive f() {\n    }\n    fn g() {\n    }\n}\n", "2:8"},
	{"two ++ in an expression", "fn main() {\n    let x = a++ + 1;\n}\n", "2:15"},
	{"a range without a lower end as an operand", "fn main() {\n    let x = a + ..2;\n}\n", "2:17"},
	{"text after a file", "fn main() {\n}\nmain();\n", "3:1"},
}

// TestMistakes shows every mistake as a person sees it, in testdata/mistakes.txt.
func TestMistakes(t *testing.T) {
	var b strings.Builder
	for _, m := range mistakes {
		_, ds := ParseFile(source.New("f.hew", m.text))
		if len(ds) == 0 {
			t.Errorf("%s: no diagnostic for\n%s", m.name, m.text)
			continue
		}
		p := ds[0].Span.Place()
		if got := fmt.Sprintf("%d:%d", p.Line, p.Column); got != m.place {
			t.Errorf("%s: reported at %s, want %s: %s", m.name, got, m.place, ds[0].Message)
		}
		if len(ds) > 1 {
			t.Errorf("%s: one mistake, %d diagnostics: %v", m.name, len(ds), ds)
		}
		fmt.Fprintf(&b, "--- %s\n%s", m.name, rendered(t, ds))
	}
	golden.Check(t, filepath.Join("testdata", "mistakes.txt"), b.String())
}

// TestManyMistakes reads a file with independent mistakes in one go.
func TestManyMistakes(t *testing.T) {
	path := filepath.Join("testdata", "many.hew")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, ds := ParseFile(source.New("many.hew", string(text)))
	golden.Check(t, filepath.Join("testdata", "many.txt"), rendered(t, ds))
	wanted := strings.Count(string(text), "// wrong")
	if len(ds) != wanted {
		t.Errorf("%d diagnostics for %d mistakes", len(ds), wanted)
	}
	for _, d := range ds {
		if line := d.Span.File.Line(d.Span.Place().Line); !strings.Contains(line, "// wrong") {
			t.Errorf("%v: %s, but the line is right: %s", d.Span.Place(), d.Message, line)
		}
	}
}

func rendered(t *testing.T, ds []diag.Diagnostic) string {
	var b strings.Builder
	if err := diag.Render(&b, ds, diag.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
