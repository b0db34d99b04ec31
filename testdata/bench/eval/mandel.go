//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func steps(cx, cy float64, most int) int {
	x, y, n := 0.0, 0.0, 0
	for n < most {
		xx, yy := x*x, y*y
		if xx+yy > 4.0 {
			return n
		}
		y = 2.0*x*y + cy
		x = xx - yy + cx
		n++
	}
	return n
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	scale := 3.0 / float64(size)
	s := 0
	for j := range size {
		for i := range size {
			s += steps(float64(i)*scale-2.0, float64(j)*scale-1.5, 50)
		}
	}
	fmt.Println(s)
}
