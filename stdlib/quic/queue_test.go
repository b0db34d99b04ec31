package quic

import (
	"errors"
	"slices"
	"sync"
	"testing"
)

func TestQueueOrder(t *testing.T) {
	ctx, over := testContext(t), errors.New("over")
	q := newQueue[int]()
	for i := range 3 {
		q.push(i)
	}
	q.end(over)
	if q.push(3) {
		t.Error("push after end was taken")
	}
	for want := range 3 {
		if got, err := q.pop(ctx); got != want || err != nil {
			t.Errorf("pop = %d, %v, want %d", got, err, want)
		}
	}
	for range 2 {
		if _, err := q.pop(ctx); err != over {
			t.Errorf("pop after the end: %v, want %v", err, over)
		}
	}
}

func TestQueueManyWaiters(t *testing.T) {
	const each, waiters = 200, 5
	ctx, over := testContext(t), errors.New("over")
	q := newQueue[int]()
	var mu sync.Mutex
	var got []int
	var waiting, pushing sync.WaitGroup
	for range waiters {
		waiting.Go(func() {
			for {
				v, err := q.pop(ctx)
				if err != nil {
					return
				}
				mu.Lock()
				got = append(got, v)
				mu.Unlock()
			}
		})
	}
	for i := range waiters {
		pushing.Go(func() {
			for j := range each {
				q.push(i*each + j)
			}
		})
	}
	pushing.Wait()
	q.end(over)
	waiting.Wait()
	slices.Sort(got)
	for i, v := range got {
		if v != i {
			t.Fatalf("item %d is %d", i, v)
		}
	}
	if len(got) != each*waiters {
		t.Errorf("%d items, want %d", len(got), each*waiters)
	}
}

func TestQueueDrain(t *testing.T) {
	q := newQueue[int]()
	q.push(1)
	q.push(2)
	if got := q.drain(); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("drained %v", got)
	}
	if _, ok, err := q.next(); ok || err != nil {
		t.Errorf("after drain: %v, %v", ok, err)
	}
}

// The queue of an endpoint that nobody looks at does not grow with what strangers do to it.
func TestBoundedQueues(t *testing.T) {
	type item struct {
		n      int
		failed bool
	}
	const many = 100_000
	failed := func(i item) bool { return i.failed }
	cases := []struct {
		name     string
		fixed    bool
		push     func(n int) item
		want     int  // items that are kept
		oldest   item // of them
		failures int
	}{
		{"failures alone", false, func(n int) item { return item{n, true} }, keptAtMost, item{many - keptAtMost, true}, keptAtMost},
		{"failures alone, both bounded", true, func(n int) item { return item{n, true} }, keptAtMost, item{many - keptAtMost, true}, keptAtMost},
		{"a few successes first", false, func(n int) item { return item{n, n >= 10} }, 10 + keptAtMost, item{0, false}, keptAtMost},
		{"a few successes first, both bounded", true, func(n int) item { return item{n, n >= 10} }, keptAtMost, item{0, false}, keptAtMost - 10},
		{"as many successes as fit first", true, func(n int) item { return item{n, n >= keptAtMost} }, keptAtMost, item{0, false}, 0},
		{"failures first", true, func(n int) item { return item{n, n < many/2} }, keptAtMost, item{many - keptAtMost, false}, 0},
		{"a success now and then", false, func(n int) item { return item{n, n%100 > 0} }, many/100 + keptAtMost, item{0, false}, keptAtMost},
		{"successes alone", true, func(n int) item { return item{n, false} }, keptAtMost, item{many - keptAtMost, false}, 0},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			q := newBounded(failed, tc.fixed)
			for n := range many {
				if !q.push(tc.push(n)) {
					t.Fatalf("item %d was not taken", n)
				}
			}
			if len(q.items) != tc.want || q.failures != tc.failures || q.items[0] != tc.oldest {
				t.Errorf("%d items, %d failures, the oldest %v; want %d, %d, %v", len(q.items), q.failures, q.items[0], tc.want, tc.failures, tc.oldest)
			}
			if room := cap(q.items); room > 4*tc.want {
				t.Errorf("%d items have room for %d", tc.want, room)
			}
			if !slices.IsSortedFunc(q.items, func(a, b item) int { return a.n - b.n }) {
				t.Error("the order is lost")
			}
			for range tc.want {
				if _, ok, err := q.next(); !ok || err != nil {
					t.Fatalf("next: %v, %v", ok, err)
				}
			}
			if q.failures != 0 {
				t.Errorf("%d failures in an empty queue", q.failures)
			}
		})
	}
}
