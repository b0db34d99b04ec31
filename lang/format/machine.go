package format

// This file writes machines.

import "hewq/lang/ast"

func (p *printer) machineDecl(n *ast.MachineDecl) {
	p.words("machine")
	p.copy()
	p.typeParams(n.TypeParams)
	p.where(n.Where)
	p.gap = space
	body(p, n, n.Members, func(i int) gap {
		if sectionOf(n.Members[i]) != sectionOf(n.Members[i-1]) {
			return blank
		}
		return line
	}, p.machineMember)
}

// A section is a part of a machine that an empty line sets off.
type section int

const (
	events section = iota
	emits
	states
	composites
	transitions
	defaults
)

func sectionOf(n *ast.MachineMember) section {
	switch {
	case n.Events != nil:
		return events
	case n.Emits != nil:
		return emits
	case n.State != nil:
		for _, m := range n.State.Members {
			if m.State != nil {
				return composites
			}
		}
		return states
	case n.Transition != nil:
		return transitions
	}
	return defaults
}

func (p *printer) machineMember(n *ast.MachineMember) {
	switch {
	case n.State != nil:
		p.state(n.State)
	case n.Transition != nil:
		p.transition(n.Transition)
	case p.at("events"):
		p.words("events")
		body(p, n, n.Events, every(line), p.event)
	case p.at("emits"):
		p.emits(n)
	default:
		p.byDefault(n.Default)
	}
}

func (p *printer) event(n *ast.Event) {
	p.copy()
	if p.at("{") && p.within(n) {
		p.gap = space
		p.machineFields(n.Fields)
		p.drop(";")
		return
	}
	p.mark(";")
}

// machineFields writes fields in braces on one line, each with its semicolon.
func (p *printer) machineFields(fields []*ast.Field) {
	if len(fields) == 0 {
		p.begin("{")
		p.close("}")
		return
	}
	p.padded(func() {
		for i, f := range fields {
			if i > 0 {
				p.between()
			}
			p.field(f)
			p.mark(";")
		}
	})
}

func (p *printer) emits(n *ast.MachineMember) {
	p.words("emits")
	p.open()
	for i := range n.Emits {
		if i > 0 {
			p.gap = line
		}
		p.copy()
		p.mark(";")
	}
	p.shut()
}

// byDefault writes what a machine does with other events.
func (p *printer) byDefault(n *ast.Block) {
	p.word("default")
	if n == nil {
		p.mark(";")
		return
	}
	if name, ok := n.Tail().(*ast.Name); ok && name.Name == "state" && len(n.Stmts) == 1 && !p.commentedUpTo(n.End()) {
		p.gap = space
		p.padded(func() {
			p.dropMarks()
			p.copy()
		})
		return
	}
	p.then(n)
}

func (p *printer) state(n *ast.State) {
	if n.Initial {
		p.words("initial")
	}
	p.words("state")
	p.copy()
	if !p.at("{") || !p.within(n) {
		p.mark(";")
		return
	}
	p.gap = space
	if fields := onlyFields(n.Members); len(fields) == len(n.Members) && !p.commentedUpTo(n.End()) {
		p.machineFields(fields)
	} else {
		body(p, n, n.Members, every(line), p.stateMember)
	}
	p.drop(";")
}

// onlyFields are the fields among the members of a state.
func onlyFields(members []*ast.StateMember) (fields []*ast.Field) {
	for _, m := range members {
		if m.Field != nil {
			fields = append(fields, m.Field)
		}
	}
	return fields
}

func (p *printer) stateMember(n *ast.StateMember) {
	switch {
	case n.Entry != nil:
		p.word("entry")
		p.then(n.Entry)
	case n.Exit != nil:
		p.word("exit")
		p.then(n.Exit)
	case n.State != nil:
		p.state(n.State)
	case n.Transition != nil:
		p.transition(n.Transition)
	default:
		p.field(n.Field)
		p.mark(";")
	}
}

func (p *printer) transition(n *ast.Transition) {
	p.words("on")
	p.copy()
	if p.at("(") {
		p.begin("(")
		for i := range n.Bindings {
			if i > 0 {
				p.comma()
			}
			p.copy()
		}
		p.close(")")
	}
	p.words(":")
	p.stateName(len(n.From))
	p.spaced("=>")
	p.stateName(len(n.To))
	if n.Reenter {
		p.gap = space
		p.word("reenter")
	}
	if n.Guard != nil {
		p.spaced("when")
		p.head(n.Guard)
	}
	switch {
	case n.Body != nil:
		p.then(n.Body)
	case p.at("{"):
		p.gap = space
		p.inits(n.Fields)
	default:
		p.mark(";")
	}
}

// stateName writes the name of a state, which may begin with a dot.
func (p *printer) stateName(n int) {
	p.accept(".")
	p.path(n)
}
