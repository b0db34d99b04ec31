package eval

// This file lowers the statements with yields of resumable generators.

import (
	"hewq/lang/ast"
	"hewq/lang/value"
)

// stepBlock lowers a block with yields in it.
func (l *lowerer) stepBlock(b *ast.Block) stmt {
	defer l.inside()()
	s := l.open(b)
	body := s.clean.aroundStep(l.stepSeq(b.Stmts, s.clean))
	l.shut(s)
	return body
}

// stepSeq lowers statements that follow each other.
func (l *lowerer) stepSeq(all []ast.Stmt, clean *cleanup) stmt {
	place := l.temp()
	var parts, run []stmt
	for _, s := range all {
		if !l.yields(s) {
			run = append(run, l.stmt(s, clean))
			continue
		}
		if run != nil {
			parts, run = append(parts, seq(run)), nil
		}
		parts = append(parts, l.step(s))
	}
	if run != nil {
		parts = append(parts, seq(run))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return func(f *frame) ctl {
		i := 0
		if f.resuming {
			i = int(f.s[place].Int())
		}
		for ; i < len(parts); i++ {
			if c := parts[i](f); c != next {
				if c == yielding {
					f.s[place].SetInt(int64(i))
				}
				return c
			}
		}
		return next
	}
}

// step lowers a statement with yields in it.
func (l *lowerer) step(s ast.Stmt) stmt {
	defer l.inside()()
	switch s := s.(type) {
	case *ast.ExprStmt:
		return l.stepEffect(s.X)
	case *ast.LoopStmt:
		return l.stepLoop(s)
	case *ast.WhileStmt:
		return l.stepWhile(s)
	case *ast.ForStmt:
		u := l.unit(s)
		return u.aroundStep(l.stepFor(s))
	}
	l.bug(s, "a statement that cannot be resumed: %T", s)
	return nil
}

// stepEffect lowers an expression with yields in it whose value is not used.
func (l *lowerer) stepEffect(e ast.Expr) stmt {
	defer l.inside()()
	if u := l.unit(e); u != nil {
		return u.aroundStep(l.stepEffect(e))
	}
	switch x := e.(type) {
	case *ast.YieldExpr:
		return l.stepYield(x)
	case *ast.Block:
		return l.stepBlock(x)
	case *ast.UnsafeExpr:
		return l.stepBlock(x.Body)
	case *ast.IfExpr:
		return l.stepIf(x)
	case *ast.MatchExpr:
		return l.stepMatch(x)
	}
	l.bug(e, "an expression that cannot be resumed: %T", e)
	return nil
}

// stepOr lowers an expression as a step if there are yields in it.
func (l *lowerer) stepOr(e ast.Expr) stmt {
	if l.yields(e) {
		return l.stepEffect(e)
	}
	return l.effect(e)
}

// stepYield lowers `yield value`.
func (l *lowerer) stepYield(e *ast.YieldExpr) stmt {
	at, x := l.site(e), expr(nothing)
	top := l.top
	var before stmt
	if e.Value != nil {
		if l.canLeave(e.Value) {
			slot := l.temp()
			before = l.into(e.Value, slot)
			l.spilled[e.Value] = slot
		}
		x = l.element(e.Value)
	}
	l.top = top
	return func(f *frame) ctl {
		if f.resuming {
			f.goOn(at)
			return next
		}
		if before != nil {
			if c := before(f); c != next {
				return c
			}
		}
		v := x(f)
		if f.thread.stopping {
			return next // the owner asks for no more
		}
		f.r = v
		return yielding
	}
}

// first is s where before has come to its end first, if the code is not resumed; before may be nil.
func first(before, s stmt) stmt {
	if before == nil {
		return s
	}
	return func(f *frame) ctl {
		if !f.resuming {
			if c := before(f); c != next {
				return c
			}
		}
		return s(f)
	}
}

// stepIf lowers an if with yields in its branches.
func (l *lowerer) stepIf(x *ast.IfExpr) stmt {
	taken := l.temp()
	top := l.top
	var before stmt
	if l.canLeave(x.Cond) {
		slot := l.temp()
		before = l.into(x.Cond, slot)
		l.spilled[x.Cond] = slot
	}
	c := l.ifCond(x)
	then := l.stepOr(x.Then)
	l.top = top
	other := func(*frame) ctl { return next }
	if x.Else != nil {
		other = l.stepOr(x.Else)
	}
	return first(before, func(f *frame) ctl {
		if !f.resuming {
			holds := int64(0)
			if c(f) {
				holds = 1
			}
			f.s[taken].SetInt(holds)
		}
		if f.s[taken].Bool() {
			return then(f)
		}
		return other(f)
	})
}

// stepMatch lowers a match with yields in its arms.
func (l *lowerer) stepMatch(x *ast.MatchExpr) stmt {
	chosen := l.temp()
	top := l.top
	defer func() { l.top = top }()
	var before stmt
	if l.canLeave(x.Value) {
		slot := l.temp()
		before = l.into(x.Value, slot)
		l.spilled[x.Value] = slot
	}
	subject := l.expr(x.Value)
	var arms []stmt
	c := l.matchArms(x, nil, func(e ast.Expr, leaving bool) {
		arm := l.arm(e).aroundStep(l.stepOr(e))
		if inner := arm; leaving {
			arm = func(f *frame) ctl {
				if c := f.left; c != next {
					f.left = next
					return c
				}
				return inner(f)
			}
		}
		arms = append(arms, arm)
	})
	at, pick := l.site(x.Value), c.pick
	if table := c.table; table != nil {
		pick = table.take
	}
	return first(before, func(f *frame) ctl {
		if f.resuming {
			return arms[f.s[chosen].Int()](f)
		}
		i := pick(f, subject(f))
		if i < 0 {
			f.trap(at, "no arm of this match fits the value")
		}
		f.s[chosen].SetInt(int64(i))
		return arms[i](f)
	})
}

// aroundStep runs the cleanup after body, unless a yield leaves it.
func (c *cleanup) aroundStep(body stmt) stmt {
	if c == nil {
		return body
	}
	flags, run := c.flags, c.run()
	return func(f *frame) ctl {
		if !f.resuming {
			for _, i := range flags {
				f.s[i] = value.Value{}
			}
		}
		ended := false
		defer func() {
			if !ended {
				f.leave(run)
			}
		}()
		left := body(f)
		ended = true
		switch left {
		case yielding:
		case ret:
			r := f.r
			run.all(f)
			f.r = r
		default:
			run.all(f)
		}
		return left
	}
}
