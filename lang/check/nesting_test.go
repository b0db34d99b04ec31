package check_test

import (
	"fmt"
	"strings"
	"testing"

	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestNesting checks programs that would take longer than the test may if a level of them took
// twice as long as the one inside.
func TestNesting(t *testing.T) {
	loops := "fn main() { let s = \"a\"; " + strings.Repeat("for i in 0..1 { let v = s.len(); ", 60) + strings.Repeat("} ", 60) + "}"
	moving := "fn main() { " + strings.Repeat("for i in 0..1 { let s = \"a\"; let t = s; var u: i64; ", 60) + strings.Repeat("} ", 60) + "}"
	var pairs strings.Builder
	pairs.WriteString("type P0<T> { a: T; b: T; }\n")
	for i := range 60 {
		fmt.Fprintf(&pairs, "type P%d<T> { a: P%d<T>; b: P%d<T>; }\n", i+1, i, i)
	}
	pairs.WriteString("fn f(p: P60<i64>) {}\nfn main() { let g = f; }\n")
	for name, text := range map[string]string{"loops": loops, "loops that move": moving, "types": pairs.String()} {
		file, ds := parser.ParseFile(source.New("nesting.hew", text))
		_, more := followed(file, module.New(stdlib.Modules))
		for _, d := range append(ds, more...) {
			t.Errorf("%s: %s", name, d.Message)
		}
	}
}
