//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type request struct {
	kind  byte // g, p, d
	key   string
	value int
	reply chan int
}

func store(in chan request) {
	held := map[string]int{}
	for r := range in {
		switch r.kind {
		case 'g':
			if v, ok := held[r.key]; ok {
				r.reply <- v
			} else {
				r.reply <- -1
			}
		case 'p':
			held[r.key] = r.value
			r.reply <- r.value
		default:
			if _, ok := held[r.key]; ok {
				delete(held, r.key)
				r.reply <- 1
			} else {
				r.reply <- 0
			}
		}
	}
}

func front(in, behind chan request) {
	var log []byte
	reply := make(chan int)
	for r := range in {
		if r.kind == 'l' {
			r.reply <- len(log)
			continue
		}
		log = append(log, '.')
		behind <- request{r.kind, r.key, r.value, reply}
		r.reply <- <-reply
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	in, behind, reply := make(chan request), make(chan request), make(chan int)
	go store(behind)
	go front(in, behind)
	s := 0
	for i := range size {
		r := request{'g', "k" + strconv.Itoa(i%500), 0, reply}
		if i%3 == 0 {
			r.kind, r.value = 'p', i
		} else if i%17 == 1 {
			r.kind = 'd'
		}
		in <- r
		s = (s*3 + <-reply + 5) % 1000003
	}
	in <- request{kind: 'l', reply: reply}
	fmt.Println(s + <-reply)
}
