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

// allowing is a comment that silences warnings in the line below it, or below the comments and
// attributes that follow it: codes, with commas or spaces between them. What follows may say why.
var allowing = regexp.MustCompile(`^\s*//\s*hewq:allow((?:[ ,]+[a-z0-9-]+)*)`)

// separators stand between codes.
var separators = regexp.MustCompile(`[ ,]+`)

// silenced leaves out what comments silence.
func silenced(ds []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool {
		for line := d.Span.Place().Line - 1; isAside(d.Span.File.Line(line)); line-- {
			if slices.Contains(allowed(d.Span.File.Line(line)), string(d.Code)) {
				return true
			}
		}
		return false
	})
}

// isAside tells whether a line is a comment or an attribute of what stands below it.
func isAside(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "//") || strings.HasPrefix(line, "#[")
}

// allowed are the codes that a line silences.
func allowed(line string) []string {
	m := allowing.FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	return separators.Split(m[1], -1)
}

// unknownAllowances warns of comments that silence what is no warning.
func (l *linter) unknownAllowances(m *check.Module) {
	if !strings.Contains(m.Source.Text, "hewq:allow") {
		return
	}
	for i := range m.File.Tokens() {
		t := &m.File.Tokens()[i]
		if t.Type != token.Comment {
			continue
		}
		at := 0
		for _, code := range allowed(t.Value) {
			message := diag.UnknownWarning(code)
			if code == "" || message == "" {
				continue
			}
			at += strings.Index(t.Value[at:], code)
			l.report(source.Span{File: m.Source, Start: t.Start() + at, End: t.Start() + at + len(code)}, diag.UnknownAllow, message)
		}
	}
}
