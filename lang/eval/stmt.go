package eval

// This file lowers statements.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// stmt lowers a statement of the block that clean belongs to.
func (l *lowerer) stmt(s ast.Stmt, clean *cleanup) stmt {
	defer l.inside()()
	if c := l.counter(s); c != nil {
		return l.countedStmt(c, s, func() stmt { return l.stmt(s, clean) })
	}
	switch s := s.(type) {
	case *ast.LetStmt:
		return l.let(s)
	case *ast.VarStmt:
		return l.variable(s)
	case *ast.AssignStmt:
		u := l.unit(s.Value)
		return u.aroundStmt(l.assign(s))
	case *ast.ExprStmt:
		return l.effect(s.X)
	case *ast.WhileStmt:
		return l.while(s, -1)
	case *ast.ForStmt:
		u := l.unit(s)
		return u.aroundStmt(l.forStmt(s, -1))
	case *ast.LoopStmt:
		return l.loopStmt(s, -1)
	case *ast.DeferStmt:
		slot := clean.flag(s)
		return func(f *frame) ctl { f.s[slot] = reached; return next }
	}
	l.bug(s, "a statement that cannot run: %T", s)
	return nil
}

// let lowers `let pattern = value`.
func (l *lowerer) let(s *ast.LetStmt) stmt {
	if s.Value == nil {
		if n, ok := s.Pattern.(*ast.NamePattern); ok {
			if v := l.info.Defs[n]; v != nil {
				l.bindLocal(v)
			}
		}
		return func(*frame) ctl { return next }
	}
	if s.Try && l.endless(s.Value) != nil {
		return l.effect(s.Value)
	}
	if s.Try {
		slot := l.temp()
		get := l.tryInto(s, s.Value, slot)
		bind := l.bindSlot(s.Pattern, slot)
		return func(f *frame) ctl {
			if c := get(f); c != next {
				return c
			}
			bind(f)
			return next
		}
	}
	if n, ok := s.Pattern.(*ast.NamePattern); ok {
		if v := l.info.Defs[n]; v != nil {
			set := l.initialise(v, s.Value)
			if !v.Used() && !l.typed && l.tells(s.Value) {
				set = unlookedSlot(set, l.slots[v])
			}
			return set
		}
		return l.effect(s.Value)
	}
	slot := l.temp()
	get := l.into(s.Value, slot)
	bind := l.bindSlot(s.Pattern, slot)
	return func(f *frame) ctl {
		if c := get(f); c != next {
			return c
		}
		bind(f)
		return next
	}
}

// variable lowers `var name = value`.
func (l *lowerer) variable(s *ast.VarStmt) stmt {
	v := l.info.Defs[s]
	if s.Value == nil {
		slot := l.bindLocal(v)
		return func(f *frame) ctl { f.s[slot] = value.Value{}; return next }
	}
	return l.initialise(v, s.Value)
}

// initialise lowers the declaration of v with its first value.
func (l *lowerer) initialise(v *check.Local, x ast.Expr) stmt {
	if l.spreads[v] {
		return l.initialiseSpread(v, x)
	}
	// The value is lowered first: it may mention another variable of the same name.
	top := l.top
	slot := -1
	if l.drops[v] {
		slot = l.slots[v]
	} else {
		slot = l.temp()
	}
	set := l.bound(v, x, slot)
	l.top = max(top, slot+1)
	l.slots[v] = slot
	return set
}

// bound stores x as the value of v: a copy of its own where v is changed in place.
func (l *lowerer) bound(v *check.Local, x ast.Expr, slot int) stmt {
	copied := l.bindCopier(v, x)
	if copied == nil {
		return l.into(x, slot)
	}
	if l.canLeave(x) {
		get := l.into(x, slot)
		return func(f *frame) ctl {
			if c := get(f); c != next {
				return c
			}
			f.s[slot] = copied(f.s[slot])
			return next
		}
	}
	get := l.expr(x)
	return func(f *frame) ctl { v := get(f); f.s[slot] = copied(v); return next }
}

// bindCopier gives the function that copies what x gives for v, nil if v can share it.
func (l *lowerer) bindCopier(v *check.Local, x ast.Expr) func(value.Value) value.Value {
	t := l.typ(v.Type)
	if _, ok := t.(*types.Array); ok {
		if l.changes(x) || v.Mutable && l.isPlace(x) {
			return l.arrays(t)
		}
		return nil
	}
	if !v.FieldAssigned || l.fresh(x) {
		return nil
	}
	return l.copier(t)
}

