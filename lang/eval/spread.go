package eval

// This file spreads records: a variable whose record of numbers nothing else sees has each number
// in a slot of its own, and needs no object.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// mostInSlots is how many numbers a record has at most that is spread over slots.
const mostInSlots = 12

// spreadSlot is the first slot of e, a record that is spread or a field in one; else -1.
func (l *lowerer) spreadSlot(e ast.Expr) int {
	if len(l.spread) == 0 {
		return -1
	}
	if _, computed := l.spilled[e]; computed {
		return -1
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.spreadSlot(x.Elems[0])
		}
	case *ast.Name:
		if v, ok := l.info.Uses[x].(*check.Local); ok {
			if base, ok := l.spread[v]; ok {
				return base
			}
		}
	case *ast.FieldExpr:
		if _, isField := l.info.Fields[x]; !isField || l.info.Uses[x] != nil {
			return -1
		}
		if base := l.spreadSlot(x.X); base >= 0 {
			return base + l.wordOf(x)
		}
	}
	return -1
}

// gathered makes a record of n numbers of the slots from base on.
func gathered(base, n int) expr {
	switch n {
	case 2:
		return func(f *frame) value.Value { return value.Scalars2(f.s[base].Int(), f.s[base+1].Int()) }
	case 3:
		return func(f *frame) value.Value {
			return value.Scalars3(f.s[base].Int(), f.s[base+1].Int(), f.s[base+2].Int())
		}
	}
	return func(f *frame) value.Value {
		made := value.Scalars(make([]int64, n))
		gather(f, base, n, made)
		return made
	}
}

// gather stores the numbers of the slots from base on in a record.
func gather(f *frame, base, n int, into value.Value) {
	for i, v := range f.s[base : base+n] {
		*into.Scalar(i) = v.Int()
	}
}

// scatter stores the numbers of a record in the slots from base on.
func scatter(f *frame, base, n int, v value.Value) {
	slots := f.s[base : base+n]
	if !v.Present() {
		v = value.Scalars(make([]int64, n))
	}
	for i := range slots {
		slots[i].SetInt(*v.Scalar(i))
	}
}

// initialiseSpread lowers the declaration of a variable that is spread.
func (l *lowerer) initialiseSpread(v *check.Local, x ast.Expr) stmt {
	top, n := l.top, l.shape(l.typ(v.Type)).Words()
	base := l.room(n)
	set := l.scattered(x, base)
	l.top = max(top, base+n)
	l.spread[v] = base
	return set
}

// room takes n slots, and gives the first.
func (l *lowerer) room(n int) int {
	base := l.top
	for range n {
		l.temp()
	}
	return base
}

// assignSpread lowers `place = x` where the place is a record in slots from base on.
func (l *lowerer) assignSpread(v *check.Local, base, n int, x ast.Expr) stmt {
	if !l.mentions(x, v) {
		return l.scattered(x, base)
	}
	top := l.top
	temp := l.room(n)
	set := l.scattered(x, temp)
	l.top = top
	return after(set, moved(base, temp, n))
}

// moved copies n numbers from slots to others.
func moved(to, from, n int) stmt {
	return func(f *frame) ctl {
		for i := range n {
			f.s[to+i].SetInt(f.s[from+i].Int())
		}
		return next
	}
}

// mentions tells whether n has the name of v in it.
func (l *lowerer) mentions(n ast.Node, v *check.Local) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if name, ok := n.(*ast.Name); ok {
			found = found || l.info.Uses[name] == check.Object(v)
		}
		return !found
	})
	return found
}

// scattered lowers an expression whose value is a record of numbers into the slots from base on.
func (l *lowerer) scattered(e ast.Expr, base int) stmt {
	n := l.shape(l.typeOf(e)).Words()
	if slot, ok := l.spilled[e]; ok {
		return func(f *frame) ctl { scatter(f, base, n, f.s[slot]); return next }
	}
	if l.plainly(e) {
		if from := l.spreadSlot(e); from >= 0 {
			return moved(base, from, n)
		}
		if parts := l.literalParts(e); parts != nil {
			return l.scatteredParts(parts, l.typeOf(e), base)
		}
		if !l.canLeave(e) {
			x := l.read(e)
			return func(f *frame) ctl { scatter(f, base, n, x(f)); return next }
		}
	}
	top := l.top
	temp := l.temp()
	set := l.into(e, temp)
	l.top = top
	return after(set, func(f *frame) ctl { scatter(f, base, n, f.s[temp]); return next })
}

// plainly tells whether nothing but the value of e is asked for.
func (l *lowerer) plainly(e ast.Expr) bool {
	return l.info.Coercions[e] == nil && !l.watched(e) && l.counter(e) == nil && len(l.flow.Temps[e]) == 0
}

