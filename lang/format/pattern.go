package format

// This file writes patterns.

import "hewq/lang/ast"

func (p *printer) pattern(n ast.Pattern) {
	switch n := n.(type) {
	case *ast.NamePattern:
		p.copy()
	case *ast.LiteralPattern:
		if n.Negative {
			p.word("-")
		}
		p.copy()
	case *ast.VariantPattern:
		p.variantPattern(n)
	case *ast.RecordPattern:
		p.fieldPatterns(n.Fields, n.Rest)
	case *ast.TuplePattern:
		enclosed(p, "(", n.Patterns, ")", p.pattern)
	case *ast.OrPattern:
		for i, alternative := range n.Patterns {
			if i > 0 {
				p.spaced("|")
			}
			p.pattern(alternative)
		}
	}
}

func (p *printer) variantPattern(n *ast.VariantPattern) {
	if n.Dot {
		p.word(".")
	}
	p.path(len(n.Path))
	switch {
	case !p.within(n):
	case p.at("("):
		enclosed(p, "(", n.Tuple, ")", p.pattern)
	default:
		p.gap = space
		p.fieldPatterns(n.Fields, n.Rest)
	}
}

// within tells whether the next token is one of n.
func (p *printer) within(n ast.Node) bool { return p.peek().Start() < n.End() }

// fieldPatterns writes the fields of a pattern in their braces.
func (p *printer) fieldPatterns(fields []*ast.FieldPattern, rest bool) {
	p.padded(func() {
		commas(p, fields, func(f *ast.FieldPattern) {
			p.copy()
			if f.Pattern != nil {
				p.words(":")
				p.pattern(f.Pattern)
			}
		})
		p.rest(len(fields) > 0, rest)
	})
}

// rest writes `..` after what stands before it in a list.
func (p *printer) rest(more, rest bool) {
	if !rest {
		return
	}
	if more {
		p.comma()
	}
	p.word("..")
}
