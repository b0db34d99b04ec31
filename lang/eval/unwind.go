package eval

// This file does what scopes have left to do when something fails or has to stop in them.

import (
	"strings"

	"hewq/lang/value"
)

// Steps are done at the end of a scope. A step that was begun is not done again.
type steps []func(*frame)

// all does the steps where a scope comes to its end. If one of them fails, the others are done
// while that unwinds.
func (s steps) all(f *frame) {
	done := 0
	defer func() {
		if done < len(s) {
			f.leave(s[done:])
		}
	}()
	for done < len(s) {
		step := s[done]
		done++
		step(f)
	}
}

// leave does the steps of a scope that a fault or the end of its thread leaves. What fails in one
// of them is told and does not keep the others from being done. An exit of the program, and a
// mistake of hewq, do none.
func (f *frame) leave(s steps) {
	t := f.thread
	if !t.stopping && !t.failing {
		return
	}
	r, left := f.r, f.left
	for _, step := range s {
		f.attempt(step)
	}
	f.r, f.left = r, left
}

// attempt does a step; a fault in it is told.
func (f *frame) attempt(step func(*frame)) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Fault:
			f.thread.process.report("while closing: " + strings.TrimSuffix(r.Report(), "\n") + "\n")
		default:
			panic(r)
		}
	}()
	step(f)
}

// hole stands where a value was moved away.
var hole value.Value
