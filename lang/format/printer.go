package format

// This file writes the tokens of a file, one after the other, with the white space between them.

import (
	"fmt"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A printer writes the tokens of a file in order. What walks the tree says which token comes next, and what
// stands before it; the printer refuses to write another one. So no token is lost, and each comment stays
// between the tokens where it stood.
type printer struct {
	tree   *ast.File
	src    *source.File
	toks   []token.Token // a copy of those of the file: a dropped one becomes a LastComma
	next   int           // the first token that is not yet written
	out    strings.Builder
	last   byte // the last byte of out
	ended  bool // out ends in a comment that ends its line
	pos    int  // where in the source the last token ends that was written or dropped
	gap    gap  // what stands before the next token
	indent int
	line   int      // the indentation of the line that is being written, without that of brackets closed on it
	rows   []rows   // of the brackets that are open
	lists  []*list  // of units, see Range
	starts []*int   // where units begin that have nothing written yet
	parens parens   // that stay
	stays  int      // where one stands that stays
	joined []string // the tokens written last, with nothing between them
}

func newPrinter(f *ast.File) *printer {
	return &printer{tree: f, src: f.Source, toks: slices.Clone(f.Tokens())}
}

// dropped is the type of a token that is not written: what the grammar skips, and is no comment.
const dropped = token.LastComma

// tab is one level of indentation.
const tab = "    "

// A gap is the white space before a token.
type gap uint8

const (
	tight  gap = iota // none
	space             // a space
	broken            // a new line, since a comment ended the one before it; indented once more
	brk               // a new line
	line              // a new line, and before it an empty one if the source has one there
	blank             // an empty line, unless comments come first: then as line
	always            // an empty line
)

// A rows says whether what stands in brackets is a list that keeps its line breaks, since a comment ends a line in it.
type rows struct {
	kept   bool
	open   bool // there is one after the opening bracket
	line   int  // the indentation of the line with that bracket
	indent int  // that of lines outside of the list
}

// A surprise is the panic of a printer that finds another token than the tree says.
type surprise struct{ message string }

func (s surprise) Error() string { return s.message }

// peek is the next token that is no comment; one without text at the end.
func (p *printer) peek() *token.Token {
	if i := p.solid(p.next); i < len(p.toks) {
		return &p.toks[i]
	}
	end := token.EndOf(p.src.Text)
	return &end
}

// at tells whether the next token has one of these texts.
func (p *printer) at(texts ...string) bool {
	t := p.peek()
	for _, text := range texts {
		if t.Value == text && t.Type != token.FStringText {
			return true
		}
	}
	return false
}

// word writes the next token, which must be text.
func (p *printer) word(text string) {
	if t := p.peek(); t.Value != text {
		panic(surprise{fmt.Sprintf("%q where %q should stand, at offset %d", t.Value, text, t.Start())})
	}
	p.copy()
}

// accept writes the next token if it is text, and tells whether it was.
func (p *printer) accept(text string) bool {
	if !p.at(text) {
		return false
	}
	p.copy()
	return true
}

// copy writes the next token as it stands.
func (p *printer) copy() { p.put(p.peek().Value) }

// put writes text in the place of the next token.
func (p *printer) put(text string) {
	p.flush()
	if p.next == len(p.toks) {
		panic(surprise{"the file ends too early"})
	}
	if p.glues(text) {
		p.gap = space
	}
	p.white(p.toks[p.next].Start())
	p.start()
	joined := p.joined
	p.write(text)
	if !ofFString(p.toks[p.next].Type) {
		p.joined = append(joined, text)
	}
	p.pass()
	p.gap = tight
}

// glues tells whether text would become another token together with those right before it, as the dots and
// numbers of `t.0 .1` would.
func (p *printer) glues(text string) bool {
	t := &p.toks[p.next]
	if p.gap != tight || ofFString(t.Type) {
		return false
	}
	tokens := p.joined[max(0, len(p.joined)-2):]
	before := strings.Join(tokens, "")
	if strings.HasSuffix(p.src.Text[:t.Start()], before) { // they are tokens of their own there
		return false
	}
	return len(token.Read(source.New("", before+text)))-1 != len(tokens)+1
}

// ofFString tells whether a token is an end of an f-string or text in it.
func ofFString(t token.Type) bool {
	return t == token.FStringStart || t == token.FStringText || t == token.FStringEnd
}

// words writes tokens with a space after each.
//
//go:noinline
func (p *printer) words(texts ...string) {
	for _, text := range texts {
		p.word(text)
		p.gap = space
	}
}

// spaced writes a token with a space before it and after it.
//
//go:noinline
func (p *printer) spaced(text string) {
	p.gap = space
	p.word(text)
	p.gap = space
}

// mark writes the mark want, which the source may have or not, or has another one of `;` and `,` there. It
// goes before a comment that ends the line.
func (p *printer) mark(want string) {
	if t := p.peek(); t.Type == token.Punct && (t.Value == "," || t.Value == ";") {
		if p.commented() && !p.lineEnds() {
			p.put(want)
			return
		}
		t.Type = dropped
	}
	p.write(want)
}

// drop leaves the next token out if it is text, and tells whether it was.
func (p *printer) drop(text string) bool {
	if !p.at(text) {
		return false
	}
	p.peek().Type = dropped
	return true
}

// dropMarks leaves out the marks that stand alone here.
func (p *printer) dropMarks() {
	for i := p.solid(p.next); p.textAt(i) == ";"; i = p.solid(i) {
		p.toks[i].Type = dropped
	}
}

// pass goes over a token.
func (p *printer) pass() {
	t := &p.toks[p.next]
	p.pos = t.Start() + len(t.Value)
	p.next++
}

// start notes that what is written next begins the units that are waiting for that.
func (p *printer) start() {
	for _, at := range p.starts {
		*at = p.out.Len()
	}
	p.starts = nil
}

// white writes the gap before what stands at offset in the source.
func (p *printer) white(offset int) {
	switch p.gap {
	case tight:
		return
	case space:
		p.write(" ")
		return
	}
	if p.out.Len() == 0 {
		return
	}
	p.write("\n")
	if p.gap >= blank || p.gap == line && p.emptyLineBefore(offset) {
		p.write("\n")
	}
	p.line = p.lineOfNext()
	p.write(strings.Repeat(tab, p.line))
}

// emptyLineBefore tells whether the source has an empty line between the last token written and offset.
func (p *printer) emptyLineBefore(offset int) bool {
	return strings.Count(p.src.Text[p.pos:offset], "\n") > 1
}

func (p *printer) write(text string) {
	p.out.WriteString(text)
	p.ended, p.joined = false, nil
	if text != "" {
		p.last = text[len(text)-1]
	}
}

// open writes a brace that opens lines of their own.
func (p *printer) open() {
	p.word("{")
	p.gap = brk
	p.indent++
	p.rows = append(p.rows, rows{})
}

// shut writes the brace that closes lines of their own.
func (p *printer) shut() {
	p.dropMarks()
	if p.gap < brk {
		p.gap = line
	}
	p.flushBeforeBrace()
	p.rows = p.rows[:len(p.rows)-1]
	p.indent--
	p.gap = brk
	p.word("}")
}

// begin writes the bracket that opens a list.
func (p *printer) begin(bracket string) {
	p.word(bracket)
	r := rows{kept: p.linesEndWithin(bracket), line: p.line, indent: p.indent}
	if r.kept {
		p.indent = r.line + 1
		if r.open = p.lineEndsHere(); r.open {
			p.gap = brk
		}
	}
	p.rows = append(p.rows, r)
}

// linesEndWithin tells whether a comment ends a line between a bracket, which is written, and the one that closes it,
// outside of other brackets. Parentheses that may go are not such.
func (p *printer) linesEndWithin(bracket string) bool {
	if bracket == "<" || bracket == "|" {
		return false
	}
	depth, before := 0, p.toks[p.next-1]
	var open []int // how much deeper each bracket is
	for i := p.next; ; i++ {
		t := p.toks[i]
		switch {
		case token.IsElided(t.Type):
			if depth == 0 && endsLine(&t) {
				return true
			}
			continue
		case t.Type != token.Punct:
		case t.Value == "(" && (!calls(&before) || p.textAt(p.solid(i+1)) == ")"):
			open = append(open, 0)
		case strings.Contains("([{#[", t.Value):
			open = append(open, 1)
			depth++
		case !strings.Contains(")]}", t.Value):
		case len(open) == 0:
			return false
		default:
			last := len(open) - 1
			depth -= open[last]
			open = open[:last]
		}
		before = t
	}
}

// calls tells whether a parenthesis behind t may be that of a call.
func calls(t *token.Token) bool {
	switch t.Value {
	case ")", "]", "}", "?":
		return true
	case "after", "clone", "is":
		return false
	}
	return t.Type == token.Ident
}

// lineEndsHere tells whether a line ends between the last token written and the next one.
func (p *printer) lineEndsHere() bool { return p.lineEndsAfter(p.pos) }

// lineEndsAfter tells whether a line ends between offset and the next token that is no comment, nor a parenthesis
// that may go.
func (p *printer) lineEndsAfter(offset int) bool {
	i := p.solid(p.next)
	for p.textAt(i) == "(" {
		i = p.solid(i + 1)
	}
	return i < len(p.toks) && strings.Contains(p.src.Text[offset:p.toks[i].Start()], "\n")
}

// close writes the bracket that closes a list.
func (p *printer) close(bracket string) {
	last := len(p.rows) - 1
	r := p.rows[last]
	if r.open || r.kept && p.lineEndsHere() {
		p.gap = line
	}
	if p.flush(); p.gap >= broken || r.open {
		p.gap = brk
	}
	p.indent = r.line
	p.word(bracket)
	p.rows, p.indent, p.line = p.rows[:last], r.indent, r.line
}

// comma writes the comma between the elements of a list, and the white space after it.
func (p *printer) comma() {
	p.mark(",")
	p.between()
}

// between is the gap between the elements of a list.
func (p *printer) between() {
	if p.gap = space; p.inRows() && p.lineEndsHere() {
		p.gap = line
	}
}

// inRows tells whether the innermost brackets that are open are those of a list that keeps its line breaks.
func (p *printer) inRows() bool { return len(p.rows) > 0 && p.rows[len(p.rows)-1].kept }

// lineOfNext is the indentation of the line on which the next token will stand.
func (p *printer) lineOfNext() int {
	switch p.gap {
	case tight, space:
		return p.line
	case broken:
		return p.indent + 1
	}
	return p.indent
}

// commas writes a list with commas between its elements, and none after the last one.
func commas[N ast.Node](p *printer, nodes []N, write func(N)) {
	for i, n := range nodes {
		if i > 0 {
			p.comma()
		}
		write(n)
	}
	if len(nodes) > 0 {
		p.drop(",")
	}
}

// enclosed writes a list with commas in brackets.
func enclosed[N ast.Node](p *printer, open string, nodes []N, closing string, write func(N)) {
	p.begin(open)
	commas(p, nodes, write)
	p.close(closing)
}

// padded writes a list with commas and perhaps more in braces, with spaces inside them, also if there is nothing.
func (p *printer) padded(write func()) {
	if p.begin("{"); p.gap == tight {
		p.gap = space
	}
	write()
	if p.last == '{' && !p.commented() {
		p.write(" ")
	}
	p.gap = space
	p.close("}")
}

// path writes n names with the dots or colons between them.
func (p *printer) path(n int) {
	for i := range n {
		if i > 0 {
			p.copy()
		}
		p.copy()
	}
}
