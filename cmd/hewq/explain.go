package main

// This file is `hewq explain`.

import (
	"bytes"
	"fmt"
	"strings"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/manual"
	"hewq/manual/terminal"
	"hewq/stdlib"
)

type explainCommand struct {
	colorFlag
	Code string `arg:"" optional:"" complete:"codes" help:"The code between the brackets of an error; all codes are listed without it."`
}

// Help shows what the flags and arguments do not say.
func (explainCommand) Help() string {
	return `Examples:

  hewq explain unknown-name
  hewq explain
`
}

// Run explains the code.
func (c *explainCommand) Run(p *process) error {
	if c.Code == "" {
		return listCodes(p)
	}
	doc, ok := diag.Lookup(diag.Code(bare(c.Code)))
	if !ok {
		p.status = exitUsage
		more := ""
		if code := bare(c.Code); len(manual.New(stdlib.Modules).Find(code)) > 0 {
			more = fmt.Sprintf("`hewq doc %s` tells of that word\n", code)
		}
		_, err := fmt.Fprintf(p.stderr, "hewq: %s\n%s`hewq explain` lists all codes\n", unknownCode(bare(c.Code)), more)
		return err
	}
	var b bytes.Buffer
	head, detail := string(doc.Code), doc.Detail
	if doc.Severity == diag.Warning {
		head += " (a warning)"
		detail += " " + doc.Silencing()
	}
	fmt.Fprintf(&b, "%s: %s\n\n%s\n\nExample:\n\n%s\nWhat hewq says of it:\n\n", head, doc.Summary, p.wrapped(detail), indented(doc.ShortExample()))
	found := lang.Explain(doc, stdlib.Modules)
	var said bytes.Buffer
	if err := diag.Render(&said, found, c.options(p, p.stdout)); err != nil {
		return err
	}
	b.WriteString(indented(said.String()))
	_, err := p.stdout.Write(b.Bytes())
	return err
}

// wrapped is a text with lines that fit the terminal; without one it stays as it is.
func (p *process) wrapped(text string) string {
	width, height := p.textSize()
	if height == 0 {
		return text
	}
	return strings.TrimRight(terminal.Render(text, terminal.Options{Width: width}), "\n")
}

// bare is a code without what reports have around it: `error[unknown-name]:`.
func bare(code string) string {
	code = strings.TrimSuffix(code, ":")
	if _, in, ok := strings.Cut(code, "["); ok {
		code = strings.TrimSuffix(in, "]")
	}
	return code
}

func listCodes(p *process) error {
	codes, width := diag.Codes(), 0
	for _, d := range codes {
		width = max(width, len(d.Code))
	}
	var b bytes.Buffer
	for _, d := range codes {
		fmt.Fprintf(&b, "%-*s  %s\n", width, d.Code, d.Summary)
	}
	_, err := p.stdout.Write(b.Bytes())
	return err
}

func unknownCode(code string) string {
	var names []string
	for _, d := range diag.Codes() {
		names = append(names, string(d.Code))
	}
	if near := diag.Nearest(code, names); near != "" {
		return fmt.Sprintf("there is no code `%s`; there is `%s`", code, near)
	}
	return fmt.Sprintf("there is no code `%s`", code)
}

// indented puts four spaces before every line that is not empty.
func indented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "    " + line
		}
	}
	return strings.Join(lines, "\n")
}
