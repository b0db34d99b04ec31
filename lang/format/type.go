package format

// This file writes types, and what is said of type parameters.

import "hewq/lang/ast"

func (p *printer) typ(n ast.Type) {
	switch n := n.(type) {
	case *ast.NamedType:
		p.path(len(n.Path))
		p.typeArgs(n, n.Args)
	case *ast.TupleType:
		enclosed(p, "(", n.Types, ")", p.typ)
	case *ast.ArrayType:
		p.begin("[")
		p.typ(n.Elem)
		if n.Size != "" {
			p.words(";")
			p.copy()
		}
		p.close("]")
	case *ast.FuncType:
		p.word("fn")
		enclosed(p, "(", n.Params, ")", p.typ)
		p.result(n.Result)
	case *ast.PointerType:
		p.word("*")
		p.copy()
		p.gap = space
		p.typ(n.Elem)
	case *ast.BorrowType:
		p.word("&")
		p.typ(n.Elem)
	case *ast.DynType:
		p.words("dyn")
		if p.at("(") {
			p.begin("(")
			p.sum(n.Traits)
			p.close(")")
		} else {
			p.sum(n.Traits)
		}
	case *ast.QualifiedType:
		p.qualified(n)
	}
}

// qualified writes `<T as Trait>.Item`.
func (p *printer) qualified(n *ast.QualifiedType) {
	p.word("<")
	p.typ(n.Type)
	p.spaced("as")
	p.path(len(n.Trait))
	p.word(">")
	for range n.Names {
		p.copy()
		p.copy()
	}
}

// typeArgs writes the `<A, B>` of n, if it has that.
func (p *printer) typeArgs(n ast.Node, args []*ast.TypeArg) {
	if p.at("<") && p.within(n) {
		enclosed(p, "<", args, ">", p.typeArg)
	}
}

func (p *printer) typeArg(n *ast.TypeArg) {
	if n.Name != "" {
		p.copy()
		p.spaced("=")
	}
	p.typ(n.Type)
}

// typeParams writes `<A, B>`, if there are any.
func (p *printer) typeParams(params []*ast.TypeParam) {
	if p.at("<") {
		enclosed(p, "<", params, ">", p.typeParam)
	}
}

func (p *printer) typeParam(n *ast.TypeParam) {
	if n.Const == "" {
		p.copy()
		p.bounds(n.Bounds)
		return
	}
	p.words("const")
	p.copy()
	p.typed(n.Type)
	if n.Default != "" {
		p.spaced("=")
		p.copy()
	}
}

// bounds writes `: A + B`, if there are any.
func (p *printer) bounds(traits []*ast.TraitRef) {
	if len(traits) > 0 {
		p.words(":")
		p.sum(traits)
	}
}

// sum writes `A + B`.
func (p *printer) sum(traits []*ast.TraitRef) {
	for i, t := range traits {
		if i > 0 {
			p.spaced("+")
		}
		p.path(len(t.Path))
		p.typeArgs(t, t.Args)
	}
}

// where writes ` where T: A, U: B`, if there is something.
func (p *printer) where(all []*ast.Bound) {
	if len(all) == 0 {
		return
	}
	p.spaced("where")
	commas(p, all, func(b *ast.Bound) {
		p.typ(b.Type)
		p.bounds(b.Bounds)
	})
}
