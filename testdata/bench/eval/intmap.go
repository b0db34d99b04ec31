//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	m := map[int]int{}
	for i := range size {
		m[i*7919%1000003] = i
	}
	s := 0
	for i := range size {
		if v, ok := m[i]; ok {
			s = (s + v) % 1000003
			m[i] = v + 1
		} else {
			s++
		}
	}
	for i := range size {
		k := i * 7919 % 1000003
		if k%3 == 0 {
			delete(m, k)
		} else if v, ok := m[k]; ok {
			s = (s + v) % 1000003
		}
	}
	fmt.Println(s*1000 + len(m)%1000)
}
