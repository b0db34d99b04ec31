package parser

// This file finds the block that has no end, by how the lines are indented.

import (
	"strings"

	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// unclosed is the mistake that the `{` at open has no `}`, seen at offset at.
func (c *complaints) unclosed(open, at int) mistake {
	blocks, before := c.openBlocks(open, at)
	if before < at { // an end that stands where that of another block is meant
		open = blocks[0]
	}
	m := mistake{
		code: diag.SyntaxUnclosed, start: at, end: at, open: true, message: "expected `}`",
		notes: []diag.Note{{Span: source.Span{File: c.src, Start: open, End: open + 1}, Message: "this `{` has no `}`"}},
	}
	if at >= len(c.src.Text) {
		m.atEnd, m.message = true, "expected `}`, found the end of the file"
	}
	var text strings.Builder
	for i := len(blocks) - 1; i >= 0; i-- {
		text.WriteString("\n" + c.indent(blocks[i]) + "}")
	}
	if i := c.before(c.index(before)); i >= 0 {
		end := c.tokens[i].End()
		m.fix = &fix{"insert `}`", []edit{{end, end, text.String()}}}
	}
	return m
}

// openBlocks are the `{` from the one at open on that have no `}` before offset at, the outermost first.
// If a `}` is indented as that of a block further out, the one that it closes instead is the only one,
// and before is where that `}` stands; else it is at.
func (c *complaints) openBlocks(open, at int) (blocks []int, before int) {
	line := 0
	for _, t := range c.tokens[c.index(open):c.index(at)] {
		if t.Type != token.Punct {
			line = c.src.LineAt(t.Start())
			continue
		}
		switch t.Value {
		case "{":
			blocks = append(blocks, t.Start())
		case "}":
			if len(blocks) == 0 {
				return []int{open}, at
			}
			last := blocks[len(blocks)-1]
			if first := c.src.LineAt(t.Start()) != line; first && len(blocks) > 1 && len(c.indent(t.Start())) < len(c.indent(last)) {
				return []int{last}, t.Start()
			}
			blocks = blocks[:len(blocks)-1]
		}
		line = c.src.LineAt(t.Start())
	}
	if len(blocks) == 0 {
		blocks = []int{open}
	}
	return blocks, at
}

// indent is what the line with offset begins with.
func (c *complaints) indent(offset int) string {
	line := c.src.Line(c.src.Place(offset).Line)
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
