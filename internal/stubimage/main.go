// Command stubimage packs the stubs named on its command line, each with its parsed form, into FILE.image
// beside it. A module's Go file calls it:
//
//	//go:generate go run hewq/internal/stubimage fs.hew
//
// The images are compressed, unless -plain says that start-up matters more than size.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"hewq/lang/module"
	"hewq/lang/source"
)

func main() {
	plain := flag.Bool("plain", false, "do not compress")
	flag.Parse()
	for _, name := range flag.Args() {
		if err := write(name, !*plain); err != nil {
			fmt.Fprintln(os.Stderr, "stubimage:", err)
			os.Exit(1)
		}
	}
}

func write(name string, compressed bool) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	image, err := module.Image(source.New(name, string(text)), compressed)
	if err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(name, ".hew")+".image", image, 0o644)
}
