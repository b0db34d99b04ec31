package eval

// This file lowers loops, break and continue.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

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
	body, id := l.blockStmt(s.Body), lp.id
	return func(f *frame) ctl {
		for turns := 0; ; turns++ {
			if c := body(f); c != next {
				if on, left := turned(c, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll()
			}
		}
	}
}

func (l *lowerer) while(s *ast.WhileStmt, result int) stmt {
	lp, leave := l.enterLoop(s, result)
	defer leave()
	id := lp.id
	if s.Let != nil {
		return l.whileLet(s, id)
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
					f.poll()
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
							f.poll()
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
						f.poll()
					}
				}
				return next
			}
		}
	}
	return func(f *frame) ctl {
		for turns := 0; c(f); turns++ {
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll()
			}
		}
		return next
	}
}

func (l *lowerer) whileLet(s *ast.WhileStmt, id int) stmt {
	slot := l.temp()
	get := l.into(s.Cond, slot)
	match := l.pattern(s.Let, l.patternType(s.Let))
	body := l.blockStmt(s.Body)
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
				f.poll()
			}
		}
	}
}

// forStmt lowers `for pattern in value`.
func (l *lowerer) forStmt(s *ast.ForStmt, result int) stmt {
	lp, leave := l.enterLoop(s, result)
	defer leave()
	iter := l.info.Iters[s]
	var before stmt
	if l.canLeave(s.Value) {
		if r, ok := s.Value.(*ast.RangeExpr); ok {
			before = l.spill([]ast.Expr{r.Lo, r.Hi})
		} else {
			slot := l.temp()
			before = l.into(s.Value, slot)
			l.spilled[s.Value] = slot
		}
	}
	var run stmt
	switch iter.Kind {
	case check.IterRange:
		run = l.forRange(s, lp.id)
	case check.IterTrait:
		run = l.forTrait(s, iter, lp.id)
	default:
		run = l.forElems(s, iter, lp.id)
	}
	return after(before, run)
}

// forRange lowers a for over integers. A range in the source is not made as a value.
func (l *lowerer) forRange(s *ast.ForStmt, id int) stmt {
	w := widthOf(l.typ(l.info.Iters[s].Elem))
	r, ok := s.Value.(*ast.RangeExpr)
	if !ok {
		return l.forRangeValue(s, id, w)
	}
	lo, hi := l.expr(r.Lo), l.expr(r.Hi)
	inclusive := r.Op == "..="
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	simple := false
	if n, isName := s.Pattern.(*ast.NamePattern); isName {
		simple = true
		if v := l.info.Defs[n]; v != nil {
			l.slots[v] = slot
		}
	}
	body := l.blockStmt(s.Body)
	if simple && !inclusive && !w.wide() {
		return func(f *frame) ctl {
			i, end := lo(f).Int(), hi(f).Int()
			for turns := 0; i < end; i++ {
				f.s[slot].SetInt(i)
				if ended := body(f); ended != next {
					if on, left := turned(ended, id); !on {
						return left
					}
				}
				if turns++; turns%pollEvery == 0 {
					f.poll()
				}
			}
			return next
		}
	}
	return func(f *frame) ctl {
		i := lo(f).Int()
		end := hi(f).Int()
		return overRange(f, i, end, 1, inclusive, w, func(i int64) (bool, ctl) {
			f.s[slot].SetInt(i)
			bind(f)
			return turned(body(f), id)
		})
	}
}

// overRange calls turn for the numbers of a range until it says no.
func overRange(f *frame, i, end, step int64, inclusive bool, w width, turn func(int64) (bool, ctl)) ctl {
	less := func(a, b int64) bool { return a < b }
	if w.wide() {
		less = func(a, b int64) bool { return uint64(a) < uint64(b) }
	}
	for turns := 0; less(i, end) || inclusive && i == end; turns++ {
		if on, left := turn(i); !on {
			return left
		}
		if turns%pollEvery == 0 {
			f.poll()
		}
		if i == end || i+step < i && !w.wide() {
			break
		}
		i += step
	}
	return next
}

// A rangeValue is a Range: what `a..b` is where it is not looped over at once. It goes down
// from hi to lo if step is negative.
type rangeValue struct {
	lo, hi, step int64
	inclusive    bool
}

