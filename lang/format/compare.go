package format

// This file compares a file before and after.

import (
	"fmt"
	"reflect"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/token"
)

// Compare says what of a file is not in another one that should be the same in another style: another tree,
// another comment, a comment that stands between other words. It gives nil if nothing is different.
func Compare(before, after *ast.File) error {
	if err := compareWords(before, after); err != nil {
		return err
	}
	if path := different(reflect.ValueOf(before.Items), reflect.ValueOf(after.Items)); path != "" {
		return fmt.Errorf("the trees differ in %s", strings.TrimPrefix(path, "."))
	}
	return nil
}

// compareWords compares the words and comments of two files.
func compareWords(before, after *ast.File) error {
	a, b := words(before), words(after)
	for i := range a {
		if i == len(b) {
			return fmt.Errorf("line %d: %s is lost", a[i].line, a[i].text)
		}
		if a[i].text != b[i].text {
			return fmt.Errorf("line %d: %s stands where %s should", a[i].line, b[i].text, a[i].text)
		}
	}
	if len(b) > len(a) {
		return fmt.Errorf("there is %s more than there was", b[len(a)].text)
	}
	return nil
}

// A word is a token or comment, or a character of a mark.
type word struct {
	text string
	line int
}

// words are the tokens and comments without what may come and go: parentheses, and marks that separate.
func words(f *ast.File) []word {
	var all []word
	toks := f.Tokens()
	for i := range toks {
		t := &toks[i]
		text := t.Value
		switch t.Type {
		case token.LastComma:
			continue
		case token.Comment, token.DocComment, token.ModuleDoc:
			text = commentText(t)
		case token.Duration:
			text = duration(text)
		case token.Punct:
			for _, c := range text {
				if !strings.ContainsRune("(),;", c) {
					all = append(all, word{string(c), f.Source.LineAt(t.Start())})
				}
			}
			continue
		}
		all = append(all, word{text, f.Source.LineAt(t.Start())})
	}
	return all
}

// different is the path to the first field in which two parts of trees differ, "" if there is none.
// Parentheses do not count.
func different(a, b reflect.Value) string {
	if a.Kind() == reflect.Interface {
		a, b = unparen(a).Elem(), unparen(b).Elem()
	}
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return " "
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return ifNot(a.IsNil() == b.IsNil(), " ")
		}
		if x, ok := durationOf(a); ok {
			y, ok := durationOf(b)
			return ifNot(ok && x == y, " ")
		}
		return different(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return " "
		}
		for i := range a.Len() {
			if path := different(a.Index(i), b.Index(i)); path != "" {
				return fmt.Sprintf("[%d]%s", i, path)
			}
		}
	case reflect.Struct:
		return differentFields(a, b)
	case reflect.String:
		return ifNot(a.String() == b.String(), " ")
	case reflect.Bool:
		return ifNot(a.Bool() == b.Bool(), " ")
	}
	return ""
}

func differentFields(a, b reflect.Value) string {
	for i := range a.NumField() {
		f := a.Type().Field(i)
		if f.Anonymous && f.Name == "Span" || f.Name == "Doc" { // documentation is a comment
			continue
		}
		if path := different(a.Field(i), b.Field(i)); path != "" {
			return "." + f.Name + path
		}
	}
	return ""
}

// durationOf is the duration that a node is, in its unit.
func durationOf(node reflect.Value) (string, bool) {
	text := ""
	switch n := node.Interface().(type) {
	case *ast.Literal:
		text = n.Text
	case *ast.AttributeArg:
		text = n.Text
	}
	if token.LiteralType(text) != token.Duration {
		return "", false
	}
	return duration(text), true
}

// unparen is v without parentheses, if it is an expression.
func unparen(v reflect.Value) reflect.Value {
	if x, ok := v.Interface().(ast.Expr); ok {
		return reflect.ValueOf(&[]ast.Expr{ast.Unparen(x)}[0]).Elem()
	}
	return v
}

func ifNot(same bool, path string) string {
	if same {
		return ""
	}
	return path
}
