package main

// This file tells where a program is that does not end, and ends it when its time is over.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"hewq/lang/eval"
)

// exitTimedOut is the status of a program whose time was over, as timeout(1) has it.
const exitTimedOut = 124

// errTimedOut is the cause of a program's end when its time is over.
var errTimedOut = errors.New("the time of the program is over")

// endWithin is how long a program may take to end when its time is over. Its defers and the goodbyes of
// its connections have limits below that.
const endWithin = 15 * time.Second

type hangFlags struct {
	ExplainHang bool      `name:"explain-hang" help:"On Ctrl-C and SIGTERM, tell on the standard error what the program waits for, and where."`
	Timeout     timeLimit `placeholder:"TIME" help:"Tell that after so long, 500ms, 30 or 30s, 2m, and end the program with status 124."`
}

// watch tells on w what the program waits for that waiting knows, when the user asks or its time is
// over, and cancels it at signals and at the end of its time. stop must be called when it has ended.
func (h hangFlags) watch(w io.Writer, waiting *eval.Waiting, cancel context.CancelCauseFunc) (stop func()) {
	tell := teller(w, waiting.Report)
	unquit := onQuit(func() { tell("") })
	unsignal := onSignal(func(cause error) {
		if h.ExplainHang {
			tell("")
		}
		cancel(cause)
	})
	over := h.limit(func() {
		tell(fmt.Sprintf("hewq: the program has not ended within %v\n", time.Duration(h.Timeout)))
		cancel(errTimedOut)
	}, func() {
		tell(fmt.Sprintf("hewq: the program has not stopped within %v\n", endWithin))
		os.Exit(exitTimedOut)
	})
	return func() {
		over()
		unsignal()
		unquit()
	}
}

// limit calls late when the time of the program is over, and then lost when it goes on all the same.
func (h hangFlags) limit(late, lost func()) (stop func()) {
	if h.Timeout == 0 {
		return func() {}
	}
	var mu sync.Mutex // guards the rest
	var last *time.Timer
	ended := false
	first := time.AfterFunc(time.Duration(h.Timeout), func() {
		late()
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			last = time.AfterFunc(endWithin, lost)
		}
	})
	return func() {
		first.Stop()
		mu.Lock()
		defer mu.Unlock()
		ended = true
		if last != nil {
			last.Stop()
		}
	}
}

// tellWithin is how long the end of a program waits for its report to be written. A report takes less than a
// second, but the output may be a pipe that is full and that nothing reads.
const tellWithin = 3 * time.Second

// teller gives what writes a report of where a program is to w, behind a heading. One report is written at
// a time. It returns when the report is written, or after tellWithin: then the report is written later, if
// it can be.
func teller(w io.Writer, report func() string) func(heading string) {
	var mu sync.Mutex
	return func(heading string) {
		told := make(chan struct{})
		go func() { // ends when the report is written, at the latest with the process
			defer close(told)
			mu.Lock()
			defer mu.Unlock()
			text := report()
			if text == "" {
				text = "nothing runs\n"
			}
			_, _ = io.WriteString(w, heading+text) // a report that cannot be written has no other way out
		}()
		late := time.NewTimer(tellWithin)
		defer late.Stop()
		select {
		case <-told:
		case <-late.C:
		}
	}
}
