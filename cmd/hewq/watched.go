package main

// This file runs the command that `hewq watch` runs again and again, and ends it.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A watched is hewq with a command, in a process of its own.
type watched struct {
	surroundings *process
	process      *os.Process
	ended        chan struct{} // closed when it is gone and its end was told
	stopping     chan struct{} // closed when its end needs no words
}

// startWatched starts hewq, the file self, with words of a command line and a variable. The caller ends it.
func (p *process) startWatched(self string, words []string, variable string) (*watched, error) {
	cmd := exec.Command(self, words...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = p.stdin, p.stdout, p.stderr, append(slices.Clone(p.environ), variable)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	w := &watched{p, cmd.Process, make(chan struct{}), make(chan struct{})}
	go func() { // ends with the process
		defer close(w.ended)
		_ = cmd.Wait() // its status is told
		select {
		case <-w.stopping:
		default:
			fmt.Fprintf(p.stderr, "hewq: ended with status %d; waiting for changes, Ctrl-C ends\n", cmd.ProcessState.ExitCode())
		}
	}()
	return w, nil
}

// end ends the process as Ctrl-C would, and returns when it is gone. cause is the signal that hewq got itself, if
// it did: a Ctrl-C at a terminal has reached the process as well, and a second one would cut its end short.
func (w *watched) end(cause error) {
	close(w.stopping)
	sent := signalled{}
	if errors.As(cause, &sent) && sent.signal == syscall.SIGINT && w.surroundings.atTerminal() {
		if w.endsWithin(endWithin) {
			return
		}
	} else if w.process.Signal(os.Interrupt) == nil && w.endsWithin(endWithin) {
		return
	}
	_ = w.process.Kill() // it may have ended; where there are no signals, this is the only way
	<-w.ended
}

// endsWithin tells whether the process ends within a time, or has ended.
func (w *watched) endsWithin(limit time.Duration) bool {
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case <-w.ended:
		return true
	case <-late.C:
		fmt.Fprintf(w.surroundings.stderr, "hewq: it has not stopped within %v and is killed\n", limit)
		return false
	}
}

// atTerminal tells whether Ctrl-C is typed where the processes of hewq read.
func (p *process) atTerminal() bool {
	in, ok := p.stdin.(*os.File)
	return ok && isTerminal(in)
}
