package actor_test

import (
	"runtime"
	"testing"
	"time"

	"hewq/actor"
)

// An actor that waits is forgotten when nobody refers to it, not before, and not if it has ended.
func TestForget(t *testing.T) {
	s := actor.NewSystem(nil, nil)
	told := make(chan string, 3)
	make := func(name string) *actor.Ref {
		return spawn(t, s, &does{receive: func(any) error { return nil }}, actor.Mailbox{Forgotten: func() { told <- name }})
	}
	kept, ended := make("kept"), make("ended")
	for range 2 {
		send(t, make("left"), 1)
	}
	ended.Stop()
	<-ended.Done()
	for range 2 {
		for got := ""; got == ""; {
			runtime.GC()
			select {
			case got = <-told:
			case <-time.After(time.Millisecond): // cleanups run on a goroutine of their own
			}
			if got != "" && got != "left" {
				t.Errorf("%s was forgotten", got)
			}
		}
	}
	if live := s.Live(); len(live) != 1 || live[0] != kept {
		t.Errorf("live: %v", live)
	}
	send(t, kept, 1)
	runtime.KeepAlive(ended)
	if err := s.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
