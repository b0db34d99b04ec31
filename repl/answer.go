package repl

// This file shows answers as text.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hewq/lang/diag"
	"hewq/lang/eval"
)

// slow is the time from which on an Answer shows how long it took.
const slow = 100 * time.Millisecond

// Shown is what an Answer tells of success, with a newline at its end if it is not empty.
func (a Answer) Shown() string {
	var b strings.Builder
	for _, late := range a.Late {
		b.WriteString(late.Shown())
	}
	switch {
	case a.Head != "" && a.Value != "":
		b.WriteString(a.Head + " ")
	case a.Head != "" && !a.Failed():
		b.WriteString(a.Head + ": done\n")
	}
	if a.Value != "" {
		fmt.Fprintf(&b, "=> %s : %s\n", a.Value, a.Type)
	}
	if a.Text != "" {
		b.WriteString(a.Text + "\n")
	}
	if a.Elapsed >= slow {
		fmt.Fprintf(&b, "(%s)\n", elapsedText(a.Elapsed))
	}
	return b.String()
}

// Trouble is what an Answer tells of failures and doubts, with a newline at its end if it is not empty.
func (a Answer) Trouble(o diag.Options) string {
	var b strings.Builder
	for _, late := range a.Late {
		b.WriteString(late.Trouble(o))
	}
	if a.Head != "" && a.Failed() {
		b.WriteString(a.Head + ": ")
	}
	// Writing to a Builder cannot fail.
	_ = diag.Render(&b, a.Diagnostics, o)
	_ = diag.Render(&b, a.Warnings, o)
	var fault *eval.Fault
	var bug *PanicError
	switch {
	case a.Err == nil:
	case errors.Is(a.Err, context.Canceled):
		b.WriteString("cancelled\n")
	case errors.Is(a.Err, context.DeadlineExceeded):
		b.WriteString("stopped: it did not end in time\n")
	case errors.As(a.Err, &fault):
		b.WriteString(fault.Report())
	case errors.As(a.Err, &bug):
		fmt.Fprintf(&b, "%v\n%s\nthe session goes on\n", bug, bug.Stack)
	default:
		fmt.Fprintf(&b, "%v\n", a.Err)
	}
	b.WriteString(a.Notes)
	return b.String()
}

// write shows an Answer on a line of its own: what it tells of success on out, what of failure
// on errs. What out holds back comes before.
func (a Answer) write(out, errs io.Writer, o diag.Options) error {
	shown, trouble := a.Shown(), a.Trouble(o)
	var ended error
	if a.Begun && shown+trouble != "" {
		_, ended = io.WriteString(out, "\n")
	}
	ended = errors.Join(ended, flush(out))
	_, err := io.WriteString(out, shown)
	_, errErr := io.WriteString(errs, trouble)
	return errors.Join(ended, err, errErr, flush(out))
}

// flush writes what a writer holds back, if it does.
func flush(w io.Writer) error {
	if f, ok := w.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}
