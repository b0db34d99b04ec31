//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func text(n int) string {
	var lines []string
	seed := 99
	for i := range n {
		seed = (seed*1103515 + 12345) % 2147483
		lines = append(lines, fmt.Sprintf("word%d and Other%d or w%d again", seed%700, i%50, seed%9000))
	}
	return strings.Join(lines, "\n")
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	counts := map[string]int{}
	for _, line := range strings.Split(text(size), "\n") {
		for _, word := range strings.Split(line, " ") {
			counts[strings.ToLower(word)]++
		}
	}
	s := 0
	for k, n := range counts {
		s += n * n % 1009 * len(k)
	}
	fmt.Println(s*1000 + len(counts)%1000)
}
