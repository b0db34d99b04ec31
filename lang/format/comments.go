package format

// This file writes comments.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hewq/lang/token"
)

// flush writes the comments before the next token.
func (p *printer) flush() { p.comments(-1, len(p.toks)) }

// flushBeforeBrace writes the comments before a brace that closes lines of their own. One that stands no
// deeper than the brace, and less deep than what is written last, is about what comes after the brace: that of the
// branch after `}`, say.
func (p *printer) flushBeforeBrace() {
	column := -1
	if i := p.solid(p.next); i < len(p.toks) && p.lineEndsHere() {
		column = p.column(&p.toks[i])
		i = p.next - 1
		for token.IsElided(p.toks[i].Type) { // the opening brace is not
			i--
		}
		if p.toks[i].Value != "{" {
			for i > 0 && !strings.Contains(p.src.Text[p.toks[i-1].End():p.toks[i].Start()], "\n") {
				i--
			}
			column = min(column, p.column(&p.toks[i])-1)
		}
	}
	p.comments(column, len(p.toks))
}

// column is how many bytes stand before t on its line.
func (p *printer) column(t *token.Token) int {
	return t.Start() - p.src.LineStart(p.src.LineAt(t.Start()))
}

// solid is the number of the first token from i on that is no comment; how many there are if there is none.
func (p *printer) solid(i int) int {
	for i < len(p.toks) && token.IsElided(p.toks[i].Type) {
		i++
	}
	return i
}

// textAt is the text of token i, empty at the end.
func (p *printer) textAt(i int) string {
	if i >= len(p.toks) {
		return ""
	}
	return p.toks[i].Value
}

// comments writes the comments before the next token, as far as they stand before token end. Those that begin
// a line, no further right than column, are indented less.
func (p *printer) comments(column, end int) {
	for ; p.next < end && token.IsElided(p.toks[p.next].Type); p.pass() {
		t := &p.toks[p.next]
		switch {
		case t.Type == dropped:
		case (p.gap < brk || p.inRows() && !p.lineEndsAfter(t.End())) && strings.HasPrefix(t.Value, "/*"):
			p.start()
			p.inline(t)
		case p.trails(t) && (t.Type != token.DocComment || p.gap < brk):
			p.start()
			p.write(" ")
			p.comment(t)
		default:
			outer := p.column(t) <= column
			if outer {
				p.indent--
			}
			p.ownLine(t)
			if outer {
				p.indent++
			}
		}
	}
}

// trails tells whether a comment stands on the line of what was written before it.
func (p *printer) trails(t *token.Token) bool {
	return p.out.Len() > 0 && !p.ended && !strings.Contains(p.src.Text[p.pos:t.Start()], "\n")
}

// inline writes a comment among the tokens of a line.
func (p *printer) inline(t *token.Token) {
	opened := strings.IndexByte("([{", p.last) >= 0
	switch {
	case p.gap >= broken:
		p.white(t.Start())
	case p.gap == space || !opened && p.out.Len() > 0:
		p.write(" ")
	}
	p.write(commentText(t))
	if opened || p.gap >= broken {
		p.gap = space
	}
}

// ownLine writes a comment on a line of its own.
func (p *printer) ownLine(t *token.Token) {
	switch {
	case p.gap < brk:
		p.gap = broken
	case t.Type != token.DocComment && (p.gap == blank || p.gap == brk):
		p.gap = line
	}
	p.white(t.Start())
	p.start()
	p.comment(t)
}

// comment writes a comment that has its line, or the end of it, for itself.
func (p *printer) comment(t *token.Token) {
	p.write(commentText(t))
	p.ended = !strings.HasPrefix(t.Value, "/*")
	switch {
	case p.gap < brk:
		p.gap = broken
	case t.Type == token.DocComment:
		p.gap = brk
	default:
		p.gap = line
	}
}

// commented tells whether there are comments before the next token.
func (p *printer) commented() bool { return p.commentedUpTo(p.peek().Start()) }

// commentedUpTo tells whether there are comments between the last token written and offset.
func (p *printer) commentedUpTo(offset int) bool {
	for i := p.next; i < len(p.toks) && p.toks[i].Start() < offset; i++ {
		if t := p.toks[i].Type; token.IsElided(t) && t != dropped {
			return true
		}
	}
	return false
}

// lineEnds tells whether there is a comment before the next token that ends its line.
func (p *printer) lineEnds() bool {
	for i := p.next; i < len(p.toks) && token.IsElided(p.toks[i].Type); i++ {
		if endsLine(&p.toks[i]) {
			return true
		}
	}
	return false
}

// endsLine tells whether t is a comment that ends its line.
func endsLine(t *token.Token) bool {
	return token.IsElided(t.Type) && t.Type != dropped && !strings.HasPrefix(t.Value, "/*")
}

// spaceOrLine is the gap before a word that goes on a line, unless a comment ends that.
func (p *printer) spaceOrLine() {
	if p.gap = space; p.lineEnds() {
		p.gap = brk
	}
}

// commentText is a comment as it stands, without carriage returns; but the text of documentation begins with a space.
func commentText(t *token.Token) string {
	text := strings.ReplaceAll(t.Value, "\r", "")
	if t.Type == token.DocComment || t.Type == token.ModuleDoc {
		const mark = len("///")
		if r, _ := utf8.DecodeRuneInString(text[mark:]); unicode.IsLetter(r) || unicode.IsDigit(r) || r == '`' {
			return text[:mark] + " " + text[mark:]
		}
	}
	return text
}
