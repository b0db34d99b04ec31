//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func table() []uint32 {
	var t []uint32
	for n := range uint32(256) {
		c := n
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xEDB88320
			} else {
				c >>= 1
			}
		}
		t = append(t, c)
	}
	return t
}

func crc(t []uint32, data []byte) uint32 {
	c := uint32(0xFFFFFFFF)
	for _, b := range data {
		c = t[(c^uint32(b))&0xFF] ^ c>>8
	}
	return c ^ 0xFFFFFFFF
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var data []byte
	for i := range size {
		data = append(data, byte(i*7%251))
	}
	fmt.Println(crc(table(), data))
}
