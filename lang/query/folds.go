package query

// This file finds what an editor can fold.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A Fold is text over several lines that an editor can hide.
type Fold struct {
	Span source.Span // from an opening bracket to its closing one; comments; imports
	Kind FoldKind
}

// A FoldKind is what a Fold hides.
type FoldKind uint8

// The kinds of folds.
const (
	RegionFold FoldKind = iota // what stands in brackets
	CommentFold
	ImportsFold
)

// Folds are the pieces of a file that an editor can fold, those of brackets in the order of their closing ones, then
// comments, then imports.
func Folds(f *ast.File) []Fold {
	folds := append(bracketFolds(f), commentFolds(f)...)
	return append(folds, importFolds(f)...)
}

// bracketFolds are the brackets that close on another line than they open. One that has no partner is left out.
func bracketFolds(f *ast.File) []Fold {
	var folds []Fold
	var open []*token.Token
	tokens := f.Tokens()
	for i := range tokens {
		t := &tokens[i]
		if t.Type != token.Punct {
			continue
		}
		if Closer(t.Value) != "" {
			open = append(open, t)
			continue
		}
		at := len(open) - 1
		for at >= 0 && Closer(open[at].Value) != t.Value {
			at--
		}
		if at < 0 || !closes(t.Value) {
			continue
		}
		span := source.Span{File: f.Source, Start: open[at].Start(), End: t.End()}
		if strings.Contains(span.Text(), "\n") {
			folds = append(folds, Fold{span, RegionFold})
		}
		open = open[:at]
	}
	return folds
}

// Closer is the mark that closes the bracket that a mark opens, "" if it opens none.
func Closer(mark string) string {
	switch mark {
	case "{":
		return "}"
	case "(":
		return ")"
	case "[", "#[":
		return "]"
	}
	return ""
}

// closes tells whether a mark closes a bracket.
func closes(mark string) bool { return mark == "}" || mark == ")" || mark == "]" }

// commentFolds are comments over several lines, and those on lines that follow one another.
func commentFolds(f *ast.File) []Fold {
	var folds []Fold
	var run source.Span
	end := func() {
		if run.Known() && strings.Contains(run.Text(), "\n") {
			folds = append(folds, Fold{run, CommentFold})
		}
		run = source.Span{}
	}
	tokens := f.Tokens()
	for i := range tokens {
		t := &tokens[i]
		if t.Type != token.Comment && t.Type != token.DocComment && t.Type != token.ModuleDoc {
			if t.Type != token.LastComma {
				end()
			}
			continue
		}
		span := source.Span{File: f.Source, Start: t.Start(), End: t.Start() + len(strings.TrimRight(t.Value, "\r\n"))}
		if !alone(span) {
			end()
			continue
		}
		if run.Known() && f.Source.LineAt(span.Start) > f.Source.LineAt(run.End)+1 {
			end()
		}
		if run.Known() {
			run.End = span.End
		} else {
			run = span
		}
	}
	end()
	return folds
}

// alone tells whether only white space stands before a span on its line.
func alone(s source.Span) bool {
	line := s.File.LineStart(s.File.LineAt(s.Start))
	return strings.TrimSpace(s.File.Text[line:s.Start]) == ""
}

// importFolds are two or more imports that follow one another.
func importFolds(f *ast.File) []Fold {
	var folds []Fold
	for i := 0; i < len(f.Items); i++ {
		first := i
		for i < len(f.Items) && imports(f.Items[i]) {
			i++
		}
		if i-first < 2 {
			continue
		}
		span := source.Span{File: f.Source, Start: f.Items[first].Start(), End: f.Items[i-1].End()}
		if strings.Contains(span.Text(), "\n") {
			folds = append(folds, Fold{span, ImportsFold})
		}
	}
	return folds
}

func imports(item *ast.Item) bool {
	_, ok := item.Decl.(*ast.ImportDecl)
	return ok
}
