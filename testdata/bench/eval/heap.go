//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type job struct{ rank, id int }

func before(a, b job) bool {
	if a.rank == b.rank {
		return a.id < b.id
	}
	return a.rank < b.rank
}

func push(h []job, j job) []job {
	h = append(h, j)
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if !before(h[i], h[up]) {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
	return h
}

func pop(h []job) (job, []job) {
	top, last, n := h[0], h[len(h)-1], len(h)-1
	h = h[:n]
	if n == 0 {
		return top, h
	}
	h[0] = last
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c < min(2*i+3, n); c++ {
			if before(h[c], h[least]) {
				least = c
			}
		}
		if least == i {
			return top, h
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var h []job
	var j job
	seed, s := 12345, 0
	for id := range size {
		seed = (seed*1103515 + 12345) % 2147483
		h = push(h, job{seed % 10000, id})
		if id%3 == 2 {
			j, h = pop(h)
			s = (s*31 + j.rank) % 1000003
		}
	}
	for len(h) > 0 {
		j, h = pop(h)
		s = (s*31 + j.rank + j.id) % 1000003
	}
	fmt.Println(s)
}
