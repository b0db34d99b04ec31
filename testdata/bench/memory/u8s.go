//go:build ignore

package main

import "fmt"

func main() {
	var v []byte
	for i := range 5000000 {
		v = append(v, byte(i%256))
	}
	fmt.Println(len(v))
}
