//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func tak(x, y, z int) int {
	if y >= x {
		return z
	}
	return tak(tak(x-1, y, z), tak(y-1, z, x), tak(z-1, x, y))
}

func clamp(x, low, high int) int {
	if x < low {
		return low
	}
	if x > high {
		return high
	}
	return x
}

func blend(a, b, part, whole int) int { return (a*(whole-part) + b*part) / whole }

func power(base, n, m, acc int) int {
	if n == 0 {
		return acc
	}
	next := acc
	if n%2 == 1 {
		next = acc * base % m
	}
	return power(base*base%m, n/2, m, next)
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	s := tak(size%7+11, 8, 4)
	for i := range size {
		c := clamp(i%300-20, 0, 255)
		s = (s*31 + blend(c, 255-c, i%64, 64) + power(3, c, 10007, 1)) % 1000003
	}
	fmt.Println(s)
}
