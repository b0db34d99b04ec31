package actor_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// What has happened already is taken in the order of the list; the others keep what they have.
func TestFirstOfThoseThatHappened(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		a, b := actor.NewChannel[int](s, 2), actor.NewChannel[int](s, 2)
		for i := range 2 {
			if err := errors.Join(a.TrySend(i), b.TrySend(10+i)); err != nil {
				t.Fatal(err)
			}
		}
		reply := actor.NewReply[int](s)
		reply.Give(20, nil)
		ra, rb := a.Receiving(), b.Receiving()
		if first, err := s.First(t.Context(), rb, ra, reply, &actor.Timer{}); first != 0 || err != nil {
			t.Errorf("got %d, %v", first, err)
		}
		if v, ok := rb.Received(); v != 10 || !ok {
			t.Errorf("received %d, %v", v, ok)
		}
		if a.Len() != 2 || b.Len() != 1 {
			t.Errorf("%d and %d items are left", a.Len(), b.Len())
		}
		empty := actor.NewChannel[int](s, 1)
		if first, err := s.First(t.Context(), empty.Receiving(), reply, a.Receiving()); first != 1 || err != nil {
			t.Errorf("got %d, %v", first, err)
		}
		if v, err := reply.Given(); v != 20 || err != nil {
			t.Errorf("the reply is %d, %v", v, err)
		}
		if first, err := s.First(t.Context(), empty.Receiving(), &actor.Timer{After: -1}); first != 1 || err != nil {
			t.Errorf("got %d, %v", first, err)
		}
	})
}

// Whatever comes first wins, and the losers are as if nobody had waited.
func TestFirstToHappen(t *testing.T) {
	type events struct {
		c     *actor.Channel[int]
		reply *actor.Reply[int]
	}
	for name, c := range map[string]struct {
		happen func(e events)
		want   int
	}{
		"item":   {func(e events) { _ = e.c.TrySend(7) }, 0},
		"close":  {func(e events) { e.c.CloseSender() }, 0},
		"reply":  {func(e events) { e.reply.Give(8, nil) }, 1},
		"timer":  {func(events) { time.Sleep(time.Hour) }, 2},
		"both":   {func(e events) { e.reply.Give(8, nil); _ = e.c.TrySend(7) }, 1},
		"closed": {func(e events) { e.c.CloseReceiver() }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, s *actor.System) {
				var wg sync.WaitGroup
				e := events{actor.NewChannel[int](s, 1), actor.NewReply[int](s)}
				r := e.c.Receiving()
				first, err := -1, error(nil)
				start(&wg, s, func() {
					first, err = s.First(t.Context(), r, e.reply, &actor.Timer{After: time.Minute})
				})
				synctest.Wait()
				c.happen(e)
				wg.Wait()
				if first != c.want || err != nil {
					t.Errorf("got %d, %v", first, err)
				}
				if e.reply.Give(9, nil) {
					t.Error("a late reply counts")
				}
				if name == "both" {
					if v, ok := e.c.TryRecv(); v != 7 || !ok {
						t.Errorf("the channel has lost its item: %d, %v", v, ok)
					}
				}
				if s.Busy() {
					t.Error("somebody counts as active")
				}
			})
		})
	}
}

func TestFirstEndsWithItsContext(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		c := actor.NewChannel[int](s, 1)
		if _, err := s.First(ctx, c.Receiving(), &actor.Timer{After: time.Minute}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if err := c.TrySend(1); err != nil {
			t.Error(err)
		}
		if c.Len() != 1 {
			t.Error("an item went to who gave up")
		}
		if s.Busy() {
			t.Error("somebody counts as active")
		}
	})
}

// A message that the actor has not begun with can be taken back, wherever it stands.
func TestWithdraw(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var handled []any
		held := make(chan struct{})
		r := spawn(t, s, &does{receive: func(m any) error {
			handled = append(handled, *m.(*string))
			<-held
			return nil
		}}, actor.Mailbox{Capacity: 2})
		names := []string{"a", "b", "c", "d", "e", "f"}
		for i := range names {
			if _, err := r.Post(&names[i]); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		for i, want := range map[int]bool{0: false, 1: true, 4: true} {
			if got := r.Withdraw(&names[i]); got != want {
				t.Errorf("withdraw %s: %v", names[i], got)
			}
		}
		close(held)
		if err := s.Calm(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := []any{"a", "c", "d", "f"}; !slices.Equal(handled, want) {
			t.Errorf("handled %v, want %v", handled, want)
		}
		if r.Withdraw(&names[2]) {
			t.Error("a handled message was withdrawn")
		}
	})
}

// What stands in line for room when the actor ends is dropped.
func TestPostedAreDropped(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		dropped := 0
		held := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-held; return nil }, drop: func(any) { dropped++ }}, actor.Mailbox{Capacity: 1})
		for i := range 4 {
			if _, err := r.Post(&i); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		r.Stop()
		close(held)
		<-r.Done()
		if dropped != 3 {
			t.Errorf("%d are dropped", dropped)
		}
	})
}

func TestSemaphore(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var wg sync.WaitGroup
		sem := actor.NewSemaphore(s, 2)
		var inside, most atomic.Int32
		for range 6 {
			start(&wg, s, func() {
				if _, err := s.First(t.Context(), sem.Acquiring()); err != nil {
					t.Error(err)
				}
				if n := inside.Add(1); n > most.Load() {
					most.Store(n) // the others start later
				}
				time.Sleep(time.Second)
				inside.Add(-1)
				sem.Release()
			})
			synctest.Wait()
		}
		if sem.TryAcquire() {
			t.Error("a third permit")
		}
		if first, err := s.First(t.Context(), sem.Acquiring(), &actor.Timer{After: 500 * time.Millisecond}); first != 1 || err != nil {
			t.Errorf("within half a second: %d, %v", first, err)
		}
		wg.Wait()
		if most.Load() != 2 || sem.Permits() != 2 {
			t.Errorf("%d at most, %d permits at the end", most.Load(), sem.Permits())
		}
		if first, err := s.First(t.Context(), sem.Acquiring(), &actor.Timer{}); first != 0 || err != nil {
			t.Errorf("within no time: %d, %v", first, err)
		}
		owing := actor.NewSemaphore(s, -1)
		owing.Release()
		if owing.TryAcquire() {
			t.Error("a permit that is owed")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.First(ctx, owing.Acquiring()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if owing.Release(); owing.Permits() != 1 {
			t.Error("who gave up took a permit")
		}
	})
}

// An answer that was not waited for belongs to one side only: to its giver, or to the side that left.
func TestLeave(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		late, early := actor.NewReply[int](s), actor.NewReply[int](s)
		if _, ok := late.Leave(); ok || late.Give(1, nil) {
			t.Error("an answer after the asker has left is taken")
		}
		if given := early.Give(2, nil); !given {
			t.Error("an answer is not taken")
		}
		if v, ok := early.Leave(); v != 2 || !ok {
			t.Errorf("left with %d, %v", v, ok)
		}
		for range 1000 { // the asker gives up while the answer comes
			r := actor.NewReply[int](s)
			ctx, cancel := context.WithCancel(t.Context())
			given := make(chan bool)
			go cancel()
			go func() { given <- r.Give(3, nil) }()
			_, err := r.Wait(ctx)
			owners := 0
			if err == nil {
				owners++
			} else if _, ok := r.Leave(); ok {
				owners++
			}
			if !<-given {
				owners++
			}
			if owners != 1 {
				t.Fatalf("%d have the answer", owners)
			}
		}
	})
}
