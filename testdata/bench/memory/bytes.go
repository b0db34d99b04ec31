//go:build ignore

package main

import "fmt"

func main() {
	var b []byte
	for i := range 100000000 {
		b = append(b, byte(i%251))
	}
	fmt.Println(len(b))
}
