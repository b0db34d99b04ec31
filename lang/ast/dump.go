package ast

// This file prints trees for people who debug and for tests.

import (
	"fmt"
	"reflect"
	"strings"
)

// Dump is the tree below n as an S-expression: kind, then the fields that are not zero. What
// fits on a line stands on one. Tokens and errors are left out.
func Dump(n Node) string {
	var b strings.Builder
	dump(reflect.ValueOf(n)).write(&b, 0)
	return b.String()
}

// maxDumpLine is how long a line of a dump may be where it could be broken.
const maxDumpLine = 100

// A form is a node or list of nodes to print: `(Kind words… label:form …)`.
type form struct {
	label string // of the field that holds it
	words []string
	forms []*form
}

func (f *form) flat() string {
	parts := f.words
	for _, g := range f.forms {
		parts = append(parts[:len(parts):len(parts)], g.label+g.flat())
	}
	return "(" + strings.Join(parts, " ") + ")"
}

func (f *form) write(b *strings.Builder, indent int) {
	if flat := f.flat(); indent+len(f.label)+len(flat) <= maxDumpLine || len(f.forms) == 0 {
		b.WriteString(f.label + flat)
		return
	}
	b.WriteString(f.label + "(" + strings.Join(f.words, " "))
	for _, g := range f.forms {
		fmt.Fprintf(b, "\n%*s", indent+2, "")
		g.write(b, indent+2)
	}
	b.WriteByte(')')
}

// dump makes a form of v, a pointer to a node.
func dump(v reflect.Value) *form {
	v = v.Elem()
	f := &form{words: []string{v.Type().Name()}}
	f.fields(v)
	return f
}

func (f *form) fields(v reflect.Value) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		switch {
		case field.Anonymous && field.Name == "Span", field.Name == "Err", field.Name == "Tokens", field.Name == "Source":
		case value.IsZero():
		case field.Anonymous:
			f.fields(value)
		default:
			f.field(field.Name, value)
		}
	}
}

func (f *form) field(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		f.words = append(f.words, name)
	case reflect.String:
		f.words = append(f.words, fmt.Sprintf("%s=%s", name, v))
	case reflect.Interface:
		f.field(name, v.Elem())
	case reflect.Pointer:
		g := dump(v)
		g.label = name + ":"
		f.forms = append(f.forms, g)
	case reflect.Slice:
		f.list(name, v)
	}
}

// list prints a slice: of strings as words, of nodes as forms.
func (f *form) list(name string, v reflect.Value) {
	if texts, ok := v.Interface().([]string); ok {
		f.words = append(f.words, fmt.Sprintf("%s=%q", name, texts))
		return
	}
	g := &form{label: name + ":"}
	for i := range v.Len() {
		e := v.Index(i)
		if e.Kind() == reflect.Interface {
			e = e.Elem()
		}
		g.forms = append(g.forms, dump(e))
	}
	f.forms = append(f.forms, g)
}
