package main

import (
	"os"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// steadyTrace writes the lines of one connection of a trace to a file, without what differs from
// run to run: steadytrace FILE CONNECTION TO.
func steadyTrace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: steadytrace FILE CONNECTION TO")
	}
	var got strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		text := stamped.ReplaceAllString(line, "")
		if text == line || !strings.HasPrefix(text, args[1]+" ") || busy.MatchString(text) {
			continue
		}
		for _, v := range differing {
			text = v.what.ReplaceAllString(text, v.by)
		}
		got.WriteString(text)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(got.String()), 0o600))
}

var (
	stamped = regexp.MustCompile(`^ *(\d+m)?[0-9.]+m?s `)
	busy    = regexp.MustCompile(`^c\d+ (client|server): (rtt|lost|probe timeout) `) // on a busy machine only

	differing = []struct {
		what *regexp.Regexp
		by   string
	}{
		{regexp.MustCompile(`(127\.0\.0\.1|0\.0\.0\.0):\d+`), "$1:PORT"},
		{regexp.MustCompile(`valid from [0-9-]+ to [0-9-]+`), "valid from DAY to DAY"},
		{regexp.MustCompile(`in all: .*; streams`), "in all: ...; streams"},
		{regexp.MustCompile(`after [0-9.]+m?s`), "after TIME"},
		{regexp.MustCompile(`30\.00s without`), "TIME without"},
	}
)