// each calls turn for the numbers of the range in its order, until turn says no.
func (r *rangeValue) each(f *frame, w width, turn func(int64) (bool, ctl)) ctl {
	if r.step > 0 {
		return overRange(f, r.lo, r.hi, r.step, r.inclusive, w, turn)
	}
	last := r.hi
	if !r.inclusive {
		last--
	}
	for turns := 0; last >= r.lo; turns++ {
		if on, left := turn(last); !on {
			return left
		}
		if turns%pollEvery == 0 {
			f.poll()
		}
		if last+r.step > last {
			break
		}
		last += r.step
	}
	return next
}

func (l *lowerer) forRangeValue(s *ast.ForStmt, id int, w width) stmt {
	x := l.expr(s.Value)
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		r := value.Ref[rangeValue](x(f))
		return r.each(f, w, func(i int64) (bool, ctl) {
			f.s[slot].SetInt(i)
			bind(f)
			return turned(body(f), id)
		})
	}
}

// forElems lowers a for over a built-in collection, which may grow or shrink meanwhile.
func (l *lowerer) forElems(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	x := l.expr(s.Value)
	at := l.elements(iter, l.typeOf(s.Value))
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		v := x(f)
		for i := 0; ; i++ {
			e, more, skip := at(v, i)
			if !more {
				return next
			}
			if skip {
				continue
			}
			f.s[slot] = e
			bind(f)
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if i%pollEvery == 0 {
				f.poll()
			}
		}
	}
}

// elements gives the function that reads the element at an index of a collection, and tells
// whether there is one, and whether it counts.
func (l *lowerer) elements(iter *check.Iter, t types.Type) func(v value.Value, i int) (e value.Value, more, skip bool) {
	switch iter.Kind {
	case check.IterMap:
		return func(v value.Value, i int) (value.Value, bool, bool) {
			es := v.Map().Entries
			if i >= len(es) {
				return unit, false, false
			}
			return value.Record([]value.Value{es[i].Key, es[i].Value}), true, !es[i].Live
		}
	case check.IterSet:
		return func(v value.Value, i int) (value.Value, bool, bool) {
			es := v.Map().Entries
			if i >= len(es) {
				return unit, false, false
			}
			return es[i].Key, true, !es[i].Live
		}
	case check.IterBytes:
		return func(v value.Value, i int) (value.Value, bool, bool) {
			b := v.Bytes().B
			if i >= len(b) {
				return unit, false, false
			}
			return value.Int(int64(b[i])), true, false
		}
	case check.IterString:
		return func(v value.Value, i int) (value.Value, bool, bool) {
			s := v.Str()
			if i >= len(s) {
				return unit, false, false
			}
			if isContinuation(s[i]) {
				return unit, true, true
			}
			return value.Int(int64(runeAt(s, i))), true, false
		}
	}
	get := vecReader(vecKindOf(l.typ(iter.Elem)))
	return func(v value.Value, i int) (value.Value, bool, bool) {
		if int64(i) >= value.VecLen(v) {
			return unit, false, false
		}
		return get(v, i), true, false
	}
}

// forTrait lowers a for over a value with Iterator or IntoIterator.
func (l *lowerer) forTrait(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	var x expr
	at := l.site(s.Value)
	it := l.typeOf(s.Value)
	if iter.Into != nil {
		fn, targs := l.callee(iter.Into, it)
		it = l.typ(types.Bind(fn.TypeParams, targs).Apply(fn.Sig.Result))
		x = l.callDirect(at, l.m.function(fn, targs), []operand{l.operand(s.Value)})
	} else {
		x = l.expr(s.Value)
	}
	fn, targs := l.callee(iter.Next, it)
	c := l.m.function(fn, targs)
	l.uses++
	holder := l.temp()
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	copied := l.copier(it)
	payload := unwrapper(l.typ(iter.Elem))
	return func(f *frame) ctl {
		v := x(f)
		if copied != nil {
			v = copied(v)
		}
		f.s[holder] = v
		for turns := 0; ; turns++ {
			nf := f.enter(c, at)
			nf.s[0] = f.s[holder]
			o := c.body(nf)
			f.s[holder] = nf.s[0]
			if o.Tag() != tagSome {
				return next
			}
			f.s[slot] = payload(o)
			bind(f)
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll()
			}
		}
	}
}
