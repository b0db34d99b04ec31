package eval

// This file lowers for loops over ranges, collections and iterators.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// forStmt lowers `for pattern in value`.
func (l *lowerer) forStmt(s *ast.ForStmt, result int) stmt {
	lp, leave := l.enterLoop(s, result)
	defer leave()
	iter := l.info.Iters[s]
	before := l.forOperands(s)
	var run stmt
	switch iter.Kind {
	case check.IterRange:
		run = l.forRange(s, lp.id)
	case check.IterTrait:
		run = l.forTrait(s, iter, lp.id)
	case check.IterRecv:
		run = l.forRecv(s, iter, lp.id)
	case check.IterMap, check.IterSet:
		run = l.forEntries(s, iter, lp.id)
	default:
		run = l.forElems(s, iter, lp.id)
	}
	return after(before, run)
}

// forOperands computes what s goes over if that can be left early; nil if it cannot.
func (l *lowerer) forOperands(s *ast.ForStmt) stmt {
	if !l.canLeave(s.Value) {
		return nil
	}
	if r, ok := s.Value.(*ast.RangeExpr); ok {
		return l.spill([]ast.Expr{r.Lo, r.Hi})
	}
	slot := l.temp()
	before := l.into(s.Value, slot)
	l.spilled[s.Value] = slot
	return before
}

// forRange lowers a for over integers. A range in the source is not made as a value.
func (l *lowerer) forRange(s *ast.ForStmt, id int) stmt {
	w := widthOf(l.typ(l.info.Iters[s].Elem))
	r, ok := s.Value.(*ast.RangeExpr)
	if !ok {
		return l.forRangeValue(s, id, w)
	}
	at, lo, hi := l.site(s), l.expr(r.Lo), l.expr(r.Hi)
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
					f.poll(at)
				}
			}
			return next
		}
	}
	return func(f *frame) ctl {
		i := lo(f).Int()
		end := hi(f).Int()
		return overRange(f, at, i, end, 1, inclusive, w, func(i int64) (bool, ctl) {
			f.s[slot].SetInt(i)
			bind(f)
			return turned(body(f), id)
		})
	}
}

// overRange calls turn for the numbers of a range until it says no.
func overRange(f *frame, at site, i, end, step int64, inclusive bool, w width, turn func(int64) (bool, ctl)) ctl {
	less := func(a, b int64) bool { return a < b }
	if w.wide() {
		less = func(a, b int64) bool { return uint64(a) < uint64(b) }
	}
	for turns := 0; less(i, end) || inclusive && i == end; turns++ {
		if on, left := turn(i); !on {
			return left
		}
		if turns%pollEvery == 0 {
			f.poll(at)
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
func (r *rangeValue) each(f *frame, at site, w width, turn func(int64) (bool, ctl)) ctl {
	if r.step > 0 {
		return overRange(f, at, r.lo, r.hi, r.step, r.inclusive, w, turn)
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
			f.poll(at)
		}
		if last+r.step > last {
			break
		}
		last += r.step
	}
	return next
}

func (l *lowerer) forRangeValue(s *ast.ForStmt, id int, w width) stmt {
	at, x := l.site(s), l.expr(s.Value)
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		r := value.Ref[rangeValue](x(f))
		return r.each(f, at, w, func(i int64) (bool, ctl) {
			f.s[slot].SetInt(i)
			bind(f)
			return turned(body(f), id)
		})
	}
}

// forElems lowers a for over a built-in collection, which may grow or shrink meanwhile.
func (l *lowerer) forElems(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	if st := l.forText(s, id); st != nil {
		return st
	}
	at, x := l.site(s), l.expr(s.Value)
	if st := l.forSpread(s, x, id); st != nil {
		return st
	}
	element := l.elements(iter, l.typeOf(s.Value))
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		v := x(f)
		for i := 0; ; i++ {
			e, more, skip := element(v, i)
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
				f.poll(at)
			}
		}
	}
}

// elements gives the function that reads the element at an index of a collection, and tells
// whether there is one, and whether it counts.
func (l *lowerer) elements(iter *check.Iter, t types.Type) func(v value.Value, i int) (e value.Value, more, skip bool) {
	switch iter.Kind {
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
	get := l.vecs(l.typ(iter.Elem)).read
	return func(v value.Value, i int) (value.Value, bool, bool) {
		if int64(i) >= value.VecLen(v) {
			return unit, false, false
		}
		return get(v, i), true, false
	}
}
