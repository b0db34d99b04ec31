package eval

// This file keeps the places of a program where threads can read them while a prompt adds more.

import (
	"sync"
	"sync/atomic"
)

// A siteTable is a list that one goroutine makes longer while others read it. Those it gives again
// to something else are in nobody's use.
type siteTable struct {
	all atomic.Pointer[[]Call]
	mu  sync.Mutex // held while a place is given to something else
}

func (t *siteTable) at(i site) Call { return (*t.all.Load())[i] }

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
	(*t.all.Load())[i] = c
}

func (t *siteTable) add(c Call) site {
	var all []Call
	if old := t.all.Load(); old != nil {
		all = *old
	}
	all = append(all, c)
	t.all.Store(&all)
	return site(len(all) - 1)
}
