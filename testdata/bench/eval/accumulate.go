//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type log struct {
	text  string
	lines int
}

func (l *log) add(s string) {
	l.text += s
	l.lines++
}

func joined(a, b string) string { return a + b }

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	var l log
	parts := map[string]string{}
	all, both := "", ""
	for i := range size {
		l.add("entry;")
		key := "odd"
		if i%2 == 0 {
			key = "even"
		}
		parts[key] += "abcd"
		all = fmt.Sprintf("%s%d,", all, i%10)
		both = joined(both, "xyz")
	}
	fmt.Println(l.lines + len(l.text) + len(all) + len(both) + len(parts["even"]) + len(parts["odd"]))
}
