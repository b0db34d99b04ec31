//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func chunk(round int) []byte {
	var data []byte
	for k := range 40 {
		n := (round*31+k*17)%60 + 4
		data = append(data, byte(n/256), byte(n%256))
		for i := range n {
			data = append(data, byte((round+i)%256))
		}
	}
	return data
}

func sum(payload []byte) int {
	s := 0
	for _, b := range payload {
		s = (s*31 + int(b)) % 1000003
	}
	return s
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var buf []byte
	got, s := 0, 0
	for round := range size {
		buf = append(buf, chunk(round)...)
		for len(buf) >= 2 {
			n := int(buf[0])*256 + int(buf[1])
			if len(buf) < n+2 {
				break
			}
			s = (s + sum(buf[2:n+2])) % 1000003
			got++
			buf = buf[n+2:]
		}
	}
	fmt.Println(s*1000 + got%1000)
}
