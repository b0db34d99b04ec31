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
