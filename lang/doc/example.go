package doc

// This file finds the examples in documentation, and makes programs of them.

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// An Example is a fenced block of Hew in documentation: declarations and statements, as they are typed at
// a prompt.
type Example struct {
	Name string // of what it is an example: `pad_left`, `Vec.push`; "" of the file or the page itself
	Line int    // its first line in the source, from 1
	Code string // as it is written, without what marks it as documentation
	Want []Want // the lines that it prints

	NoRun   bool // it is only checked
	Panics  bool // it has to panic, trap, or exit with a status that is not 0
	Refused bool // a mistake in it has to be found before it runs

	src   *source.File
	lines []line
}

// A Want is a line that an example prints. `…` in it stands for any text within the line.
type Want struct {
	Text string
	Line int // where it is stated in the source, from 1
}

// states begins a comment that states a printed line.
const states = "// =>"

// Examples are the examples in the documentation of a file, in their order. The diagnostics are about
// blocks with words that mean nothing.
func Examples(f *ast.File) ([]*Example, []diag.Diagnostic) {
	c := commentsOf(f)
	r := &exampleReader{src: f.Source}
	r.read("", commentLines(c.own))
	members(f, func(name string, n ast.Node) { r.read(name, c.before(n)) })
	slices.SortStableFunc(r.found, func(a, b *Example) int { return a.Line - b.Line })
	return r.found, r.mistakes
}

// PageExamples are the examples in a Markdown page: the blocks that say that they are `hew`.
func PageExamples(src *source.File) ([]*Example, []diag.Diagnostic) {
	r := &exampleReader{src: src, page: true}
	r.read("", pageLines(src))
	return r.found, r.mistakes
}

// An exampleReader collects the examples of a source.
type exampleReader struct {
	src      *source.File
	page     bool // a block has to say that it is Hew
	found    []*Example
	mistakes []diag.Diagnostic
}

// read adds the examples in the documentation of what has a name.
func (r *exampleReader) read(name string, lines []line) {
	blocks := fences(lines)
	for i, b := range blocks {
		if len(b.lines) == 0 || b.language() != "hew" && (r.page || len(b.words) > 0) {
			continue
		}
		e := &Example{
			Name: name, Line: r.src.LineAt(b.lines[0].at), Code: joined(b.lines),
			src: r.src, lines: b.lines,
		}
		e.Want = e.stated()
		if i+1 < len(blocks) && len(e.Want) == 0 && blocks[i+1].language() == "text" && blank(lines[b.to+1:blocks[i+1].from]) {
			for _, l := range blocks[i+1].lines {
				e.Want = append(e.Want, Want{l.text, r.src.LineAt(l.at)})
			}
		}
		for _, word := range b.words[min(1, len(b.words)):] {
			r.word(e, b, word)
		}
		r.found = append(r.found, e)
	}
}

// word notes what a word behind an opening fence says of the example.
func (r *exampleReader) word(e *Example, b *fence, word string) {
	switch word {
	case "no_run":
		e.NoRun = true
	case "should_panic":
		e.Panics = true
	case "refused":
		e.Refused = true
	default:
		if r.page {
			return // it is for another reader of the page
		}
		at := b.open.at + strings.LastIndex(b.open.text, word)
		r.mistakes = append(r.mistakes, diag.Diagnostic{
			Code: diag.BadTest, Span: source.Span{File: r.src, Start: at, End: at + len(word)},
			Message: fmt.Sprintf("an example cannot be `%s`", word),
			Help:    []string{"write `no_run`, `should_panic` or `refused` behind `hew`, or nothing"},
		})
	}
}

func blank(lines []line) bool {
	return !slices.ContainsFunc(lines, func(l line) bool { return strings.TrimSpace(l.text) != "" })
}

// stated are the lines that comments of the example state.
func (e *Example) stated() []Want {
	src := source.New("", e.Code)
	var want []Want
	for _, t := range parser.Tokens(src) {
		text, ok := strings.CutPrefix(t.Value, states)
		if t.Type == token.Comment && ok {
			line := e.Line + src.LineAt(t.Start()) - 1
			want = append(want, Want{strings.TrimRight(strings.TrimPrefix(text, " "), " \t\r"), line})
		}
	}
	return want
}

// Differs is the number of the first line of stdout that is not as it is stated, from 0; -1 if all are.
// It may be one behind the last.
func (e *Example) Differs(stdout string) int {
	got := PrintedLines(stdout)
	for i := range max(len(got), len(e.Want)) {
		if i >= len(got) || i >= len(e.Want) || !fits(got[i], e.Want[i].Text) {
			return i
		}
	}
	return -1
}

