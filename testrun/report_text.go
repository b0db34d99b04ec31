package testrun

// This file reports for people, in the lines of Hew's own test command.

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Text reports for people. Each test has its line when all before it have theirs.
func Text(w io.Writer, color bool) Reporter {
	return &textReport{w: bufio.NewWriter(w), color: color}
}

type textReport struct {
	w       *bufio.Writer
	color   bool
	plan    Plan
	results []*Result // by place in the plan, nil until there is one
	shown   int       // how many have their line
	failed  []int     // in the order of the plan
}

func (r *textReport) Begin(p Plan) error {
	r.plan, r.results = p, make([]*Result, len(p.Tests))
	fmt.Fprintf(r.w, "\nrunning %d tests\n", len(p.Tests))
	return r.w.Flush()
}

func (r *textReport) Started(int, Test) error { return nil }

func (r *textReport) Ended(i int, _ Test, result Result) error {
	r.results[i] = &result
	for r.shown < len(r.results) && r.results[r.shown] != nil {
		r.line(r.shown)
		r.shown++
	}
	return r.w.Flush()
}

func (r *textReport) Died(tests []Test, why string) error {
	var names []string
	for _, t := range tests {
		names = append(names, t.ID())
	}
	fmt.Fprintf(r.w, "note: %s; these were running, and run again, each in a process of its own: %s\n", why, strings.Join(names, ", "))
	return r.w.Flush()
}

// line writes the line of a test.
func (r *textReport) line(i int) {
	status := ""
	switch r.results[i].Outcome {
	case Passed:
		status = r.paint(green, "ok")
	case Ignored, Stopped:
		status = r.paint(yellow, string(r.results[i].Outcome))
	case Failed:
		status = r.paint(red, "FAILED")
	}
	if note := r.results[i].Note; note != "" {
		status += " (" + note + ")"
	}
	fmt.Fprintf(r.w, "test %s ... %s\n", r.plan.Tests[i].Name, status)
}

func (r *textReport) End(s Summary) error {
	for i := r.shown; i < len(r.results); i++ { // the run ended early
		if r.results[i] != nil {
			r.line(i)
		}
	}
	r.failures()
	word := r.paint(bold+green, "ok")
	if s.Failed > 0 || s.Interrupted {
		word = r.paint(bold+red, "FAILED")
	}
	fmt.Fprintf(r.w, "test result: %s. %d passed; %d failed; %d ignored", word, s.Passed, s.Failed, s.Ignored)
	if s.NotRun > 0 {
		fmt.Fprintf(r.w, "; %d not run", s.NotRun)
	}
	if s.Interrupted {
		fmt.Fprint(r.w, "; interrupted")
	}
	fmt.Fprint(r.w, "\n\n")
	return r.w.Flush()
}

// failures tells why tests failed, and what they printed.
func (r *textReport) failures() {
	random := false
	var compiled []string // texts that were shown
	for i, result := range r.results {
		if result == nil || result.Outcome != Failed {
			continue
		}
		if len(r.failed) == 0 {
			fmt.Fprint(r.w, "\nfailures:\n\n")
		}
		r.failed = append(r.failed, i)
		random = random || result.Random
		t := r.plan.Tests[i]
		fmt.Fprintf(r.w, "---- %s ----\n", t.Name)
		f := result.Failure
		text := f.story(t, *result)
		if f.Reason == NotCompiled && slices.Contains(compiled, text) {
			text = "compile error, as above\n"
		}
		compiled = append(compiled, text)
		fmt.Fprint(r.w, text)
		if result.Stdout != "" {
			fmt.Fprint(r.w, "output:\n", whole(result.Stdout))
		}
		fmt.Fprintln(r.w)
	}
	if random {
		fmt.Fprintf(r.w, "numbers by chance came from seed %d; `--seed %[1]d` gives the same ones again\n\n", r.plan.Options.Seed)
	}
}

// story tells why a test failed: what it has said itself, and what is known besides.
func (f *Failure) story(t Test, r Result) string {
	var b strings.Builder
	switch {
	case f.Reason == NotCompiled && f.Text != "":
		b.WriteString("compile error:\n") // the text has the rest
	case f.Reason != Panicked || r.Stderr == "" && f.Text == "":
		b.WriteString(whole(f.Message))
	}
	b.WriteString(whole(r.Stderr))
	b.WriteString(whole(f.Text))
	if p := f.Place; p != nil && !strings.Contains(b.String(), p.String()) {
		fmt.Fprintf(&b, "at %s\n", p)
	} else if p == nil {
		fmt.Fprintf(&b, "in %s:%d\n", t.File, t.Line)
	}
	return b.String()
}

// String is the place as diagnostics show it.
func (p *Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// whole is a text that ends with its line, if there is any.
func whole(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// The escape sequences of colours.
const (
	green  = "\x1b[32m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	bold   = "\x1b[1m"
	reset  = "\x1b[0m"
)

func (r *textReport) paint(color, word string) string {
	if !r.color {
		return word
	}
	return color + word + reset
}
