package eval

// This file tells people how a program has failed.

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hewq/lang/diag"
	"hewq/lang/source"
)

// Report is what people are told, in whole lines: what happened, the values, what a module knows of the
// reason, the place with its text, and the calls that led there. The first line is upstream's.
func (e *Fault) Report() string {
	var b strings.Builder
	if text := e.headline(); text != "" {
		b.WriteString(text + "\n")
	}
	writeValues(&b, slices.DeleteFunc(slices.Clone(e.Values), e.says))
	b.WriteString(e.Note)
	if countsBack(e.Span.Text()) {
		b.WriteString("help: indices do not count from the end: the last element of a Vec is `v[v.len() - 1]`\n")
	}
	e.writePlace(&b)
	return b.String()
}

// countsBack tells whether in what has failed an index or an end of a slice is written as a negative number.
func countsBack(text string) bool {
	return regexp.MustCompile(`^[^(]*(\[|\.\.=?) *-\d+[^(]*\]$`).MatchString(text)
}

// writeValues writes values below each other.
func writeValues(b *strings.Builder, values []Shown) {
	width := 0
	for _, v := range values {
		width = max(width, utf8.RuneCountInString(v.Name))
	}
	for _, v := range values {
		fmt.Fprintf(b, "  %-*s %s\n", width+1, v.Name+":", v.Text)
	}
}

func (e *Fault) headline() string {
	if e.Kind == Trap {
		return "trap: " + e.Message
	}
	return e.Message
}

// longMessage is from how many bytes on a message does not show its values well.
const longMessage = 80

// says tells whether the message shows a value well enough.
func (e *Fault) says(v Shown) bool {
	return len(e.Message) < longMessage && strings.Contains(e.Message, v.Text)
}

// At is the place that people are shown: the first one that is not in a stub, from what failed on outwards.
// If all are, it is what failed.
func (e *Fault) At() source.Span {
	if calls := e.Calls(); len(calls) > 0 {
		return calls[0].Span
	}
	return e.Span
}

// Calls are the calls that people are shown, innermost first. The first one stands at At: how a standard module
// came to fail is left out.
func (e *Fault) Calls() []Call {
	for i, c := range e.Stack {
		if isScript(c.Span) {
			return e.Stack[i:]
		}
	}
	return e.Stack
}

// isScript tells whether a place is known and in no stub.
func isScript(at source.Span) bool { return at.Known() && !at.File.Stub }

// writePlace writes the place and the calls, unless the place is not known.
func (e *Fault) writePlace(b *strings.Builder) {
	at, calls := e.At(), e.Calls()
	if !at.Known() {
		return
	}
	fmt.Fprintf(b, "%s:\n", at)
	// Writing to a Builder cannot fail.
	_ = diag.RenderExcerpt(b, at, "", diag.Options{})
	if len(calls) > 1 {
		b.WriteString("stack:\n")
		writeStack(b, calls)
	}
}

func writeStack(b *strings.Builder, stack []Call) {
	calls, cut, left := shorten(stack)
	for i, c := range calls {
		if left > 0 && i == cut {
			fmt.Fprintf(b, "  … %d more\n", left)
		}
		at := c.Span.String()
		if c.Span.File.Stub { // users cannot open it
			at = c.Span.File.Name
		}
		fmt.Fprintf(b, "  %s  in %s", at, c.Func)
		if c.times > 1 {
			fmt.Fprintf(b, ", %d times", c.times)
		}
		b.WriteByte('\n')
	}
}

// A repeated is a call that a recursion made several times, one in the other.
type repeated struct {
	Call
	times int
}

// mostCalls is how many calls are shown: the first and the last half of them.
const mostCalls = 20

// shorten puts calls that follow on their like together, and leaves out left of the others, at number cut.
func shorten(stack []Call) (calls []repeated, cut, left int) {
	for _, c := range stack {
		switch n := len(calls); {
		case !c.Span.Known(): // a built-in function that is used as a value
		case n > 0 && calls[n-1].Call == c:
			calls[n-1].times++
		default:
			calls = append(calls, repeated{c, 1})
		}
	}
	cut, left = mostCalls/2, len(calls)-mostCalls
	if left <= 1 { // a line that says so takes no less room
		return calls, cut, 0
	}
	return slices.Delete(calls, cut, cut+left), cut, left
}

// Brief is the failure in one line, with its place.
func (e *Fault) Brief() string {
	text := e.Message
	switch {
	case e.Kind != Panic:
	case text == "":
		text = "panic"
	default:
		text = fmt.Sprintf("panic: %q", text)
	}
	text, _, _ = strings.Cut(text, "\n")
	return text + e.where()
}

// where is the place, for the end of a line: ` at FILE:LINE:COL`, or empty if it is not known.
func (e *Fault) where() string {
	if at := e.At(); at.Known() {
		return " at " + at.String()
	}
	return ""
}
