package lint

// This file reads the comments that silence warnings.

import (
	"regexp"
	"slices"
	"strings"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// allowing is how a comment begins that silences the warnings of the line below it; codes follow.
const allowing = "hewq:allow"

// codes are those behind the word, with commas or spaces between; what follows may say why.
var codes = regexp.MustCompile(`^[ ,]*([a-z0-9-]+( *, *| +))*([a-z0-9-]+)?`)

// silenced leaves out what a comment silences, and adds what is wrong with such comments.
func silenced(files []*check.Module, ds []diag.Diagnostic) []diag.Diagnostic {
	for _, m := range files {
		if m.Embedded() || !strings.Contains(m.Source.Text, allowing) {
			continue
		}
		byLine, wrong := allowances(m)
		ds = slices.DeleteFunc(ds, func(d diag.Diagnostic) bool {
			return d.Span.File == m.Source && slices.Contains(byLine[d.Span.Place().Line], d.Code)
		})
		ds = append(ds, wrong...)
	}
	return ds
}

// allowances are the codes that comments allow, by the lines that they are for: that below the
// comment, or below the comments and attributes that follow it.
func allowances(m *check.Module) (byLine map[int][]diag.Code, wrong []diag.Diagnostic) {
	byLine = map[int][]diag.Code{}
	for i := range m.File.Tokens {
		t := &m.File.Tokens[i]
		if t.Type != token.Comment {
			continue
		}
		rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(t.Value, "//")), allowing)
		line := m.Source.Place(t.Pos.Offset).Line
		if !ok || !strings.HasPrefix(strings.TrimSpace(m.Source.Line(line)), "//") {
			continue
		}
		target := line + 1
		for isAside(m.Source.Line(target)) {
			target++
		}
		at := t.Pos.Offset + strings.Index(t.Value, allowing) + len(allowing)
		for _, word := range strings.FieldsFunc(codes.FindString(rest), func(r rune) bool { return r == ' ' || r == ',' }) {
			at += strings.Index(m.Source.Text[at:], word)
			if message := diag.UnknownWarning(word); message != "" {
				wrong = append(wrong, diag.Diagnostic{
					Code: diag.UnknownAllow, Severity: diag.Warning, Message: message,
					Span: source.Span{File: m.Source, Start: at, End: at + len(word)},
				})
			}
			byLine[target] = append(byLine[target], diag.Code(word))
		}
	}
	return byLine, wrong
}

// isAside tells whether a line is a comment or an attribute of what stands below it.
func isAside(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "//") || strings.HasPrefix(line, "#[")
}
