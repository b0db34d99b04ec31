package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A short one, so that the command works when it is needed.
func TestSoak(t *testing.T) {
	var out strings.Builder
	ok, err := soak(t.Context(), &out, filepath.Join("..", "..", "testdata", "faults", "server.hew"), 300*time.Millisecond, 2, 1)
	if err != nil || !ok || !strings.Contains(out.String(), "wrong answers:  0\n") {
		t.Errorf("ok %v, error %v, report:\n%s", ok, err, out.String())
	}
	if strings.Contains(out.String(), "streams:        0\n") {
		t.Errorf("it did nothing:\n%s", out.String())
	}
}

// All trials with a few of everything, on idle cores.
func TestTrials(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	var out strings.Builder
	ok, err := run(t.Context(), []string{"all", "-short"}, &out)
	if err != nil || !ok {
		t.Errorf("ok %v, error %v, report:\n%s", ok, err, out.String())
	}
	for _, tr := range trials {
		if !strings.Contains(out.String(), "\n"+tr.name+": ") && !strings.HasPrefix(out.String(), tr.name+": ") {
			t.Errorf("nothing is said of %s:\n%s", tr.name, out.String())
		}
	}
}

// A name that no trial has is refused, with the names that there are.
func TestUnknownTrial(t *testing.T) {
	for _, args := range [][]string{{"finn"}, {"fin", "slow"}} {
		ok, err := run(t.Context(), args, io.Discard)
		if ok || err == nil {
			t.Errorf("%v: ok %v, error %v", args, ok, err)
		}
	}
	if _, err := choose("finn"); err == nil || !strings.Contains(err.Error(), "\n  fin ") {
		t.Errorf("got error %v, want one with the names", err)
	}
}
