//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

var program = []int{
	0, 0,
	3, 1,
	8, 24,
	3, 0,
	3, 1,
	3, 1,
	5, 0,
	4, 0,
	1, 1009,
	6, 0,
	2, 0,
	3, 1,
	1, -1,
	4, 0,
	2, 1,
	7, 0,
	9, 0,
}

func execute(code []int, n int) int {
	vars, stack := []int{0, n}, []int(nil)
	pop := func() int {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return x
	}
	for at := 0; ; {
		op, x := code[at], code[at+1]
		at += 2
		switch op {
		case 0:
		case 1:
			stack = append(stack, x)
		case 2:
			vars[x] = pop()
		case 3:
			stack = append(stack, vars[x])
		case 4:
			b := pop()
			stack = append(stack, pop()+b)
		case 5:
			b := pop()
			stack = append(stack, pop()*b)
		case 6:
			b := pop()
			stack = append(stack, pop()%b)
		case 7:
			at = x
		case 8:
			if pop() == 0 {
				return vars[0]
			}
		default:
			panic("no such instruction")
		}
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	fmt.Println(execute(program, size))
}
