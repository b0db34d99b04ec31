package main

// This file finds the file of hewq itself, for the processes that it starts of it.

import (
	"os"
	"os/exec"
	"path/filepath"
)

// executable is the path of hewq.
func executable() (string, error) { return executableOf(os.Executable, os.Args[0]) }

// executableOf is the path that the system tells. Linux does by /proc, which is not there in every folder that is the
// root of a process: then it is what the first word of the command line names.
func executableOf(system func() (string, error), word string) (string, error) {
	self, err := system()
	if err == nil {
		return self, nil
	}
	named, lookErr := exec.LookPath(word)
	if lookErr != nil {
		return "", err
	}
	return filepath.Abs(named)
}
