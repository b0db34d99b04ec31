package eval

// This file lowers the loops with yields of resumable generators.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

func (l *lowerer) stepLoop(s *ast.LoopStmt) stmt {
	lp, leave := l.enterLoop(s, -1)
	defer leave()
	at, body, id := l.site(s), l.stepBlock(s.Body), lp.id
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

func (l *lowerer) stepWhile(s *ast.WhileStmt) stmt {
	lp, leave := l.enterLoop(s, -1)
	defer leave()
	at, id := l.site(s), lp.id
	var before stmt
	var c cond
	switch {
	case s.Let != nil:
		slot := l.temp()
		get, look := l.into(s.Cond, slot), l.maybe(s.Cond)
		match := l.rejected(s.Cond, l.pattern(s.Let, l.patternType(s.Let)))
		if c = l.maybeLet(look, s.Let, l.patternType(s.Let), match); c == nil {
			before, c = get, func(f *frame) bool { return match(f, f.s[slot]) }
		}
	case l.canLeave(s.Cond):
		slot := l.temp()
		before = l.into(s.Cond, slot)
		l.spilled[s.Cond] = slot
		c = l.cond(s.Cond)
	default:
		c = l.cond(s.Cond)
	}
	body := l.stepBlock(s.Body)
	return func(f *frame) ctl {
		for turns := 0; ; turns++ {
			if !f.resuming {
				if before != nil {
					if left := before(f); left != next {
						return left
					}
				}
				if !c(f) {
					return next
				}
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

func (l *lowerer) stepFor(s *ast.ForStmt) stmt {
	lp, leave := l.enterLoop(s, -1)
	defer leave()
	iter := l.info.Iters[s]
	before := l.forOperands(s)
	var run stmt
	switch iter.Kind {
	case check.IterRange:
		run = l.stepRange(s, lp.id)
	case check.IterTrait:
		run = l.stepTrait(s, iter, lp.id)
	case check.IterMap, check.IterSet:
		run = l.stepEntries(s, iter, lp.id)
	default:
		run = l.stepElems(s, iter, lp.id)
	}
	return first(before, run)
}

// stepRange lowers a for over integers.
func (l *lowerer) stepRange(s *ast.ForStmt, id int) stmt {
	w := widthOf(l.typ(l.info.Iters[s].Elem))
	r := s.Value.(*ast.RangeExpr)
	at, lo, hi := l.site(s), l.expr(r.Lo), l.expr(r.Hi)
	inclusive, wide := r.Op == "..=", w.wide()
	number, end, slot := l.temp(), l.temp(), l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.stepBlock(s.Body)
	within := func(i, end int64) bool {
		return i < end && !wide || wide && uint64(i) < uint64(end) || inclusive && i == end
	}
	return func(f *frame) ctl {
		var i, last int64
		if f.resuming {
			i, last = f.s[number].Int(), f.s[end].Int()
		} else {
			i = lo(f).Int()
			last = hi(f).Int()
			f.s[end].SetInt(last)
		}
		for turns := 0; within(i, last); turns++ {
			if !f.resuming {
				f.s[slot].SetInt(i)
				bind(f)
			}
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					f.s[number].SetInt(i)
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(at)
			}
			if i == last || i+1 < i && !wide {
				break
			}
			i++
		}
		return next
	}
}

// stepElems lowers a for over a built-in collection, which may grow or shrink meanwhile.
func (l *lowerer) stepElems(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	at, x := l.site(s), l.expr(s.Value)
	element := l.elements(iter, l.typeOf(s.Value))
	return l.stepOver(s, x, at, id, func(slot int) func(f *frame, v value.Value, i int) (more, skip bool) {
		bind := l.bindSlot(s.Pattern, slot)
		return func(f *frame, v value.Value, i int) (bool, bool) {
			e, more, skip := element(v, i)
			if more && !skip {
				f.s[slot] = e
				bind(f)
			}
			return more, skip
		}
	})
}

// stepEntries lowers a for over a HashMap or a HashSet.
func (l *lowerer) stepEntries(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	at, x := l.site(s), l.expr(s.Value)
	return l.stepOver(s, x, at, id, func(int) func(f *frame, v value.Value, i int) (more, skip bool) {
		set := l.entrySetter(s, iter)
		return func(f *frame, v value.Value, i int) (bool, bool) {
			m := v.Map()
			more := i < m.Count()
			if !more || !m.Live(i) {
				return more, true
			}
			set(f, m, i)
			return true, false
		}
	})
}

// stepOver lowers a for over x by index. The function that setter gives sets the variables for what is at
// an index, and tells whether there is something, and whether it does not count.
func (l *lowerer) stepOver(s *ast.ForStmt, x expr, at site, id int, setter func(slot int) func(f *frame, v value.Value, i int) (more, skip bool)) stmt {
	whole, index := l.temp(), l.temp()
	set := setter(l.temp())
	body := l.stepBlock(s.Body)
	return func(f *frame) ctl {
		i := 0
		if f.resuming {
			i = int(f.s[index].Int())
		} else {
			f.s[whole] = x(f)
		}
		for ; ; i++ {
			if !f.resuming {
				more, skip := set(f, f.s[whole], i)
				if !more {
					return next
				}
				if skip {
					continue
				}
			}
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					f.s[index].SetInt(int64(i))
					return left
				}
			}
			if i%pollEvery == 0 {
				f.poll(at)
			}
		}
	}
}

// stepTrait lowers a for over a value with Iterator or IntoIterator.
func (l *lowerer) stepTrait(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	t := l.iterator(s, iter)
	body := l.stepBlock(s.Body)
	return func(f *frame) ctl {
		if !f.resuming {
			t.begin(f)
		}
		for turns := 0; ; turns++ {
			if !f.resuming && !t.next(f) {
				return next
			}
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(t.at)
			}
		}
	}
}
