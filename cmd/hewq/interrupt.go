package main

// This file ends programs at Ctrl-C and SIGTERM.

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// A signalled is the cause of a program's end by a signal.
type signalled struct{ signal syscall.Signal }

func (s signalled) Error() string { return s.signal.String() }

// status is what shells give to a program that the signal ended.
func (s signalled) status() int { return 128 + int(s.signal) }

// holdSignals puts off a SIGINT or SIGTERM until release.
func holdSignals() (release func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	return func() {
		signal.Stop(signals)
		select {
		case s := <-signals:
			os.Exit(signalled{s.(syscall.Signal)}.status())
		default:
		}
	}
}

// onSignal cancels at the first SIGINT or SIGTERM, so that the program can run its defers and
// close its connections, and ends the process at the second. The caller stops it in the end; after
// a first signal a second one does nothing then, as the process is about to end by itself.
func onSignal(cancel context.CancelCauseFunc) (stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done, ended := make(chan struct{}), make(chan struct{})
	came := false
	go func() {
		defer close(ended)
		for first := true; ; first = false {
			select {
			case s := <-signals:
				cause := signalled{s.(syscall.Signal)}
				if !first {
					os.Exit(cause.status())
				}
				came = true
				cancel(cause)
			case <-done:
				return
			}
		}
	}()
	return func() {
		close(done)
		<-ended
		if !came {
			signal.Stop(signals)
		}
	}
}
