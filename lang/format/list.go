package format

// This file writes lists in brackets.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/token"
)

// A rows says whether what stands in brackets is a list that keeps its line breaks, since a comment ends a line in it.
type rows struct {
	kept   bool
	open   bool // there is one after the opening bracket
	line   int  // the indentation of the line with that bracket
	indent int  // that of lines outside of the list
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
