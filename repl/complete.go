package repl

// This file finds what may stand at a place of an input: names, members, modules, fields,
// named arguments, commands and files.

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/check"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A Completion is what may stand at a place of an input.
type Completion struct {
	Start, End int // bytes of the text that a candidate replaces
	Candidates []Candidate
}

// A Candidate is one way to go on.
type Candidate struct {
	Text   string // what is inserted
	Detail string // a signature or a type
	Doc    string // first sentence of the documentation
}

// completable is the longest text that completion looks into.
const completable = 64 << 10

// Complete tells what may stand at the byte offset cursor of text. Nothing is evaluated.
func (s *Session) Complete(text string, cursor int) Completion {
	if cursor < 0 || cursor > len(text) || cursor > completable {
		return Completion{}
	}
	s.mu.Lock() // what ends in the background changes what there is
	defer s.mu.Unlock()
	head := text[:cursor]
	if start := strings.IndexByte(head, ':'); start >= 0 && strings.TrimSpace(head[:start]) == "" && !strings.HasPrefix(head[start:], "::") {
		return s.completeCommand(head, start+1)
	}
	return s.completeCode(head)
}

// completeCommand completes the name of a command, which begins at start, or its argument.
func (s *Session) completeCommand(head string, start int) Completion {
	name, argument, behind := strings.Cut(head[start:], " ")
	if !behind {
		var all []Candidate
		for _, c := range commands() {
			all = append(all, Candidate{Text: c.names[0], Detail: strings.TrimSpace(":" + c.names[0] + " " + c.argument), Doc: c.does})
		}
		return narrowed(start, len(head), name, all)
	}
	for _, c := range commands() {
		switch {
		case !slices.Contains(c.names, name):
		case c.argument == "FILE":
			return completeFile(argument, len(head))
		case c.argument != "":
			return s.completeCode(strings.Repeat(" ", len(head)-len(argument)) + argument)
		}
	}
	return Completion{}
}

// completeFile completes the name of a file that ends at end.
func completeFile(name string, end int) Completion {
	dir, base := filepath.Split(name)
	entries, err := os.ReadDir(cmp.Or(dir, "."))
	if err != nil {
		return Completion{}
	}
	var all []Candidate
	for _, e := range entries {
		switch {
		case e.IsDir() && !strings.HasPrefix(e.Name(), "."):
			all = append(all, Candidate{Text: e.Name() + "/"})
		case strings.HasSuffix(e.Name(), ".hew"):
			all = append(all, Candidate{Text: e.Name()})
		}
	}
	return narrowed(end-len(base), end, base, all)
}

// narrowed keeps the candidates that begin with prefix; if there are none, those that do but
// for case.
func narrowed(start, end int, prefix string, all []Candidate) Completion {
	keep := func(same func(text string) bool) []Candidate {
		var kept []Candidate
		for _, c := range all {
			if same(c.Text) {
				kept = append(kept, c)
			}
		}
		return kept
	}
	found := keep(func(text string) bool { return strings.HasPrefix(text, prefix) })
	if len(found) == 0 {
		found = keep(func(text string) bool {
			return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
		})
	}
	return Completion{Start: start, End: end, Candidates: found}
}

// completeCode completes the last word of head.
func (s *Session) completeCode(head string) Completion {
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
	return narrowed(start, len(head), prefix, s.candidates(head[:start], toks))
}

func endOf(t token.Token) int { return t.End() }

