// Command opshapes writes the closures of operators on numbers, one for each operator, width of
// number and form of its operands, and those of elements of Vecs. The evaluator's operator.go calls it:
//
//	//go:generate go run hewq/internal/opshapes
//
// It writes the files into the folder in which it runs.
package main

import (
	"fmt"
	"os"
)

func main() {
	for name, write := range files {
		text, err := generate(write)
		if err == nil {
			err = os.WriteFile(name, text, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "opshapes:", err)
			os.Exit(1)
		}
	}
}
