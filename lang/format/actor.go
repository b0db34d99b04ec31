package format

// This file writes actors and supervisors.

import "hewq/lang/ast"

func (p *printer) actorDecl(n *ast.ActorDecl) {
	p.words("actor")
	p.copy()
	p.typeParams(n.TypeParams)
	p.bounds(n.Supers)
	p.gap = space
	body(p, n, n.Members, func(i int) gap {
		if n.Members[i].Mailbox != nil {
			return blank
		}
		return line
	}, p.actorMember)
}

func (p *printer) actorMember(n *ast.ActorMember) {
	p.attributes(n.Attributes)
	switch {
	case n.Receive != nil:
		p.words("receive")
		p.funcDecl(n.Receive)
	case n.Method != nil:
		p.funcDecl(n.Method)
	case n.Init != nil:
		p.word("init")
		enclosed(p, "(", n.Init.Params, ")", p.param)
		p.then(n.Init.Body)
	case n.Mailbox != nil:
		p.mailbox(n.Mailbox)
	case n.Field != nil:
		p.actorField(n.Field)
	}
}

func (p *printer) mailbox(n *ast.Mailbox) {
	p.words("mailbox")
	p.copy()
	if n.Overflow != nil {
		p.spaced("overflow")
		p.overflow(n.Overflow)
	}
	p.mark(";")
}

func (p *printer) overflow(n *ast.Overflow) {
	p.copy()
	if n.Key != "" {
		p.word("(")
		p.copy()
		p.word(")")
	}
	if n.Fallback != nil {
		p.spaced("fallback")
		p.overflow(n.Fallback)
	}
}

func (p *printer) actorField(n *ast.ActorField) {
	if n.Kind != "" {
		p.words(n.Kind)
	}
	p.copy()
	p.typed(n.Type)
	p.assigned(n.Value)
	p.mark(";")
}

func (p *printer) supervisorDecl(n *ast.SupervisorDecl) {
	p.words("supervisor")
	p.copy()
	if p.at("(") {
		enclosed(p, "(", n.Params, ")", p.param)
	}
	p.gap = space
	body(p, n, n.Members, func(i int) gap {
		if (n.Members[i].Child == nil) != (n.Members[i-1].Child == nil) {
			return blank
		}
		return line
	}, p.supervisorMember)
}

func (p *printer) supervisorMember(n *ast.SupervisorMember) {
	switch {
	case n.Child != nil:
		p.child(n.Child)
	case n.Strategy != "":
		p.word("strategy")
		p.words(":")
		p.copy()
	default:
		p.word("intensity")
		p.words(":")
		p.copy()
		if n.Within != "" {
			p.spaced("within")
			p.copy()
		}
	}
	p.mark(";")
}

func (p *printer) child(n *ast.Child) {
	p.copy()
	p.gap = space
	p.copy()
	p.words(":")
	p.path(len(n.Actor))
	p.made(n.TypeArgs, n.Args)
	for _, c := range n.Clauses {
		p.gap = space
		p.childClause(c)
	}
}

func (p *printer) childClause(n *ast.ChildClause) {
	p.copy()
	p.words(":")
	if !p.at("{") {
		p.copy()
		return
	}
	if len(n.WiredTo) == 0 {
		p.begin("{")
		p.close("}")
		return
	}
	p.padded(func() {
		commas(p, n.WiredTo, func(w *ast.Wire) {
			p.copy()
			if w.Sibling != "" {
				p.words(":")
				p.copy()
			}
		})
	})
}