// fresh tells whether the record that x gives belongs to nothing else.
func (l *lowerer) fresh(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.StructExpr, *ast.TupleExpr:
		return true
	case *ast.Name:
		v, ok := l.info.Uses[x].(*check.Local)
		return ok && v.FieldAssigned // reading it copies it, or is the last use
	case *ast.UnaryExpr:
		return x.Op == "clone"
	}
	return false
}

// bindLocal takes the slots of a variable.
func (l *lowerer) bindLocal(v *check.Local) int {
	if slot, ok := l.slots[v]; ok && l.drops[v] {
		return slot
	}
	return l.declare(v)
}

// effect lowers an expression whose value is not used.
func (l *lowerer) effect(e ast.Expr) stmt {
	defer l.inside()()
	if c := l.counter(e); c != nil {
		return l.countedStmt(c, e, func() stmt { return l.effect(e) })
	}
	if u := l.unit(e); u != nil {
		return u.aroundStmt(l.effect(e))
	}
	if x := l.cut(e); x != nil {
		return l.effect(x)
	}
	switch x := e.(type) {
	case *ast.ReturnExpr:
		return l.returnStmt(x)
	case *ast.BreakExpr:
		return l.breakStmt(x)
	case *ast.ContinueExpr:
		c := l.leaving(l.info.Labels[x], cont)
		return func(*frame) ctl { return c }
	case *ast.Block:
		return l.blockStmt(x)
	case *ast.UnsafeExpr:
		return l.blockStmt(x.Body)
	case *ast.IfExpr:
		return l.ifStmt(x)
	case *ast.MatchExpr:
		return l.matchStmt(x)
	case *ast.SelectExpr:
		return l.selectEach(x, l.effect)
	case *ast.ScopeExpr:
		return l.scopeStmt(x)
	case *ast.ForkExpr:
		return l.forkStmt(x)
	case *ast.DeadlineExpr:
		return l.deadlineStmt(x)
	case *ast.CallExpr:
		if !l.canLeave(x) {
			if s := l.callStmt(x); s != nil {
				return s
			}
		}
	}
	if l.canLeave(e) {
		top := l.top
		slot := l.temp()
		s := l.into(e, slot)
		l.top = top
		if l.tells(e) {
			return unlookedSlot(s, slot)
		}
		return s
	}
	x := l.expr(e)
	if l.tells(e) {
		return unlooked(x)
	}
	return func(f *frame) ctl { x(f); return next }
}

// returnStmt lowers `return value` inside of statements.
func (l *lowerer) returnStmt(x *ast.ReturnExpr) stmt {
	if x.Value == nil {
		return func(f *frame) ctl { f.r = unit; return ret }
	}
	if l.tested != nil {
		return l.tested.returned(l.site(x), l.returnValue(x))
	}
	return l.returnValue(x)
}

func (l *lowerer) returnValue(x *ast.ReturnExpr) stmt {
	if l.canLeave(x.Value) {
		top := l.top
		slot := l.temp()
		s := l.into(x.Value, slot)
		l.top = top
		return func(f *frame) ctl {
			if c := s(f); c != next {
				return c
			}
			f.r = f.s[slot]
			return ret
		}
	}
	v := l.expr(x.Value)
	return func(f *frame) ctl { f.r = v(f); return ret }
}

// ifStmt lowers an if whose value is not used.
func (l *lowerer) ifStmt(x *ast.IfExpr) stmt {
	top := l.top
	var before stmt
	if l.canLeave(x.Cond) {
		slot := l.temp()
		before = l.into(x.Cond, slot)
		l.spilled[x.Cond] = slot
	}
	c := l.ifCond(x)
	then := l.blockStmt(x.Then)
	l.top = top
	var s stmt
	if x.Else == nil {
		s = l.ifThen(x, c, then)
	} else {
		other := l.effect(x.Else)
		s = func(f *frame) ctl {
			if c(f) {
				return then(f)
			}
			return other(f)
		}
	}
	return after(before, s)
}

// after runs s once before has come to its end; before may be nil.
func after(before, s stmt) stmt {
	if before == nil {
		return s
	}
	return func(f *frame) ctl {
		if c := before(f); c != next {
			return c
		}
		return s(f)
	}
}

