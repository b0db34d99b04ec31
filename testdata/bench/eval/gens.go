//go:build ignore

package main

import (
	"fmt"
	"iter"
	"os"
	"strconv"
)

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func odd(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range numbers(n) {
			if x%2 == 1 && !yield(x) {
				return
			}
		}
	}
}

func squares(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k := 0; k < n; k++ {
			if !yield(k * k % 1009) {
				return
			}
		}
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	s := 0
	for x := range odd(size) {
		s = (s + x) % 1000003
	}
	for x := range squares(size) {
		s += x
	}
	next, stop := iter.Pull(numbers(size))
	defer stop()
	for x, ok := next(); ok; x, ok = next() {
		s = (s*3 + x) % 1000003
	}
	fmt.Println(s)
}
