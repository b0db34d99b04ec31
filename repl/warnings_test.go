package repl_test

import (
	"slices"
	"testing"

	"hewq/lang/diag"
	"hewq/repl"
	"hewq/stdlib"
)

// TestWarnings tells of an input what its author can act on, and not that it uses nothing yet.
func TestWarnings(t *testing.T) {
	inputs := []struct {
		text string
		want []diag.Code
	}{
		{"import std::fs; let n = 5; var m = 6", nil},
		{"fn lonely() -> i64 { 1 }", nil},
		{"fs.try_write(\"/nowhere/x\", \"a\");", []diag.Code{diag.DroppedResult}},
		{"fs.try_write(\"/nowhere/x\", \"a\")", nil}, // its value is shown
		{"println(\"{n}\")", []diag.Code{diag.MissingF}},
		{"println(\"{nobody} {fs}\")", nil},
		{"n == n", []diag.Code{diag.ConstantComparison}},
		{"m == m // hewq:allow constant-comparison\n", []diag.Code{diag.ConstantComparison}},
		{"// hewq:allow constant-comparison\nm == m\n", nil},
		{"if n > 1 { let n = 2; println(n); }", nil},
		{"\"{n}\".len() >= 0", []diag.Code{diag.ConstantComparison, diag.MissingF}},
	}
	loud := repl.New(repl.Options{Modules: stdlib.Modules, Warnings: true})
	some := repl.New(repl.Options{Modules: stdlib.Modules, Warnings: true, Allowed: []diag.Code{diag.MissingF}})
	quiet := repl.New(repl.Options{Modules: stdlib.Modules})
	for _, in := range inputs {
		a := loud.Eval(t.Context(), in.text)
		if got := codes(a); a.Failed() || !slices.Equal(got, in.want) {
			t.Errorf("%s: got %v, want %v; %s", in.text, got, in.want, a.Trouble(diag.Options{}))
		}
		left := slices.DeleteFunc(slices.Clone(in.want), func(c diag.Code) bool { return c == diag.MissingF })
		if got := codes(some.Eval(t.Context(), in.text)); !slices.Equal(got, left) {
			t.Errorf("%s: got %v, want %v", in.text, got, left)
		}
		if got := codes(quiet.Eval(t.Context(), in.text)); len(got) > 0 {
			t.Errorf("%s: got %v though nothing asked for warnings", in.text, got)
		}
	}
}

func codes(a repl.Answer) (all []diag.Code) {
	for _, d := range a.Warnings {
		all = append(all, d.Code)
	}
	slices.Sort(all)
	return all
}
