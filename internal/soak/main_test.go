package main

import (
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
