package query

// This file makes edits that mend a mistake but want somebody to look at them, so that they are no fixes of the report.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// Suggestions are edits that mend what a diagnostic of the file says, and that leave something to be written, or take something away.
func (f *File) Suggestions(d diag.Diagnostic) []diag.Fix {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	switch d.Code {
	case diag.NonExhaustiveMatch:
		return f.missingArms(d.Span.Start)
	case diag.UnreachableCode:
		return []diag.Fix{diag.Replace("remove what is never run", wholeLines(d.Span), "")}
	}
	return nil
}

// missingArms adds the arms that the match lacks which begins at an offset.
func (f *File) missingArms(offset int) []diag.Fix {
	var match *ast.MatchExpr
	f.descend(offset, func(n ast.Node) {
		if m, ok := n.(*ast.MatchExpr); ok && m.Start() == offset {
			match = m
		}
	})
	if match == nil || len(match.Arms) == 0 {
		return nil
	}
	patterns := f.checker.MissingArms(match)
	if len(patterns) == 0 {
		return nil
	}
	for i, p := range patterns {
		patterns[i] = p + ` => panic("not handled"),`
	}
	text := f.Source.Text
	last, end := match.Arms[len(match.Arms)-1].End(), match.End()-1
	var edits []diag.Edit
	insert := func(at int, what string) {
		edits = append(edits, diag.Edit{Span: source.Span{File: f.Source, Start: at, End: at}, Text: what})
	}
	closed := text[last-1] == ',' || strings.HasPrefix(strings.TrimLeft(text[last:end], " \t\r\n"), ",")
	if last == end && !closed { // edits at one place have no order
		insert(end, ", "+strings.Join(patterns, " ")+" ")
		return []diag.Fix{{Title: addArms, Edits: edits}}
	}
	if !closed {
		insert(last, ",")
	}
	line := f.Source.LineStart(f.Source.LineAt(end))
	if line > last { // the brace has a line of its own
		indent := text[line : line+len(text[line:end])-len(strings.TrimLeft(text[line:end], " \t"))]
		var all strings.Builder
		for _, p := range patterns {
			all.WriteString(indent + "    " + p + "\n")
		}
		insert(line, all.String())
	} else {
		space := " "
		if text[end-1] == ' ' {
			space = ""
		}
		insert(end, space+strings.Join(patterns, " ")+" ")
	}
	return []diag.Fix{{Title: addArms, Edits: edits}}
}

const addArms = "add the arms that are missing"

// wholeLines is a span with the white space around it on its lines, and the end of the last one, if nothing else is on them.
func wholeLines(at source.Span) source.Span {
	text := at.File.Text
	start := len(strings.TrimRight(text[:at.Start], " \t"))
	rest := strings.TrimLeft(text[at.End:], " \t\r")
	if (start == 0 || text[start-1] == '\n') && strings.HasPrefix(rest, "\n") {
		at.Start, at.End = start, len(text)-len(rest)+1
	}
	return at
}
