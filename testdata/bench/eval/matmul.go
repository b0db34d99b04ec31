//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func matrix(n, k int) [][]float64 {
	var m [][]float64
	for i := range n {
		var row []float64
		for j := range n {
			row = append(row, float64((i*k+j)%17-8))
		}
		m = append(m, row)
	}
	return m
}

func product(a, b [][]float64, n int) [][]float64 {
	c := matrix(n, 0)
	for i := range n {
		for j := range n {
			s := 0.0
			for k := range n {
				s += a[i][k] * b[k][j]
			}
			c[i][j] = s
		}
	}
	return c
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	c := product(matrix(size, 3), matrix(size, 5), size)
	trace := 0.0
	for i := range size {
		trace += c[i][i] + c[i][size-1-i]*3.0
	}
	fmt.Println(int(trace))
}
