package native_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"hewq/lang/value"
	"hewq/native"
)

// A lamp is a Resource that tells a log how it ended.
type lamp struct {
	name string
	mu   sync.Mutex
	out  bool
	log  *[]string
}

func (l *lamp) Abandon(_ context.Context, how native.Departure) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = true
	*l.log = append(*l.log, fmt.Sprint(l.name, " ", how == native.Broken))
}

func (l *lamp) Over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

// What belongs to an owner when it ends is closed, the youngest first, and what comes later.
func TestOwnersEnd(t *testing.T) {
	var env native.Env
	var log []string
	var a, b native.Owner
	ctx := t.Context()
	lamps := make([]*lamp, 5)
	for i := range lamps {
		lamps[i] = &lamp{name: fmt.Sprint(i), log: &log}
		env.Own(ctx, &a, lamps[i])
	}
	env.Own(ctx, &b, lamps[1])
	env.Own(ctx, &b, lamps[3])
	env.Own(ctx, &a, lamps[1])
	env.EndOwner(ctx, &a, native.Done)
	if want := []string{"4 false", "2 false", "1 false", "0 false"}; !slices.Equal(log, want) {
		t.Errorf("a closed %q, want %q", log, want)
	}
	log = nil
	env.Own(ctx, &b, &lamp{name: "new", log: &log})
	env.Abandon(ctx, lamps[3], native.Done)
	env.EndOwner(ctx, &b, native.Broken)
	env.Own(ctx, &b, &lamp{name: "late", log: &log})
	if want := []string{"3 false", "new true", "late true"}; !slices.Equal(log, want) {
		t.Errorf("b closed %q, want %q", log, want)
	}
}

// What a part of an actor takes is the actor's.
func TestOwnersWithin(t *testing.T) {
	var env native.Env
	var log []string
	var whole, part native.Owner
	part.Within(&whole)
	env.Own(t.Context(), &part, &lamp{name: "lamp", log: &log})
	if n := env.Held(&whole); n != 1 {
		t.Errorf("the whole owns %d", n)
	}
	env.EndOwner(t.Context(), &part, native.Broken)
	if len(log) != 0 {
		t.Errorf("the end of a part closed %q", log)
	}
}

// Nobody keeps what is over: an owner that opens and closes for ever does not grow.
func TestOwnersForgetWhatIsOver(t *testing.T) {
	var env native.Env
	var log []string
	var o native.Owner
	kept := &lamp{name: "kept", log: &log}
	env.Own(t.Context(), &o, kept)
	for range 10_000 {
		l := &lamp{log: &log}
		env.Own(t.Context(), &o, l)
		l.Abandon(t.Context(), native.Done)
	}
	closed := &lamp{log: &log}
	env.Own(t.Context(), &o, closed)
	before := env.Held(&o)
	env.Disown(closed)
	if n := env.Held(&o); n != before {
		t.Error("what is not over was forgotten")
	}
	closed.Abandon(t.Context(), native.Done)
	env.Disown(closed)
	if n := env.Held(&o); n != before-1 {
		t.Errorf("%d are held after one was closed, %d before", n, before)
	}
	log = nil
	if n := env.Held(&o); n > 200 {
		t.Errorf("%d are held, of which one is not over", n)
	}
	env.EndOwner(t.Context(), &o, native.Done)
	if !slices.Contains(log, "kept false") {
		t.Error("what is not over was forgotten")
	}
}

// All may be over when one more comes.
func TestOwnersForgetAll(t *testing.T) {
	var env native.Env
	var log []string
	var o native.Owner
	all := make([]*lamp, 200)
	for i := range all {
		all[i] = &lamp{log: &log}
		env.Own(t.Context(), &o, all[i])
	}
	for _, l := range all {
		l.Abandon(t.Context(), native.Done)
	}
	for range 300 {
		env.Own(t.Context(), &o, &lamp{out: true, log: &log})
	}
	if n := env.Held(&o); n > 300 {
		t.Errorf("%d are held", n)
	}
}

// Many goroutines hand the same things to many owners; each thing is closed once.
func TestOwnersRace(t *testing.T) {
	var env native.Env
	var mu sync.Mutex
	closed := map[string]int{}
	owners := make([]native.Owner, 8)
	var work sync.WaitGroup
	all := make([]*counted, 100)
	for i := range all {
		all[i] = &counted{name: fmt.Sprint(i), mu: &mu, closed: closed}
	}
	for g := range owners {
		work.Go(func() {
			for i := range all {
				env.Own(t.Context(), &owners[(g+i)%len(owners)], all[i])
			}
		})
	}
	work.Wait()
	for i := range owners {
		work.Go(func() { env.EndOwner(t.Context(), &owners[i], native.Done) })
	}
	work.Wait()
	for _, c := range all {
		if closed[c.name] != 1 {
			t.Errorf("%s was closed %d times", c.name, closed[c.name])
		}
	}
}

// A counted is a Resource that counts how often it was closed.
type counted struct {
	name   string
	mu     *sync.Mutex
	closed map[string]int
}

func (c *counted) Abandon(context.Context, native.Departure) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed[c.name]++
}

func (c *counted) Over() bool { return false }

// A binding knows whether its result is a Resource.
func TestBindingOpens(t *testing.T) {
	opens := native.F0(func(*native.Call) (*lamp, error) { return nil, nil })
	plain := native.F0(func(*native.Call) (*door, error) { return nil, nil })
	if !opens.Opens || plain.Opens {
		t.Errorf("a lamp opens %v, a door %v", opens.Opens, plain.Opens)
	}
	if v, err := opens.Call(&native.Call{}); err != nil || v != (value.Value{}) {
		t.Errorf("got %v, %v", v, err)
	}
}
