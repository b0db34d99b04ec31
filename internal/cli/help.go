package cli

// This file prints help.

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// PrintHelp writes what the command does and what it accepts, in lines of at most width characters.
func (c *Command) PrintHelp(w io.Writer, width int) error {
	p := &printer{width: max(width, 40)}
	p.line("Usage: " + c.Usage())
	for _, text := range []string{c.Help, c.Detail} {
		if text != "" {
			p.line("")
			p.text(text)
		}
	}
	if len(c.Args) > 0 {
		p.heading("Arguments:")
		var rows [][2]string
		for _, a := range c.Args {
			rows = append(rows, [2]string{a.usage(), a.Help})
		}
		p.columns(rows)
	}
	p.heading("Flags:")
	rows := [][2]string{{"-h, --help", "Show this help."}}
	for _, f := range c.Flags {
		rows = append(rows, [2]string{f.head(), f.Help})
	}
	p.columns(rows)
	if len(c.Commands) > 0 {
		p.heading("Commands:")
		rows = nil
		for _, below := range c.Commands {
			if !below.Hidden {
				rows = append(rows, [2]string{below.Name, below.Help})
			}
		}
		p.columns(rows)
		p.line("")
		p.line(`Run "` + c.Path() + ` <command> --help" for more information on a command.`)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// Usage is the command with what may follow it.
func (c *Command) Usage() string {
	if len(c.Commands) > 0 {
		return c.Path() + " <command>"
	}
	var text strings.Builder
	text.WriteString(c.Path())
	if len(c.Flags) > 0 {
		text.WriteString(" [flags]")
	}
	for _, a := range c.Args {
		text.WriteString(" " + a.usage())
	}
	return text.String()
}

// usage is how an argument is shown.
func (v *Value) usage() string {
	text := "<" + v.Name + ">"
	if v.Repeated {
		text += " ..."
	}
	if !v.Required {
		return "[" + text + "]"
	}
	return text
}

// shown is what help shows for the value of a flag.
func (v *Value) shown() string {
	if v.Repeated {
		return v.Placeholder + v.Sep + "..."
	}
	return v.Placeholder
}

// head is how a flag is shown.
func (v *Value) head() string {
	text := "    --" + v.Name
	if v.Short != "" {
		text = "-" + v.Short + ", --" + v.Name
	}
	switch {
	case v.Switch:
	case v.Bare:
		text += "[=" + v.Placeholder + "]"
	default:
		text += "=" + v.shown()
	}
	return text
}

// A printer lays out text.
type printer struct {
	b     strings.Builder
	width int
}

func (p *printer) line(text string) { p.b.WriteString(strings.TrimRight(text, " ") + "\n") }

func (p *printer) heading(text string) {
	p.line("")
	p.line(text)
}

// text writes paragraphs. Lines that are indented stay as they are.
func (p *printer) text(text string) {
	for i, paragraph := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		if i > 0 {
			p.line("")
		}
		if !strings.HasPrefix(paragraph, " ") {
			for _, line := range wrap(paragraph, p.width) {
				p.line(line)
			}
			continue
		}
		for line := range strings.Lines(paragraph) {
			p.line("  " + strings.TrimSuffix(line, "\n"))
		}
	}
}

// wrap breaks a text between words into lines of at most width characters, if the words are not longer.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// columns writes rows of a name and a text beside it.
func (p *printer) columns(rows [][2]string) {
	const margin, gap = 2, 4
	left := 0
	for _, row := range rows {
		if n := utf8.RuneCountInString(row[0]); n <= p.width*3/8 {
			left = max(left, n)
		}
	}
	indent := strings.Repeat(" ", margin+left+gap)
	for _, row := range rows {
		lines := wrap(row[1], max(p.width-len(indent), 20))
		if utf8.RuneCountInString(row[0]) > left {
			p.line(strings.Repeat(" ", margin) + row[0])
		} else {
			p.line(fmt.Sprintf("%*s%-*s%*s%s", margin, "", left, row[0], gap, "", lines[0]))
			lines = lines[1:]
		}
		for _, line := range lines {
			p.line(indent + line)
		}
	}
}
