package main

// This file reads the notation of participle's tags.

import (
	"fmt"
	"reflect"
	"strings"
	"text/scanner"
)

// A term is a piece of a production.
type term any

type (
	literal  string   // 'text'
	ref      string   // a type of token
	sequence []term   // one after the other
	choice   []term   // the first one that fits
	repeated struct { // ( … )? ( … )* ( … )+
		term term
		mode byte
	}
	look struct { // (?= … ) and (?! … )
		term term
		not  bool
	}
	capture struct { // @…
		field reflect.StructField
		term  term // nil for @@
	}
)

// A notation reads the tags of a struct one after the other.
type notation struct {
	words []word
	field []reflect.StructField // of each word
	at    int
}

type word struct {
	text  string
	quote bool
}

// production is what the tags of a struct say.
func production(t reflect.Type) (term, error) {
	n := &notation{}
	n.fields(t)
	if len(n.words) == 0 {
		return nil, fmt.Errorf("%s has no tags", t.Name())
	}
	p, err := n.choice()
	if err == nil && n.at < len(n.words) {
		err = fmt.Errorf("unexpected %q", n.words[n.at].text)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name(), err)
	}
	return p, nil
}

// fields adds the words of the tags of t, those of embedded structs in their place.
func (n *notation) fields(t reflect.Type) {
	for f := range t.Fields() {
		if f.Anonymous {
			n.fields(f.Type)
			continue
		}
		var s scanner.Scanner
		s.Init(strings.NewReader(f.Tag.Get("parser")))
		s.Mode = scanner.ScanIdents
		for c := s.Scan(); c != scanner.EOF; c = s.Scan() {
			w := word{text: s.TokenText()}
			if c == '\'' {
				w = word{quote: true}
				for c := s.Next(); c != '\''; c = s.Next() {
					w.text += string(c)
				}
			}
			n.words, n.field = append(n.words, w), append(n.field, f)
		}
	}
}

func (n *notation) peek() string {
	if n.at == len(n.words) || n.words[n.at].quote {
		return ""
	}
	return n.words[n.at].text
}

// take reads a mark, if it stands here.
func (n *notation) take(mark string) bool {
	if n.peek() != mark {
		return false
	}
	n.at++
	return true
}

func (n *notation) choice() (term, error) {
	var all choice
	for {
		s, err := n.sequence()
		if err != nil {
			return nil, err
		}
		if all = append(all, s); !n.take("|") {
			break
		}
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

func (n *notation) sequence() (term, error) {
	var all sequence
	for n.at < len(n.words) && n.peek() != "|" && n.peek() != ")" {
		t, err := n.term()
		if err != nil {
			return nil, err
		}
		for _, mode := range "?*+" {
			if n.take(string(mode)) {
				t = repeated{t, byte(mode)}
				break
			}
		}
		all = append(all, t)
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

// term reads a piece without the mark after it that says how often.
func (n *notation) term() (term, error) {
	if n.at == len(n.words) {
		return nil, fmt.Errorf("unexpected end")
	}
	w, f := n.words[n.at], n.field[n.at]
	n.at++
	switch {
	case w.quote:
		return literal(w.text), nil
	case w.text == "@" && n.take("@"):
		return capture{field: f}, nil
	case w.text == "@":
		t, err := n.term()
		return capture{f, t}, err
	case w.text == "(":
		ahead, not := false, false
		if n.take("?") {
			ahead, not = true, n.peek() == "!"
			n.at++
		}
		t, err := n.choice()
		if err == nil && !n.take(")") {
			err = fmt.Errorf("a parenthesis is not closed")
		}
		if ahead {
			t = look{t, not}
		}
		return t, err
	}
	return ref(w.text), nil
}
