package testrun

// This file has processes count what of programs runs.

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hewq/lang/cover"
)

// CoverVariable names the folder in which every `hewq run` leaves what of the program ran.
const CoverVariable = "HEWQ_COVERAGE_FOLDER"

// environ is the environment of a process that belongs to a test, from what it has otherwise.
func (c *Context) environ(env []string) []string {
	if c.Options.Cover == "" {
		return env
	}
	return append(env, CoverVariable+"="+c.Options.Cover)
}

// profile is what a program in this process shall count in, nil if nothing is counted. What it has
// counted is left where Options.Cover says when done is called, which fails with the result of the test
// if that cannot be done.
func (c *Context) profile() (profile *cover.Profile, done func(Result) Result) {
	if c.Options.Cover == "" {
		return nil, func(r Result) Result { return r }
	}
	profile = cover.New()
	return profile, func(r Result) Result {
		if err := profile.Leave(c.Options.Cover); err != nil && r.Outcome == Passed {
			return Fail(NotAvailable, fmt.Sprintf("what ran cannot be kept: %v", err))
		}
		return r
	}
}

// A Cover counts what runs in all processes of a run.
type Cover struct {
	// Folder is what Options.Cover has to be.
	Folder string
}

// NewCover makes a Cover. The caller closes it.
func NewCover() (*Cover, error) {
	folder, err := os.MkdirTemp("", "hewq-cover-")
	return &Cover{folder}, err
}

// Close removes what the processes have left.
func (c *Cover) Close() error { return os.RemoveAll(c.Folder) }

// Profile is what has run in all processes that have ended. Files below the working folder have their
// names from there.
func (c *Cover) Profile() (*cover.Profile, error) {
	wd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	p := cover.New()
	return p, p.Collect(c.Folder, func(name string) string {
		if rel, err := filepath.Rel(wd, name); err == nil && !strings.HasPrefix(rel, "..") {
			return rel
		}
		return name
	})
}
