package cover

// This file shows a profile as plain text.

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteSummary writes a line for each file, with its share and the lines that have not run, and the
// share of all.
func (p *Profile) WriteSummary(w io.Writer) error {
	const total = "total"
	width := len(total)
	for _, f := range p.Files() {
		width = max(width, utf8.RuneCountInString(f.Source.Name))
	}
	var b strings.Builder
	row := func(name string, s Share, missed string) {
		pad := strings.Repeat(" ", width-utf8.RuneCountInString(name))
		fmt.Fprintf(&b, "%s%s %6s  %d of %d statements", name, pad, s, s.Run, s.All)
		if missed != "" {
			b.WriteString(", lines not run: " + missed)
		}
		b.WriteByte('\n')
	}
	for _, f := range p.Files() {
		row(f.Source.Name, f.Share(), f.Missed())
	}
	row(total, p.Total(), "")
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteListing writes the texts of all files with the number of times that each line ran before it. In
// lines with `!` something never ran.
func (p *Profile) WriteListing(w io.Writer) error {
	var b strings.Builder
	for i, f := range p.Files() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s\n", f.Source.Name, f.Share())
		for _, line := range f.Lines() {
			count, mark := "", " "
			if line.Begins {
				count = fmt.Sprint(line.Count)
			}
			if line.Missed {
				mark = "!"
			}
			fmt.Fprintf(&b, "%8s %s| %s\n", count, mark, line.Text)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteLCOV writes the profile in the format of lcov, which editors and services read.
func (p *Profile) WriteLCOV(w io.Writer) error {
	var b strings.Builder
	for _, f := range p.Files() {
		fmt.Fprintf(&b, "TN:\nSF:%s\n", f.Source.Name)
		found, run := 0, 0
		for i, line := range f.Lines() {
			if !line.Begins {
				continue
			}
			found++
			if line.Count > 0 {
				run++
			}
			fmt.Fprintf(&b, "DA:%d,%d\n", i+1, line.Count)
		}
		fmt.Fprintf(&b, "LF:%d\nLH:%d\nend_of_record\n", found, run)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
