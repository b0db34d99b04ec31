package actor_test

import (
	"context"
	"testing"
	"time"

	"hewq/actor"
)

// All who wait go on when the signal is given, and who comes later does not wait.
func TestSignal(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var signal actor.Signal
		start := time.Now()
		waited := make(chan time.Duration, 3)
		for range 3 {
			s.Enter()
			go func() {
				defer s.Exit()
				if _, err := s.First(t.Context(), &signal); err != nil {
					t.Errorf("waiting failed: %v", err)
				}
				waited <- time.Since(start)
			}()
		}
		time.Sleep(time.Hour)
		if signal.Given() {
			t.Error("given too early")
		}
		signal.Give()
		signal.Give()
		for range 3 {
			if d := <-waited; d != time.Hour {
				t.Errorf("waited %v, want an hour", d)
			}
		}
		if i, err := s.First(t.Context(), &signal); i != 0 || err != nil || !signal.Given() {
			t.Errorf("afterwards: arm %d, error %v", i, err)
		}
	})
}

// Who gives up is forgotten; a wait for several things hears of one.
func TestSignalLetsGo(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var first, second actor.Signal
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := s.First(ctx, &first, &second); err == nil {
			t.Error("the wait did not end with its context")
		}
		if i, err := s.First(t.Context(), &first, &actor.Timer{After: time.Second}); i != 1 || err != nil {
			t.Errorf("arm %d, error %v, want the timer", i, err)
		}
		first.Give()
		if s.Busy() {
			t.Error("somebody counts as active who gave up")
		}
	})
}
