package testrun

// This file runs the examples in documentation.

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang"
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/doc"
	"hewq/lang/parser"
)

// Examples are the fenced blocks in the documentation of a file, which doc.Example describes. Each is a
// program of its own, with all that the file declares but its `main`; that of a Markdown page stands alone.
type Examples struct{}

// Name is "example".
func (Examples) Name() string { return "example" }

// Takes takes all programs, and Markdown pages that were named.
func (Examples) Takes(c Candidate) bool {
	ext := filepath.Ext(c.Path)
	return ext == ".hew" || ext == ".md" && c.Named
}

// Find finds the examples of a file. They are called like what they are examples of, those of the file itself
// and of a page like the file; others of the same name have their number behind it: `pad_left#2`.
func (x Examples) Find(file string) ([]Test, []diag.Diagnostic, error) {
	_, examples, mistakes, err := examplesOf(file)
	if err != nil {
		return nil, nil, err
	}
	var tests []Test
	for i, name := range exampleNames(file, examples) {
		e := examples[i]
		tests = append(tests, Test{Kind: x.Name(), File: file, Name: name, Line: e.Line, ShouldPanic: e.Panics})
	}
	return tests, mistakes, nil
}

// exampleNames are the names of the examples of a file as tests.
func exampleNames(file string, examples []*doc.Example) []string {
	var names []string
	seen := map[string]int{}
	for _, e := range examples {
		name := e.Name
		if name == "" {
			name = filepath.Base(file)
		}
		if seen[name]++; seen[name] > 1 {
			name += fmt.Sprintf("#%d", seen[name])
		}
		names = append(names, name)
	}
	return names
}

// examplesOf reads a file, parsed unless it is a page, and finds its examples.
func examplesOf(file string) (*ast.File, []*doc.Example, []diag.Diagnostic, error) {
	src, err := ReadSource(file)
	if err != nil {
		return nil, nil, nil, err
	}
	if filepath.Ext(file) == ".md" {
		examples, mistakes := doc.PageExamples(src)
		return nil, examples, mistakes, nil
	}
	parsed, mistakes := parser.ParseFile(src)
	examples, more := doc.Examples(parsed)
	return parsed, examples, diag.Sort(append(mistakes, more...)), nil
}

// Run runs an example and compares what it prints.
func (Examples) Run(ctx context.Context, t Test, c *Context) Result {
	parsed, examples, _, err := examplesOf(t.File)
	if err != nil {
		return Fail(NotAvailable, err.Error())
	}
	i := slices.Index(exampleNames(t.File, examples), t.Name)
	if i < 0 {
		return Fail(NotAvailable, fmt.Sprintf("there is no example `%s`", t.Name))
	}
	e := examples[i]
	program, files, mistakes, err := c.Programs.example(ctx, e, doc.Setting{File: parsed})
	if err != nil {
		return Ended(ctx, c.Options)
	}
	result := c.example(ctx, t, e, program, mistakes, parsed)
	result.Files = files
	return result
}

// example loads an example, when no others are loaded. Its error is that ctx has ended before.
func (p *Programs) example(ctx context.Context, e *doc.Example, in doc.Setting) (*lang.Program, []string, []diag.Diagnostic, error) {
	select {
	case p.loading <- struct{}{}:
		defer func() { <-p.loading }()
	case <-ctx.Done():
		return nil, nil, nil, context.Cause(ctx)
	}
	program, files, mistakes := lang.LoadExample(e, in, p.modules)
	return program, files, mistakes, nil
}

// example runs an example that was loaded. file is what it is in, nil for a page.
func (c *Context) example(ctx context.Context, t Test, e *doc.Example, program *lang.Program, mistakes []diag.Diagnostic, file *ast.File) Result {
	switch {
	case e.Refused && program == nil:
		return Pass()
	case e.Refused:
		return failAt(t, e.Line, NotRefused, "the example should be refused, but nothing is wrong with it")
	case program == nil:
		return notCompiled(mistakes, c.Options.Color)
	case e.NoRun:
		return Pass()
	}
	result := play(ctx, t, c, program, func(ctx context.Context, world lang.IO) (int, error) {
		if world.Cover != nil {
			world.Cover.Example(t.File, file)
		}
		return program.Run(ctx, world)
	}, nil)
	if result.Outcome != Passed {
		return result
	}
	stdout := c.Output.Stdout.String()
	line := e.Differs(stdout)
	if line < 0 {
		return result
	}
	at, message := e.Line, "the example prints what no `// =>` states"
	if line < len(e.Want) {
		at, message = e.Want[line].Line, "the example prints something else than it states"
	} else if len(e.Want) > 0 {
		at = e.Want[len(e.Want)-1].Line
	}
	result = failAt(t, at, Differed, message)
	result.Failure.Text = difference(t.File, stated(e), strings.Join(append(doc.PrintedLines(stdout), ""), "\n"))
	return result
}

// stated is what the example should print.
func stated(e *doc.Example) string {
	var b strings.Builder
	for _, w := range e.Want {
		b.WriteString(w.Text + "\n")
	}
	return b.String()
}

// failAt is the Result of a test that failed at a line of its file.
func failAt(t Test, line int, reason Reason, message string) Result {
	result := Fail(reason, message)
	result.Failure.Place = &Place{t.File, line, 1}
	return result
}
