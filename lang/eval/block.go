package eval

// This file lowers blocks and the sequence of their statements, in three modes: as a
// statement, as an expression, and as the end of a function, where `return` is just a value.

import (
	"hewq/lang/ast"
	"hewq/lang/value"
)

// A block that is being lowered knows its cleanup for its defer statements.
type blockScope struct {
	clean *cleanup
	top   int
}

func (l *lowerer) open(b *ast.Block) blockScope {
	top := l.top
	return blockScope{l.scope(b, b), top}
}

func (l *lowerer) shut(s blockScope) { l.top = s.top }

// tailBlock lowers a block whose value is the function's.
func (l *lowerer) tailBlock(b *ast.Block) expr {
	defer l.inside()()
	s := l.open(b)
	body := s.clean.around(l.tailStmts(b, b.Stmts, s.clean))
	l.shut(s)
	return body
}

func nothing(*frame) value.Value { return unit }

// tailStmts lowers the last statements of a block whose value is the function's.
func (l *lowerer) tailStmts(b *ast.Block, stmts []ast.Stmt, clean *cleanup) expr {
	defer l.inside()()
	if len(stmts) == 0 {
		return nothing
	}
	first, rest := stmts[0], stmts[1:]
	if len(rest) == 0 && b.Tail() != nil {
		return l.tail(b.Tail())
	}
	if x := l.tailStmt(b, first, rest, clean); x != nil {
		return l.countedFirst(first, x)
	}
	n := 0
	for n < len(stmts) && !l.canLeave(stmts[n]) && !(n == len(stmts)-1 && l.hasValue(b)) {
		n++
	}
	if n > 0 {
		run := make([]stmt, 0, n)
		for _, s := range stmts[:n] {
			run = append(run, l.stmt(s, clean))
		}
		before := seq(run)
		if n == len(stmts) {
			return func(f *frame) value.Value { before(f); return unit }
		}
		after := l.tailStmts(b, stmts[n:], clean)
		return func(f *frame) value.Value { before(f); return after(f) }
	}
	if len(rest) == 0 && l.hasValue(b) {
		result := l.temp()
		one := l.loopInto(first, result)
		return func(f *frame) value.Value {
			if one(f) == ret {
				return f.r
			}
			return f.s[result]
		}
	}
	one := l.stmt(first, clean)
	after := l.tailStmts(b, rest, clean)
	return func(f *frame) value.Value {
		if one(f) == ret {
			return f.r
		}
		return after(f)
	}
}

// hasValue tells whether a block without a tail has a value: that of its last statement, a loop
// left by `break value`.
func (l *lowerer) hasValue(b *ast.Block) bool {
	if b.Tail() != nil || len(b.Stmts) == 0 {
		return b.Tail() != nil
	}
	switch b.Stmts[len(b.Stmts)-1].(type) {
	case *ast.LoopStmt, *ast.WhileStmt, *ast.ForStmt:
		return !isUnit(l.typeOf(b))
	}
	return false
}

// tailStmt lowers a statement that may return together with what follows it, nil where that
// gains nothing.
func (l *lowerer) tailStmt(b *ast.Block, first ast.Stmt, rest []ast.Stmt, clean *cleanup) expr {
	switch s := first.(type) {
	case *ast.ExprStmt:
		switch x := s.X.(type) {
		case *ast.ReturnExpr:
			return l.tail(x)
		case *ast.IfExpr:
			if len(l.flow.Temps[x]) > 0 || x.Else != nil || !l.canLeave(x.Then) || l.canLeave(x.Cond) || !l.returns(x.Then) {
				return nil
			}
			top := l.top
			c := l.ifCond(x)
			then := l.tailBlock(x.Then)
			l.top = top
			return l.branch(x, c, then, l.tailStmts(b, rest, clean))
		}
	case *ast.LetStmt:
		if len(l.flow.Temps[s.Value]) > 0 || l.endless(s.Value) != nil || s.Value != nil && l.cut(s.Value) != nil {
			return nil
		}
		try, ok := s.Value.(*ast.TryExpr)
		if ok && !s.Try && !l.canLeave(try.X) {
			return l.tailTry(try, try.X, s, b, rest, clean)
		}
		if s.Try && !l.canLeave(s.Value) {
			return l.tailTry(s, s.Value, s, b, rest, clean)
		}
	}
	return nil
}

// tailTry lowers `let p = x?;` with what follows.
func (l *lowerer) tailTry(n ast.Node, x ast.Expr, s *ast.LetStmt, b *ast.Block, rest []ast.Stmt, clean *cleanup) expr {
	t := l.try(n, x)
	slot := l.temp()
	bind := l.slotBinder(s.Pattern, slot, l.patternType(s.Pattern))
	after := l.tailStmts(b, rest, clean)
	subject, failed, failure, payload := t.x, t.failed, t.failure, t.payload
	if t.inline {
		return func(f *frame) value.Value {
			v := subject(f)
			if v.Tag() == failed {
				return failure(f, v)
			}
			f.s[slot].SetInt(v.Inline())
			if bind != nil {
				bind(f)
			}
			return after(f)
		}
	}
	return func(f *frame) value.Value {
		v := subject(f)
		if v.Tag() == failed {
			return failure(f, v)
		}
		f.s[slot] = payload(v)
		if bind != nil {
			bind(f)
		}
		return after(f)
	}
}