// literalParts are the fields of a record that e makes in their order; nil if it does not.
func (l *lowerer) literalParts(e ast.Expr) []ast.Expr {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.literalParts(x.Elems[0])
		}
		return x.Elems
	case *ast.StructExpr:
		info := l.info.Structs[x]
		if x.Base != nil || info.Variant != nil || !inOrder(info.Fields) || len(info.Fields) != len(fieldTypes(l.typeOf(x))) {
			return nil
		}
		parts := make([]ast.Expr, len(x.Fields))
		for i, f := range x.Fields {
			parts[i] = f.Value
		}
		return parts
	}
	return nil
}

func (l *lowerer) scatteredParts(es []ast.Expr, t types.Type, base int) stmt {
	var run []stmt
	for i, p := range l.shape(t).Parts {
		at := base + p.Offset/value.WordSize
		switch {
		case p.Shape.Words() > 0:
			run = append(run, l.scattered(es[i], at))
		case l.canLeave(es[i]):
			run = append(run, l.into(es[i], at))
		default:
			run = append(run, l.set(at, es[i]))
		}
	}
	return seq(run)
}

// direct tells whether the numbers of e can be had without an object: e makes a record, or is a
// part of a Vec or of a record.
func (l *lowerer) direct(e ast.Expr) bool {
	if !l.plainly(e) {
		return false
	}
	if x, ok := e.(*ast.FieldExpr); ok {
		_, isField := l.info.Fields[x]
		return isField && l.info.Uses[x] == nil && l.flat(l.typeOf(x.X))
	}
	return l.spreadSlot(e) >= 0 || l.starts(e)
}

// slabPush lowers `v.push(x)` of a record of numbers, nil of anything else.
func (l *lowerer) slabPush(v, x ast.Expr) stmt {
	if !l.isSlab(l.typeOf(v)) || l.canLeave(x) || !l.direct(x) {
		return nil
	}
	top, n := l.top, l.shape(l.typeOf(x)).Words()
	coll := l.expr(v)
	if lies := l.lying(x); lies != nil {
		return func(f *frame) ctl {
			s := coll(f).Slab()
			r := lies(f)
			s.Push(r)
			return next
		}
	}
	base := l.room(n)
	set := l.scattered(x, base)
	l.top = top
	return func(f *frame) ctl {
		s := coll(f).Slab()
		set(f)
		gather(f, base, n, s.Add())
		return next
	}
}

// lying lowers a record of numbers that lies in a Vec or in a record, to be copied from there at once; nil for
// one that is spread or made.
func (l *lowerer) lying(e ast.Expr) expr {
	if _, computed := l.spilled[e]; computed || l.canLeave(e) || l.spreadSlot(e) >= 0 || l.literalParts(e) != nil {
		return nil
	}
	return l.readFlat(e)
}

// slabSet lowers `v[i] = x` and `v.set(i, x)` of a record of numbers, nil of anything else.
func (l *lowerer) slabSet(v, i, x ast.Expr, coll expr, at site, fail outOfRange) stmt {
	if !l.isSlab(l.typeOf(v)) || l.canLeave(x) || l.canLeave(i) || !l.direct(x) {
		return nil
	}
	top, n := l.top, l.shape(l.typeOf(x)).Words()
	if coll == nil {
		coll = l.expr(v)
	}
	key := l.expr(i)
	if lies := l.lying(x); lies != nil {
		return func(f *frame) ctl {
			s := coll(f).Slab()
			i := key(f).Int()
			r := lies(f)
			if uint64(i) < uint64(s.Len()) {
				s.Set(int(i), r)
				return next
			}
			fail(f, at, i, int64(s.Len()))
			return next
		}
	}
	base := l.room(n)
	set := l.scattered(x, base)
	l.top = top
	return func(f *frame) ctl {
		s := coll(f).Slab()
		i := key(f).Int()
		set(f)
		if uint64(i) >= uint64(s.Len()) {
			fail(f, at, i, int64(s.Len()))
		}
		gather(f, base, n, s.At(int(i)))
		return next
	}
}

// forSpread lowers a for over a Vec of records of numbers whose variable is spread; else nil.
func (l *lowerer) forSpread(s *ast.ForStmt, x expr, id int) stmt {
	name, ok := s.Pattern.(*ast.NamePattern)
	if !ok {
		return nil
	}
	v := l.info.Defs[name]
	if !l.spreads[v] {
		return nil
	}
	n, at := l.shape(l.typ(v.Type)).Words(), l.site(s)
	base := l.room(n)
	l.spread[v] = base
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		all := x(f).Slab()
		for i := 0; i < all.Len(); i++ {
			scatter(f, base, n, all.At(i))
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if i%pollEvery == 0 {
				f.poll(at)
			}
		}
		return next
	}
}
