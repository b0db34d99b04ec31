package parser

// This file names in words what the grammar expects.

import (
	"slices"
	"strings"
)

// list joins words as in a sentence.
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
}

// names are the words for productions and token types in messages.
var names = map[string]string{
	"Expr": "an expression", "HeadExpr": "an expression", "IterExpr": "an expression", "ArmBody": "an expression",
	"Type": "a type", "Pattern": "a pattern", "Block": "`{`", "Else": "`{` or `if`", "Stmt": "a statement",
	"Decl":  "a declaration such as `fn`, `type` or `import`",
	"ident": "a name", "keyword": "a keyword", "int": "a number", "string": "a string", "rawstring": "a string",
	"duration": "a duration such as `5s`", "fstringend": "the closing quote", "label": "a label such as `@outer`",
	"Param": "a parameter", "TypeParam": "a type parameter", "FieldInit": "a field", "FieldDecl": "a field",
	"FuncDecl": "`fn`", "TraitRef": "a trait", "TypeArg": "a type", "Arg": "an expression", "LambdaParam": "a parameter",
	"Bound": "a type",
}

// firstOf lists what may stand first in an expression of participle's EBNF.
func firstOf(ebnf string) []string {
	r := &ebnfReader{strings.NewReplacer("(?=", "(=", "(?!", "(=").Replace(ebnf)}
	first, _ := r.alternatives()
	return first
}

type ebnfReader struct{ s string }

func (r *ebnfReader) alternatives() (first []string, empty bool) {
	for {
		f, e := r.sequence()
		for _, w := range f {
			if !slices.Contains(first, w) {
				first = append(first, w)
			}
		}
		empty = empty || e
		if !strings.HasPrefix(r.s, "|") {
			return first, empty
		}
		r.s = r.s[1:]
	}
}

func (r *ebnfReader) sequence() (first []string, empty bool) {
	empty = true
	for {
		r.s = strings.TrimLeft(r.s, " ")
		if r.s == "" || r.s[0] == '|' || r.s[0] == ')' {
			return first, empty
		}
		f, e := r.term()
		if empty {
			first = append(first, f...)
		}
		empty = empty && e
	}
}

func (r *ebnfReader) term() (first []string, empty bool) {
	switch r.s[0] {
	case '(':
		look := strings.HasPrefix(r.s, "(=")
		r.s = strings.TrimPrefix(r.s[1:], "=")
		first, empty = r.alternatives()
		r.s = strings.TrimPrefix(r.s, ")")
		if look {
			first, empty = nil, true
		}
	case '"':
		end := strings.IndexByte(r.s[1:], '"') + 1
		first = []string{"`" + r.s[1:end] + "`"}
		r.s = r.s[end+1:]
	case '<':
		end := strings.IndexByte(r.s, '>')
		first = []string{word(r.s[1:end])}
		r.s = r.s[end+1:]
	default:
		end := strings.IndexAny(r.s+" ", " ?*+)|!~")
		first = []string{word(r.s[:end])}
		r.s = r.s[max(end, 1):]
	}
	for r.s != "" && strings.IndexByte("?*+!", r.s[0]) >= 0 {
		empty = empty || r.s[0] != '+' && r.s[0] != '!'
		r.s = r.s[1:]
	}
	return first, empty
}

func word(name string) string {
	if w, ok := names[name]; ok {
		return w
	}
	return "a " + strings.ToLower(name)
}
