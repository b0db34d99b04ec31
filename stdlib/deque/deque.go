// Package deque is the module std::deque: integers in a row with two ends.
package deque

import (
	_ "embed"
	"sync"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage deque.hew

//go:embed deque.image
var image string

// Module is std::deque.
var Module = native.Module{Path: "std::deque", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_deque_new":        native.F0(newDeque),
		"hew_deque_push_front": native.F2(pushFront),
		"hew_deque_push_back":  native.F2(pushBack),
		"hew_deque_pop_front":  native.F1(popFront),
		"hew_deque_pop_back":   native.F1(popBack),
		"hew_deque_len":        native.F1(length),
		"hew_deque_free":       native.F1(free),
	}
}}

// A deque is a ring: n values, the front one at first.
type deque struct {
	mu    sync.Mutex
	ring  []int64
	first int
	n     int
}

func newDeque(*native.Call) (*deque, error) { return &deque{}, nil }

// at is the place of the i-th value; i may be -1 or n if there is room.
func (d *deque) at(i int) int { return (d.first + i + len(d.ring)) % len(d.ring) }

// grow makes room for a value.
func (d *deque) grow() {
	if d.n < len(d.ring) {
		return
	}
	ring := make([]int64, max(8, 2*len(d.ring)))
	for i := range d.n {
		ring[i] = d.ring[d.at(i)]
	}
	d.ring, d.first = ring, 0
}

func pushFront(_ *native.Call, d *deque, v int64) (native.Unit, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.grow()
	d.first = d.at(-1)
	d.ring[d.first] = v
	d.n++
	return native.Unit{}, nil
}

func pushBack(_ *native.Call, d *deque, v int64) (native.Unit, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.grow()
	d.ring[d.at(d.n)] = v
	d.n++
	return native.Unit{}, nil
}

func popFront(_ *native.Call, d *deque) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.n == 0 {
		return 0, nil
	}
	v := d.ring[d.first]
	d.first = d.at(1)
	d.n--
	return v, nil
}

func popBack(_ *native.Call, d *deque) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.n == 0 {
		return 0, nil
	}
	d.n--
	return d.ring[d.at(d.n)], nil
}

func length(_ *native.Call, d *deque) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return int64(d.n), nil
}

func free(_ *native.Call, d *deque) (native.Unit, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ring, d.first, d.n = nil, 0, 0
	return native.Unit{}, nil
}
