//go:build ignore

package main

import "fmt"

func main() {
	m := map[string]string{}
	for i := range 300000 {
		m[fmt.Sprintf("key %d", i)] = fmt.Sprintf("value %d", i)
	}
	fmt.Println(len(m))
}
