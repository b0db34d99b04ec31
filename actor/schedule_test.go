package actor_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// Actors begin in the order in which they were sent to, though the sender goes on.
func TestBeginInOrder(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var mu sync.Mutex
		var got, want []any
		var refs []*actor.Ref
		for range 50 {
			refs = append(refs, spawn(t, s, &does{receive: func(m any) error {
				mu.Lock()
				defer mu.Unlock()
				got = append(got, m)
				return nil
			}}, actor.Mailbox{Lazy: true}))
		}
		for i, r := range refs {
			send(t, r, i)
			want = append(want, i)
		}
		if err := s.Calm(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	})
}

// An actor does not wait long behind one that is slow, nor at all behind one that waits for it.
func TestSlowActorsAreOvertaken(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var begin time.Time
		held := make(chan struct{})
		slow := spawn(t, s, &does{receive: func(any) error { <-held; return nil }}, actor.Mailbox{Lazy: true})
		after := make(chan time.Duration, 3)
		quick := func() *actor.Ref {
			return spawn(t, s, &does{receive: func(any) error { after <- time.Since(begin); return nil }}, actor.Mailbox{Lazy: true})
		}
		send(t, slow, 1)
		synctest.Wait()
		begin = time.Now()
		send(t, quick(), 1)
		if d := <-after; d > time.Millisecond {
			t.Errorf("the first waited for %v", d)
		}
		begin = time.Now()
		send(t, quick(), 1)
		if d := <-after; d > 0 {
			t.Errorf("the second, when it is known that the other is slow, waited for %v", d)
		}
		answers := answering(t, s)
		asks := spawn(t, s, &does{receive: func(any) error {
			_, err := ask(context.Background(), s, answers)
			after <- time.Since(begin)
			return err
		}}, actor.Mailbox{Lazy: true})
		send(t, asks, 1)
		if d := <-after; d > 0 {
			t.Errorf("a reply came after %v", d)
		}
		close(held)
	})
}

// An actor that says that it blocks holds up nobody.
func TestBlocks(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		held := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { s.Blocks(); <-held; return nil }}, actor.Mailbox{Lazy: true})
		send(t, r, 1)
		synctest.Wait()
		begin, after := time.Now(), make(chan time.Duration, 1)
		send(t, spawn(t, s, &does{receive: func(any) error { after <- time.Since(begin); return nil }}, actor.Mailbox{Lazy: true}), 1)
		if d := <-after; d > 0 {
			t.Errorf("another one waited for %v", d)
		}
		close(held)
	})
}

// Finish lets an actor handle what waits, and refuses more.
func TestFinish(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var got []any
		held := make(chan struct{})
		r := spawn(t, s, &does{
			receive: func(m any) error { <-held; got = append(got, m); return nil },
			end:     func(cause error) { got = append(got, cause) },
		}, actor.Mailbox{Lazy: true})
		for i := range 3 {
			send(t, r, i)
		}
		r.Finish()
		if _, err := r.Send(t.Context(), 3); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("send after Finish: %v", err)
		}
		close(held)
		<-r.Done()
		if want := []any{0, 1, 2, error(nil)}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		idle := spawn(t, s, &does{}, actor.Mailbox{Lazy: true})
		idle.Finish()
		<-idle.Done()
	})
}

// TrySend does not wait for room.
func TestTrySend(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		held := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-held; return nil }}, actor.Mailbox{Capacity: 1, Lazy: true})
		send(t, r, 0)
		synctest.Wait()
		if _, err := r.TrySend(1); err != nil {
			t.Errorf("with room: %v", err)
		}
		if _, err := r.TrySend(2); !errors.Is(err, actor.ErrFull) {
			t.Errorf("without room: %v", err)
		}
		close(held)
	})
}
