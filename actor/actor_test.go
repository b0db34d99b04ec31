package actor_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hewq/actor"
)

// A does is a Behavior made of functions; all may be nil.
type does struct {
	start   func() error
	receive func(m any) error
	drop    func(m any)
	end     func(cause error)
}

func (d *does) Start() error {
	if d.start == nil {
		return nil
	}
	return d.start()
}

func (d *does) Receive(m any) error {
	if d.receive == nil {
		return nil
	}
	return d.receive(m)
}

func (d *does) Drop(m any) {
	if d.drop != nil {
		d.drop(m)
	}
}

func (d *does) End(cause error, drop func()) {
	drop()
	if d.end != nil {
		d.end(cause)
	}
}

// run runs test in virtual time with a system that is shut down afterwards.
func run(t *testing.T, test func(t *testing.T, s *actor.System)) {
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		test(t, s)
		if err := s.Shutdown(t.Context()); err != nil {
			t.Errorf("shutdown: %v", err)
		}
	})
}

func spawn(t testing.TB, s *actor.System, b actor.Behavior, o actor.Mailbox) *actor.Ref {
	t.Helper()
	r, err := s.Spawn(b, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func send(t testing.TB, r *actor.Ref, m any) {
	t.Helper()
	if _, err := r.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
}

// Messages are handled in the order in which they were sent, one at a time, after Start.
func TestOrder(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var got []any
		r := spawn(t, s, &does{
			start:   func() error { got = append(got, "start"); return nil },
			receive: func(m any) error { got = append(got, m); return nil },
			end:     func(error) { got = append(got, "end") },
		}, actor.Mailbox{})
		for i := range 3 {
			send(t, r, i)
		}
		if err := s.Calm(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.Stop()
		<-r.Done()
		if want := []any{"start", 0, 1, 2, "end"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if _, err := r.Send(t.Context(), 4); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("send after the end: %v", err)
		}
	})
}

// What happens to the third message for a mailbox of two.
func TestOverflow(t *testing.T) {
	key := func(m any) (actor.Key, bool) {
		n, ok := m.(int)
		return actor.Key{Hash: uint64(n % 10)}, ok
	}
	for name, c := range map[string]struct {
		mailbox actor.Mailbox
		third   any
		handled []any
		dropped []any
		err     error
	}{
		"drop_new":         {actor.Mailbox{Overflow: actor.DropNew}, 3, []any{1, 2}, []any{3}, nil},
		"drop_old":         {actor.Mailbox{Overflow: actor.DropOld}, 3, []any{2, 3}, []any{1}, nil},
		"fail":             {actor.Mailbox{Overflow: actor.Fail}, 3, []any{1, 2}, nil, actor.ErrFull},
		"coalesce":         {actor.Mailbox{Overflow: actor.Coalesce, Key: key, Fallback: actor.DropNew}, 11, []any{11, 2}, []any{1}, nil},
		"coalesce, none":   {actor.Mailbox{Overflow: actor.Coalesce, Key: key, Fallback: actor.DropOld}, 3, []any{2, 3}, []any{1}, nil},
		"coalesce, no key": {actor.Mailbox{Overflow: actor.Coalesce, Key: key, Fallback: actor.Fail}, "x", []any{1, 2}, nil, actor.ErrFull},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, s *actor.System) {
				var handled, dropped []any
				held := make(chan struct{})
				c.mailbox.Capacity = 2
				r := spawn(t, s, &does{
					receive: func(m any) error {
						if m == "hold" {
							<-held
							return nil
						}
						handled = append(handled, m)
						return nil
					},
					drop: func(m any) { dropped = append(dropped, m) },
				}, c.mailbox)
				send(t, r, "hold")
				synctest.Wait()
				send(t, r, 1)
				send(t, r, 2)
				old, err := r.Send(t.Context(), c.third)
				if !errors.Is(err, c.err) {
					t.Errorf("the third: %v", err)
				}
				if old != nil {
					dropped = append(dropped, old)
				}
				close(held)
				if err := s.Calm(t.Context()); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(handled, c.handled) || !slices.Equal(dropped, c.dropped) {
					t.Errorf("handled %v, dropped %v", handled, dropped)
				}
			})
		})
	}
}

