// Command stubimage parses the stubs named on its command line and writes each as FILE.image
// beside it. A module's Go file calls it:
//
//	//go:generate go run hewq/internal/stubimage fs.hew
package main

import (
	"fmt"
	"os"
	"strings"

	"hewq/lang/module"
	"hewq/lang/source"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := write(name); err != nil {
			fmt.Fprintln(os.Stderr, "stubimage:", err)
			os.Exit(1)
		}
	}
}

func write(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	image, err := module.Image(source.New(name, string(text)))
	if err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(name, ".hew")+".image", image, 0o644)
}
