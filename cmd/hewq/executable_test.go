package main

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

// Where the system does not tell which file runs, the command line does.
func TestExecutableWithoutProc(t *testing.T) {
	t.Parallel()
	want, err := exec.LookPath("hewq")
	if err != nil {
		t.Fatal(err)
	}
	untold := errors.New("readlink /proc/self/exe: no such file or directory")
	system := func() (string, error) { return "", untold }
	for _, word := range []string{"hewq", want} {
		if got, err := executableOf(system, word); got != want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", word, got, err, want)
		}
	}
	if _, err := executableOf(system, "hewq-that-is-not-there"); !errors.Is(err, untold) {
		t.Errorf("got %v", err)
	}
	if got, err := executableOf(os.Executable, "hewq"); err != nil || got == "" {
		t.Errorf("got %q, %v", got, err)
	}
}