// A sender waits for room, in turn; its context ends the wait, and the end of the actor too.
func TestBackPressure(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		step := make(chan struct{})
		var got []any
		r := spawn(t, s, &does{receive: func(m any) error { <-step; got = append(got, m); return nil }}, actor.Mailbox{Capacity: 1})
		send(t, r, 0)
		synctest.Wait() // it is being handled
		send(t, r, 1)
		sent := make(chan error, 3)
		for i := 2; i < 4; i++ {
			s.Enter()
			go func() { defer s.Exit(); _, err := r.Send(context.Background(), i); sent <- err }()
			synctest.Wait()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := r.Send(ctx, "late"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with a deadline: %v", err)
		}
		step <- struct{}{}
		if err := <-sent; err != nil {
			t.Error(err)
		}
		step <- struct{}{}
		if err := <-sent; err != nil {
			t.Error(err)
		}
		s.Enter()
		go func() { defer s.Exit(); _, err := r.Send(context.Background(), 4); sent <- err }()
		synctest.Wait()
		r.Stop()
		step <- struct{}{}
		if err := <-sent; !errors.Is(err, actor.ErrStopped) {
			t.Errorf("when it ends: %v", err)
		}
		if want := []any{0, 1, 2}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// An error crashes an actor: the message and what waits is dropped, who watches is told.
func TestCrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var events []string
		s := actor.NewSystem(func(e actor.Event) {
			events = append(events, fmt.Sprint(e.Ref.ID(), e.Kind, e.Cause))
		}, nil)
		oh := errors.New("oh")
		var dropped []any
		var cause error
		held := make(chan struct{})
		r := spawn(t, s, &does{
			start:   func() error { <-held; return nil },
			receive: func(m any) error { return oh },
			drop:    func(m any) { dropped = append(dropped, m) },
			end:     func(err error) { cause = err },
		}, actor.Mailbox{})
		var told []error
		r.OnEnd(func(err error) { told = append(told, err) })
		for i := range 3 {
			send(t, r, i)
		}
		close(held)
		<-r.Done()
		synctest.Wait()
		r.OnEnd(func(err error) { told = append(told, err) })
		if cause != oh || !slices.Equal(told, []error{oh, oh}) || !slices.Equal(dropped, []any{0, 1, 2}) {
			t.Errorf("cause %v, told %v, dropped %v", cause, told, dropped)
		}
		if want := []string{"1 0 <nil>", "1 2 oh"}; !slices.Equal(events, want) {
			t.Errorf("events %q", events)
		}
		if err := s.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := s.Spawn(&does{}, actor.Mailbox{}); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("spawn after shutdown: %v", err)
		}
	})
}

// ask sends a request and waits for its answer.
func ask(ctx context.Context, s *actor.System, r *actor.Ref) (int, error) {
	reply := actor.NewReply[int](s)
	if _, err := r.Call(ctx, reply, false); err != nil {
		return 0, err
	}
	return reply.Wait(ctx)
}

func TestAsk(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		n := 0
		r := spawn(t, s, &does{
			receive: func(m any) error { n++; m.(*actor.Reply[int]).Give(n, nil); return nil },
			drop:    func(m any) { m.(*actor.Reply[int]).Give(0, actor.ErrStopped) },
		}, actor.Mailbox{})
		for want := 1; want < 4; want++ {
			if got, err := ask(t.Context(), s, r); got != want || err != nil {
				t.Errorf("got %d, %v", got, err)
			}
		}
		silent := spawn(t, s, &does{}, actor.Mailbox{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := ask(ctx, s, silent); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("nobody answers: %v", err)
		}
	})
}

// Who calls an actor that waits handles the message itself; messages that come meanwhile are
// handled after it.
func TestCall(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var got []any
		held := make(chan struct{})
		r := spawn(t, s, &does{
			receive: func(m any) error {
				if m == "first" {
					<-held
				}
				got = append(got, m)
				return nil
			},
		}, actor.Mailbox{Lazy: true})
		called := make(chan error)
		go func() { _, err := r.Call(t.Context(), "first", false); called <- err }()
		synctest.Wait()
		send(t, r, "second")
		close(held)
		if err := <-called; err != nil {
			t.Error(err)
		}
		if err := s.Calm(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := []any{"first", "second"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		oh := errors.New("oh")
		bad := spawn(t, s, &does{receive: func(any) error { return oh }}, actor.Mailbox{Lazy: true})
		if _, err := bad.Call(t.Context(), 1, false); err != nil || bad.Alive() {
			t.Errorf("a call that crashes: %v, alive %v", err, bad.Alive())
		}
		if _, err := bad.Call(t.Context(), 1, false); !errors.Is(err, actor.ErrStopped) {
			t.Errorf("a call after the crash: %v", err)
		}
	})
}

// Two actors that ask each other are stuck; the system knows.
func TestStuck(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		ctx, cancel := context.WithCancel(t.Context())
		var a, b *actor.Ref
		a = spawn(t, s, &does{receive: func(any) error { _, err := ask(ctx, s, b); return err }}, actor.Mailbox{})
		b = spawn(t, s, &does{receive: func(any) error { _, err := ask(ctx, s, a); return err }}, actor.Mailbox{})
		send(t, a, "go")
		if err := s.Calm(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.Exit() // now the test itself waits for them
		if !s.Stuck() {
			t.Error("not stuck")
		}
		end := s.Source()
		if s.Stuck() {
			t.Error("stuck in spite of a timer")
		}
		end()
		s.Enter()
		cancel()
	})
}

