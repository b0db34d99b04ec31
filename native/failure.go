package native

// This file keeps the failures of modules' calls that a script has not looked at, to tell people
// of them: most of these calls give a script nothing but an empty result.

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"hewq/lang/source"
)

// A Failure is one call of a module that failed. Its exported fields never change.
type Failure struct {
	Place source.Span // the script's own call
	Text  string      // whole lines that say what failed and why; the first follows `note: `
	Of    any         // the module's side of the handle that the call was made on
	Cause *Failure    // the failure that made that handle a zero value, nil for none

	// Failures.mu guards what follows.
	over   bool          // the script has looked at it, or people were told
	uses   []source.Span // where calls were made on the zero value that came of it
	used   *Failure      // the latest of these calls
	warned bool          // people were told that such calls are repeated
}

// Where says where f was, for a text about another failure: `in line 5 `.
func (f *Failure) Where(from *Failure) string {
	switch {
	case !f.Place.Known():
		return ""
	case f.Place.File == from.Place.File:
		return fmt.Sprintf("in line %d ", f.Place.Place().Line)
	}
	return fmt.Sprintf("at %s:%d ", f.Place.File.Name, f.Place.Place().Line)
}

// Failures are those of one program that its script has not looked at. The zero value is ready for
// use, also by several goroutines. However many failures there are, it takes the same memory.
type Failures struct {
	pending atomic.Int64 // how many there are

	mu     sync.Mutex // guards what follows, and what each Failure says that it guards
	run    context.Context
	places []*placed // in the order of their first failure; there may be failures at others, too
}

// A placed is the failures of one call in the source.
type placed struct {
	at     source.Span
	text   string     // of the first failure
	kept   []*Failure // the first ones
	others int64      // how many came besides
	newest *Failure   // the last of the others that the script has not looked at, nil for none
}

const (
	placesAtMost = 64 // that are kept
	keptAtMost   = 8  // failures of one place
	usesAtMost   = 16 // places of calls on one zero value
	notesAtMost  = 5  // in a report
)

// Watch makes failures after the end of ctx count for nothing: people who interrupt a program know
// why its calls fail.
func (all *Failures) Watch(ctx context.Context) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.run = ctx
}

func (all *Failures) interrupted() bool { return all.run != nil && all.run.Err() != nil }

// Pending notes that the script has not looked at f yet. A call on a zero value is no failure of
// its own: it counts as Used.
func (e *Env) Pending(f *Failure) {
	if f.Cause != nil {
		e.Used(f)
		return
	}
	all := &e.Failures
	all.mu.Lock()
	defer all.mu.Unlock()
	if !f.over && !all.interrupted() && all.add(f) {
		all.pending.Add(1)
	}
}

func (all *Failures) add(f *Failure) bool {
	for _, p := range all.places {
		if p.at == f.Place {
			return p.add(f)
		}
	}
	if len(all.places) < placesAtMost {
		all.places = append(all.places, &placed{at: f.Place, text: f.Text, kept: []*Failure{f}})
	}
	return true
}

func (p *placed) add(f *Failure) bool {
	switch {
	case p.newest == f, slices.Contains(p.kept, f):
		return false
	case len(p.kept) < keptAtMost:
		p.kept = append(p.kept, f)
	default:
		p.others++
		p.newest = f
	}
	return true
}

// Looked notes that the script has looked at those failures that covers tells.
func (all *Failures) Looked(covers func(*Failure) bool) {
	if all.pending.Load() == 0 {
		return
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	seen := int64(0)
	look := func(f *Failure) bool {
		if !covers(f) {
			return false
		}
		f.over = true
		seen++
		return true
	}
	all.places = slices.DeleteFunc(all.places, func(p *placed) bool {
		p.kept = slices.DeleteFunc(p.kept, look)
		if p.newest != nil && look(p.newest) {
			p.others--
			p.newest = nil
		}
		return len(p.kept) == 0 && p.others == 0
	})
	all.pending.Add(-seen)
}

// Shown notes that people were told of f, or of the failure that it came of.
func (all *Failures) Shown(f *Failure) {
	if f == nil {
		return
	}
	if f.Cause != nil {
		f = f.Cause
	}
	all.Looked(func(other *Failure) bool { return other == f })
	all.mu.Lock()
	defer all.mu.Unlock()
	f.over = true
}

// Unseen reports whether the script has not looked at f, nor were people told of it.
func (all *Failures) Unseen(f *Failure) bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	return !f.over
}

// Used notes that the call f was made on a zero value. The second one from the same place is told
// at once: a loop that goes round on a zero value may never end. Noting f again changes nothing.
func (e *Env) Used(f *Failure) {
	all, root := &e.Failures, f.Cause
	all.mu.Lock()
	if root.used == f {
		all.mu.Unlock()
		return
	}
	root.used = f
	again := f.Place.Known() && slices.Contains(root.uses, f.Place)
	if !again && len(root.uses) < usesAtMost {
		root.uses = append(root.uses, f.Place)
	}
	tell := again && !root.warned && !all.interrupted()
	root.warned = root.warned || again
	all.mu.Unlock()
	if tell {
		all.Shown(root)
		e.Tell(f)
	}
}

// Tell tells people of f at once, behind what the program has printed.
func (e *Env) Tell(f *Failure) {
	if out, ok := e.Stdout.(interface{ Flush() error }); ok {
		_ = out.Flush() // the next write tells what is wrong
	}
	if e.Stderr == nil {
		return
	}
	_, _ = io.WriteString(e.Stderr, note(f.Place, f.Text)) // a failure here cannot be reported
}

// Report tells of the failures that the script has not looked at, at most five, and forgets them.
// It is empty if there are none.
func (all *Failures) Report() string {
	all.mu.Lock()
	defer all.mu.Unlock()
	left := all.pending.Swap(0)
	var b strings.Builder
	said := "" // of what can be done, by the note before
	for _, p := range all.places[:min(len(all.places), notesAtMost)] {
		times := int64(len(p.kept)) + p.others
		left -= times
		what, help, _ := strings.Cut(p.text, "\n")
		if times > 1 {
			what += fmt.Sprintf(" (%d times)", times)
		}
		b.WriteString(note(p.at, what+"\n"))
		if help != said {
			b.WriteString(help)
		}
		said = help
	}
	switch {
	case left == 1:
		b.WriteString("note: and 1 more failure that the program did not look at\n")
	case left > 1:
		fmt.Fprintf(&b, "note: and %d more failures that the program did not look at\n", left)
	}
	for _, p := range all.places {
		for _, f := range p.kept {
			f.over = true
		}
	}
	all.places = nil
	return b.String()
}

// note is a note on a place, in the form of a diagnostic.
func note(at source.Span, text string) string {
	if !at.Known() {
		return "note: " + text
	}
	p := at.Place()
	return fmt.Sprintf("%s:%d:%d: note: %s", at.File.Name, p.Line, p.Column, text)
}
