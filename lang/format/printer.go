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

// path writes n names with the dots or colons between them.
func (p *printer) path(n int) {
	for i := range n {
		if i > 0 {
			p.copy()
		}
		p.copy()
	}
}
