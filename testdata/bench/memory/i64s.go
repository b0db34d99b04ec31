//go:build ignore

package main

import "fmt"

func main() {
	var v []int
	for i := range 5000000 {
		v = append(v, i)
	}
	fmt.Println(len(v))
}
