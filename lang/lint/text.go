package lint

// This file warns of strings that were probably meant as f-strings.

import (
	"regexp"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// texts are the strings that are meant as they are.
type texts struct{ plain map[*ast.Literal]bool }

func newTexts() texts { return texts{map[*ast.Literal]bool{}} }

// braces is what stands in braces in a string: a name, and what may follow it in an f-string.
var braces = regexp.MustCompile(`\{([^{}]*)\}`)

// named is the name at the beginning of what stands in braces.
var named = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)([.\[(:].*)?$`)

// patternModules are the modules whose functions give braces a meaning of their own.
var patternModules = []string{"core::string", "std::string", "std::text::regex", "std::text::template", "std::fmt", "std::path"}

// texted notes that the strings which a call gets are meant as they are, if what is called looks for
// them or gives braces a meaning.
func (l *linter) texted(n *ast.CallExpr, call *check.Call) {
	if len(n.Args) == 0 || !slices.Contains(patternModules, call.Func.Module.Path) {
		return
	}
	for _, arg := range n.Args {
		l.plainText(arg.Value)
	}
}

// plainText notes that a string is meant as it is.
func (l *linter) plainText(e ast.Expr) {
	if lit, ok := ast.Unparen(e).(*ast.Literal); ok && lit.Kind() == token.String {
		l.plain[lit] = true
	}
}

// missingF warns of a string with names in braces that are known where it stands.
func (l *linter) missingF(lit *ast.Literal) {
	if lit.Kind() != token.String || !strings.Contains(lit.Text, "{") || l.plain[lit] || strings.Contains(lit.Text, "{{") {
		return
	}
	name, certain := "", true
	for _, m := range braces.FindAllStringSubmatch(lit.Text, -1) {
		parts := named.FindStringSubmatch(m[1])
		if parts == nil {
			certain = false
			continue
		}
		shown, known := l.nameKnown(parts[1])
		if !known {
			certain = false
			continue
		}
		certain = certain && shown && parts[2] == ""
		if name == "" {
			name = m[0]
		}
	}
	if name == "" {
		return
	}
	at := l.span(lit)
	d := l.report(at, diag.MissingF, "`"+name+"` stands for itself: only an f-string has values in it")
	d.Help = append(d.Help, "write `f` before the string")
	if certain && strings.Count(lit.Text, "{") == len(braces.FindAllString(lit.Text, -1)) && strings.Count(lit.Text, "}") == strings.Count(lit.Text, "{") {
		d.Fixes = append(d.Fixes, diag.Replace("write `f` before the string", source.Span{File: at.File, Start: at.Start, End: at.Start}, "f"))
	}
}

// nameKnown tells whether a variable or a constant of this name is known, and whether it is certain that
// an f-string can show it.
func (l *linter) nameKnown(name string) (shown, known bool) {
	for _, local := range slices.Backward(l.locals) {
		if local.Name == name {
			l.reads[local] = true // its author meant to use it
			_, basic := types.Resolve(local.Type).(*types.Basic)
			return basic && !types.Is(local.Type, types.Unit) && !types.Is(local.Type, types.Bytes), true
		}
	}
	if slices.Contains(l.fields, name) || l.visible != nil && l.visible(name) {
		return false, true
	}
	if k, ok := l.here.Scope[name].(*check.Const); ok {
		_, basic := types.Resolve(k.Type).(*types.Basic)
		return basic, true
	}
	return false, false
}
