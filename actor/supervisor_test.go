package actor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// A nursery notes what its children do.
type nursery struct {
	t      *testing.T
	s      *actor.System
	mu     sync.Mutex
	events []string
}

func (n *nursery) note(format string, args ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.events = append(n.events, fmt.Sprintf(format, args...))
}

// took gives what was noted since it was called last.
func (n *nursery) took() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	text := strings.Join(n.events, " ")
	n.events = nil
	return text
}

var errOh = errors.New("oh")

// child is an actor that crashes at the message "crash", ends at "end" and is busy for the
// duration that it gets.
func (n *nursery) child(name string, r actor.Restart, shutdown time.Duration) actor.Child {
	return actor.Child{
		Restart: r, Shutdown: shutdown,
		Start: func() (*actor.Ref, error) {
			b := &patient{interrupted: make(chan struct{})}
			var self actor.Ref
			b.does = does{
				start: func() error { n.note("+%s", name); return nil },
				receive: func(m any) error {
					switch m := m.(type) {
					case time.Duration:
						select {
						case <-time.After(m):
						case <-b.interrupted:
							return context.Canceled
						}
					case string:
						if m == "crash" {
							return errOh
						}
						self.Stop()
					}
					return nil
				},
				end: func(cause error) {
					if cause != nil {
						n.note("!%s", name)
					} else {
						n.note("-%s", name)
					}
				},
			}
			if err := n.s.SpawnAs(&self, b, actor.Mailbox{Lazy: true}); err != nil {
				return nil, err
			}
			self.Begin()
			return &self, nil
		},
	}
}

// A patient can be killed.
type patient struct {
	does
	once        sync.Once
	interrupted chan struct{}
}

func (p *patient) Kill() { p.once.Do(func() { close(p.interrupted) }) }

// supervised runs test in virtual time, with a system that is shut down afterwards.
func supervised(t *testing.T, test func(n *nursery)) {
	synctest.Test(t, func(t *testing.T) {
		n := &nursery{t: t}
		n.s = actor.NewSystem(nil, nil)
		test(n)
		if err := n.s.Shutdown(n.t.Context()); err != nil {
			t.Errorf("shutdown: %v", err)
		}
	})
}

// supervise starts a supervisor and waits until its children are up.
func (n *nursery) supervise(plan actor.Supervision) *actor.Supervisor {
	n.t.Helper()
	v := new(actor.Supervisor)
	if plan.Intensity == 0 {
		plan.Intensity, plan.Within = 3, 5*time.Second
	}
	if err := n.s.Supervise(n.t.Context(), v, plan); err != nil {
		n.t.Fatal(err)
	}
	synctest.Wait()
	return v
}

