package main

// This file is `hewq completions`.

import "embed"

type completionsCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish,powershell" help:"bash, zsh, fish or powershell."`
}

// completionScripts are what shells need to know. They ask `hewq complete-words` for everything, so they need not
// be renewed with hewq.
//
//go:embed completions
var completionScripts embed.FS

// Help shows what to do with what is printed.
func (completionsCommand) Help() string {
	return `Prints what makes Tab complete the command lines of hewq in a shell: commands, flags and their values, programs, codes of errors and warnings, names of tests.

Examples:

  source <(hewq completions bash)                                        # in ~/.bashrc
  hewq completions zsh > "${fpath[1]}/_hewq"
  hewq completions fish > ~/.config/fish/completions/hewq.fish
  hewq completions powershell | Out-String | Invoke-Expression           # in $PROFILE
`
}

// Run prints the script.
func (c *completionsCommand) Run(p *process) error {
	ending := c.Shell
	if ending == "powershell" {
		ending = "ps1"
	}
	script, err := completionScripts.ReadFile("completions/hewq." + ending)
	if err != nil {
		panic(err) // it is part of the command
	}
	_, err = p.stdout.Write(script)
	return err
}
