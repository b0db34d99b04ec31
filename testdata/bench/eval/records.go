//go:build ignore

package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
)

type entry struct {
	group int
	score float64
	name  string
}

func less(a, b *entry) bool {
	if a.group != b.group {
		return a.group < b.group
	}
	if a.score != b.score {
		return a.score > b.score
	}
	return a.name < b.name
}

func merge(from, to []entry, lo, mid, hi int) {
	i, j := lo, mid
	for k := lo; k < hi; k++ {
		if i < mid && (j >= hi || !less(&from[j], &from[i])) {
			to[k] = from[i]
			i++
		} else {
			to[k] = from[j]
			j++
		}
	}
}

func sorted(a []entry) []entry {
	n, b := len(a), slices.Clone(a)
	for width := 1; width < n; width *= 2 {
		for lo := 0; lo < n; lo += 2 * width {
			merge(a, b, lo, min(lo+width, n), min(lo+2*width, n))
		}
		a, b = b, a
	}
	return a
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var all []entry
	seed, s := 7, 0
	for i := range size {
		seed = (seed*1103515 + 12345) % 2147483
		all = append(all, entry{seed % 50, float64(seed % 1000), "n" + strconv.Itoa(i)})
	}
	for _, e := range sorted(all) {
		s = (s*31 + e.group*1000 + int(e.score) + len(e.name)) % 1000003
	}
	fmt.Println(s)
}
