package actor_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// A linked is a Behavior whose message "crash" crashes it, and that tells how it ended.
func linked(name string, told *[]string) *does {
	return &does{
		receive: func(m any) error {
			if m == "crash" {
				return errors.New("crash of " + name)
			}
			return nil
		},
		end: func(cause error) {
			text := "stopped"
			if cause != nil {
				text = cause.Error()
			}
			*told = append(*told, name+": "+text)
		},
	}
}

func link(t *testing.T, a, b *actor.Ref) {
	t.Helper()
	if fresh, err := a.Link(b); !fresh || err != nil {
		t.Fatalf("link: %t, %v", fresh, err)
	}
}

// A crash goes along links, from either side, over several; not along those that were ended.
func TestCrashesGoAlongLinks(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var told []string
		refs := map[string]*actor.Ref{}
		for _, name := range []string{"a", "b", "c", "d"} {
			refs[name] = spawn(t, s, linked(name, &told), actor.Mailbox{Lazy: true})
		}
		link(t, refs["a"], refs["b"])
		link(t, refs["b"], refs["c"])
		link(t, refs["c"], refs["d"])
		refs["d"].Unlink(refs["c"])
		send(t, refs["c"], "crash")
		synctest.Wait()
		want := []string{"a: linked to actor #2, which has crashed", "b: linked to actor #3, which has crashed", "c: crash of c"}
		slices.Sort(told)
		if !slices.Equal(told, want) || !refs["d"].Alive() {
			t.Errorf("got %q, want %q", told, want)
		}
	})
}

// The end of an actor that does not crash ends its links alone.
func TestStopsDoNotGoAlongLinks(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var told []string
		a := spawn(t, s, linked("a", &told), actor.Mailbox{Lazy: true})
		b := spawn(t, s, linked("b", &told), actor.Mailbox{Lazy: true})
		link(t, a, b)
		b.Stop()
		synctest.Wait()
		if want := []string{"b: stopped"}; !slices.Equal(told, want) {
			t.Errorf("got %q, want %q", told, want)
		}
		if fresh, err := a.Link(b); fresh || !errors.Is(err, actor.ErrStopped) {
			t.Errorf("link to an actor that has stopped: %t, %v", fresh, err)
		}
		send(t, a, "crash") // nobody is left to hear of it
	})
}

// Links are made once, never to the actor itself, and not to actors that have ended.
func TestLinkTellsWhatIsThere(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var told []string
		a := spawn(t, s, linked("a", &told), actor.Mailbox{Lazy: true})
		b := spawn(t, s, linked("b", &told), actor.Mailbox{Lazy: true})
		link(t, a, b)
		if fresh, err := b.Link(a); fresh || err != nil {
			t.Errorf("second link: %t, %v", fresh, err)
		}
		if fresh, err := a.Link(a); fresh || err != nil {
			t.Errorf("link to itself: %t, %v", fresh, err)
		}
		a.Unlink(b)
		send(t, b, "crash")
		synctest.Wait()
		if fresh, err := a.Link(b); fresh || !errors.Is(err, actor.ErrStopped) {
			t.Errorf("link to an actor that has crashed: %t, %v", fresh, err)
		}
		synctest.Wait()
		want := []string{"b: crash of b", "a: linked to actor #2, which has crashed"}
		if !slices.Equal(told, want) {
			t.Errorf("got %q, want %q", told, want)
		}
	})
}

// A waits handles messages that wait until they are interrupted.
type waits struct {
	does
	interrupted chan struct{}
}

func (w *waits) Interrupt() { close(w.interrupted) }

func newWaits(end func(error)) *waits {
	w := &waits{interrupted: make(chan struct{})}
	w.receive = func(any) error { <-w.interrupted; return nil }
	w.end = end
	return w
}

// What a linked actor waits for is interrupted by the crash, and it crashes.
func TestCrashesInterruptLinkedActors(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var told []string
		var cause error
		a := spawn(t, s, newWaits(func(err error) { cause = err }), actor.Mailbox{})
		b := spawn(t, s, linked("b", &told), actor.Mailbox{Lazy: true})
		send(t, a, "wait")
		send(t, a, "never handled")
		synctest.Wait()
		link(t, a, b)
		send(t, b, "crash")
		<-a.Done()
		var by *actor.LinkedError
		if !errors.As(cause, &by) || by.Ref != b || !strings.Contains(by.Cause.Error(), "crash of b") {
			t.Errorf("a ended with %v", cause)
		}
	})
}

// StopSoon lets a message take its time, but not more than that; Forever is as long as it takes.
func TestStopSoon(t *testing.T) {
	for name, c := range map[string]struct{ within, takes, ends time.Duration }{
		"in time":   {5 * time.Second, time.Second, time.Second},
		"late":      {5 * time.Second, time.Hour, 5 * time.Second},
		"never":     {actor.Forever, time.Hour, time.Hour},
		"not begun": {5 * time.Second, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, s *actor.System) {
				var ended time.Time
				w := newWaits(func(error) { ended = time.Now() })
				w.receive = func(any) error {
					select {
					case <-w.interrupted:
					case <-time.After(c.takes):
					}
					return nil
				}
				r := spawn(t, s, w, actor.Mailbox{})
				if c.takes > 0 {
					send(t, r, "work")
				}
				synctest.Wait()
				begun := time.Now()
				r.StopSoon(c.within)
				if _, err := r.Send(t.Context(), "more"); !errors.Is(err, actor.ErrStopped) {
					t.Errorf("send to an actor that stops: %v", err)
				}
				<-r.Done()
				if got := ended.Sub(begun); got != c.ends {
					t.Errorf("ended after %s, want %s", got, c.ends)
				}
			})
		})
	}
}

// Shutdown does not wait until the time of StopSoon has passed.
func TestShutdownInterruptsWhatStopsSoon(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		r := spawn(t, s, newWaits(nil), actor.Mailbox{})
		send(t, r, "wait")
		synctest.Wait()
		r.StopSoon(actor.Forever)
		if err := s.Shutdown(t.Context()); err != nil || r.Alive() {
			t.Errorf("shutdown: %v", err)
		}
	})
}

// Actors that are linked in a circle while they crash end once each.
func TestLinksInACircle(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		const n = 50
		var ends atomic.Int64
		var refs []*actor.Ref
		for range n {
			b := &does{receive: func(any) error { return errors.New("crash") }}
			refs = append(refs, spawn(t, s, b, actor.Mailbox{Lazy: true}))
		}
		for i, r := range refs {
			link(t, r, refs[(i+1)%n])
			r.OnEnd(func(cause error) {
				if cause != nil {
					ends.Add(1)
				}
			})
		}
		send(t, refs[7], 0)
		for _, r := range refs {
			<-r.Done()
		}
		synctest.Wait()
		if ends.Load() != n {
			t.Errorf("%d actors crashed, want %d", ends.Load(), n)
		}
	})
}
