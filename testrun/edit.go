package testrun

// This file is the command edit of scripts, which takes out of a text what differs from run to run.

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// edit is the command `edit FROM TO RULE...`: it writes the lines of a file, or of stdout or stderr, to
// another file, changed by the rules in their order. A rule is written as for sed, with a regular expression
// of Go: s/REGEXP/TEXT/, with any sign in the place of the slashes, replaces what matches; /REGEXP/d drops
// lines, /REGEXP/!d keeps no others. @FILE stands for the rules on the lines of a file.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: edit FROM TO RULE...")
	}
	var rules []rule
	for _, arg := range args[2:] {
		texts := []string{arg}
		if name, ok := strings.CutPrefix(arg, "@"); ok {
			texts = strings.Split(strings.TrimSuffix(ts.ReadFile(name), "\n"), "\n")
		}
		for _, text := range texts {
			r, err := parseRule(text)
			ts.Check(err)
			rules = append(rules, r)
		}
	}
	var edited strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if line, keep := apply(rules, line); keep {
			edited.WriteString(line)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(edited.String()), 0o644))
}

// A rule changes a line, or drops it.
type rule struct {
	wanted *regexp.Regexp
	by     string // in the place of what matches, as Go's Regexp.ReplaceAllString has it
	drops  bool   // lines that match
	keeps  bool   // lines that match, and no others
}

// parseRule reads a rule.
func parseRule(text string) (rule, error) {
	var r rule
	var err error
	body, replaces := strings.CutPrefix(text, "s")
	if body == "" {
		return r, fmt.Errorf("%q is no rule of edit", text)
	}
	parts := strings.Split(body[1:], body[:1])
	switch {
	case replaces && len(parts) == 3 && parts[2] == "":
		r.by = parts[1]
	case !replaces && len(parts) == 2 && body[0] == '/' && parts[1] == "d":
		r.drops = true
	case !replaces && len(parts) == 2 && body[0] == '/' && parts[1] == "!d":
		r.keeps = true
	default:
		return r, fmt.Errorf("%q is no rule of edit: it is not s/REGEXP/TEXT/, /REGEXP/d or /REGEXP/!d", text)
	}
	r.wanted, err = regexp.Compile(parts[0])
	return r, err
}

// apply changes a line by the rules; keep is false if one of them drops it.
func apply(rules []rule, line string) (_ string, keep bool) {
	text, end := strings.CutSuffix(line, "\n")
	for _, r := range rules {
		matches := r.wanted.MatchString(text)
		if r.drops && matches || r.keeps && !matches {
			return "", false
		}
		if !r.drops && !r.keeps {
			text = r.wanted.ReplaceAllString(text, r.by)
		}
	}
	if end {
		text += "\n"
	}
	return text, true
}
