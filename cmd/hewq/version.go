package main

// This file is `hewq version`.

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// hewVersion is the version of the language that hewq follows.
const hewVersion = "0.5.6"

type versionCommand struct {
	JSON bool `name:"json" help:"Print an object of strings for tools: hewq, hew, go, quic-go, os, arch."`
}

// Help shows what the command prints.
func (versionCommand) Help() string {
	return `Example:

  $ hewq version
  hewq v0.1.0 (Hew 0.5.6, go1.26.0, linux/amd64)
  $ hewq version --json
  {"arch":"amd64","go":"go1.26.0","hew":"0.5.6","hewq":"v0.1.0","os":"linux","quic-go":"v0.65.0"}
`
}

// Run prints the version.
func (c versionCommand) Run(p *process) error {
	if c.JSON {
		return json.NewEncoder(p.stdout).Encode(map[string]string{
			"hewq": version(), "hew": hewVersion, "go": runtime.Version(), "quic-go": versionOf("github.com/quic-go/quic-go"),
			"os": runtime.GOOS, "arch": runtime.GOARCH,
		})
	}
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

// versionOf is that of a module in the binary, "" if the binary does not tell.
func versionOf(path string) string {
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return m.Version
		}
	}
	return ""
}
