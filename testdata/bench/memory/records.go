//go:build ignore

package main

import "fmt"

type triple struct{ a, b, c int }

func main() {
	var v []triple
	for i := range 1000000 {
		v = append(v, triple{i, i * 2, i * 3})
	}
	fmt.Println(len(v))
}
