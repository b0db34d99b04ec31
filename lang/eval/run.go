// Package eval runs checked programs: it lowers functions to Go closures and calls them.
//
// A function is lowered when it is called for the first time, once for each choice of its type
// parameters. Values carry no types; the lowerer knows them and picks the closure that fits:
// expr gives a Value, cond a bool, flt a float64, stmt tells how it was left.
package eval

import (
	"context"
	"errors"
	"time"

	"hewq/lang/flow"
	"hewq/lang/value"
	"hewq/native"
)

// Run runs the main function of a program and gives the exit status. It flushes env.Stdout and
// ends the modules of env.
//
// A program that fails has written why to env.Stderr; the error is then a *Fault. When ctx
// ends, the program stops wherever it is, its defers run, and the error is the context's.
func Run(ctx context.Context, prog *flow.Analysis, env *native.Env) (status int, err error) {
	return RunWith(ctx, prog, env, Options{})
}

// RunWith is Run with options.
func RunWith(ctx context.Context, prog *flow.Analysis, env *native.Env, options Options) (status int, err error) {
	ps := newProcess(prog, env)
	ps.options = options
	ps.program.count(options.Cover)
	ps.program.coroutines = options.Coroutines
	interrupt := ctx
	env.Failures.Watch(interrupt)
	ctx, ps.cancel = context.WithCancel(ctx)
	defer ps.cancel()
	ps.ctx = ctx
	defer ps.last.watch(ctx)()
	t := ps.newThread()
	t.onMain = true
	release := context.AfterFunc(ctx, func() {
		t.stop.Or(mustStop)
		ps.interrupt()
	})
	defer release()
	ps.main = t
	seen := &watched{process: ps, main: t, name: "main"}
	defer options.Waiting.watch(seen)()
	defer options.Sampler.watch(seen)()
	defer options.Break.watch(ps)()
	status, err = t.run()
	if ps.program.parallel {
		status, err = ps.endActors(status, err)
		t.goesOn()
	} else if ps.ended.Load() {
		status, err = ps.status, nil
	}
	t.flush()
	t.waitsAtEnd(waitModules)
	endModules(interrupt, env)
	t.flush()
	var fault *Fault
	if errors.As(err, &fault) {
		if _, werr := env.Stderr.Write([]byte(fault.Report())); werr != nil {
			return status, errors.Join(err, werr)
		}
	}
	if notes := env.Failures.Report(); notes != "" {
		ps.report(notes)
	}
	return status, err
}

// endModules has the modules of env close what they hold. They need no limit as long as the user
// does not interrupt the program.
func endModules(interrupt context.Context, env *native.Env) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(interrupt))
	defer cancel()
	defer context.AfterFunc(interrupt, func() {
		timer := time.AfterFunc(hurriedTime, cancel)
		<-ctx.Done()
		timer.Stop()
	})()
	env.End(native.Ending{Context: ctx, Hurry: interrupt})
}

// endTime is how long actors and what is deferred may take when the program has ended.
const endTime = 5 * time.Second

// hurriedTime is how long modules may take when the user has interrupted the program.
const hurriedTime = 3200 * time.Millisecond

// brokenPipe is the status of a program whose output is not read any more, as shells show it.
const brokenPipe = 141

// unit is the value of type ().
var unit value.Value
