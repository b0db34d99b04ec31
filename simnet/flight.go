package simnet

// This file holds what is on its way.

import (
	"container/heap"
	"sync"
	"time"
)

// A flight is the datagrams that are on their way, in the order in which they arrive: those of one
// instant in the order in which they were sent.
type flight struct {
	all     arrivals
	number  uint64 // of the last one
	timer   *time.Timer
	stopped bool
}

// An arrival happens at a time.
type arrival struct {
	at     time.Time
	number uint64
	arrive func() // with the network locked
}

// add has arrive called at a time, while mu is held; it is held now.
func (f *flight) add(mu *sync.Mutex, at time.Time, arrive func()) {
	if f.stopped {
		return
	}
	f.number++
	a := arrival{at, f.number, arrive}
	heap.Push(&f.all, a)
	switch {
	case f.all[0].number != a.number:
	case f.timer == nil:
		f.timer = time.AfterFunc(time.Until(at), func() { f.land(mu) })
	default:
		f.timer.Reset(time.Until(at))
	}
}

// land has arrive what must have arrived by now.
func (f *flight) land(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Unlock()
	for now := time.Now(); len(f.all) > 0 && !f.all[0].at.After(now); {
		heap.Pop(&f.all).(arrival).arrive()
	}
	if len(f.all) > 0 {
		f.timer.Reset(time.Until(f.all[0].at))
	}
}

func (f *flight) stop() {
	f.stopped, f.all = true, nil
	if f.timer != nil {
		f.timer.Stop()
	}
}

// arrivals are a heap.
type arrivals []arrival

func (a arrivals) Len() int { return len(a) }

func (a arrivals) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].number < a[j].number
	}
	return a[i].at.Before(a[j].at)
}

func (a arrivals) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

func (a *arrivals) Push(x any) { *a = append(*a, x.(arrival)) }

func (a *arrivals) Pop() any {
	last := (*a)[len(*a)-1]
	(*a)[len(*a)-1] = arrival{}
	*a = (*a)[:len(*a)-1]
	return last
}
