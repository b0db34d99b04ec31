package main

// This file is `hewq version`.

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// hewVersion is the version of the language that hewq follows.
const hewVersion = "0.5.6"

type versionCommand struct{}

// Help shows what the command prints.
func (versionCommand) Help() string {
	return `Example:

  $ hewq version
  hewq v0.1.0 (Hew 0.5.6, go1.26.0, linux/amd64)
`
}

// Run prints the version.
func (versionCommand) Run(p *process) error {
	_, err := fmt.Fprintf(p.stdout, "hewq %s (Hew %s, %s, %s/%s)\n", version(), hewVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// version is that of hewq.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
