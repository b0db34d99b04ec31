package eval_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
	"hewq/stdlib"
)

// A program is run by its test: what it prints and how it ends is compared.
type program struct {
	name   string
	source string
	stdout string
	status int
	stderr string // what standard error begins with
}

// run runs every program of a table.
func run(t *testing.T, programs []program) {
	t.Helper()
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr, status := execute(t, t.Context(), p.source)
			if stdout != p.stdout || status != p.status || !strings.HasPrefix(stderr, p.stderr) || p.stderr == "" && stderr != "" {
				t.Errorf("program:\n%s\ngot status %d, stdout:\n%s\nstderr:\n%s\nwant status %d, stdout:\n%s\nstderr:\n%s",
					p.source, status, stdout, stderr, p.status, p.stdout, p.stderr)
			}
		})
	}
}

// load checks a program.
func load(t testing.TB, text string, more ...native.Module) *flow.Analysis {
	t.Helper()
	file, ds := parser.ParseFile(source.New("test.hew", text))
	checker := check.New(module.New(slices.Concat(stdlib.Modules, more)))
	followed := flow.New(checker)
	_, wrong := checker.Check(file)
	if ds = append(ds, wrong...); len(ds) > 0 {
		var b strings.Builder
		if err := diag.Render(&b, ds, diag.Options{}); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("the program does not check:\n%s\n%s", text, b.String())
	}
	return followed
}

// execute runs a program to its end.
func execute(t testing.TB, ctx context.Context, text string, more ...native.Module) (stdout, stderr string, status int) {
	t.Helper()
	var out, err strings.Builder
	env := &native.Env{
		Args:   []string{"test.hew"},
		Lookup: func(string) (string, bool) { return "", false },
		Stdin:  strings.NewReader(""),
		Stdout: &out,
		Stderr: &err,
	}
	status, _ = eval.Run(ctx, load(t, text, more...), env) // the error is on stderr as well
	return out.String(), err.String(), status
}

// inMain is a program whose main function has the given body.
func inMain(body string) string { return "fn main() {\n" + body + "\n}\n" }
