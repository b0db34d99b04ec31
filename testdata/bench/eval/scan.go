//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func document(n int) string {
	var rows []string
	for i := range n {
		rows = append(rows, fmt.Sprintf("row %d: {%d} [%d]", i, i%7, i*13%101))
	}
	return strings.Join(rows, "\n")
}

func depths(text string) int {
	depth, s := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		s += depth
	}
	return s
}

func lines(text string) int {
	rest, s := text, 0
	for {
		at := strings.Index(rest, "\n")
		if at < 0 {
			return s + len(rest)
		}
		s = (s*3 + at) % 1000003
		rest = rest[at+1:]
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	text := document(size)
	fmt.Println(depths(text)*1000 + lines(text)%1000)
}
