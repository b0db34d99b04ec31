//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func place(row, n int, cols, up, down []bool) int {
	if row == n {
		return 1
	}
	ways := 0
	for c := range n {
		if !cols[c] && !up[row+c] && !down[row-c+n] {
			cols[c], up[row+c], down[row-c+n] = true, true, true
			ways += place(row+1, n, cols, up, down)
			cols[c], up[row+c], down[row-c+n] = false, false, false
		}
	}
	return ways
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	fmt.Println(place(0, n, make([]bool, n), make([]bool, 2*n), make([]bool, 2*n+1)))
}
