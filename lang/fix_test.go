package lang_test

import (
	"testing"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestFix mends programs; what is left of each is what has no certain fix.
func TestFix(t *testing.T) {
	for name, c := range map[string]struct {
		text, want       string
		done             int
		errors, warnings int
		allowed          []diag.Code
	}{
		"nothing": {text: "fn main() {}\n", want: "fn main() {}\n"},
		"errors first": {
			text: "import std::fs;\n\nfn main() {\n    let mut n = 1;\n    println(\"{n}\");\n}\n",
			want: "\nfn main() {\n    let n = 1;\n    println(f\"{n}\");\n}\n",
			done: 4,
		},
		"allowed": {
			text:    "import std::fs;\nfn main() {\n    var n = 1;\n    println(n);\n}\n",
			want:    "import std::fs;\nfn main() {\n    let n = 1;\n    println(n);\n}\n",
			done:    1,
			allowed: []diag.Code{diag.UnusedImport},
		},
		"taken": { // the other name means something else
			text: "fn main() {\n    let _n = 1;\n    let n = 2;\n    let m = 3;\n    println(_n);\n}\n",
			want: "fn main() {\n    let _n = 1;\n    let n = 2;\n    let _m = 3;\n    println(_n);\n}\n", done: 1, warnings: 1,
		},
		"no fix": {
			text: "fn main() {\n    return;\n    println(1);\n}\n",
			want: "fn main() {\n    return;\n    println(1);\n}\n", warnings: 1,
		},
		"wrong": {
			text: "fn main() {\n    let n = 1;\n    n = \"x\";\n    m = 1;\n}\n",
			want: "fn main() {\n    var n = 1;\n    n = \"x\";\n    m = 1;\n}\n", done: 1, errors: 2,
		},
		"line ends": {
			text: "import std::fs;\r\nfn main() {\r\n    var n = 1;\r\n    println(n);\r\n}\r\n",
			want: "fn main() {\r\n    let n = 1;\r\n    println(n);\r\n}\r\n", done: 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := lang.Fix(source.New("f.hew", c.text), stdlib.Modules, c.allowed...)
			if f.Text != c.want || len(f.Done) != c.done || len(f.Refused) != 0 || len(f.Errors) != c.errors || len(f.Warnings) != c.warnings {
				t.Errorf("%d done, %d refused, %d errors, %d warnings left; got\n%swant\n%s", len(f.Done), len(f.Refused), len(f.Errors), len(f.Warnings), f.Text, c.want)
				for _, d := range append(f.Errors, f.Warnings...) {
					t.Error(d.Message)
				}
			}
		})
	}
}
