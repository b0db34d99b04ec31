// Package eval runs checked programs: it lowers functions to Go closures and calls them.
//
// A function is lowered when it is called for the first time, once for each choice of its type
// parameters. Values carry no types; the lowerer knows them and picks the closure that fits:
// expr gives a Value, cond a bool, flt a float64, stmt tells how it was left.
package eval

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
	"hewq/native"
)

// Run runs the main function of a program and gives the exit status. It flushes env.Stdout and
// ends the modules of env.
//
// A program that fails has written why to env.Stderr; the error is then a *Fault. When ctx
// ends, the program stops wherever it is, its defers run, and the error is the context's.
func Run(ctx context.Context, prog *check.Program, env *native.Env) (status int, err error) {
	return RunWith(ctx, prog, env, Options{})
}

// RunWith is Run with options.
func RunWith(ctx context.Context, prog *check.Program, env *native.Env, options Options) (status int, err error) {
	m := newMachine(prog, env)
	m.options = options
	interrupt := ctx
	env.Failures.Watch(interrupt)
	ctx, m.cancel = context.WithCancel(ctx)
	defer m.cancel()
	m.ctx = ctx
	t := m.newThread()
	t.onMain = true
	release := context.AfterFunc(ctx, func() {
		t.stop.Store(1)
		m.interrupt()
	})
	defer release()
	m.main = t
	status, err = t.run()
	if m.parallel {
		status, err = m.endActors(status, err)
	} else if m.ended.Load() {
		status, err = m.status, nil
	}
	t.flush()
	endModules(interrupt, env)
	t.flush()
	var fault *Fault
	if errors.As(err, &fault) {
		text := fault.Report()
		if fault.Kind == Panic && fault.Note != "" {
			text += fault.Trace() // a message that needs a note does not say where it is from
		}
		if _, werr := env.Stderr.Write([]byte(text)); werr != nil {
			return status, errors.Join(err, werr)
		}
	}
	if notes := env.Failures.Report(); notes != "" {
		m.report(notes)
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

// A machine is a program as far as it is lowered.
type machine struct {
	prog   *check.Program
	info   *check.Info
	env    *native.Env
	codes  map[string]*code
	sites  siteTable
	free   []site            // of code that is gone
	body   *code             // that is being lowered
	leaves map[ast.Node]bool // whether a return, break, continue or `?` can leave the node
	consts map[*check.Const]*constant
	types  typeTable
	dyns   map[string]*dynType

	intrinsics map[string]intrinsic
	nested     atomic.Int64 // the deepest nesting of closures in any function lowered so far

	options  Options
	system   *actor.System
	messages messagePool
	shared   bool // the writers of env are for several threads
	parallel bool // the program has actors or tasks: all is lowered before it runs
	pending  []*code
	dynCalls []dynCall
	dynShown bool // dyn values are displayed somewhere
	plans    map[string]*plan
	trees    map[*check.Supervisor]*treePlan
	links    mainLinks
	measures map[string]*measure
	sharers  map[string]*sharing
	holders  map[string]*holding
	tasks    taskTable
	main     *thread
	prompt   func()          // is called instead when an input is stuck; nil in a program
	ctx      context.Context // of all threads
	cancel   context.CancelFunc
	ending   sync.Once
	status   int         // that an actor asked for
	ended    atomic.Bool // an actor has ended the program
	over     atomic.Bool // main has ended, and the actors are being stopped
	left     atomic.Bool // main has ended, and its end is that of the program: actors do nothing more
}

func newMachine(prog *check.Program, env *native.Env) *machine {
	m := &machine{
		prog:   prog,
		info:   prog.Info,
		env:    env,
		codes:  map[string]*code{},
		leaves: map[ast.Node]bool{},
		consts: map[*check.Const]*constant{},
		types:  newTypeTable(),
		dyns:   map[string]*dynType{},

		parallel: prog.Parallel(),
		plans:    map[string]*plan{},
		trees:    map[*check.Supervisor]*treePlan{},
		measures: map[string]*measure{},
		sharers:  map[string]*sharing{},
		holders:  map[string]*holding{},

		intrinsics: intrinsicTable(),
	}
	m.sites.add(Call{})
	m.system = actor.NewSystem(m.observe, m.stuck)
	return m
}

// A thread evaluates one thing after the other: the main function, the messages of an actor, a task
// or a generator.
type thread struct {
	m          *machine
	ctx        context.Context
	stop       atomic.Uint32 // set when it must stop
	stopping   bool          // it is unwinding: defers run, polls are off
	ended      error         // why it had to stop
	release    func()        // of the context that it has while it is unwinding
	scratch    []byte        // a buffer for text; nil while somebody uses it
	native     native.Actor
	call       *native.Call // for the next call of a native function; nil while one runs
	root       *frame
	cell       *cell                  // the actor, nil of main
	nested     int                    // how many threads stand below on the same goroutine
	onMain     bool                   // the first of these, or this one, is main's
	waits      atomic.Uint64          // what it waits for, and where; 0 while it does not
	estate     *estate                // what has to be ended even if nobody knows the thread any more
	scope      *taskScope             // the innermost that is open
	target     *taskScope             // what stopping leaves, if not all
	task       *task                  // the task that it evaluates, nil if none
	inside     atomic.Pointer[thread] // the generator that runs in it now
	generator  *generator             // that it evaluates, nil if none
	out        *end                   // takes what the receive gen function that runs yields
	deserted   bool                   // nobody reads that any more
	generators *generator             // that it has made and that have not ended, the youngest first
}

func (m *machine) newThread() *thread {
	t := &thread{}
	m.start(t, &frame{})
	return t
}

// start makes a thread of t, with root as its first frame.
func (m *machine) start(t *thread, root *frame) {
	t.m, t.ctx, t.root = m, m.ctx, root
	t.estate = new(estate)
	t.native.Owner = &t.estate.owner
	*root = frame{thread: t, stop: &t.stop, next: noFrame}
	if m.ctx != nil && m.ctx.Err() != nil {
		t.stop.Store(1)
	}
}

// An exit is the panic value of exit(n).
type exit struct{ status int }

// A stopped is the panic value that unwinds a thread whose context has ended.
type stopped struct{}

// run calls main and gives the status of the process.
func (t *thread) run() (status int, err error) {
	err = t.guard(func() {
		if t.m.prog.Main == nil {
			return
		}
		c := t.m.function(t.m.prog.Main, nil)
		t.m.prepare(t.root)
		if v := t.root.call(c, 0); c.scalar {
			status = int(v.Int() & 0xff)
		}
		if t.m.parallel {
			t.flush()
			t.m.drain()
			t.root.pollContext()
		}
	})
	var ended *Exit
	var fault *Fault
	if dropped := t.dropGenerators(failed(err)); err == nil {
		err = dropped
	}
	switch {
	case errors.As(err, &ended):
		return ended.Status, nil
	case errors.As(err, &fault):
		return fault.Exit, err
	case err != nil:
		return 1, err
	}
	return status, nil
}

// guard runs f and gives how it ended: an *Exit, a *Fault, the error of a context that ended, or
// nil.
func (t *thread) guard(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case exit:
			err = &Exit{r.status}
		case stopped:
			t.release()
			err = t.ended
		case *Fault:
			err = r
		default:
			err = &Fault{
				Kind: Internal, Exit: 1,
				Message: fmt.Sprintf("internal error: %v\n%sthis is a bug in hewq", r, debug.Stack()),
			}
		}
	}()
	f()
	return nil
}

// flush writes out what the program has printed.
func (t *thread) flush() { t.m.flush() }

func (m *machine) flush() {
	if out, ok := m.env.Stdout.(interface{ Flush() error }); ok {
		// A reader that went away must not end the program before its defers ran; the next
		// write tells it.
		_ = out.Flush()
	}
}

// take borrows the thread's buffer, empty; give gives it back.
func (t *thread) take() []byte {
	b := t.scratch
	t.scratch = nil
	return b[:0]
}

func (t *thread) give(b []byte) {
	if cap(b) <= 1<<16 {
		t.scratch = b
	}
}

// print writes text to the program's output.
func (t *thread) print(b []byte) {
	if _, err := t.m.env.Stdout.Write(b); err != nil {
		panic(exit{brokenPipe})
	}
}

// brokenPipe is the status of a program whose output nobody reads, as shells show it.
const brokenPipe = 141

// unit is the value of type ().
var unit value.Value