// returns tells whether a block ends by leaving the function.
func (l *lowerer) returns(b *ast.Block) bool {
	if len(b.Stmts) == 0 {
		return false
	}
	e, ok := b.Stmts[len(b.Stmts)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	switch x := e.X.(type) {
	case *ast.ReturnExpr:
		return true
	case *ast.IfExpr:
		if x.Else == nil {
			return false
		}
		other, ok := x.Else.(*ast.Block)
		return ok && l.returns(x.Then) && l.returns(other)
	case *ast.Block:
		return l.returns(x)
	}
	return false
}

// tail lowers an expression whose value is the function's.
func (l *lowerer) tail(e ast.Expr) expr {
	defer l.inside()()
	if c := l.counter(e); c != nil {
		return l.countedExpr(c, e, func() expr { return l.tail(e) })
	}
	if u := l.unit(e); u != nil {
		return u.around(l.tail(e))
	}
	if x := l.cut(e); x != nil {
		return l.tail(x)
	}
	if l.info.Coercions[e] != nil || !l.canLeave(e) {
		if !l.canLeave(e) {
			return l.tested.result(l, e)
		}
	} else {
		switch x := e.(type) {
		case *ast.ReturnExpr:
			if x.Value == nil {
				return nothing
			}
			return l.tail(x.Value)
		case *ast.Block:
			return l.tailBlock(x)
		case *ast.UnsafeExpr:
			return l.tailBlock(x.Body)
		case *ast.IfExpr:
			if l.canLeave(x.Cond) {
				break
			}
			top := l.top
			c := l.ifCond(x)
			then := l.tailBlock(x.Then)
			l.top = top
			other := expr(nothing)
			if x.Else != nil {
				other = l.tail(x.Else)
			}
			return l.branch(x, c, then, other)
		case *ast.MatchExpr:
			if l.canLeave(x.Value) {
				break
			}
			return l.matchExpr(x, l.tail)
		case *ast.TryExpr:
			if l.canLeave(x.X) {
				break
			}
			t := l.try(x, x.X)
			subject, failed, failure, payload := t.x, t.failed, t.failure, t.payload
			return func(f *frame) value.Value {
				v := subject(f)
				if v.Tag() == failed {
					return failure(f, v)
				}
				return payload(v)
			}
		}
	}
	slot := l.temp()
	s := l.into(e, slot)
	return func(f *frame) value.Value {
		if s(f) == ret {
			return f.r
		}
		return f.s[slot]
	}
}

// block lowers a block that nothing can leave early to its value.
func (l *lowerer) block(b *ast.Block) expr {
	defer l.inside()()
	s := l.open(b)
	n := len(b.Stmts)
	var result expr
	if b.Tail() != nil || l.hasValue(b) {
		n--
	}
	run := make([]stmt, 0, n)
	for _, st := range b.Stmts[:n] {
		run = append(run, l.stmt(st, s.clean))
	}
	switch {
	case b.Tail() != nil:
		result = l.expr(b.Tail())
	case n < len(b.Stmts):
		slot := l.temp()
		loop := l.loopInto(b.Stmts[n], slot)
		result = func(f *frame) value.Value { loop(f); return f.s[slot] }
	default:
		result = nothing
	}
	if len(run) > 0 {
		before, after := seq(run), result
		result = func(f *frame) value.Value { before(f); return after(f) }
	}
	result = s.clean.around(result)
	l.shut(s)
	return result
}

// blockStmt lowers a block whose value is not used.
func (l *lowerer) blockStmt(b *ast.Block) stmt {
	defer l.inside()()
	s := l.open(b)
	run := make([]stmt, 0, len(b.Stmts))
	for _, st := range b.Stmts {
		run = append(run, l.stmt(st, s.clean))
	}
	body := s.clean.aroundStmt(seq(run))
	l.shut(s)
	return body
}

// blockInto lowers a block that can be left early; its value goes to a slot.
func (l *lowerer) blockInto(b *ast.Block, slot int) stmt {
	defer l.inside()()
	s := l.open(b)
	var run []stmt
	for i, st := range b.Stmts {
		switch {
		case i == len(b.Stmts)-1 && b.Tail() != nil:
			run = append(run, l.into(b.Tail(), slot))
		case i == len(b.Stmts)-1 && l.hasValue(b):
			run = append(run, l.loopInto(st, slot))
		default:
			run = append(run, l.stmt(st, s.clean))
		}
	}
	body := s.clean.aroundStmt(seq(run))
	l.shut(s)
	return body
}

// seq runs statements one after the other until one leaves.
func seq(s []stmt) stmt {
	switch len(s) {
	case 0:
		return func(*frame) ctl { return next }
	case 1:
		return s[0]
	case 2:
		a, b := s[0], s[1]
		return func(f *frame) ctl {
			if c := a(f); c != next {
				return c
			}
			return b(f)
		}
	case 3:
		a, b, d := s[0], s[1], s[2]
		return func(f *frame) ctl {
			if c := a(f); c != next {
				return c
			}
			if c := b(f); c != next {
				return c
			}
			return d(f)
		}
	}
	head, rest := seq(s[:3]), seq(s[3:])
	return func(f *frame) ctl {
		if c := head(f); c != next {
			return c
		}
		return rest(f)
	}
}
