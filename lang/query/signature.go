package query

// This file tells how the call around a place is written.

import (
	"context"
	"slices"
	"strings"

	"hewq/lang/check"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A Signature is how something is called.
type Signature struct {
	Label  string
	Doc    string
	Params []Param
	Active int // index of the parameter that is being typed; len(Params) behind the last one
}

// A Param is a parameter of a Signature.
type Param struct {
	Start, End int // bytes of Label
}

// Signature is that of the function, the variant or the actor whose arguments are typed at an offset. ok is false if
// there is none.
func (w *Workspace) Signature(ctx context.Context, f *File, offset int) (s Signature, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if ctx.Err() != nil || offset < 0 || offset > len(f.Source.Text) {
		return s, false
	}
	head := f.Source.Text[:offset]
	toks := parser.Tokens(source.New("input", head))
	toks = slices.DeleteFunc(toks, func(t token.Token) bool { return t.EOF() || token.IsElided(t.Type) })
	stack := open(toks)
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		if toks[at].Type == token.Punct && toks[at].Value == "(" && at > 0 && toks[at-1].Type != token.Punct {
			break
		}
		if toks[at].Value == "{" {
			return s, false
		}
		stack = stack[:len(stack)-1]
	}
	if len(stack) == 0 {
		return s, false
	}
	at := stack[len(stack)-1]
	p := &place{f: f, offset: offset}
	scope := p.scope()
	path := pathBefore(toks[:at])
	if fn := scope.callee(head, toks[:at], path); fn != nil {
		s = signatureOf(f.checker.Describe(fn), fn.Receiver && len(path) > 0 && !staticCall(scope, path))
	} else if sym, found := scope.Lookup(path...); found {
		s = signatureOf(sym, false)
	}
	if len(s.Params) == 0 && s.Label == "" {
		return s, false
	}
	s.Active = s.active(toks[at+1:])
	return s, true
}

// staticCall tells whether a path names a function of a type, which takes the receiver as an argument.
func staticCall(scope Scope, path []string) bool {
	if len(path) < 2 {
		return true
	}
	owner, ok := scope.Lookup(path[:len(path)-1]...)
	if !ok {
		return false
	}
	switch owner.Object.(type) {
	case *check.TypeName, *check.Module, *check.Trait:
		return true
	}
	return false
}

// signatureOf is the signature of a function or a variant. method leaves out the receiver.
func signatureOf(sym check.Symbol, method bool) Signature {
	label := sym.Detail
	s := Signature{Label: label, Doc: sym.Doc}
	from := strings.IndexByte(label, '(')
	if from < 0 {
		return Signature{}
	}
	depth, start := 0, from+1
	add := func(end int) {
		if text := strings.TrimSpace(label[start:end]); text != "" {
			lead := len(label[start:end]) - len(strings.TrimLeft(label[start:end], " "))
			s.Params = append(s.Params, Param{start + lead, end})
		}
	}
	for i := from; i < len(label); i++ {
		switch label[i] {
		case '(', '[', '<':
			depth++
		case '>':
			if label[i-1] == '-' {
				continue
			}
			depth--
		case ')', ']':
			if depth--; depth == 0 {
				add(i)
				if method && len(s.Params) > 0 {
					s.Params = s.Params[1:]
				}
				return s
			}
		case ',':
			if depth == 1 {
				add(i)
				start = i + 1
			}
		}
	}
	return s
}

// active is the index of the parameter behind toks, the tokens of the arguments so far.
func (s Signature) active(toks []token.Token) int {
	depth, n := 0, 0
	last := toks
	for i, t := range toks {
		switch t.Value {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case ",":
			if depth == 0 {
				n++
				last = toks[i+1:]
			}
		}
	}
	if len(last) >= 2 && last[0].Type == token.Ident && last[1].Value == ":" {
		for i, p := range s.Params {
			if strings.HasPrefix(s.Label[p.Start:p.End], last[0].Value+":") {
				return i
			}
		}
	}
	return n
}