// PrintedLines are the lines of what a program has printed, without spaces at their ends: a comment
// cannot state those.
func PrintedLines(stdout string) []string {
	if stdout == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\r")
	}
	return lines
}

// fits tells whether a printed line is as it is stated.
func fits(got, want string) bool {
	parts := strings.Split(want, "…")
	rest, ok := strings.CutPrefix(got, parts[0])
	if len(parts) == 1 || !ok {
		return ok && rest == ""
	}
	last := parts[len(parts)-1]
	for _, p := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return strings.HasSuffix(rest, last)
}

// A Setting is what an example can see.
type Setting struct {
	File   *ast.File // that it is documentation of, and whose private names it knows; nil for none
	Import string    // the standard module that it is documentation of, "" for none
}

// Program makes a program of the example: its statements are those of `main`, unless it has a `main` of its
// own. All that is said of the program is said of places in the source of the example.
func (e *Example) Program(in Setting) (*ast.File, []diag.Diagnostic) {
	src := source.New(e.src.Name, e.bare())
	input, ds, _ := parser.ParseInput(source.New(e.src.Name, e.alone()))
	items, tokens := input.Items, input.Tokens
	ownMain := slices.ContainsFunc(items, isMain)
	if ownMain && len(input.Stmts) > 0 {
		s := input.Stmts[0]
		ds = append(ds, diag.Diagnostic{
			Code: diag.BadTest, Span: source.Span{File: src, Start: s.Start(), End: s.End()},
			Message: "an example with a `main` has no other statements",
			Help:    []string{"move the statement into `main`"},
		})
	}
	if !ownMain {
		items = append(items, e.main(input.Stmts))
	}
	if in.Import != "" && !slices.ContainsFunc(items, func(i *ast.Item) bool { return imports(i, in.Import) }) {
		items = append(items, &ast.Item{Decl: &ast.ImportDecl{Path: strings.Split(in.Import, "::")}})
	}
	if in.File != nil {
		for _, item := range in.File.Items {
			if !isMain(item) {
				items = append(items, item)
			}
		}
		tokens = slices.Concat(in.File.Tokens(), tokens)
		sort.SliceStable(tokens, func(i, j int) bool { return tokens[i].Start() < tokens[j].Start() })
	}
	slices.SortStableFunc(items, func(a, b *ast.Item) int { return a.Start() - b.Start() })
	for i := range ds {
		ds[i].Span.File = src
		for k := range ds[i].Notes {
			ds[i].Notes[k].Span.File = src
		}
	}
	return ast.NewFile(src, items, func() []token.Token { return tokens }), ds
}

// bare is the source, where what marks the example as documentation is replaced by spaces, so that all of it
// stands where it stood.
func (e *Example) bare() string { return e.within([]byte(e.src.Text)) }

// alone is bare, where all but the example is spaces.
func (e *Example) alone() string {
	empty := []byte(e.src.Text)
	for i, c := range empty {
		if c != '\n' {
			empty[i] = ' '
		}
	}
	return e.within(empty)
}

// within writes the lines of the example into text, which is as long as the source.
func (e *Example) within(text []byte) string {
	for _, l := range e.lines {
		start := e.src.LineStart(e.src.LineAt(l.at))
		for i := start; i < l.at; i++ {
			text[i] = ' '
		}
		copy(text[l.at:], l.text)
	}
	return string(text)
}

// main is the function that the statements of an example are in.
func (e *Example) main(stmts []ast.Stmt) *ast.Item {
	f := &ast.FuncDecl{Name: "main", Body: &ast.Block{Stmts: stmts, Closed: true}}
	item := &ast.Item{Decl: f}
	start := e.lines[0].at
	end := start
	if n := len(stmts); n > 0 {
		start, end = stmts[0].Start(), stmts[n-1].End()
		if last, ok := stmts[n-1].(*ast.ExprStmt); ok {
			last.Semi = true
		}
	}
	for _, span := range []*ast.Span{&item.Span, &f.Span, &f.Body.Span} {
		span.Set(start, end)
	}
	return item
}

func isMain(item *ast.Item) bool {
	f, ok := item.Decl.(*ast.FuncDecl)
	return ok && f.Name == "main"
}

// imports tells whether an item imports a module so that it has its name.
func imports(item *ast.Item, path string) bool {
	d, ok := item.Decl.(*ast.ImportDecl)
	return ok && strings.Join(d.Path, "::") == path && d.Names == nil && !d.Glob && d.Alias == ""
}
