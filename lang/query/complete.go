package query

// This file finds what may stand at a place: names, members, modules, fields, named arguments, words of the language.

import (
	"slices"
	"sort"
	"strings"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A Completion is what may stand at a place of a text.
type Completion struct {
	Start, End int // bytes of the text that a candidate replaces
	Candidates []Candidate
}

// A Candidate is one way to go on.
type Candidate struct {
	Text    string // what is inserted
	Detail  string // a signature or a type
	Doc     string // first sentence of the documentation
	Kind    check.SymbolKind
	Keyword bool        // it is a word of the language, and Kind says nothing
	Edits   []diag.Edit // what has to change besides, for a name that is not imported yet
}

// A Scope answers what names mean where something is typed.
type Scope struct {
	Checker *check.Checker

	// Visible are the names that have a meaning.
	Visible func() []check.Symbol

	// Lookup finds what a path of names means.
	Lookup func(path ...string) (check.Symbol, bool)

	// MembersBefore are the members of the expression that head ends with, none if its type is not known. toks are the tokens of head.
	MembersBefore func(head string, toks []token.Token) []check.Symbol
}

// AtPrompt is the scope of an input of a prompt.
func AtPrompt(checker *check.Checker) Scope {
	return Scope{
		Checker: checker, Visible: checker.Visible, Lookup: checker.Lookup,
		MembersBefore: func(head string, toks []token.Token) []check.Symbol {
			if t := inputType(checker, head, toks); t != nil {
				return checker.Members(t)
			}
			return nil
		},
	}
}

// Complete completes the last word of head, which is typed where scope says. Candidates that begin as the word does but
// for case come last: editors narrow what they have got without asking again, and do not look at case.
func Complete(head string, scope Scope) Completion {
	s := scope
	toks := parser.Tokens(source.New("input", head))
	if n := len(toks); n > 0 && toks[n-1].EOF() {
		toks = toks[:n-1]
	}
	prefix, start := "", len(head)
	if n := len(toks); n > 0 && endOf(toks[n-1]) == len(head) {
		switch last := toks[n-1]; last.Type {
		case token.Ident, token.Keyword:
			prefix, start = last.Value, last.Start()
			toks = toks[:n-1]
		case token.Punct:
		default: // inside a string, a number or a comment
			return Completion{}
		}
	} else if n > 0 && token.IsElided(toks[n-1].Type) && !strings.Contains(head[endOf(toks[n-1])-1:], "\n") {
		return Completion{}
	}
	all := s.candidates(head[:start], toks)
	return Completion{start, len(head), anyCase(all, prefix)}
}

func endOf(t token.Token) int { return t.End() }

// candidates are what may stand behind toks, the tokens of head.
func (s Scope) candidates(head string, toks []token.Token) []Candidate {
	n := len(toks)
	if from := lastStatement(toks); from < n && toks[from].Value == "import" {
		return s.modules(toks[from+1:])
	}
	if n > 0 && toks[n-1].Value == "." {
		return s.members(head, toks[:n-1])
	}
	if n > 1 && toks[n-1].Value == "::" {
		if sym, ok := s.Lookup(pathBefore(toks[:n-1])...); ok {
			return s.behind(sym)
		}
		return nil
	}
	if n > 0 && toks[n-1].Value == "#[" {
		return keywords(attributes)
	}
	if words := settingsAfter(toks); words != nil {
		return keywords(words)
	}
	all := append(s.expected(head, toks), s.names(toks)...)
	if typeAfter(toks) {
		all = slices.DeleteFunc(all, func(c Candidate) bool { return !namesType(c) })
	}
	return all
}

// keywords are words of the language as candidates.
func keywords(words []string) []Candidate {
	var all []Candidate
	for _, w := range words {
		all = append(all, Candidate{Text: w, Detail: "keyword", Keyword: true})
	}
	return all
}

// lastStatement is the index of the token that begins the last statement.
func lastStatement(toks []token.Token) int {
	for i := len(toks) - 1; i >= 0; i-- {
		switch toks[i].Value {
		case ";", "{", "}":
			return i + 1
		}
	}
	return 0
}

// modules are the parts of paths to import that go on behind path.
func (s Scope) modules(path []token.Token) []Candidate {
	written := ""
	for _, t := range path {
		written += t.Value
	}
	written = strings.ReplaceAll(written, ".", "::")
	var all []Candidate
	for _, p := range s.Checker.Paths() {
		rest, ok := strings.CutPrefix(p, written)
		if !ok || rest == "" {
			continue
		}
		word, more, _ := strings.Cut(rest, "::")
		c := Candidate{Text: word, Kind: check.ModuleSymbol}
		if more == "" {
			c.Detail = "module " + p
		}
		if at := slices.IndexFunc(all, func(o Candidate) bool { return o.Text == word }); at < 0 {
			all = append(all, c)
		}
	}
	return all
}

// withoutTypeArgs are toks without the type arguments that they end with, and the `::` before those: `HashMap<string, i64>`.
func withoutTypeArgs(toks []token.Token) []token.Token {
	depth := 0
	for i, t := range slices.Backward(toks) {
		switch {
		case t.Value == ">" || t.Value == ">>":
			depth += len(t.Value)
		case depth == 0:
			return toks
		case t.Value == "<":
			if depth--; depth > 0 {
				continue
			}
			if i > 0 && toks[i-1].Value == "::" {
				i--
			}
			return toks[:i]
		case t.Type == token.Punct && !slices.Contains(typePunctuation, t.Value) || t.Type == token.Keyword && t.Value != "dyn" && t.Value != "fn":
			return toks
		}
	}
	return toks
}

// typePunctuation is what may stand between the names of type arguments.
var typePunctuation = []string{",", "::", ".", "(", ")", "[", "]", "->", ";"}

// pathBefore are the names of the path that ends with toks: `quic.new_server`. Type arguments do not count.
func pathBefore(toks []token.Token) []string {
	names, _ := path(toks)
	return names
}

// path is pathBefore, with what stands before the path.
func path(toks []token.Token) (names []string, before []token.Token) {
	for {
		toks = withoutTypeArgs(toks)
		n := len(toks)
		if n == 0 || toks[n-1].Type != token.Ident && toks[n-1].Type != token.Keyword {
			break
		}
		names, toks = append(names, toks[n-1].Value), toks[:n-1]
		if n < 3 || toks[n-2].Value != "." && toks[n-2].Value != "::" {
			break
		}
		toks = toks[:n-2]
	}
	slices.Reverse(names)
	if len(names) == 0 {
		names = []string{""}
	}
	return names, toks
}

// behind is what a name has: a module its exports, a type its variants and functions.
func (s Scope) behind(sym check.Symbol) []Candidate {
	switch o := sym.Object.(type) {
	case *check.Module:
		return described(s.Checker.Exports(o))
	case *check.TypeName:
		return described(s.Checker.Statics(o.Type))
	}
	return described(s.Checker.Members(sym.Type))
}

// members are those of the expression at the end of toks, the tokens of head before a dot.
func (s Scope) members(head string, toks []token.Token) []Candidate {
	if len(toks) == 0 {
		return nil
	}
	path := pathBefore(toks)
	if sym, ok := s.Lookup(path...); ok && sym.Kind != check.MethodSymbol && sym.Kind != check.FuncSymbol {
		return s.behind(sym)
	}
	return described(s.MembersBefore(head[:endOf(toks[len(toks)-1])], toks))
}

// ends is the text that closes what toks leave open.
func ends(toks []token.Token) string {
	var text strings.Builder
	for _, i := range slices.Backward(open(toks)) {
		if toks[i].Type == token.FStringStart {
			text.WriteString(`"`)
		} else {
			text.WriteString(Closer(toks[i].Value))
		}
	}
	return text.String()
}

// open are the indexes of the tokens that open something that is not closed.
func open(toks []token.Token) []int {
	var stack []int
	for i, t := range toks {
		switch {
		case t.Type == token.FStringStart || t.Type == token.Punct && Closer(t.Value) != "":
			stack = append(stack, i)
		case t.Type == token.FStringEnd || t.Type == token.Punct && (t.Value == ")" || t.Value == "]" || t.Value == "}"):
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		}
	}
	return stack
}

// receiver is where the expression with calls, indexes and fields begins that ends toks.
func receiver(toks []token.Token) int {
	i := len(toks) - 1
	for i >= 0 {
		if toks[i].Value == ")" || toks[i].Value == "]" {
			for depth := 0; i >= 0; i-- {
				switch toks[i].Value {
				case ")", "]":
					depth++
				case "(", "[":
					depth--
				}
				if depth == 0 {
					break
				}
			}
			if i > 0 && (toks[i-1].Type == token.Ident || toks[i-1].Value == ")" || toks[i-1].Value == "]") {
				i--
				continue
			}
		}
		if i < 2 || toks[i-1].Value != "." && toks[i-1].Value != "::" {
			break
		}
		i -= 2
	}
	return toks[max(i, 0)].Start()
}

// expected are the fields or the named arguments that may stand behind toks, and that are not given yet: they begin a
// part of a record or of a call.
func (s Scope) expected(head string, toks []token.Token) []Candidate {
	stack := open(toks)
	if len(stack) == 0 {
		return nil
	}
	at := stack[len(stack)-1]
	if last := toks[len(toks)-1].Value; at == 0 || len(toks)-1 != at && last != "," {
		return nil
	}
	path, before := path(toks[:at])
	var fields []types.Field
	switch toks[at].Value {
	case "{":
		if n := len(before); n > 0 && before[n-1].Type == token.Keyword && before[n-1].Value != "return" {
			return nil
		}
		sym, ok := s.Lookup(path...)
		if v, isVariant := sym.Object.(*check.Variant); ok && isVariant {
			fields = v.Fields
		} else if ok && sym.Kind == check.TypeSymbol {
			if def := types.DefOf(sym.Type); def != nil {
				fields = def.Fields
			}
		}
	case "(":
		if f := s.callee(head, toks[:at], path); f != nil && f.Sig != nil {
			for i, p := range f.Params {
				if i > 0 || !f.Receiver {
					fields = append(fields, types.Field{Name: p.Name, Type: p.Type})
				}
			}
		} else if sym, ok := s.Lookup(path...); ok {
			fields = s.spawned(sym)
		}
	}
	given := arguments(toks[at+1:])
	given = given[:len(given)-1]
	var all []Candidate
	for i, f := range fields {
		if !slices.ContainsFunc(given, func(toks []token.Token) bool { return nameOf(toks) == f.Name }) && (i >= len(given) || nameOf(given[i]) != "") {
			all = append(all, Candidate{Text: f.Name + ": ", Detail: f.Type.String(), Kind: check.FieldSymbol})
		}
	}
	return all
}

// spawned are what `spawn` takes for an actor, or for one more of a pool, that a symbol names; none for all others.
func (s Scope) spawned(sym check.Symbol) []types.Field {
	if _, child := sym.Object.(*check.Child); child || sym.Kind == check.TypeSymbol {
		return s.Checker.Spawning(sym.Type)
	}
	return nil
}

// callee is the function that the end of toks names, nil if it is none that is known.
func (s Scope) callee(head string, toks []token.Token, path []string) *check.Func {
	sym, ok := s.Lookup(path...)
	if f, isFunc := sym.Object.(*check.Func); ok && isFunc {
		return f
	}
	n := len(toks)
	if n < 3 || toks[n-2].Value != "." {
		return nil
	}
	for _, m := range s.MembersBefore(head[:endOf(toks[n-3])], toks[:n-2]) {
		if f, isFunc := m.Object.(*check.Func); isFunc && m.Name == toks[n-1].Value {
			return f
		}
	}
	return nil
}

// names are all that can begin an expression, a type or a statement: what is visible, the
// names of the input itself, the words that may stand there.
func (s Scope) names(toks []token.Token) []Candidate {
	all := described(s.Visible())
	seen := map[string]bool{}
	for _, c := range all {
		seen[c.Text] = true
	}
	var more []Candidate
	for _, t := range toks {
		if t.Type == token.Ident && !seen[t.Value] {
			seen[t.Value] = true
			more = append(more, Candidate{Text: t.Value})
		}
	}
	words := slices.DeleteFunc(wordsAt(toks), func(w string) bool { return seen[w] })
	all = slices.Concat(all, more, keywords(words))
	sort.SliceStable(all, func(i, j int) bool { return all[i].Text < all[j].Text })
	return all
}

// inputType is the type of the expression that head, an input of a prompt, ends with.
func inputType(checker *check.Checker, head string, toks []token.Token) types.Type {
	closers := ends(toks)
	alone := head[receiver(toks):]
	for _, text := range []string{head + closers, head + ";" + closers, alone} {
		end := len(head)
		if text == alone {
			end = len(alone)
		}
		src := source.New("input", text)
		parsed, _, _ := parser.ParseInput(src)
		file := parsed.File(src)
		if t := checker.TypeAt(file, parsed.Stmts, end); t != nil {
			return t
		}
	}
	return nil
}

// described are symbols as candidates.
func described(in []check.Symbol) []Candidate {
	var all []Candidate
	for _, s := range in {
		all = append(all, Candidate{Text: s.Name, Detail: s.Detail, Doc: FirstSentence(s.Doc), Kind: s.Kind})
	}
	return all
}

// anyCase keeps the candidates that begin with prefix, whatever its case; first come those that have its case.
func anyCase(all []Candidate, prefix string) []Candidate {
	var same, others []Candidate
	for _, c := range all {
		switch {
		case strings.HasPrefix(c.Text, prefix):
			same = append(same, c)
		case beginsWith(c.Text, prefix):
			others = append(others, c)
		}
	}
	return append(same, others...)
}

// beginsWith tells whether a text begins with a prefix but for case.
func beginsWith(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// Narrowed keeps the candidates whose text begins with prefix; if there are none, those whose text does but for case.
func Narrowed[C any](all []C, prefix string, text func(C) string) []C {
	keep := func(same func(text string) bool) []C {
		var kept []C
		for _, c := range all {
			if same(text(c)) {
				kept = append(kept, c)
			}
		}
		return kept
	}
	if found := keep(func(text string) bool { return strings.HasPrefix(text, prefix) }); len(found) > 0 {
		return found
	}
	return keep(func(text string) bool { return beginsWith(text, prefix) })
}

// FirstSentence is the first sentence of a documentation, in one line.
func FirstSentence(doc string) string {
	paragraph, _, _ := strings.Cut(doc, "\n\n")
	line := strings.Join(strings.Fields(paragraph), " ")
	if end := strings.Index(line, ". "); end >= 0 {
		line = line[:end+1]
	}
	return line
}
