// Command modulepath gives the module in the current folder another path.
//
//	go run ./internal/modulepath example.org/net/hewq
//
// It changes go.mod, and each file that names a package of the module by its whole path: imports, go:generate
// lines, scripts and documents. The name of the command and of its folder stays. Afterwards the module builds as
// before.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: modulepath PATH")
		os.Exit(2)
	}
	changed, err := move(".", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "modulepath:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stdout, "%d files changed\n", len(changed))
}
