//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type cache struct {
	room                    int
	at                      map[int]int
	key, held, newer, older []int
}

func (c *cache) unlink(p int) {
	n, o := c.newer[p], c.older[p]
	c.older[n], c.newer[o] = o, n
}

func (c *cache) link(p int) {
	o := c.older[0]
	c.older[p], c.newer[p] = o, 0
	c.newer[o] = p
	c.older[0] = p
}

func (c *cache) get(key int) int {
	p, ok := c.at[key]
	if !ok {
		return -1
	}
	c.unlink(p)
	c.link(p)
	return c.held[p]
}

func (c *cache) put(key, value int) {
	p := len(c.key)
	if p > c.room {
		p = c.newer[0]
		c.unlink(p)
		delete(c.at, c.key[p])
		c.key[p], c.held[p] = key, value
	} else {
		c.key, c.held = append(c.key, key), append(c.held, value)
		c.newer, c.older = append(c.newer, 0), append(c.older, 0)
	}
	c.link(p)
	c.at[key] = p
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	c := &cache{1000, map[int]int{}, []int{0}, []int{0}, []int{0}, []int{0}}
	seed, hits, s := 42, 0, 0
	for i := range size {
		seed = (seed*1103515 + 12345) % 2147483
		key := seed%900 + seed%7*100
		if found := c.get(key); found >= 0 {
			hits++
			s = (s + found) % 1000003
		} else {
			c.put(key, i)
		}
	}
	fmt.Println(s*1000 + hits%1000)
}
