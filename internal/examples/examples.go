// Package examples has Go tests run the examples of documentation.
package examples

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"hewq/lang"
	"hewq/lang/doc"
	"hewq/native"
	"hewq/sandbox"
)

// Name is what a test of an example is called: what the example is of, and its line.
func Name(e *doc.Example) string {
	name := e.Name
	if name == "" {
		name = "file"
	}
	return fmt.Sprintf("%s:%d", name, e.Line)
}

// deadline ends an example that waits for ever.
const deadline = 30 * time.Second

// Run runs an example in this process, and compares what it prints. The name is that of its source for reports.
func Run(t *testing.T, name string, e *doc.Example, in doc.Setting, modules []native.Module, around sandbox.Sandbox) {
	t.Helper()
	program, _, mistakes := lang.LoadExample(e, in, modules)
	switch {
	case e.Refused && program != nil:
		t.Errorf("%s:%d: nothing is wrong with the example", name, e.Line)
		return
	case e.Refused, program != nil && e.NoRun:
		return
	}
	for _, d := range mistakes {
		t.Errorf("%s: %s: %s", d.Span, d.Span.Text(), d.Message)
	}
	if program == nil {
		return
	}
	var stdout, stderr strings.Builder
	world := lang.IO{Args: []string{name}, Stdout: &stdout, Stderr: &stderr}
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	o := around.Run(ctx, world, program.Run)
	if failed := o.Err != nil || o.Status != 0; failed != e.Panics {
		t.Errorf("%s:%d: status %d, %v\n%s%s", name, e.Line, o.Status, o.Err, stdout.String(), stderr.String())
	}
	if i := e.Differs(stdout.String()); i >= 0 {
		t.Errorf("%s:%d: line %d is not as it is stated; it prints:\n%s%s", name, e.Line, i+1, stdout.String(), stderr.String())
	}
}
