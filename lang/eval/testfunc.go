package eval

// This file runs one function of a program as a test.

import (
	"context"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// RunTest is RunWith for a function with `#[test]` in the place of main: check.Program.Test finds
// it. An Err that it returns is a *Fault.
func RunTest(ctx context.Context, prog *flow.Analysis, test *check.TestFunc, env *native.Env, options Options) (status int, err error) {
	options.test = test
	return RunWith(ctx, prog, env, options)
}

// entry is what the program begins with, nil if there is nothing, and what looks at its result.
func (ps *process) entry() (*check.Func, func(*frame, value.Value)) {
	test := ps.options.test
	if test == nil {
		return ps.program.prog.Main, func(*frame, value.Value) {}
	}
	if _, ok := types.IsNamed(test.Sig.Result, "Result"); !ok {
		return test.Func, func(*frame, value.Value) {}
	}
	return test.Func, ps.program.verdict(test)
}

// A tested is a function that may give an Err, which then fails a test.
type tested struct {
	fn *check.Func
	at atomic.Uint32 // the site of what was evaluated last to its result, 0 for none
}

// testedAs is what is known of f, nil unless it is the test that runs.
func (p *program) testedAs(f *check.Func) *tested {
	if p.tested == nil || p.tested.fn != f {
		return nil
	}
	return p.tested
}

// tried notes where a `?` has failed.
func (t *tested) tried(at site, failure func(*frame, value.Value) value.Value) func(*frame, value.Value) value.Value {
	return func(f *frame, v value.Value) value.Value {
		t.at.Store(uint32(at))
		return failure(f, v)
	}
}

// returned notes where a return is.
func (t *tested) returned(at site, s stmt) stmt {
	return func(f *frame) ctl {
		t.at.Store(uint32(at))
		return s(f)
	}
}

// result lowers an e whose value is that of the function of l.
func (t *tested) result(l *lowerer, e ast.Expr) expr {
	x := l.expr(e)
	if t == nil {
		return x
	}
	at := l.site(e)
	return func(f *frame) value.Value {
		t.at.Store(uint32(at))
		return x(f)
	}
}

// verdict aborts with an Err that a test has given.
func (p *program) verdict(test *check.TestFunc) func(*frame, value.Value) {
	p.tested = &tested{fn: test.Func}
	show := p.lowerer(test.Module.File, test.Name, nil).inspector(test.Sig.Result, inspectLimit)
	at := p.siteAt(test.At, test.Name)
	return func(f *frame, v value.Value) {
		if v.Tag() != tagErr {
			return
		}
		if left := site(p.tested.at.Load()); left != 0 {
			at = left
		}
		f.abort(at, "the test returned "+string(show(f, nil, v)))
	}
}
