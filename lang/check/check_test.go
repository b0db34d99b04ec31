package check_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// wanted is a comment that says what is wrong with the text before it in its line.
var wanted = regexp.MustCompile("// ERROR (.*)$")

// quoted is one message, or a part of it, in such a comment.
var quoted = regexp.MustCompile("\"([^\"]*)\"")

// TestErrors checks the programs in testdata/errors. Each line of them that is wrong says so:
//
//	let n: i64 = "a"; // ERROR "expected `i64`, found `string`"
//
// Every diagnostic must be expected, and every expected one must come.
func TestErrors(t *testing.T) {
	names, err := filepath.Glob("testdata/errors/*.hew")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs in testdata/errors", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, ds := parser.ParseFile(source.New(name, string(text)))
			_, more := followed(file, module.New(stdlib.Modules))
			compare(t, name, string(text), append(ds, more...))
		})
	}
}

func compare(t *testing.T, name, text string, ds []diag.Diagnostic) {
	want := map[int][]string{}
	for i, line := range strings.Split(text, "\n") {
		if m := wanted.FindStringSubmatch(line); m != nil {
			for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
				want[i+1] = append(want[i+1], q[1])
			}
		}
	}
	for _, d := range ds {
		line := d.Span.Place().Line
		if d.Span.File.Name != name || !take(want, line, d.Message) {
			t.Errorf("%s:%d: unexpected: %s [%s]", d.Span.File.Name, line, d.Message, d.Code)
		}
	}
	for line, messages := range want {
		for _, m := range messages {
			t.Errorf("%s:%d: missing: %s", name, line, m)
		}
	}
}

// take removes a message that is expected in a line, and tells whether there is one.
func take(want map[int][]string, line int, message string) bool {
	for i, part := range want[line] {
		if strings.Contains(message, part) {
			want[line] = append(want[line][:i], want[line][i+1:]...)
			return true
		}
	}
	return false
}

// followed checks a file, and where its values go.
func followed(file *ast.File, loader module.Loader) (*check.Program, []diag.Diagnostic) {
	c := check.New(loader)
	flow.New(c)
	return c.Check(file)
}