// Whoever waits for what comes from outside is not stuck until nothing can come any more.
func TestSourcesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := 0
		s := actor.NewSystem(nil, func() { stuck++ })
		c := actor.NewChannel[int](s, 1)
		end := s.Source()
		ctx, cancel := context.WithCancel(t.Context())
		received := make(chan error)
		go func() {
			_, _, err := c.Recv(ctx)
			received <- err
		}()
		synctest.Wait()
		if stuck > 0 {
			t.Error("stuck though there is a source")
		}
		end()
		end()
		synctest.Wait()
		if stuck != 1 {
			t.Errorf("stuck was told %d times", stuck)
		}
		cancel()
		<-received
	})
}

// Who has waited for calm in vain is not taken for somebody who still does.
func TestCalmGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := 0
		s := actor.NewSystem(nil, func() { stuck++ })
		s.Enter()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := s.Calm(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		s.Exit()
		s.Exit()
		synctest.Wait()
		if stuck != 1 {
			t.Errorf("stuck was told %d times", stuck)
		}
	})
}

// A thousand actors and their messages, from many goroutines.
func TestMany(t *testing.T) {
	s := actor.NewSystem(nil, nil)
	const actors, messages = 1000, 20
	var mu sync.Mutex
	got := map[int]int{}
	var refs []*actor.Ref
	for range actors {
		refs = append(refs, spawn(t, s, &does{receive: func(m any) error {
			mu.Lock()
			defer mu.Unlock()
			got[m.(int)]++
			return nil
		}}, actor.Mailbox{Capacity: 4}))
	}
	var senders sync.WaitGroup
	for g := range 4 {
		s.Enter()
		senders.Go(func() {
			defer s.Exit()
			for i := range messages / 4 {
				for n, r := range refs {
					if _, err := r.Send(context.Background(), n); err != nil {
						t.Error(g, i, err)
					}
				}
			}
		})
	}
	senders.Wait()
	if err := s.Calm(t.Context()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	for n := range actors {
		if got[n] != messages {
			t.Errorf("actor %d has handled %d messages", n, got[n])
		}
	}
	mu.Unlock()
	before := runtime.NumGoroutine()
	if err := s.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Live()); n > 0 || before > 200 {
		t.Errorf("%d actors live, %d goroutines ran", n, before)
	}
}

// Shutdown gives up when an actor does not come, and Live names it.
func TestShutdownDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := actor.NewSystem(nil, nil)
		held := make(chan struct{})
		r := spawn(t, s, &does{receive: func(any) error { <-held; return nil }}, actor.Mailbox{})
		spawn(t, s, &does{}, actor.Mailbox{})
		send(t, r, 1)
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("shutdown: %v", err)
		}
		if live := s.Live(); len(live) != 1 || live[0] != r {
			t.Errorf("live: %v", live)
		}
		close(held)
		if err := s.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// An interruptible is a Behavior that Stop interrupts.
type interruptible struct {
	does
	interrupted chan struct{}
}

func (i *interruptible) Interrupt() { close(i.interrupted) }

// Stop interrupts who handles a message, and nobody else.
func TestStopInterrupts(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		busy := &interruptible{interrupted: make(chan struct{})}
		busy.receive = func(any) error { <-busy.interrupted; return nil }
		var cause error
		busy.end = func(err error) { cause = err }
		r := spawn(t, s, busy, actor.Mailbox{})
		send(t, r, "go")
		synctest.Wait()
		r.Stop()
		<-r.Done()
		if cause != nil {
			t.Errorf("it ended with %v", cause)
		}
		idle := &interruptible{interrupted: make(chan struct{})}
		r = spawn(t, s, idle, actor.Mailbox{})
		synctest.Wait()
		r.Stop()
		<-r.Done()
		select {
		case <-idle.interrupted:
			t.Error("an idle actor was interrupted")
		default:
		}
	})
}

// A caller that has the answer to a message finds the actor idle, even before its worker is done.
func TestSettledIsIdle(t *testing.T) {
	run(t, func(t *testing.T, s *actor.System) {
		var r *actor.Ref
		answered, leave := make(chan struct{}), make(chan struct{})
		r = spawn(t, s, &does{receive: func(m any) error {
			if m == "ask" {
				r.Settled()
			}
			answered <- struct{}{}
			<-leave
			return nil
		}}, actor.Mailbox{})
		wants := func(when string, idle bool) {
			if got := r.Idle(); got != idle {
				t.Errorf("%s: idle %v, want %v", when, got, idle)
			}
		}
		send(t, r, "ask")
		wants("before it has begun", false)
		<-answered
		wants("answered", true)
		send(t, r, "tell")
		wants("with another message", false)
		leave <- struct{}{}
		<-answered
		wants("in a message that nobody waits for", false)
		leave <- struct{}{}
		synctest.Wait()
		wants("with nothing to do", true)
	})
}
