package check

// This file holds what is collected of a function: often little, and of a large one very much.

import "iter"

// A list grows without copying what is in it.
type list[T any] struct {
	full [][]T
	last []T
	n    int
}

// The parts of a list have room for smallPart elements at first, and for largePart in the end.
const (
	smallPart = 4
	largePart = 512
)

func (l *list[T]) add(x T) {
	if len(l.last) == cap(l.last) {
		if len(l.last) > 0 {
			l.full = append(l.full, l.last)
		}
		l.last = make([]T, 0, min(max(smallPart, 2*cap(l.last)), largePart))
	}
	l.last = append(l.last, x)
	l.n++
}

// each are the elements that are in the list by now.
func (l list[T]) each() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, part := range l.full {
			for _, x := range part {
				if !yield(x) {
					return
				}
			}
		}
		for _, x := range l.last {
			if !yield(x) {
				return
			}
		}
	}
}
