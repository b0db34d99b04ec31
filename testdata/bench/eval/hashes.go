//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

func mixed(x uint32) uint32 {
	h := x
	h ^= h >> 16
	h *= 0x45D9F3B
	h ^= h >> 15
	h += h << 7
	return h ^ h>>11
}

func rotated(x, n uint32) uint32 { return x<<n | x>>(32-n) }

func stepped(state uint32) uint32 {
	x := state
	x ^= x << 13
	x ^= x >> 17
	return x ^ x<<5
}

func signed(a, b int32) int32 { return (a/3+b%1000)*2 - a&255 + b>>9 }

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	state, sum, low := uint32(2463534242), uint32(0), int32(0)
	for range size {
		state = stepped(state)
		sum = rotated(sum^mixed(state), 5)
		low = signed(low/4, int32(state&65535))
	}
	fmt.Println(int(sum) + int(low))
}
