package actor_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// start runs f in a goroutine that the system counts.
func start(wg *sync.WaitGroup, s *actor.System, f func()) {
	s.Enter()
	wg.Go(func() {
		defer s.Exit()
		f()
	})
}

func TestChannelKeepsTheOrder(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		c := actor.NewChannel[int](s, 3)
		for i := range 3 {
			if err := c.TrySend(i); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.TrySend(3); err != actor.ErrFull {
			t.Errorf("a fourth item: %v", err)
		}
		c.CloseSender()
		for want := range 3 {
			if v, ok, err := c.Recv(t.Context()); v != want || !ok || err != nil {
				t.Errorf("got %d, %v, %v; want %d", v, ok, err, want)
			}
		}
		if v, ok, err := c.Recv(t.Context()); v != 0 || ok || err != nil {
			t.Errorf("after the last item: %d, %v, %v", v, ok, err)
		}
	})
}

func TestChannelHoldsAtLeastOne(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		c := actor.NewChannel[int](s, 0)
		if err := c.TrySend(1); err != nil {
			t.Error(err)
		}
		if err := c.TrySend(2); err != actor.ErrFull {
			t.Errorf("a second item: %v", err)
		}
	})
}

// Who sends to a full channel waits, first come first served.
func TestChannelBackPressure(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var wg sync.WaitGroup
		c := actor.NewChannel[int](s, 1)
		for i := range 4 {
			start(&wg, s, func() {
				if err := c.Send(t.Context(), i); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		if n := c.Len(); n != 1 {
			t.Errorf("%d items in a channel of 1", n)
		}
		for want := range 4 {
			if v, ok, _ := c.Recv(t.Context()); v != want || !ok {
				t.Errorf("got %d, %v; want %d", v, ok, want)
			}
		}
		wg.Wait()
	})
}

// The end of the last sender wakes who receives; the end of the receiver wakes who sends.
func TestChannelEnds(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var wg sync.WaitGroup
		c := actor.NewChannel[int](s, 1)
		c.AddSender()
		var ok bool
		var err error
		start(&wg, s, func() { _, ok, err = c.Recv(t.Context()) })
		synctest.Wait()
		c.CloseSender()
		synctest.Wait()
		if s.Busy() {
			t.Error("one sender is left, but who receives goes on")
		}
		c.CloseSender()
		wg.Wait()
		if ok || err != nil {
			t.Errorf("receive: %v, %v", ok, err)
		}

		c = actor.NewChannel[int](s, 1)
		if err := c.TrySend(1); err != nil {
			t.Fatal(err)
		}
		start(&wg, s, func() { err = c.Send(t.Context(), 2) })
		synctest.Wait()
		rest := c.CloseReceiver()
		wg.Wait()
		if err != actor.ErrClosed || !slices.Equal(rest, []int{1}) {
			t.Errorf("send: %v, %v were left", err, rest)
		}
		if err := c.Send(t.Context(), 3); err != actor.ErrClosed {
			t.Errorf("send after the end: %v", err)
		}
	})
}

// A wait that its context ends loses nothing.
func TestChannelWaitsEnd(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		c := actor.NewChannel[int](s, 1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err := c.Recv(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("receive: %v", err)
		}
		if err := c.TrySend(1); err != nil {
			t.Fatal(err)
		}
		if err := c.Send(ctx, 2); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("send: %v", err)
		}
		if v, ok := c.TryRecv(); v != 1 || !ok {
			t.Errorf("got %d, %v", v, ok)
		}
		if v, ok := c.TryRecv(); ok {
			t.Errorf("%d was not sent", v)
		}
		if s.Busy() {
			t.Error("somebody counts as active")
		}
	})
}

// Producers and consumers that wait, give up and select at random: each item arrives once, in
// the order of its producer, and nobody waits for ever.
func TestChannelLosesNothing(t *testing.T) {
	for seed := range uint64(30) {
		run(t, func(t *testing.T, s *actor.System) {
			const producers, items = 4, 50
			rnd := rand.New(rand.NewPCG(seed, 1))
			c := actor.NewChannel[[2]int](s, 1+rnd.IntN(4))
			var wg sync.WaitGroup
			for p := range producers {
				if p > 0 {
					c.AddSender()
				}
				own := rand.New(rand.NewPCG(seed, uint64(p)+2))
				start(&wg, s, func() {
					defer c.CloseSender()
					for i := range items {
						for {
							ctx, cancel := context.WithTimeout(t.Context(), time.Duration(own.IntN(3))*time.Millisecond)
							err := c.Send(ctx, [2]int{p, i})
							cancel()
							if err == nil {
								break
							}
						}
						if own.IntN(4) == 0 {
							time.Sleep(time.Duration(own.IntN(3)) * time.Millisecond)
						}
					}
				})
			}
			var got [producers]int
			for over := false; !over; {
				v, ok, waited := [2]int{}, false, true
				switch rnd.IntN(4) {
				case 0:
					v, ok = c.TryRecv()
					waited = false
				case 1:
					r := c.Receiving()
					if first, err := s.First(t.Context(), r, &actor.Timer{After: time.Millisecond}); err != nil {
						t.Fatal(err)
					} else if waited = first == 0; waited {
						v, ok = r.Received()
					}
				case 2:
					ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
					var err error
					v, ok, err = c.Recv(ctx)
					waited = err == nil
					cancel()
				case 3:
					v, ok, _ = c.Recv(t.Context())
				}
				if ok {
					if got[v[0]] != v[1] {
						t.Fatalf("seed %d: item %d of %d comes after %d items", seed, v[1], v[0], got[v[0]])
					}
					got[v[0]]++
				}
				over = waited && !ok
			}
			wg.Wait()
			if got != [producers]int{items, items, items, items} {
				t.Errorf("seed %d: got %v", seed, got)
			}
			if s.Busy() {
				t.Errorf("seed %d: somebody counts as active", seed)
			}
		})
	}
}

// All who wait for each other by channels are stuck; who waits for a timer besides is not.
func TestChannelStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		stuck := time.Time{}
		s := actor.NewSystem(nil, func() {
			if ctx.Err() == nil { // else they go on as soon as they are told
				stuck = time.Now()
				cancel()
			}
		})
		a, b := actor.NewChannel[int](s, 1), actor.NewChannel[int](s, 1)
		var wg sync.WaitGroup
		began := time.Now()
		start(&wg, s, func() {
			first, err := s.First(ctx, a.Receiving(), &actor.Timer{After: time.Minute})
			if first != 1 || err != nil {
				t.Errorf("select: %d, %v", first, err)
			}
			if _, _, err := a.Recv(ctx); err == nil {
				t.Error("something was received")
			}
		})
		if _, _, err := b.Recv(ctx); err == nil {
			t.Error("something was received")
		}
		wg.Wait()
		if got := stuck.Sub(began); got != time.Minute {
			t.Errorf("stuck after %v", got)
		}
	})
}
