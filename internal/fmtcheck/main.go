// Command fmtcheck formats the Hew files below folders, without changing them, and says how many stay as
// they are, how many do not, and for how many something is wrong with what the formatter does.
//
//	go run ./internal/fmtcheck [-list] [-diff] [-fixed] DIR…
//
// The status is 1 if formatting fails, loses or moves a comment, makes another program, or changes again what
// it has formatted; with -fixed also if formatting changes a file.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang/format"
	"hewq/lang/source"
)

func main() {
	var c checker
	flag.BoolVar(&c.list, "list", false, "name the files that formatting changes, and those that cannot be read")
	flag.BoolVar(&c.diff, "diff", false, "print what formatting would change")
	fixed := flag.Bool("fixed", false, "the status is 1 if formatting changes a file")
	flag.Parse()
	for _, dir := range flag.Args() {
		if err := filepath.WalkDir(dir, c.visit); err != nil {
			fmt.Fprintln(os.Stderr, "fmtcheck:", err)
			os.Exit(1)
		}
	}
	fmt.Fprintf(os.Stdout, "%d files: %d fixed points, %d differ, %d cannot be read, %d failed\n",
		c.same+c.differ+c.broken+c.failed, c.same, c.differ, c.broken, c.failed)
	if c.failed > 0 || *fixed && c.differ > 0 {
		os.Exit(1)
	}
}

// A checker counts files.
type checker struct {
	list, diff                   bool
	same, differ, broken, failed int
}

// visit checks one file of a folder.
func (c *checker) visit(path string, d fs.DirEntry, err error) error {
	if err != nil || d.IsDir() || filepath.Ext(path) != ".hew" {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	c.check(path, string(text))
	return nil
}

// check formats a text. That its tree and its comments stay the same, the formatter looks itself.
func (c *checker) check(path, text string) {
	once, err := format.Source(source.New(path, text))
	if syntax := (*format.SyntaxError)(nil); errors.As(err, &syntax) {
		c.broken++
		c.tell("no Hew", path)
		return
	}
	if err != nil {
		c.failed++
		fmt.Fprintln(os.Stdout, err)
		return
	}
	twice, err := format.Source(source.New(path, string(once)))
	switch {
	case err != nil:
		c.failed++
		fmt.Fprintln(os.Stdout, err)
	case string(twice) != string(once):
		c.failed++
		fmt.Fprintf(os.Stdout, "%s: formatting it again changes it again\n%s", path, diff.Diff("once", once, "twice", twice))
	case string(once) == text:
		c.same++
	default:
		c.differ++
		c.tell("differs", path)
		if c.diff {
			fmt.Fprintf(os.Stdout, "%s", diff.Diff(path, []byte(text), path+" (formatted)", once))
		}
	}
}

func (c *checker) tell(what, path string) {
	if c.list {
		fmt.Fprintf(os.Stdout, "%s: %s\n", path, what)
	}
}
