//go:build ignore

package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
)

func picture(w, h int) []byte {
	var p []byte
	for y := range h {
		for x := range w {
			p = append(p, byte((x*x+y*3)%256))
		}
	}
	return p
}

func smooth(from, to []byte, w, h int) {
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			at := y*w + x
			around := int(from[at-1]) + int(from[at+1]) + int(from[at-w]) + int(from[at+w])
			to[at] = byte((around + int(from[at])*4) / 8)
		}
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	a := picture(size, size)
	b := slices.Clone(a)
	for range 2 {
		smooth(a, b, size, size)
		smooth(b, a, size, size)
	}
	shades := make([]uint32, 256)
	for _, x := range a {
		shades[x]++
	}
	s := 0
	for _, n := range shades {
		s = (s*31 + int(n)) % 1000003
	}
	fmt.Println(s)
}
