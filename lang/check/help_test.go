package check_test

import (
	"strings"
	"testing"

	"hewq/lang/check"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestHelp checks what is offered with a report.
func TestHelp(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`fn main() { println(string.to_int("3")); }`, "`import std::string;` makes `string.to_int` known"},
		{`fn main() { total = 3; }`, "a variable is declared before: `let total = …;`, or `var` if it changes"},
		{`fn main() { let b = b"a"; if b == "a" { println("x"); } }`, "write `b\"a\"`"},
		{`fn main() { let b = b"a"; if b[0] != 'a' { println("x"); } }`, "a byte is a number: write `97` for `a`"},
		{`fn main() { let b = b"a"; println((b + b).len()); }`, "`a.append(b)` adds"},
		{`fn main() { println("%d" % "x"); }`, "f\"{x} and {y}\""},
		{`fn main() { let o = Some(1); if o { println("x"); } }`, "`.is_some()`"},
		{`fn main() { let v = [1]; if v { println("x"); } }`, "is_empty()"},
		{`fn main() { println((1, 2)); }`, "show its parts"},
		{`fn main() { println({"a": 1}); }`, "show its entries"},
		{`fn main() { println(1 < 2 < 3); }`, "`a < b && b < c`"},
		{`fn main() { return 3; }`, "`fn main(…) -> i64`"},
		{`fn main() { sleep(0.25); }`, "write `sleep_ms(250)`"},
		{`fn f() -> (i64, error) { f() } fn main() {}`, "there is no type of all errors"},
		{"import std::net::{quic};\nfn main() {}", "write `import std::net::quic;`"},
		{"import \"none\";\nfn main() {}", "`import \"none.hew\";`"},
		{"#[resorce]\ntype R { id: i64 }\nfn main() {}", "did you mean `#[resource]`?"},
		{"#[resource]\nfn f() {}\nfn main() {}", "it stands at a type"},
		{"actor A { var n: i64; receive fn f(n: i64) {} }\nfn main() {}", "choose another name, such as `new_n` or `_n`"},
	} {
		file, ds := parser.ParseFile(source.New("help.hew", tc.text))
		_, more := check.Check(file, module.New(stdlib.Modules))
		ds = append(ds, more...)
		if len(ds) != 1 || !strings.Contains(strings.Join(ds[0].Help, "\n"), tc.want) {
			t.Errorf("%s\ngives %v, want %s", tc.text, ds, tc.want)
		}
	}
}

// A function whose parameter must implement something is not offered for a value that does not.
func TestNoHelp(t *testing.T) {
	file, _ := parser.ParseFile(source.New("help.hew", `fn main() { let n = 3; println(n.len()); }`))
	_, ds := check.Check(file, module.New(stdlib.Modules))
	if len(ds) != 1 || strings.Contains(strings.Join(ds[0].Help, "\n"), "iter.count") {
		t.Errorf("it gives %v", ds)
	}
}
