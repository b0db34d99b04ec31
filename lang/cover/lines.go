package cover

// This file tells what ran by lines.

import (
	"fmt"
	"sort"
	"strings"
)

// A Line is what is known of a line of a file.
type Line struct {
	Text   string
	Begins bool   // a part begins here
	Count  int64  // how often the first of the parts that begin here ran
	Missed bool   // something of a part that never ran stands here
	Marks  []Mark // from left to right
}

// A Mark is a stretch of a line that belongs to one part; Start and End are byte offsets in the text.
type Mark struct {
	Start, End int
	Count      int64
}

// Lines are all lines of the file, without their line ends.
func (f *File) Lines() []Line {
	text := f.Source.Text
	var lines []Line
	for n := 1; f.Source.LineStart(n) < len(text); n++ {
		lines = append(lines, Line{Text: f.Source.Line(n)})
	}
	for i, p := range f.parts {
		count := f.counts[i].Load()
		for _, piece := range p {
			f.mark(lines, piece, count)
		}
		if first := &lines[f.Source.Place(p[0].start).Line-1]; !first.Begins {
			first.Begins, first.Count = true, count
		}
	}
	for i := range lines {
		marks := lines[i].Marks
		sort.Slice(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	}
	return lines
}

const blanks = " \t"

// mark enters a piece in its lines, without the blanks around it. What is only punctuation of a part
// that goes on after another one in it gets no mark.
func (f *File) mark(lines []Line, p piece, count int64) {
	for n := f.Source.Place(p.start).Line; n <= len(lines); n++ {
		line, from := &lines[n-1], f.Source.LineStart(n)
		if from >= p.end {
			return
		}
		start, end := max(p.start-from, 0), min(p.end-from, len(line.Text))
		if start >= end {
			continue
		}
		part := line.Text[start:end]
		left, right := len(part)-len(strings.TrimLeft(part, blanks)), len(part)-len(strings.TrimRight(part, blanks))
		if strings.Trim(part, blanks+",;{}()") == "" {
			continue
		}
		line.Marks = append(line.Marks, Mark{start + left, end - right, count})
		line.Missed = line.Missed || count == 0
	}
}

// Missed are the lines with something that never ran, as people read them: `3, 7-9`; "" for none.
// Lines without any part do not interrupt a range.
func (f *File) Missed() string {
	var b strings.Builder
	first, last := 0, 0
	flush := func() {
		if first == 0 {
			return
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		if fmt.Fprint(&b, first); last > first {
			fmt.Fprintf(&b, "-%d", last)
		}
		first = 0
	}
	for i, line := range f.Lines() {
		switch {
		case line.Missed:
			if first == 0 {
				first = i + 1
			}
			last = i + 1
		case len(line.Marks) > 0:
			flush()
		}
	}
	flush()
	return b.String()
}
