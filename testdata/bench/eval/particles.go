//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type point struct{ x, y float64 }

type particle struct {
	pos, vel point
	hits     int
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var ps []particle
	for i := range 200 {
		k := float64(i)
		ps = append(ps, particle{pos: point{k, k * 0.5}, vel: point{1, -0.5}})
	}
	for range size {
		for i := range ps {
			ps[i].pos.x += ps[i].vel.x
			ps[i].pos.y += ps[i].vel.y
			if ps[i].pos.x > 250 || ps[i].pos.x < 0 {
				ps[i].vel.x = -ps[i].vel.x
				ps[i].hits++
			}
			if ps[i].pos.y > 150 || ps[i].pos.y < 0 {
				ps[i].vel.y = -ps[i].vel.y
				ps[i].hits++
			}
		}
	}
	x, y, hits := 0.0, 0.0, 0
	for _, p := range ps {
		x += p.pos.x
		y += p.pos.y
		hits += p.hits
	}
	fmt.Println(int(x+y)*1000 + hits%1000)
}
