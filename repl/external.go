package repl

// This file lets a person edit an input in an editor of the person's own.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// editorCommand is what $VISUAL or $EDITOR names, with arguments.
func editorCommand(lookup func(string) (string, bool)) []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if value, _ := lookup(name); strings.TrimSpace(value) != "" {
			return strings.Fields(value)
		}
	}
	if runtime.GOOS == "windows" {
		return []string{"notepad"}
	}
	return []string{"vi"}
}

// edited is a text as the editor has saved it. run runs a command that owns the terminal.
func edited(text string, command []string, run func(*exec.Cmd) error) (string, error) {
	f, err := os.CreateTemp("", "input-*.hew")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name()) // what is left behind does no harm
	_, err = f.WriteString(text + "\n")
	if err := errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	cmd := exec.Command(command[0], append(command[1:], f.Name())...)
	if err := run(cmd); err != nil {
		return "", fmt.Errorf("the editor `%s` failed: %w; $VISUAL or $EDITOR names another one", command[0], err)
	}
	saved, err := os.ReadFile(f.Name())
	if err != nil {
		return "", err
	}
	return strings.TrimRight(strings.ReplaceAll(string(saved), "\r\n", "\n"), "\n"), nil
}
