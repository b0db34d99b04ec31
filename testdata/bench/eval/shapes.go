//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type shape interface {
	area() float64
	holds(x, y float64) bool
}

type rect struct{ w, h float64 }

type disc struct{ r float64 }

type wedge struct{ w, h float64 }

func (s *rect) area() float64            { return s.w * s.h }
func (s *rect) holds(x, y float64) bool  { return x >= 0 && x <= s.w && y >= 0 && y <= s.h }
func (s *disc) area() float64            { return s.r * s.r * 3 }
func (s *disc) holds(x, y float64) bool  { return x*x+y*y <= s.r*s.r }
func (s *wedge) area() float64           { return s.w * s.h / 2 }
func (s *wedge) holds(x, y float64) bool { return x >= 0 && y >= 0 && x*s.h+y*s.w <= s.w*s.h }

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var all []shape
	for i := range 30 {
		switch k := float64(i + 1); i % 3 {
		case 0:
			all = append(all, &rect{k, k + 1})
		case 1:
			all = append(all, &disc{k})
		default:
			all = append(all, &wedge{k + 2, k})
		}
	}
	total, inside := 0.0, 0
	for i := range size {
		x, y := float64(i%19), float64(i%23)
		for _, s := range all {
			if s.holds(x, y) {
				inside++
			}
			total += s.area()
		}
	}
	fmt.Println(int(total)%1000003*1000 + inside%1000)
}
