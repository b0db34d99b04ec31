package testrun

// This file is what a run tells of itself.

import "time"

// A Reporter tells of a run. Its methods are called one after the other, in the order in which things
// happen: Begin, then Started and Ended of each test that runs, of several tests at once, then End. A
// test that is left out has no Started.
type Reporter interface {
	Begin(Plan) error
	Started(i int, t Test) error
	Ended(i int, t Test, r Result) error

	// Died tells that the process in which tests were running is gone, and why. They are run again, each
	// in a process of its own.
	Died(tests []Test, why string) error
	End(Summary) error
}

// A Plan is what a run is going to do. Tests are known to a Reporter by their place in it.
type Plan struct {
	Tests   []Test
	Options Options
}

// A Summary is what came of a run.
type Summary struct {
	Passed, Failed, Ignored int
	NotRun                  int // to their end: the run was over before, after a failure or an interruption
	Interrupted             bool
	Duration                time.Duration
}

// add counts a result.
func (s *Summary) add(r Result) {
	switch r.Outcome {
	case Passed:
		s.Passed++
	case Failed:
		s.Failed++
	case Ignored:
		s.Ignored++
	}
}
