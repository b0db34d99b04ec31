package testrun

// This file runs functions with #[test].

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/native"
	"hewq/sandbox"
)

// Functions are the functions with #[test].
type Functions struct{}

// Name is "function".
func (Functions) Name() string { return "function" }

// Takes the files that Hew's own compiler takes: those that were named, and in a folder those with a
// name that ends in _test.hew, and all programs below a folder called tests.
func (Functions) Takes(c Candidate) bool {
	if c.Named {
		return filepath.Ext(c.Path) == ".hew"
	}
	base := filepath.Base(c.Path)
	return filepath.Ext(base) == ".hew" && (strings.HasSuffix(base, "_test.hew") || c.InTests)
}

// Find finds the test functions of a file by its syntax.
func (f Functions) Find(file string) ([]Test, []diag.Diagnostic, error) {
	src, err := ReadSource(file)
	if err != nil {
		return nil, nil, err
	}
	found, mistakes := lang.Tests(src)
	var tests []Test
	for _, t := range found {
		tests = append(tests, Test{
			Kind: f.Name(), File: file, Name: t.Name, Line: t.Line,
			Ignored: t.Ignored, ShouldPanic: t.ShouldPanic,
		})
	}
	return tests, mistakes, nil
}

// Run runs the function as a program of its own.
func (Functions) Run(ctx context.Context, t Test, c *Context) Result {
	loaded, err := c.Programs.Take(ctx, t.File)
	switch {
	case err != nil && ctx.Err() != nil:
		return Ended(ctx, c.Options)
	case err != nil:
		return Fail(NotCompiled, err.Error())
	}
	if loaded.Program == nil {
		c.Programs.Give(loaded)
		result := notCompiled(loaded.Mistakes, c.Options.Color)
		result.Files = loaded.Files
		return result
	}
	result := play(ctx, t, c, loaded.Program, func(ctx context.Context, world lang.IO) (int, error) {
		return loaded.Program.RunTest(ctx, t.Name, world)
	}, func() { c.Programs.Give(loaded) })
	result.Files = append(result.Files, loaded.Files...)
	return result
}

// play runs a program as a test, and judges how it ended. It calls again, if not nil, when the program can run
// again.
func play(ctx context.Context, t Test, c *Context, program *lang.Program, run func(context.Context, lang.IO) (int, error), again func()) Result {
	seeds := &seeds{next: c.Options.Seed}
	world := lang.OS(t.File)
	world.Stdin, world.Stdout, world.Stderr = nil, &c.Output.Stdout, &c.Output.Stderr
	world.Seed = seeds.seed
	profile, done := c.profile()
	world.Cover = profile
	if c.Options.Watch {
		world.Files = new(native.Files)
	}
	world.Waiting = &eval.Waiting{}
	c.Explain(world.Waiting.Report)
	ran := around(program, c.Options).Run(ctx, world, run)
	result := done(verdict(ctx, t, c, ran.Status, ran.Err))
	if f := result.Failure; f != nil {
		if strings.Contains(c.Output.Stderr.String(), f.Text) {
			f.Text = ""
		}
		f.Text += ran.Traffic
	}
	if again != nil && ran.Err == nil && ctx.Err() == nil {
		again()
	}
	result.Random = seeds.used.Load() > 0
	if world.Files != nil {
		result.Files = world.Files.Data()
	}
	return result
}

// verdict judges how a test function ended.
func verdict(ctx context.Context, t Test, c *Context, status int, err error) Result {
	var fault *eval.Fault
	var failed *sandbox.Failure
	switch {
	case errors.As(err, &fault) && fault.Kind == eval.Internal:
		return Result{Outcome: Failed, Failure: faultOf(fault)}
	case errors.As(err, &failed) && ctx.Err() == nil:
		return sandboxed(failed)
	case ctx.Err() != nil: // a fault may come of that
		return Ended(ctx, c.Options)
	case fault != nil && t.ShouldPanic:
		return Pass()
	case fault != nil:
		return Result{Outcome: Failed, Failure: faultOf(fault)}
	case err != nil:
		return Fail(NotAvailable, err.Error())
	case status != 0 && t.ShouldPanic:
		return Pass()
	case status != 0:
		return Fail(Exited, fmt.Sprintf("the test exited with status %d", status))
	case t.ShouldPanic:
		return Fail(NotPanicked, "expected test to panic, but it completed successfully")
	}
	return Pass()
}

// faultOf describes the failure of a program that has told of it on its standard error.
func faultOf(fault *eval.Fault) *Failure {
	data := fault.Data()
	message, _, _ := strings.Cut(data.Message, "\n")
	f := &Failure{Reason: Panicked, Message: message, Values: data.Values, Note: data.Note, Stack: data.Stack}
	if p := data.Place; p != nil {
		f.Place = &Place{p.File, p.Line, p.Column}
	}
	return f
}

// notCompiled is the result of a test whose source is wrong.
func notCompiled(mistakes []diag.Diagnostic, color bool) Result {
	var b strings.Builder
	_ = diag.Render(&b, mistakes, diag.Options{Color: color}) // writing to a Builder cannot fail
	result := Fail(NotCompiled, "compile error: "+mistakes[0].Message)
	result.Failure.Text = b.String()
	if at := mistakes[0].Span; at.Known() {
		p := at.Place()
		result.Failure.Place = &Place{at.File.Name, p.Line, p.Column}
	}
	return result
}

// seeds gives the seeds of one test.
type seeds struct {
	next uint64
	used atomic.Uint64
}

func (s *seeds) seed() uint64 { return s.next + s.used.Add(1) - 1 }
