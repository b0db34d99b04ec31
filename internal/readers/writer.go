package main

// This file writes the function for a production.

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

type writer struct {
	out         bytes.Buffer
	productions map[string]term
	order       []string
	names       int // of variables
}

func (w *writer) printf(layout string, args ...any) { fmt.Fprintf(&w.out, layout, args...) }

// element is the struct or interface that a field holds, once or several times.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// need adds the production of t and those that it is made of.
func (w *writer) need(t reflect.Type) error {
	if _, ok := w.productions[t.Name()]; ok {
		return nil
	}
	p, err := production(t)
	if err != nil {
		return err
	}
	w.productions[t.Name()] = p
	w.order = append(w.order, t.Name())
	return w.needAll(p)
}

func (w *writer) needAll(t term) error {
	switch t := t.(type) {
	case sequence:
		return w.needEach(t)
	case choice:
		return w.needEach(t)
	case repeated:
		return w.needAll(t.term)
	case capture:
		if e := element(t.field.Type); t.term == nil && e.Kind() == reflect.Struct && owns[e.Name()].read == "" {
			return w.need(e)
		}
	}
	return nil
}

func (w *writer) needEach(all []term) error {
	for _, t := range all {
		if err := w.needAll(t); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) reader(name string) error {
	w.names = 0
	w.printf("func (g *grammar) read%[1]s(l *tokens) (n *ast.%[1]s, err error) {\nstart := l.RawCursor()\nn = &ast.%[1]s{}\n", name)
	if err := w.write(w.productions[name], nil, false); err != nil {
		return err
	}
	w.printf("n.Cover(l.since(start))\nreturn n, nil\n}\n\n")
	return nil
}

const unread = "return n, errUnread\n"

// write writes what reads t. With a sink the words that are read go into its field; with sure what t begins
// with is known to stand here.
func (w *writer) write(t term, sink *reflect.StructField, sure bool) error {
	switch t := t.(type) {
	case literal, ref:
		w.token([]string{isToken(t, 0)}, sink, sure)
	case sequence:
		for _, part := range t {
			if err := w.write(part, sink, sure); err != nil {
				return err
			}
			if _, ok := part.(look); !ok {
				sure = false
			}
		}
	case choice:
		if tokens, ok := alternatives(t); ok {
			w.token(tokens, sink, sure)
			return nil
		}
		return w.choice(t, sink)
	case look:
		if sure {
			return nil
		}
		c, err := w.starts(t)
		w.printf("if !(%s) {\n%s}\n", c, unread)
		return err
	case repeated:
		return w.repeated(t, sink)
	case capture:
		if t.term != nil {
			return w.write(t.term, &t.field, sure)
		}
		return w.nested(t)
	}
	return nil
}

// token writes what reads one token, for which one of conditions holds.
func (w *writer) token(conditions []string, sink *reflect.StructField, sure bool) {
	is := strings.Join(conditions, " || ")
	switch mark, plain := strings.CutPrefix(is, "l.at("); {
	case sure:
	case sink == nil && plain && len(conditions) == 1:
		w.printf("if !l.take(%s {\n%s}\n", mark, unread)
		return
	case len(conditions) > 1:
		w.printf("if !(%s) {\n%s}\n", is, unread)
	default:
		w.printf("if !%s {\n%s}\n", is, unread)
	}
	switch {
	case sink == nil:
		w.printf("l.Next()\n")
	case sink.Type.Kind() == reflect.Bool:
		w.printf("l.Next()\nn.%s = true\n", sink.Name)
	case sink.Type.Kind() == reflect.Slice:
		w.printf("n.%[1]s = append(n.%[1]s, l.Next().Value)\n", sink.Name)
	default:
		w.printf("n.%s += l.Next().Value\n", sink.Name)
	}
}

// alternatives are the conditions of a choice of tokens; the second result tells whether t is one.
func alternatives(t choice) (all []string, ok bool) {
	for _, part := range t {
		switch part.(type) {
		case literal, ref:
			all = append(all, isToken(part, 0))
		default:
			return nil, false
		}
	}
	return all, true
}

func (w *writer) choice(t choice, sink *reflect.StructField) error {
	w.printf("switch {\n")
	for _, part := range t {
		c, err := w.starts(part)
		if err != nil {
			return err
		}
		w.printf("case %s:\n", c)
		if err := w.write(part, sink, true); err != nil {
			return err
		}
	}
	w.printf("default:\n%s}\n", unread)
	return nil
}

func (w *writer) repeated(t repeated, sink *reflect.StructField) error {
	if c, ok := t.term.(capture); ok && c.term == nil && element(c.field.Type).Name() == "Stmt" {
		w.printf("for {\ns, err := g.parseStmt(l)\nif err == participle.NextMatch {\nbreak\n}\nif err != nil {\nreturn n, err\n}\nn.%[1]s = append(n.%[1]s, s)\n}\n", c.field.Name)
		return nil
	}
	if isComma(t.term) {
		w.comma(t)
		return nil
	}
	c, err := w.starts(t.term)
	if err != nil {
		return err
	}
	word := "for"
	switch t.mode {
	case '?':
		word = "if"
	case '+':
		w.printf("if !(%s) {\n%s}\n", c, unread)
	}
	w.printf("%s %s {\n", word, c)
	if err := w.write(t.term, sink, true); err != nil {
		return err
	}
	w.printf("}\n")
	return nil
}

// isComma tells whether t is a comma, or another mark instead.
func isComma(t term) bool {
	switch t := t.(type) {
	case literal:
		return t == ","
	case choice:
		return slices.ContainsFunc(t, isComma)
	}
	return false
}

// comma writes what skips a comma that may stand here, or another mark in its place. A comma before a closing
// bracket is a token that the grammar does not see otherwise.
func (w *writer) comma(t repeated) {
	if all, ok := t.term.(choice); ok {
		for _, part := range all {
			if mark, ok := part.(literal); ok && mark != "," {
				w.printf("if !l.take(%q) {\nl.skipComma()\n}\n", string(mark))
				return
			}
		}
	}
	w.printf("l.skipComma()\n")
}

// nested writes what reads a production that a field holds.
func (w *writer) nested(c capture) error {
	e := element(c.field.Type)
	read := fmt.Sprintf("g.read%s(l)", e.Name())
	if o, ok := owns[e.Name()]; ok {
		read = o.read
	} else if e.Kind() != reflect.Struct {
		return fmt.Errorf("nothing reads a %s", e.Name())
	}
	if c.field.Type.Kind() != reflect.Slice {
		w.printf("if n.%s, err = %s; err != nil {\nreturn n, err\n}\n", c.field.Name, read)
		return nil
	}
	w.names++
	w.printf("x%[1]d, err := %[2]s\nif err != nil {\nreturn n, err\n}\nn.%[3]s = append(n.%[3]s, x%[1]d)\n", w.names, read, c.field.Name)
	return nil
}
