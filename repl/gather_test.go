package repl

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGatherer(t *testing.T) {
	s := newSession(t, io.Discard)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"lines":               {"1\n2", []string{"1", "2"}},
		"a function":          {"fn f() {\n  g();\n\n}\nf()", []string{"fn f() {\n  g();\n\n}", "f()"}},
		"a command":           {":type (\n1", []string{":type (", "1"}},
		"a string":            {"let s = \"a {\nb\"\n2", []string{"let s = \"a {\nb\"", "2"}},
		"a bracket in text":   {"println(\"(\")\n2", []string{"println(\"(\")", "2"}},
		"a quote in quotes":   {"let c = '\"'\n2", []string{"let c = '\"'", "2"}},
		"a comment":           {"/* {\n*/ 1\n2", []string{"/* {\n*/ 1", "2"}},
		"a bracket commented": {"f( // (\n1)\n2", []string{"f( // (\n1)", "2"}},
		"wrong brackets":      {"f((]\n2", []string{"f((]", "2"}},
		"too many closed":     {"f())\n2", []string{"f())", "2"}},
		"an operator":         {"1 +\n2\n3", []string{"1 +\n2", "3"}},
		"never closed":        {"f(\n2", []string{"f(\n2"}},
	} {
		g := &gatherer{incomplete: s.Incomplete}
		var got []string
		for line := range strings.SplitSeq(c.text, "\n") {
			if in, done := g.add(line); done {
				got = append(got, in)
			}
		}
		if rest := g.rest(); rest != "" {
			got = append(got, rest)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}
