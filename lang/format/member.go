package format

// This file writes what stands in the braces of types, traits and impls.

import "hewq/lang/ast"

// body writes what stands in the braces of a declaration; before gives the gap before member i.
func body[M ast.Node](p *printer, n ast.Node, members []M, before func(i int) gap, write func(M)) {
	p.open()
	units(p, n, members, before, write)
	p.shut()
}

// member writes a member of a type, trait or impl; end is what ends a field.
func (p *printer) member(n *ast.Member, end string) {
	p.attributes(n.Attributes)
	p.visibility(n.Visibility)
	switch {
	case n.Method != nil:
		p.funcDecl(n.Method)
	case n.Type != nil:
		p.assocType(n.Type)
	case n.Reserved != nil:
		p.reserved(n.Reserved)
		p.mark(";")
	case n.Field != nil:
		p.field(n.Field)
		p.mark(end)
	}
}

func (p *printer) assocType(n *ast.AssocType) {
	p.words("type")
	p.copy()
	p.bounds(n.Bounds)
	if n.Type != nil {
		p.spaced("=")
		p.typ(n.Type)
	}
	p.mark(";")
}

// field writes a field, in a wire type with its number and modifiers.
func (p *printer) field(n *ast.Field) {
	p.copy()
	p.typed(n.Type)
	switch {
	case n.Number == "":
	case p.at("="):
		p.spaced("=")
		p.copy()
	default:
		p.gap = space
		p.word("@")
		p.copy()
	}
	for _, m := range n.Modifiers {
		p.modifier(m)
	}
}

func (p *printer) modifier(n *ast.Modifier) {
	p.gap = space
	p.copy()
	if n.Arg != "" {
		p.gap = space
		p.copy()
	}
	switch {
	case n.Text == "":
	case p.accept("("):
		p.copy()
		p.word(")")
	default:
		p.spaced("=")
		p.copy()
	}
}

func (p *printer) reserved(n *ast.Reserved) {
	p.word("reserved")
	parenthesized := p.at("(")
	if parenthesized {
		p.begin("(")
	} else {
		p.gap = space
	}
	for i := range n.Numbers {
		if i > 0 {
			p.comma()
		}
		if !parenthesized {
			p.word("@")
		}
		p.copy()
	}
	if parenthesized {
		p.close(")")
	}
}

func (p *printer) variant(n *ast.Variant) {
	p.attributes(n.Attributes)
	if n.Reserved != nil {
		p.reserved(n.Reserved)
		p.mark(";")
		return
	}
	p.copy()
	switch {
	case p.at("("):
		enclosed(p, "(", n.Types, ")", p.typ)
	case p.at("{"):
		p.gap = space
		p.padded(func() { commas(p, n.Fields, p.field); p.drop(";") })
	}
	p.mark(";")
}
