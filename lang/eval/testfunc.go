package eval

// This file runs one function of a program as a test.

import (
	"context"

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
	if test := ps.options.test; test != nil {
		return test.Func, ps.program.verdict(test)
	}
	return ps.program.prog.Main, func(*frame, value.Value) {}
}

// verdict aborts with an Err that a test has returned.
func (p *program) verdict(test *check.TestFunc) func(*frame, value.Value) {
	result := test.Sig.Result
	if _, ok := types.IsNamed(result, "Result"); !ok {
		return func(*frame, value.Value) {}
	}
	show := p.lowerer(test.Module.File, test.Name, nil).inspector(result, inspectLimit)
	at := p.siteAt(test.At, test.Name)
	return func(f *frame, v value.Value) {
		if v.Tag() == tagErr {
			f.abort(at, "the test returned "+string(show(f, nil, v)))
		}
	}
}
