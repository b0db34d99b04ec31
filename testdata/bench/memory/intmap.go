//go:build ignore

package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := range 1000000 {
		m[i*7] = i
	}
	fmt.Println(len(m))
}
