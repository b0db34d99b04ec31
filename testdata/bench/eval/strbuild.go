//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func shifted(text string, by int) string {
	out := ""
	for i := range len(text) {
		c := int(text[i])
		if c >= 'a' && c <= 'z' {
			out += string(rune((c-'a'+by)%26 + 'a'))
		} else {
			out += string(rune(c))
		}
	}
	return out
}

func squeezed(text string) string {
	out, last := "", ' '
	for _, c := range text {
		if c != last {
			out += string(c)
		}
		last = c
	}
	return out
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	text := "the quick brown fox jumps over the lazy dog, and then sleeps all day"
	s := 0
	for i := range size {
		text = shifted(text, i%5+1)
		s = (s*31 + len(squeezed(text)) + int(text[i%len(text)])) % 1000003
	}
	fmt.Println(s)
}
