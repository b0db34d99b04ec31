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
	"hewq/lang/types"
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
		name := withoutTypeArgs(toks[:at])
		if n := len(name); toks[at].Type == token.Punct && toks[at].Value == "(" && n > 0 && name[n-1].Type != token.Punct {
			if declares(name) {
				return s, false
			}
			break
		}
		if n := len(stack); toks[at].Value == "{" && (n == 1 || toks[stack[n-2]].Type != token.FStringStart) {
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
		if s = signatureOf(sym, false); s.Label == "" {
			s = spawning(sym.Name, scope.spawned(sym))
			s.Doc = sym.Doc
		}
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
				if method && len(s.Params) > 0 && strings.HasSuffix(label[:s.Params[0].End], "self") {
					s.Params = s.Params[1:] // that of an actor is not written
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

// declaresFunc tells whether the name at the end of toks is that of a function which is declared there, or an `init`.
func declaresFunc(toks []token.Token) bool {
	n := len(toks)
	return n > 1 && toks[n-2].Value == "fn" || n > 0 && toks[n-1].Value == "init"
}

// spawning is how an actor is spawned that is given some fields; it is empty if there are none.
func spawning(actor string, fields []types.Field) (s Signature) {
	for i, f := range fields {
		if i == 0 {
			s.Label = actor + "("
		} else {
			s.Label += ", "
		}
		start := len(s.Label)
		s.Label += f.Name + ": " + f.Type.String()
		s.Params = append(s.Params, Param{start, len(s.Label)})
	}
	if s.Label != "" {
		s.Label += ")"
	}
	return s
}

// declares tells whether the name at the end of toks is declared there: that of a function or of a variant.
func declares(toks []token.Token) bool {
	stack := open(toks)
	if declaresFunc(toks) || len(stack) == 0 {
		return declaresFunc(toks)
	}
	head := toks[:stack[len(stack)-1]]
	return slices.ContainsFunc(head[lastStatement(head):], func(t token.Token) bool { return t.Value == "enum" })
}

// active is the index of the parameter behind toks, the tokens of the arguments so far.
func (s Signature) active(toks []token.Token) int {
	args := arguments(toks)
	n := len(args) - 1
	if name := nameOf(args[n]); name != "" {
		for i, p := range s.Params {
			if strings.HasPrefix(s.Label[p.Start:p.End], name+":") {
				return i
			}
		}
	}
	return n
}

// arguments are the tokens of each argument, or of each field, of those that toks are; the last one may be empty.
func arguments(toks []token.Token) [][]token.Token {
	var all [][]token.Token
	depth, start, lambda := 0, 0, false
	for i, t := range toks {
		if t.Type != token.Punct {
			continue
		}
		switch t.Value {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case "|": // commas between those of a lambda separate its parameters
			if depth == 0 {
				lambda = !lambda && (i == start || !endsOperand(toks[i-1]))
			}
		case ">", ">>": // as do those of type arguments
			if i+1 < len(toks) && (toks[i+1].Value == "::" || toks[i+1].Value == "(") {
				for from := len(withoutTypeArgs(toks[:i+1])); len(all) > 0 && from < start; all = all[:len(all)-1] {
					start -= len(all[len(all)-1]) + 1
				}
			}
		case ",":
			if depth == 0 && !lambda {
				all = append(all, toks[start:i])
				start = i + 1
			}
		}
	}
	return append(all, toks[start:])
}

// nameOf is the name that an argument or a field is given with, "" if there is none.
func nameOf(arg []token.Token) string {
	if len(arg) > 1 && arg[0].Type == token.Ident && arg[1].Value == ":" {
		return arg[0].Value
	}
	return ""
}
