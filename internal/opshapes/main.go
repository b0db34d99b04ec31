// Command opshapes writes the closures of operators on numbers, one for each operator, width of
// number and form of its operands. The evaluator's operator.go calls it:
//
//	//go:generate go run hewq/internal/opshapes operators_gen.go
package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := generate()
	if err == nil {
		err = os.WriteFile(os.Args[1], text, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "opshapes:", err)
		os.Exit(1)
	}
}
