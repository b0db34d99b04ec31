// Package testrun runs the tests of Hew programs side by side: it finds them, has worker processes run
// them, and reports what came of them.
//
// A Kind is a sort of test, such as a function with #[test]; a Runner runs the tests of all kinds that it
// was given, and a Reporter tells of them.
package testrun

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"time"

	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/sandbox"
)

// A Test is something that passes or fails. It has what another process needs to find it again.
type Test struct {
	Kind        string `json:"kind"` // the name of the Kind that found it
	File        string `json:"file"` // that has it, as it was named or found
	Name        string `json:"name"` // in File
	Line        int    `json:"line,omitempty"`
	Ignored     bool   `json:"ignored,omitempty"` // is left out unless the user wants it
	ShouldPanic bool   `json:"should_panic,omitempty"`
}

// ID names the test in a run: `path::name`, or the path of a file that is one test, as it can be selected.
func (t Test) ID() string {
	if t.Name == filepath.ToSlash(t.File) {
		return t.File // it is all of the file
	}
	return t.File + selects + t.Name
}

// selects stands between the path and the name of a test that is selected.
const selects = "::"

// A Kind is a sort of test. Its methods may be called from several goroutines.
type Kind interface {
	// Name is what Test.Kind has.
	Name() string

	// Takes tells whether to look for tests of this kind in a file.
	Takes(Candidate) bool

	// Find gives the tests of a file in their order, and mistakes of syntax that keep them from being
	// found. Its error is that of reading the file.
	Find(file string) ([]Test, []diag.Diagnostic, error)

	// Run runs a test that Find has found, in this process or in another one. It returns soon after ctx
	// has ended, whose cause tells whether the time of the test is over (ErrTimeout) or the user has
	// interrupted the run.
	Run(ctx context.Context, t Test, c *Context) Result
}

// Options are what a run sets for all of its tests. They reach the worker processes.
type Options struct {
	Timeout time.Duration   `json:"timeout"` // of each test, more than 0
	Memory  int64           `json:"memory"`  // that a process of tests may take, in bytes; 0 for no limit
	Seed    uint64          `json:"seed"`    // of what happens by chance
	Color   bool            `json:"color"`   // in mistakes of sources
	Update  bool            `json:"update"`  // rewrite files that have what is expected
	Watch   bool            `json:"watch"`   // Result.Files has all of them
	Cover   string          `json:"cover"`   // the folder for what of programs ran, see Cover; "" if nothing is counted
	Sandbox sandbox.Sandbox `json:"sandbox"` // of test functions and programs with golden files
}

// A Context is what a test that runs is given.
type Context struct {
	Options  Options
	Isolated bool // no other test runs in this process
	Output   *Output
	Programs *Programs

	explains atomic.Pointer[func() string]
}

// Explain sets what finds out, in whole lines, what the test does at the moment, for when its time is over
// or it takes too much memory. It is called from another goroutine and must return within moments.
func (c *Context) Explain(by func() string) { c.explains.Store(&by) }

// explain tells what the test does, "" if that is not known.
func (c *Context) explain() string {
	if by := c.explains.Load(); by != nil {
		return (*by)()
	}
	return ""
}

// An Outcome is how a test ended.
type Outcome string

// The outcomes.
const (
	Passed  Outcome = "ok"
	Failed  Outcome = "failed"
	Ignored Outcome = "ignored"
	Stopped Outcome = "stopped" // the user ended the run before the test came to its end
)

// A Result is what came of a test.
type Result struct {
	Outcome  Outcome       `json:"outcome"`
	Failure  *Failure      `json:"failure,omitempty"` // of a test that failed, else nil
	Stdout   string        `json:"stdout,omitempty"`
	Stderr   string        `json:"stderr,omitempty"`
	Duration time.Duration `json:"duration"`
	Random   bool          `json:"random,omitempty"`   // it used Options.Seed
	Isolated bool          `json:"isolated,omitempty"` // it had a process of its own
	Files    []string      `json:"files,omitempty"`    // that it was made from, besides Test.File; with Options.Watch those, too, that it has read, and all of programs with golden files and of scripts
	Note     string        `json:"note,omitempty"`     // what people should know besides, in a few words
}

// A Failure says why a test failed.
type Failure struct {
	Reason  Reason `json:"reason"`
	Message string `json:"message"`         // in one line
	Place   *Place `json:"place,omitempty"` // the user's line that failed; nil if it is not known
	Text    string `json:"text,omitempty"`  // whole lines for people that Result.Stderr does not have

	// Of a program that panicked or trapped. Result.Stderr has them for people.
	Values []eval.Shown    `json:"values,omitempty"` // that the failure is about
	Note   string          `json:"note,omitempty"`   // what a module knows of the reason, in whole lines
	Stack  []eval.CallData `json:"stack,omitempty"`  // innermost first; the first call is at Place
}

// A Place is a place in a file, lines and columns from 1.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// A Reason is a sort of failure.
type Reason string

// The reasons.
const (
	Panicked     Reason = "panic"       // the test panicked, trapped, or returned an Err
	Exited       Reason = "exit"        // it ended by exit with a status that is not 0
	TimedOut     Reason = "timeout"     // its time was over
	NotCompiled  Reason = "compile"     // its source is wrong
	NotPanicked  Reason = "no-panic"    // it should have panicked
	NotRefused   Reason = "no-mistake"  // nothing is wrong with it, and something should be
	Differed     Reason = "difference"  // it did something else than was expected
	Crashed      Reason = "crash"       // the process that ran it died
	OutOfMemory  Reason = "memory"      // it took more memory than it may
	Stuck        Reason = "deadlock"    // in virtual time, nothing could happen any more
	LeftOver     Reason = "left-over"   // in virtual time, something went on to wait for ever
	NotAvailable Reason = "unavailable" // it cannot run here
)

// Pass is the Result of a test that passed.
func Pass() Result { return Result{Outcome: Passed} }

// Fail is the Result of a test that failed.
func Fail(reason Reason, message string) Result {
	return Result{Outcome: Failed, Failure: &Failure{Reason: reason, Message: message}}
}
