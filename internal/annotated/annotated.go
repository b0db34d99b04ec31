// Package annotated serves tests over folders of programs: it compares the diagnostics of a program
// with those that its comments ask for.
package annotated

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hewq/lang/diag"
)

// wanted is a comment that says what is wrong with the text before it in its line.
var wanted = regexp.MustCompile("// (?:ERROR|WARNING) (.*)$")

// quoted is one message, or a part of it, in such a comment.
var quoted = regexp.MustCompile("\"([^\"]*)\"")

// Each runs test in parallel for each program whose file name matches the pattern. There must be one.
func Each(t *testing.T, pattern string, test func(t *testing.T, name, text string)) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("no programs match", pattern, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			test(t, name, string(text))
		})
	}
}

// Compare reports what is not as the comments of a program say. Each line that is wrong says so:
//
//	let n: i64 = "a"; // ERROR "expected `i64`, found `string`"
//
// or WARNING in the place of ERROR. Every diagnostic must be expected, and every expected one must come.
func Compare(t *testing.T, name, text string, ds []diag.Diagnostic) {
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
