package check_test

import (
	"fmt"
	"strings"
	"testing"

	"hewq/lang/check"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestWideMatches checks matches on many fields, each of which few patterns test: trying all values
// would take until the test times out.
func TestWideMatches(t *testing.T) {
	const n = 64
	row := func(test func(int) string) string {
		cells := make([]string, n)
		for i := range cells {
			cells[i] = test(i)
		}
		return "(" + strings.Join(cells, ", ") + ") => {}\n"
	}
	alone, pairs := "", ""
	for at := range n {
		alone += row(func(i int) string { return map[bool]string{true: "true", false: "_"}[i == at] })
		for _, lit := range []string{"true", "false"} {
			pairs += row(func(i int) string { return map[bool]string{true: lit, false: "_"}[i == at || i == (at+1)%n] })
		}
	}
	bools := strings.TrimSuffix(strings.Repeat("bool, ", n), ", ")
	for name, tc := range map[string]struct{ rows, want string }{
		"alone, and the rest": {alone + "_ => {}", ""},
		"alone":               {alone, "does not cover `(false, false"},
		"pairs":               {pairs, "does not cover `(true, false, true"},
	} {
		text := fmt.Sprintf("fn f(t: (%s)) { match t {\n%s\n} }\nfn main() {}", bools, tc.rows)
		file, ds := parser.ParseFile(source.New("wide.hew", text))
		_, more := check.Check(file, module.New(stdlib.Modules))
		ds = append(ds, more...)
		switch {
		case tc.want == "" && len(ds) > 0:
			t.Errorf("%s: %s", name, ds[0].Message)
		case tc.want != "" && (len(ds) != 1 || !strings.Contains(ds[0].Message, tc.want)):
			t.Errorf("%s gives %v, want %s", name, ds, tc.want)
		}
	}
}
