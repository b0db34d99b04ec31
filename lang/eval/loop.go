package eval

// This file lowers while, loop, break and continue.

import "hewq/lang/ast"

// enterLoop makes n the innermost loop; the result leaves it.
func (l *lowerer) enterLoop(n ast.Stmt, result int) (*loop, func()) {
	id := 0
	for _, outer := range l.loops {
		id = max(id, outer.id+1)
	}
	lp := &loop{node: n, id: id, result: result}
	l.loops = append(l.loops, lp)
	top := l.top
	return lp, func() {
		l.loops = l.loops[:len(l.loops)-1]
		l.top = top
	}
}

// loopInto lowers a loop whose value, that of `break value`, goes to a slot.
func (l *lowerer) loopInto(s ast.Stmt, slot int) stmt {
	if c := l.counter(s); c != nil {
		return l.countedStmt(c, s, func() stmt { return l.loopInto(s, slot) })
	}
	switch s := s.(type) {
	case *ast.LoopStmt:
		return l.loopStmt(s, slot)
	case *ast.WhileStmt:
		return l.while(s, slot)
	case *ast.ForStmt:
		return l.forStmt(s, slot)
	}
	l.bug(s, "a statement without a value: %T", s)
	return nil
}

// leaving is the ctl that breaks or continues a loop from here.
func (l *lowerer) leaving(target ast.Stmt, how ctl) ctl {
	n := len(l.loops)
	if target == nil || l.loops[n-1].node == target {
		return how
	}
	for _, lp := range l.loops {
		if lp.node == target {
			return labelled + ctl(2*lp.id) + (how - brk)
		}
	}
	return how
}

// breakStmt lowers break with or without a value.
func (l *lowerer) breakStmt(x *ast.BreakExpr) stmt {
	target := l.info.Labels[x]
	c := l.leaving(target, brk)
	if x.Value == nil {
		return func(*frame) ctl { return c }
	}
	result := -1
	for _, lp := range l.loops {
		if lp.node == target || target == nil {
			result = lp.result
		}
	}
	if result < 0 {
		return after(l.effect(x.Value), func(*frame) ctl { return c })
	}
	return after(l.into(x.Value, result), func(*frame) ctl { return c })
}

// turned decides what the end of a loop's body means for the loop with that id: go on, or
// leave with a ctl for what is around.
func turned(c ctl, id int) (on bool, left ctl) {
	switch {
	case c == next || c == cont || c == labelled+ctl(2*id)+1:
		return true, next
	case c == brk || c == labelled+ctl(2*id):
		return false, next
	}
	return false, c
}

// pollEvery is the number of turns of a loop between two looks at the stop flag.
const pollEvery = 256

func (l *lowerer) loopStmt(s *ast.LoopStmt, result int) stmt {
	lp, leave := l.enterLoop(s, result)
	defer leave()
	at, body, id := l.site(s), l.blockStmt(s.Body), lp.id
	return func(f *frame) ctl {
		for turns := 0; ; turns++ {
			if c := body(f); c != next {
				if on, left := turned(c, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(at)
			}
		}
	}
}

func (l *lowerer) while(s *ast.WhileStmt, result int) stmt {
	lp, leave := l.enterLoop(s, result)
	defer leave()
	at, id := l.site(s), lp.id
	if s.Let != nil {
		return l.whileLet(s, at, id)
	}
	var before stmt
	if l.canLeave(s.Cond) {
		slot := l.temp()
		before = l.into(s.Cond, slot)
		l.spilled[s.Cond] = slot
	}
	c := l.cond(s.Cond)
	body := l.blockStmt(s.Body)
	if before != nil {
		return func(f *frame) ctl {
			for turns := 0; ; turns++ {
				if left := before(f); left != next {
					return left
				}
				if !c(f) {
					return next
				}
				if ended := body(f); ended != next {
					if on, left := turned(ended, id); !on {
						return left
					}
				}
				if turns%pollEvery == 0 {
					f.poll(at)
				}
			}
		}
	}
	if b, ok := s.Cond.(*ast.BinaryExpr); ok && (b.Op == "<" || b.Op == "<=") && l.signed(b.Left) {
		x, y := l.operand(b.Left), l.operand(b.Right)
		if x.local >= 0 && y.local >= 0 {
			i, j, plus := x.local, y.local, int64(0)
			if b.Op == "<=" {
				return func(f *frame) ctl {
					for turns := 0; f.s[i].Int() <= f.s[j].Int(); turns++ {
						if ended := body(f); ended != next {
							if on, left := turned(ended, id); !on {
								return left
							}
						}
						if turns%pollEvery == 0 {
							f.poll(at)
						}
					}
					return next
				}
			}
			return func(f *frame) ctl {
				for turns := 0; f.s[i].Int() < f.s[j].Int()+plus; turns++ {
					if ended := body(f); ended != next {
						if on, left := turned(ended, id); !on {
							return left
						}
					}
					if turns%pollEvery == 0 {
						f.poll(at)
					}
				}
				return next
			}
		}
	}
	return whileTrue(at, id, c, body)
}

// whileTrue is the loop with that id.
func whileTrue(at site, id int, c cond, body stmt) stmt {
	return func(f *frame) ctl {
		for turns := 0; c(f); turns++ {
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(at)
			}
		}
		return next
	}
}

func (l *lowerer) whileLet(s *ast.WhileStmt, at site, id int) stmt {
	slot := l.temp()
	get, look := l.into(s.Cond, slot), l.maybe(s.Cond)
	match := l.rejected(s.Cond, l.pattern(s.Let, l.patternType(s.Let)))
	more := l.maybeLet(look, s.Let, l.patternType(s.Let), match)
	body := l.blockStmt(s.Body)
	if more != nil {
		return whileTrue(at, id, more, body)
	}
	return func(f *frame) ctl {
		for turns := 0; ; turns++ {
			if left := get(f); left != next {
				return left
			}
			if !match(f, f.s[slot]) {
				return next
			}
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(at)
			}
		}
	}
}
