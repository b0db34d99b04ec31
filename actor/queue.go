package actor

// A queue is a ring of things, first in, first out.
type queue[T any] struct {
	ring  []T // a power of two of places
	first int
	n     int
}

func (q *queue[T]) len() int { return q.n }

// at is the place of the i-th thing.
func (q *queue[T]) at(i int) *T { return &q.ring[(q.first+i)&(len(q.ring)-1)] }

// push adds v behind all others.
func (q *queue[T]) push(v T) {
	if q.n == len(q.ring) {
		ring := make([]T, max(4, 2*len(q.ring)))
		for i := range q.n {
			ring[i] = *q.at(i)
		}
		q.ring, q.first = ring, 0
	}
	*q.at(q.n) = v
	q.n++
}

// take removes the first thing.
func (q *queue[T]) take() (v T, ok bool) {
	if q.n == 0 {
		return v, false
	}
	var none T
	place := q.at(0)
	v, *place = *place, none
	q.first = (q.first + 1) & (len(q.ring) - 1)
	q.n--
	return v, true
}

// remove removes the i-th thing; those behind it move up.
func (q *queue[T]) remove(i int) {
	var none T
	for ; i < q.n-1; i++ {
		*q.at(i) = *q.at(i + 1)
	}
	*q.at(i) = none
	q.n--
}

// drain removes all things.
func (q *queue[T]) drain() []T {
	var all []T
	for v, ok := q.take(); ok; v, ok = q.take() {
		all = append(all, v)
	}
	q.ring = nil
	return all
}
