package eval

// This file keeps the places of a program where threads can read them while a prompt adds more.

import (
	"sync"
	"sync/atomic"
)

// A siteTable is a list that one goroutine makes longer while others read it. Those it gives again
// to something else are not used.
type siteTable struct {
	all atomic.Pointer[[]placed]
	mu  sync.Mutex // held while a place is given to something else
}

// A placed is a place with that of the call that it is a part of: calls of small functions are replaced by
// what these compute.
type placed struct {
	Call
	call site // 0 if it stands where it runs
}

func (t *siteTable) at(i site) Call { return (*t.all.Load())[i].Call }

// calls are the place i and the calls that it is a part of, innermost first.
func (t *siteTable) calls(i site) []Call {
	all := *t.all.Load()
	calls := []Call{all[i].Call}
	for i = all[i].call; i != 0; i = all[i].call {
		calls = append(calls, all[i].Call)
	}
	return calls
}

// look is at for one who does not know whether the place is in use: it may be that of something else
// by now.
func (t *siteTable) look(i site) Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.at(i)
}

func (t *siteTable) set(i site, c Call) {
	t.mu.Lock()
	defer t.mu.Unlock()
	(*t.all.Load())[i] = placed{Call: c}
}

// within makes the place i a part of a call.
func (t *siteTable) within(i, call site) {
	t.mu.Lock()
	defer t.mu.Unlock()
	(*t.all.Load())[i].call = call
}

func (t *siteTable) add(c Call) site {
	var all []placed
	if old := t.all.Load(); old != nil {
		all = *old
	}
	all = append(all, placed{Call: c})
	t.all.Store(&all)
	return site(len(all) - 1)
}
