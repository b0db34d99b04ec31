package main

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"hewq/testrun"
)

// A test that takes more than a second is named, until there is something else to tell.
func TestProgressOfTests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		p := newTestProgress(testrun.Text(&terminal, false), &terminal)
		tests := []testrun.Test{{File: "a_test.hew", Name: "quick"}, {File: "a_test.hew", Name: "slow"}, {File: "b_test.hew", Name: "also"}}
		passed := testrun.Result{Outcome: testrun.Passed}
		for _, event := range []func() error{
			func() error { return p.Begin(testrun.Plan{Tests: tests}) },
			func() error { return p.Started(0, tests[0]) },
			func() error { return p.Ended(0, tests[0], passed) },
			func() error { return p.Started(1, tests[1]) },
			func() error { return p.Started(2, tests[2]) },
			func() error { time.Sleep(5 * time.Second); synctest.Wait(); return nil },
			func() error { return p.Ended(2, tests[2], passed) },
			func() error { time.Sleep(5 * time.Second); synctest.Wait(); return nil },
			func() error { return p.Ended(1, tests[1], passed) },
			func() error { time.Sleep(5 * time.Second); synctest.Wait(); return nil },
			func() error { return p.End(testrun.Summary{Passed: 3}) },
		} {
			if err := event(); err != nil {
				t.Fatal(err)
			}
		}
		const want = "\nrunning 3 tests\ntest quick ... ok\n" +
			"running a_test.hew::slow and 1 more; 1 of 3 have ended\r\x1b[K" +
			"running a_test.hew::slow; 2 of 3 have ended\r\x1b[K" +
			"test slow ... ok\ntest also ... ok\n" +
			"test result: ok. 3 passed; 0 failed; 0 ignored\n\n"
		if got := terminal.String(); got != want {
			t.Errorf("the terminal gets\n%q, want\n%q", got, want)
		}
	})
}
