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
