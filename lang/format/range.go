package format

// This file notes where statements and declarations stand before and after, for Range.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A list is what stands in a block, in the braces of a declaration or in a file: units, in their order.
type list struct {
	start, end int // where the block or the declaration stands
	units      []placed
}

// A placed unit is a statement, declaration or member: where it stands in the source, and in what was written.
type placed struct {
	from, to span
	ended    bool // a comment ends the line
}

type span struct{ start, end int }

// units writes the nodes that stand in n, each on lines of its own; before gives the gap before node i.
func units[N ast.Node](p *printer, n ast.Node, nodes []N, before func(i int) gap, write func(N)) {
	l := &list{start: n.Start(), end: n.End()}
	p.lists = append(p.lists, l)
	for i, node := range nodes {
		p.dropMarks()
		p.flush()
		u := placed{from: span{start: p.peek().Start()}}
		p.starts = append(p.starts, &u.to.start)
		write(node)
		if p.gap = line; i+1 < len(nodes) {
			p.gap = before(i + 1)
		}
		p.passMarks()
		u.from.end, u.to.end, u.ended = p.pos, p.out.Len(), p.ended
		l.units = append(l.units, u)
	}
}

// every is the same gap before each node.
func every(g gap) func(int) gap { return func(int) gap { return g } }

// passMarks goes over the marks that were dropped behind the last token, and writes the comments before them.
func (p *printer) passMarks() {
	end := p.next
	for i := p.next; i < len(p.toks) && token.IsElided(p.toks[i].Type); i++ {
		if p.toks[i].Type == dropped {
			end = i + 1
		}
	}
	p.comments(-1, end)
}

// edit is the edit for the units of one list that have in them what stands from start to end.
func (p *printer) edit(start, end int) diag.Edit {
	var best *list
	for _, l := range p.lists { // inner ones come after outer ones
		if l.start <= start && end <= l.end && len(l.touched(start, end)) > 0 {
			best = l
		}
	}
	if best == nil {
		return diag.Edit{Span: source.Span{File: p.src, Start: start, End: start}}
	}
	us := best.touched(start, end)
	last := us[len(us)-1]
	from := span{us[0].from.start, last.from.end}
	to := span{us[0].to.start, last.to.end}
	out := p.out.String()
	after := ""
	if last.ended { // what stands behind it on its line must not become a part of the comment
		rest := strings.TrimLeft(p.src.Text[from.end:], " \t\r")
		from.end = len(p.src.Text) - len(rest)
		if !strings.HasPrefix(rest, "\n") {
			after = "\n" + out[to.start-max(indentBefore(out, to.start), 0):to.start]
		}
	}
	if indent := indentBefore(p.src.Text, from.start); indent >= 0 {
		from.start -= indent
		to.start -= max(indentBefore(out, to.start), 0)
	}
	return diag.Edit{Span: source.Span{File: p.src, Start: from.start, End: from.end}, Text: out[to.start:to.end] + after}
}

// touched are the units of which something stands from start to end; that at start, if the two are the same.
func (l *list) touched(start, end int) []placed {
	var us []placed
	for _, u := range l.units {
		if u.from.start < end && start < u.from.end || start == end && u.from.start <= start && start <= u.from.end {
			us = append(us, u)
		}
	}
	return us
}

// indentBefore is how much white space stands before offset on its line, -1 if something else does too.
func indentBefore(text string, offset int) int {
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	if strings.Trim(line, " \t") != "" {
		return -1
	}
	return len(line)
}