// into lowers an expression to a statement that leaves its value in a slot. It serves
// expressions that can be left early, and all others as well.
func (l *lowerer) into(e ast.Expr, slot int) stmt {
	if c := l.counter(e); c != nil {
		return l.countedStmt(c, e, func() stmt { return l.into(e, slot) })
	}
	if u := l.unit(e); u != nil {
		return u.aroundStmt(l.into(e, slot))
	}
	if _, computed := l.spilled[e]; computed || !l.canLeave(e) {
		return l.set(slot, e)
	}
	defer l.inside()()
	return l.settlingStmt(e, l.intoKept(e, slot))
}

// intoKept is intoPlain, for an expression that is kept as well, or becomes a dyn.
func (l *lowerer) intoKept(e ast.Expr, slot int) stmt {
	s := l.intoPlain(e, slot)
	if keep, ok := l.temps[e]; ok && !passes(e) {
		s = after(s, func(f *frame) ctl { f.s[keep] = f.s[slot]; return next })
	}
	if d := l.info.Coercions[e]; d != nil {
		box := l.boxer(l.typeOf(e), d)
		return func(f *frame) ctl {
			if c := s(f); c != next {
				return c
			}
			f.s[slot] = box(f.s[slot])
			return next
		}
	}
	return s
}

// passes tells whether intoPlain keeps the value of e.
func passes(e ast.Expr) bool {
	switch e.(type) {
	case *ast.ReturnExpr, *ast.BreakExpr, *ast.ContinueExpr, *ast.Block, *ast.UnsafeExpr, *ast.IfExpr, *ast.MatchExpr, *ast.SelectExpr, *ast.TryExpr,
		*ast.ScopeExpr, *ast.ForkExpr, *ast.DeadlineExpr:
		return false
	}
	return true
}

func (l *lowerer) intoPlain(e ast.Expr, slot int) stmt {
	if x := l.cut(e); x != nil {
		return l.into(x, slot)
	}
	switch x := e.(type) {
	case *ast.ReturnExpr:
		return l.returnStmt(x)
	case *ast.BreakExpr, *ast.ContinueExpr:
		return l.effect(x)
	case *ast.Block:
		return l.blockInto(x, slot)
	case *ast.UnsafeExpr:
		return l.blockInto(x.Body, slot)
	case *ast.ScopeExpr, *ast.ForkExpr, *ast.DeadlineExpr:
		return l.effect(x)
	case *ast.TryExpr:
		return l.tryInto(x, x.X, slot)
	case *ast.IfExpr:
		return l.ifInto(x, slot)
	case *ast.MatchExpr:
		return l.matchInto(x, slot)
	case *ast.SelectExpr:
		return l.selectEach(x, func(e ast.Expr) stmt { return l.into(e, slot) })
	case *ast.BinaryExpr:
		if x.Op == "&&" || x.Op == "||" {
			return l.shortInto(x, slot)
		}
	}
	top := l.top
	before := l.spill(l.operands(e))
	s := l.set(slot, e)
	l.top = max(top, slot+1)
	return after(before, s)
}

// spill computes the operands that can be left early, and those before them, into slots.
func (l *lowerer) spill(operands []ast.Expr) stmt {
	last := -1
	for i, o := range operands {
		if l.canLeave(o) {
			last = i
		}
	}
	var run []stmt
	for _, o := range operands[:last+1] {
		if _, ok := o.(*ast.Literal); ok {
			continue
		}
		slot := l.temp()
		run = append(run, l.into(o, slot))
		l.spilled[o] = slot
	}
	if run == nil {
		return nil
	}
	return seq(run)
}

func (l *lowerer) ifInto(x *ast.IfExpr, slot int) stmt {
	top := l.top
	var before stmt
	if l.canLeave(x.Cond) {
		tested := l.temp()
		before = l.into(x.Cond, tested)
		l.spilled[x.Cond] = tested
	}
	c := l.ifCond(x)
	then := l.blockInto(x.Then, slot)
	l.top = top
	other := func(*frame) ctl { return next }
	if x.Else != nil {
		other = l.into(x.Else, slot)
	}
	return after(before, func(f *frame) ctl {
		if c(f) {
			return then(f)
		}
		return other(f)
	})
}

// shortInto lowers `a && b` and `a || b` where an operand can be left early.
func (l *lowerer) shortInto(x *ast.BinaryExpr, slot int) stmt {
	left, right := l.into(x.Left, slot), l.into(x.Right, slot)
	decided := x.Op == "||"
	return func(f *frame) ctl {
		if c := left(f); c != next {
			return c
		}
		if f.s[slot].Bool() == decided {
			return next
		}
		return right(f)
	}
}
