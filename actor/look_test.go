package actor_test

import (
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// The clock of a system is at most 50 ms behind, however long nothing has read it.
func TestClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		for _, pause := range []time.Duration{0, time.Millisecond, 49 * time.Millisecond, 50 * time.Millisecond, time.Second, time.Hour, 30 * time.Millisecond} {
			<-time.After(pause)
			age, ok := s.Age(s.Now())
			if !ok || age > 50*time.Millisecond {
				t.Errorf("after a pause of %v the clock is %v behind (%v)", pause, age, ok)
			}
		}
	})
}

// A look tells since when an actor waits, and what waits for it.
func TestLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		handling := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-handling; return nil }}, actor.Mailbox{})
		synctest.Wait()
		<-time.After(10 * time.Second)
		l, known := r.Look()
		if age, _ := s.Age(l.Since); !known || !l.Idle || l.Queued != 0 || l.Ended || age.Round(100*time.Millisecond) != 10*time.Second {
			t.Errorf("an actor that waits: %+v, %v, for %v", l, known, age)
		}
		send(t, r, 1)
		send(t, r, 2)
		synctest.Wait()
		if l, known := r.Look(); !known || l.Idle || l.Queued != 1 {
			t.Errorf("one that handles a message: %+v, %v", l, known)
		}
		close(handling)
		synctest.Wait()
		if refs, ok := s.TryLive(); !ok || len(refs) != 1 || refs[0] != r {
			t.Errorf("live: %v, %v", refs, ok)
		}
		if err := s.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if l, known := r.Look(); !known || !l.Ended {
			t.Errorf("one that has ended: %+v, %v", l, known)
		}
	})
}

// A goroutine outside of the synthetic time of a program may look at an actor that handles a message.
func TestLookFromOutside(t *testing.T) {
	looks, looked := make(chan *actor.Ref), make(chan struct{})
	go func() {
		defer close(looked)
		if l, known := (<-looks).Look(); !known || l.Idle {
			t.Errorf("an actor that handles a message: %+v, %v", l, known)
		}
	}()
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		handling := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-handling; return nil }}, actor.Mailbox{})
		<-time.After(time.Second) // the timer of the clock stops
		send(t, r, 1)
		synctest.Wait()
		<-time.After(time.Second)
		looks <- r
		<-looked
		close(handling)
		if err := s.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

// Submit gives what waits for room, if there is none.
func TestSubmit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		handling := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-handling; return nil }}, actor.Mailbox{Capacity: 1})
		send(t, r, 1)
		synctest.Wait()
		if w, dropped, err := r.Submit(2); w != nil || dropped != nil || err != nil {
			t.Errorf("with room: %v, %v, %v", w, dropped, err)
		}
		w, dropped, err := r.Submit(3)
		if w == nil || dropped != nil || err != nil {
			t.Fatalf("without room: %v, %v, %v", w, dropped, err)
		}
		close(handling)
		if err := r.Await(t.Context(), w); err != nil {
			t.Error(err)
		}
		if err := s.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}
