//go:build unix

package main

// This file has SIGQUIT, Ctrl-\ on a terminal, tell where the program is.

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// dumpWithin is how soon a second SIGQUIT has to come to have Go's own effect.
const dumpWithin = 2 * time.Second

// onQuit calls tell at a SIGQUIT. A second one within two seconds has the effect that Go gives it: the
// stacks of all goroutines are written and the process ends with status 2.
func onQuit(tell func()) (stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGQUIT)
	done := make(chan struct{})
	go func() {
		var last time.Time
		for {
			select {
			case <-signals:
			case <-done:
				return
			}
			if !last.IsZero() && time.Since(last) < dumpWithin {
				signal.Reset(syscall.SIGQUIT)
				// It cannot fail: a process may send signals to itself.
				_ = syscall.Kill(os.Getpid(), syscall.SIGQUIT)
				return
			}
			last = time.Now()
			go tell() // ends when the report is written; a second signal must not wait for that
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