// tell sends a message to a child, and waits until nothing happens any more.
func (n *nursery) tell(v *actor.Supervisor, i int, m any) {
	n.t.Helper()
	r, err := v.Child(i).Wait(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	send(n.t, r, m)
	synctest.Wait()
}

func (n *nursery) want(what, want string) {
	n.t.Helper()
	if got := n.took(); got != want {
		n.t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

// The second of three children crashes.
func TestStrategies(t *testing.T) {
	for name, c := range map[string]struct {
		strategy actor.Strategy
		want     string
	}{
		"one_for_one":  {actor.OneForOne, "!b +b"},
		"one_for_all":  {actor.OneForAll, "!b -c -a +a +b +c"},
		"rest_for_one": {actor.RestForOne, "!b -c +b +c"},
	} {
		t.Run(name, func(t *testing.T) {
			supervised(t, func(n *nursery) {
				v := n.supervise(actor.Supervision{Strategy: c.strategy, Children: []actor.Child{
					n.child("a", actor.Permanent, 0), n.child("b", actor.Permanent, 0), n.child("c", actor.Permanent, 0),
				}})
				n.want("start", "+a +b +c")
				n.tell(v, 1, "crash")
				n.want("crash", c.want)
				v.Stop()
				<-v.Done()
				n.want("stop", "-c -b -a")
			})
		})
	}
}

// Which ends are followed by a restart.
func TestRestartClasses(t *testing.T) {
	for name, c := range map[string]struct {
		restart    actor.Restart
		crash, end string
	}{
		"permanent": {actor.Permanent, "!a +a", "-a +a"},
		"transient": {actor.Transient, "!a +a", "-a"},
		"temporary": {actor.Temporary, "!a", ""},
	} {
		t.Run(name, func(t *testing.T) {
			supervised(t, func(n *nursery) {
				v := n.supervise(actor.Supervision{Children: []actor.Child{n.child("a", c.restart, 0)}})
				n.took()
				first, _ := v.Child(0).Wait(n.t.Context())
				n.tell(v, 0, "crash")
				n.want("crash", c.crash)
				again, _ := v.Child(0).Wait(n.t.Context())
				if c.restart == actor.Temporary {
					if again != first || again.Alive() {
						t.Error("a temporary child has come back")
					}
					return
				}
				n.tell(v, 0, "end")
				n.want("end", c.end)
			})
		})
	}
}

// Temporary children are not started again with others, transient ones that have ended are.
func TestGroups(t *testing.T) {
	supervised(t, func(n *nursery) {
		v := n.supervise(actor.Supervision{Strategy: actor.OneForAll, Children: []actor.Child{
			n.child("temporary", actor.Temporary, 0), n.child("transient", actor.Transient, 0), n.child("c", actor.Permanent, 0),
		}})
		n.took()
		n.tell(v, 1, "end")
		n.want("end", "-transient")
		n.tell(v, 2, "crash")
		n.want("crash", "!c -temporary +transient +c")
	})
}

// More restarts than allowed end the supervisor; time makes it forget.
func TestIntensity(t *testing.T) {
	supervised(t, func(n *nursery) {
		var cause error
		v := n.supervise(actor.Supervision{
			Intensity: 2, Within: 10 * time.Second,
			Children: []actor.Child{n.child("a", actor.Permanent, 0), n.child("b", actor.Permanent, 0)},
			Over:     func(err error) { cause = err },
		})
		n.took()
		n.tell(v, 0, "crash")
		n.tell(v, 1, "crash")
		n.want("two", "!a +a !b +b")
		time.Sleep(11 * time.Second)
		n.tell(v, 0, "crash")
		n.tell(v, 1, "crash")
		n.want("two later", "!a +a !b +b")
		n.tell(v, 0, "crash") // it is started again after a delay
		time.Sleep(time.Second)
		<-v.Done()
		n.want("one more", "!a -b")
		if !errors.Is(cause, actor.ErrIntensity) || !strings.Contains(cause.Error(), "more than 2 within 10s") {
			t.Errorf("it gave up for %v", cause)
		}
		if r, err := v.Child(0).Wait(n.t.Context()); err != nil || r.Alive() {
			t.Errorf("a child afterwards: %v, alive %v", err, r.Alive())
		}
	})
}

// A child that crashes again and again is started later and later; who asks for it waits.
func TestDelays(t *testing.T) {
	supervised(t, func(n *nursery) {
		v := n.supervise(actor.Supervision{
			Intensity: 10, Within: time.Minute, Children: []actor.Child{n.child("a", actor.Permanent, 0)},
		})
		for _, want := range []time.Duration{0, 200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond} {
			n.tell(v, 0, "crash")
			begin := time.Now()
			r, err := v.Child(0).Wait(n.t.Context())
			if d := time.Since(begin); err != nil || d != want || !r.Alive() {
				t.Errorf("it came after %v, not %v: %v", d, want, err)
			}
		}
		time.Sleep(2 * time.Minute)
		n.tell(v, 0, "crash")
		if r, _ := v.Child(0).Wait(n.t.Context()); !r.Alive() {
			t.Error("it did not come at once after a long life")
		}
		n.tell(v, 0, "crash")
		v.Stop() // a restart is due
		<-v.Done()
	})
}

// How long children may take to end.
func TestShutdownDeadlines(t *testing.T) {
	for name, c := range map[string]struct {
		shutdown, busy, want time.Duration
	}{
		"in time":     {0, 2 * time.Second, 2 * time.Second},
		"default":     {0, time.Hour, 5 * time.Second},
		"given":       {time.Second, time.Hour, time.Second},
		"infinity":    {actor.Forever, time.Hour, time.Hour},
		"brutal_kill": {actor.AtOnce, time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			supervised(t, func(n *nursery) {
				v := n.supervise(actor.Supervision{Children: []actor.Child{n.child("a", actor.Permanent, c.shutdown)}})
				n.tell(v, 0, c.busy)
				begin := time.Now()
				v.Stop()
				<-v.Done()
				if d := time.Since(begin); d < c.want || d > c.want+time.Millisecond {
					t.Errorf("it took %v, not %v", d, c.want)
				}
				n.want("events", "+a -a")
			})
		})
	}
}

// A supervisor that gives up is a child that crashes; its supervisor starts it again, with all
// its children, until that one gives up as well.
func TestEscalation(t *testing.T) {
	supervised(t, func(n *nursery) {
		var inner *actor.Supervisor
		nested := actor.Child{Shutdown: actor.Forever, Start: func() (*actor.Ref, error) {
			inner = new(actor.Supervisor)
			err := n.s.Supervise(n.t.Context(), inner, actor.Supervision{
				Intensity: 1, Within: time.Minute,
				Children: []actor.Child{n.child("a", actor.Permanent, 0), n.child("b", actor.Permanent, 0)},
			})
			return &inner.Ref, err
		}}
		outer := n.supervise(actor.Supervision{
			Intensity: 1, Within: time.Minute, Children: []actor.Child{n.child("first", actor.Permanent, 0), nested},
		})
		n.want("start", "+first +a +b")
		n.tell(inner, 0, "crash")
		n.tell(inner, 1, "crash")
		n.want("the inner one", "!a +a !b -a +a +b")
		if _, err := outer.Child(1).Wait(n.t.Context()); err != nil {
			t.Error(err)
		}
		if inner.Owner() != outer {
			t.Error("the new one has no owner")
		}
		n.tell(inner, 0, "crash")
		n.tell(inner, 1, "crash")
		<-outer.Done()
		n.want("the outer one", "!a +a !b -a -first")
	})
}

// An actor that cannot start is one that crashes.
func TestCrashAtStart(t *testing.T) {
	supervised(t, func(n *nursery) {
		tries := 0
		v := n.supervise(actor.Supervision{Intensity: 2, Within: time.Hour, Children: []actor.Child{{
			Start: func() (*actor.Ref, error) {
				tries++
				return n.s.Spawn(&does{start: func() error { return errOh }}, actor.Mailbox{})
			},
		}}})
		<-v.Done()
		if tries != 3 {
			t.Errorf("%d tries", tries)
		}
	})
}

// What is told of a crash comes before the restart; a failure of it ends the supervisor.
func TestCrashed(t *testing.T) {
	supervised(t, func(n *nursery) {
		fail := error(nil)
		c := n.child("a", actor.Permanent, 0)
		c.Crashed = func(r *actor.Ref, cause error) error { n.note("told of %v", cause); return fail }
		v := n.supervise(actor.Supervision{Children: []actor.Child{c}})
		n.tell(v, 0, "crash")
		n.want("crash", "+a !a told of oh +a")
		fail = errOh
		n.tell(v, 0, "crash")
		<-v.Done()
		n.want("failure", "!a told of oh")
	})
}

// Children come and go at run time.
func TestAdd(t *testing.T) {
	supervised(t, func(n *nursery) {
		v := n.supervise(actor.Supervision{})
		if v.Next() != nil {
			t.Error("it has a child")
		}
		for _, name := range []string{"a", "b"} {
			if _, err := v.Add(n.child(name, actor.Permanent, 0)).Wait(n.t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		last, err := v.Add(n.child("c", actor.Temporary, 0)).Wait(n.t.Context())
		if err != nil {
			t.Fatal(err)
		}
		a, b := v.Next(), v.Next()
		if v.Next() != last || v.Next() != a || v.Next() != b {
			t.Error("they do not take turns")
		}
		send(t, last, "crash")
		synctest.Wait()
		v.Next()
		if got := []*actor.Ref{v.Next(), v.Next(), v.Next()}; slices.Contains(got, last) {
			t.Error("one that is gone has a turn")
		}
		n.want("before", "+a +b +c !c")
		v.Stop()
		<-v.Done()
		n.want("stop", "-b -a")
		if _, err := v.Add(n.child("d", actor.Temporary, 0)).Wait(n.t.Context()); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("one more afterwards: %v", err)
		}
	})
}

// Somebody can wait for restarts, and the observer sees them.
func TestRestarted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var restarts []string
		n := &nursery{t: t}
		n.s = actor.NewSystem(func(e actor.Event) {
			if e.Kind == actor.Restarted {
				restarts = append(restarts, fmt.Sprint(e.Old.ID(), "->", e.Ref.ID()))
			}
		}, nil)
		v := n.supervise(actor.Supervision{Children: []actor.Child{n.child("a", actor.Permanent, 0)}})
		after := v.Restarted(1)
		n.tell(v, 0, "crash")
		if got, err := after.Wait(n.t.Context()); got != 1 || err != nil {
			t.Errorf("%d restarts, %v", got, err)
		}
		if want := []string{"2->3"}; !slices.Equal(restarts, want) {
			t.Errorf("restarts: %v", restarts)
		}
		never := v.Restarted(9)
		if err := n.s.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := never.Wait(n.t.Context()); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("after the end: %v", err)
		}
	})
}
