package main

// This file writes conditions: whether what a term begins with stands here.

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// starts is the condition that what t begins with stands here.
func (w *writer) starts(t term) (string, error) {
	all, empty, err := w.first(t)
	if err == nil && empty {
		err = fmt.Errorf("%v may be empty where it is optional", t)
	}
	return strings.Join(all, " || "), err
}

// first are the conditions one of which holds where t begins; t may be empty if the second result says so.
func (w *writer) first(t term) (all []string, empty bool, err error) {
	switch t := t.(type) {
	case literal:
		return []string{isToken(t, 0)}, false, nil
	case ref:
		return []string{isToken(t, 0)}, false, nil
	case choice:
		for _, part := range t {
			some, e, err := w.first(part)
			if err != nil {
				return nil, false, err
			}
			all, empty = add(all, some), empty || e
		}
		return all, empty, nil
	case sequence:
		return w.firstOf(t)
	case repeated:
		all, empty, err = w.first(t.term)
		return all, empty || t.mode != '+', err
	case look:
		return []string{ahead(t)}, false, nil
	case capture:
		if t.term != nil {
			return w.first(t.term)
		}
		e := element(t.field.Type)
		if o, ok := owns[e.Name()]; ok && o.starts != "" {
			return []string{o.starts}, false, nil
		}
		if p, ok := w.productions[e.Name()]; ok && e.Kind() == reflect.Struct {
			return w.first(p)
		}
		return nil, false, fmt.Errorf("it is not known what %s begins with", e.Name())
	}
	return nil, false, fmt.Errorf("unknown term %v", t)
}

// firstOf is first of a sequence.
func (w *writer) firstOf(t sequence) (all []string, empty bool, err error) {
	for i, part := range t {
		if l, ok := part.(look); ok {
			rest, empty, err := w.firstOf(t[i+1:])
			if err != nil || empty {
				return nil, empty, err
			}
			return add(all, []string{"(" + ahead(l) + ") && (" + strings.Join(rest, " || ") + ")"}), false, nil
		}
		some, e, err := w.first(part)
		if err != nil {
			return nil, false, err
		}
		if all = add(all, some); !e {
			return all, false, nil
		}
	}
	return all, true, nil
}

func add(all, more []string) []string {
	for _, c := range more {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// isToken is the condition that the token n places on is t.
func isToken(t term, n int) string {
	switch name, isRef := t.(ref); {
	case isRef && n == 0:
		return "l.is(token." + string(name) + ")"
	case isRef:
		return fmt.Sprintf("l.after(%d).Type == token.%s", n, name)
	case n == 0:
		return fmt.Sprintf("l.at(%q)", t)
	}
	return fmt.Sprintf("l.after(%d).Value == %q", n, t)
}

// ahead is the condition of a look-ahead.
func ahead(l look) string {
	var all []string
	for _, path := range paths(l.term) {
		var each []string
		for i, t := range path {
			each = append(each, isToken(t, i))
		}
		all = append(all, strings.Join(each, " && "))
	}
	if l.not {
		return "!(" + strings.Join(all, " || ") + ")"
	}
	return strings.Join(all, " || ")
}

// paths are the sequences of tokens that t stands for.
func paths(t term) [][]term {
	switch t := t.(type) {
	case choice:
		var all [][]term
		for _, part := range t {
			all = append(all, paths(part)...)
		}
		return all
	case sequence:
		all := [][]term{nil}
		for _, part := range t {
			var longer [][]term
			for _, path := range all {
				for _, more := range paths(part) {
					longer = append(longer, append(slices.Clip(path), more...))
				}
			}
			all = longer
		}
		return all
	}
	return [][]term{{t}}
}