// candidates are what may stand behind toks, the tokens of head.
func (s *Session) candidates(head string, toks []token.Token) []Candidate {
	n := len(toks)
	if from := lastStatement(toks); from < n && toks[from].Value == "import" {
		return s.modules(toks[from+1:])
	}
	if n > 0 && toks[n-1].Value == "." {
		return s.members(head, toks[:n-1])
	}
	if n > 1 && toks[n-1].Value == "::" {
		if sym, ok := s.checker.Lookup(pathBefore(toks[:n-1])...); ok {
			return s.behind(sym)
		}
		return nil
	}
	all := append(s.expected(head, toks), s.names(toks)...)
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
func (s *Session) modules(path []token.Token) []Candidate {
	written := ""
	for _, t := range path {
		written += t.Value
	}
	written = strings.ReplaceAll(written, ".", "::")
	var all []Candidate
	for _, p := range s.checker.Paths() {
		rest, ok := strings.CutPrefix(p, written)
		if !ok || rest == "" {
			continue
		}
		word, more, _ := strings.Cut(rest, "::")
		c := Candidate{Text: word}
		if more == "" {
			c.Detail = "module " + p
		}
		if at := slices.IndexFunc(all, func(o Candidate) bool { return o.Text == word }); at < 0 {
			all = append(all, c)
		}
	}
	return all
}

// pathBefore are the names of the path that ends with toks: `quic.new_server`.
func pathBefore(toks []token.Token) []string {
	var names []string
	for i := len(toks) - 1; i >= 0 && (toks[i].Type == token.Ident || toks[i].Type == token.Keyword); i -= 2 {
		names = append(names, toks[i].Value)
		if i == 0 || toks[i-1].Value != "." && toks[i-1].Value != "::" {
			break
		}
	}
	slices.Reverse(names)
	if len(names) == 0 {
		names = []string{""}
	}
	return names
}

// behind is what a name has: a module its exports, a type its variants and functions.
func (s *Session) behind(sym check.Symbol) []Candidate {
	switch o := sym.Object.(type) {
	case *check.Module:
		return described(s.checker.Exports(o))
	case *check.TypeName:
		return described(s.checker.Statics(o.Type))
	}
	return described(s.checker.Members(sym.Type))
}

// members are those of the expression at the end of toks, the tokens of head before a dot.
func (s *Session) members(head string, toks []token.Token) []Candidate {
	if len(toks) == 0 {
		return nil
	}
	path := pathBefore(toks)
	if sym, ok := s.checker.Lookup(path...); ok && sym.Kind != check.MethodSymbol && sym.Kind != check.FuncSymbol {
		return s.behind(sym)
	}
	if t := s.typeBefore(head[:endOf(toks[len(toks)-1])], toks); t != nil {
		return described(s.checker.Members(t))
	}
	return nil
}

// typeBefore is the type of the expression that head ends with.
func (s *Session) typeBefore(head string, toks []token.Token) types.Type {
	closers := closing(toks)
	alone := head[receiver(toks):]
	for _, text := range []string{head + closers, head + ";" + closers, alone} {
		end := len(head)
		if text == alone {
			end = len(alone)
		}
		src := source.New("input", text)
		parsed, _, _ := parser.ParseInput(src)
		file := parsed.File(src)
		if t := s.checker.TypeAt(file, parsed.Stmts, end); t != nil {
			return t
		}
	}
	return nil
}

var closers = map[string]string{"(": ")", "[": "]", "{": "}", "#[": "]"}

// closing is the text that closes what toks leave open.
func closing(toks []token.Token) string {
	var text strings.Builder
	for _, i := range slices.Backward(open(toks)) {
		if toks[i].Type == token.FStringStart {
			text.WriteString(`"`)
		} else {
			text.WriteString(closers[toks[i].Value])
		}
	}
	return text.String()
}

// open are the indexes of the tokens that open something that is not closed.
func open(toks []token.Token) []int {
	var stack []int
	for i, t := range toks {
		switch {
		case t.Type == token.FStringStart || t.Type == token.Punct && closers[t.Value] != "":
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

// expected are the fields or the named arguments that may stand behind toks: they begin a
// part of a record or of a call.
func (s *Session) expected(head string, toks []token.Token) []Candidate {
	stack := open(toks)
	if len(stack) == 0 {
		return nil
	}
	at := stack[len(stack)-1]
	if last := toks[len(toks)-1].Value; at == 0 || len(toks)-1 != at && last != "," {
		return nil
	}
	var all []Candidate
	add := func(name string, t types.Type) {
		all = append(all, Candidate{Text: name + ": ", Detail: t.String()})
	}
	path := pathBefore(toks[:at])
	switch toks[at].Value {
	case "{":
		before := at - 2*len(path)
		if before >= 0 && toks[before].Type == token.Keyword && toks[before].Value != "return" {
			return nil
		}
		sym, ok := s.checker.Lookup(path...)
		if v, isVariant := sym.Object.(*check.Variant); ok && isVariant {
			for _, f := range v.Fields {
				add(f.Name, f.Type)
			}
		} else if ok && sym.Kind == check.TypeSymbol {
			if def := types.DefOf(sym.Type); def != nil {
				for _, f := range def.Fields {
					add(f.Name, f.Type)
				}
			}
		}
	case "(":
		f := s.callee(head, toks[:at], path)
		if f == nil || f.Sig == nil {
			return nil
		}
		for i, p := range f.Params {
			if i > 0 || !f.Receiver {
				add(p.Name, p.Type)
			}
		}
	}
	return all
}

// callee is the function that the end of toks names, nil if it is none that is known.
func (s *Session) callee(head string, toks []token.Token, path []string) *check.Func {
	sym, ok := s.checker.Lookup(path...)
	if f, isFunc := sym.Object.(*check.Func); ok && isFunc {
		return f
	}
	n := len(toks)
	if n < 3 || toks[n-2].Value != "." {
		return nil
	}
	t := s.typeBefore(head[:endOf(toks[n-3])], toks[:n-2])
	if t == nil {
		return nil
	}
	for _, m := range s.checker.Members(t) {
		if f, isFunc := m.Object.(*check.Func); isFunc && m.Name == toks[n-1].Value {
			return f
		}
	}
	return nil
}

// names are all that can begin an expression, a type or a statement: what is visible, the
// names of the input itself, the words that may stand there.
func (s *Session) names(toks []token.Token) []Candidate {
	all := described(s.checker.Visible())
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
	for _, k := range wordsAt(toks) {
		if !seen[k] {
			more = append(more, Candidate{Text: k, Detail: "keyword"})
		}
	}
	all = append(all, more...)
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(a.Text, b.Text) })
	return all
}

// described are symbols as candidates.
func described(in []check.Symbol) []Candidate {
	var all []Candidate
	for _, s := range in {
		all = append(all, Candidate{Text: s.Name, Detail: s.Detail, Doc: firstLine(s.Doc)})
	}
	return all
}
