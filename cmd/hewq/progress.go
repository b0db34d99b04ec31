package main

// This file shows people how far a command is that works on many files.

import (
	"fmt"
	"io"
	"time"
)

// Times of a progress.
const (
	progressFrom  = time.Second            // nothing is shown before
	progressEvery = 100 * time.Millisecond // the line does not change more often
)

// A progress is a line at a terminal that says which of many files is worked on. It is shown when that takes more
// than a second, and goes when there is something else to show. One that is nil shows nothing.
type progress struct {
	out   io.Writer
	now   func() time.Time
	total int

	done  int
	next  time.Time // of a change of the line
	shown bool
}

// progress is that of a command that works on so many files; nil unless a person sees the standard error. If the
// command prints something for each file, and the person sees that, it shows enough.
func (p *process) progress(total int, prints bool) *progress {
	if !p.seesProgress() || prints && isTerminal(p.stdout) {
		return nil
	}
	return newProgress(p.stderr, total, time.Now)
}

// seesProgress tells whether a person sees the standard error, on a terminal that can take a line away.
func (p *process) seesProgress() bool {
	term, _ := p.lookup("TERM")
	return term != "dumb" && isTerminal(p.stderr)
}

func newProgress(out io.Writer, total int, now func() time.Time) *progress {
	return &progress{out: out, now: now, total: total, next: now().Add(progressFrom)}
}

// begin tells that the next file is worked on.
func (g *progress) begin(name string) {
	if g == nil {
		return
	}
	g.done++
	if now := g.now(); !now.Before(g.next) {
		g.next = now.Add(progressEvery)
		g.clear()
		g.shown = true
		name = shortenedTo(name, 50)
		_, _ = fmt.Fprintf(g.out, "file %d of %d: %s", g.done, g.total, name) // the work goes on all the same
	}
}

// clear takes the line away, for something else to be shown.
func (g *progress) clear() {
	if g != nil && g.shown {
		_, _ = io.WriteString(g.out, "\r\x1b[K")
		g.shown = false
	}
}

// shortenedTo is the end of a text that is too long for its place.
func shortenedTo(text string, limit int) string {
	if r := []rune(text); len(r) > limit {
		return "…" + string(r[len(r)-limit+1:])
	}
	return text
}
