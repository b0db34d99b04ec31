package testrun

import (
	"strings"
	"testing"
)

func TestRules(t *testing.T) {
	const text = "  1.2ms c1 opens\n3s c2 opens\nno time\n"
	for _, tc := range []struct {
		name  string
		rules []string
		want  string
	}{
		{"replaces all", []string{"s/o/0/"}, "  1.2ms c1 0pens\n3s c2 0pens\nn0 time\n"},
		{"another sign", []string{"s|c(\\d)|c/$1|"}, "  1.2ms c/1 opens\n3s c/2 opens\nno time\n"},
		{"drops", []string{"/c2/d"}, "  1.2ms c1 opens\nno time\n"},
		{"keeps", []string{"/opens$/!d"}, "  1.2ms c1 opens\n3s c2 opens\n"},
		{"in their order", []string{`s/^ *[0-9.]+m?s //`, "/^c/!d", "/^c2/d"}, "c1 opens\n"},
		{"nothing is left", []string{"/./d"}, ""},
	} {
		var rules []rule
		for _, text := range tc.rules {
			r, err := parseRule(text)
			if err != nil {
				t.Fatalf("%s: %v", tc.name, err)
			}
			rules = append(rules, r)
		}
		var got strings.Builder
		for line := range strings.Lines(text) {
			if line, keep := apply(rules, line); keep {
				got.WriteString(line)
			}
		}
		if got.String() != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, &got, tc.want)
		}
	}
}

func TestWhatIsNoRule(t *testing.T) {
	for _, text := range []string{"", "s", "s/a/b", "s/a/b/g", "s/a/b/c/", "/a/", "/a/x", "|a|d", "a", "s/(/x/", "/(/d"} {
		if _, err := parseRule(text); err == nil {
			t.Errorf("%q is taken for a rule", text)
		}
	}
}
