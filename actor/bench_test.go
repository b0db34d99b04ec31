package actor_test

import (
	"context"
	"runtime"
	"strconv"
	"testing"

	"hewq/actor"
)

func answering(tb testing.TB, s *actor.System) *actor.Ref {
	return spawn(tb, s, &does{receive: func(m any) error { m.(*actor.Reply[int]).Give(1, nil); return nil }}, actor.Mailbox{})
}

func BenchmarkAsk(b *testing.B) {
	s := actor.NewSystem(nil, nil)
	r := answering(b, s)
	ctx := context.Background()
	for b.Loop() {
		if _, err := ask(ctx, s, r); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAskOfChannels is what BenchmarkAsk is measured against.
func BenchmarkAskOfChannels(b *testing.B) {
	ask, answer := make(chan int), make(chan int)
	go func() {
		for n := range ask {
			answer <- n
		}
	}()
	for b.Loop() {
		ask <- 1
		<-answer
	}
	close(ask)
}

// BenchmarkAskQueued asks by way of the mailbox.
func BenchmarkAskQueued(b *testing.B) {
	s := actor.NewSystem(nil, nil)
	r := answering(b, s)
	ctx := context.Background()
	for b.Loop() {
		reply := actor.NewReply[int](s)
		if _, err := r.Send(ctx, reply); err != nil {
			b.Fatal(err)
		}
		if _, err := reply.Wait(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTell(b *testing.B) {
	s := actor.NewSystem(nil, nil)
	r := spawn(b, s, &does{}, actor.Mailbox{})
	ctx := context.Background()
	for b.Loop() {
		if _, err := r.Send(ctx, b); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTellOfChannel is what BenchmarkTell is measured against.
func BenchmarkTellOfChannel(b *testing.B) {
	c := make(chan any, actor.DefaultCapacity)
	go func() {
		for range c {
		}
	}()
	for b.Loop() {
		c <- b
	}
	close(c)
}

// BenchmarkChannel hands items over, one after the other.
func BenchmarkChannel(b *testing.B) {
	for _, capacity := range []int{1, 64} {
		b.Run(strconv.Itoa(capacity), func(b *testing.B) {
			s := actor.NewSystem(nil, nil)
			ctx := context.Background()
			c := actor.NewChannel[int](s, capacity)
			s.Enter()
			go func() {
				defer s.Exit()
				for {
					if _, ok, _ := c.Recv(ctx); !ok {
						return
					}
				}
			}()
			for b.Loop() {
				if err := c.Send(ctx, 1); err != nil {
					b.Fatal(err)
				}
			}
			c.CloseSender()
		})
	}
}

// BenchmarkChannelOfGo is what BenchmarkChannel is measured against.
func BenchmarkChannelOfGo(b *testing.B) {
	for _, capacity := range []int{1, 64} {
		b.Run(strconv.Itoa(capacity), func(b *testing.B) {
			c := make(chan int, capacity)
			go func() {
				for range c {
				}
			}()
			for b.Loop() {
				c <- 1
			}
			close(c)
		})
	}
}

func BenchmarkSpawn(b *testing.B) {
	s := actor.NewSystem(nil, nil)
	for b.Loop() {
		spawn(b, s, &does{}, actor.Mailbox{Lazy: true})
	}
}

// BenchmarkIdle reports the memory of an actor that has handled a message and waits.
func BenchmarkIdle(b *testing.B) {
	for b.Loop() {
		s := actor.NewSystem(nil, nil)
		const n = 100_000
		refs := make([]*actor.Ref, 0, n)
		before := inUse()
		for range n {
			r := spawn(b, s, &does{}, actor.Mailbox{})
			send(b, r, b)
			refs = append(refs, r)
		}
		if err := s.Calm(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(inUse()-before)/n, "B/actor")
		runtime.KeepAlive(refs)
	}
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}
