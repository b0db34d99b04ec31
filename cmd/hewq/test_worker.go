package main

// This file is the process in which `hewq test` runs tests: hewq itself with a command that people do not
// see.

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"

	"hewq/stdlib"
	"hewq/testrun"
)

type workerCommand struct{}

// Run runs the tests that the process above asks for.
func (workerCommand) Run(p *process) error {
	// Ctrl-C reaches this process as well. That above ends it when the tests have stopped.
	// It is not ignored, since what the tests start would ignore it then.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	defer onQuit(func() {})() // that above asks what the tests do
	self, err := executable()
	if err != nil {
		return err
	}
	err = testrun.Work(context.Background(), p.stdin, p.stdout, kinds(self), testrun.NewPrograms(stdlib.Modules))
	if errors.Is(err, testrun.ErrMemory) {
		p.status = exitFailed // the process above was told
		return nil
	}
	return err
}

// launcher gives what starts a worker.
func launcher() (func(context.Context) *exec.Cmd, error) {
	self, err := executable()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, self, "test-worker") }, nil
}
