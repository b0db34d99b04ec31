package eval

// This file takes apart elements of Vecs: `v[i]`, `self.v[i]`, `rows[i][k]` and the like are read, found
// and stored by one closure each. The closures are generated: there is one for each way to find the Vec
// and its index.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// An element is an element of a Vec or array.
type element struct {
	vec   vecPath
	index operand
	at    site
	fail  outOfRange
}

// A vecPath is how the Vec of an element is found.
type vecPath struct {
	kind   vecPathKind
	slot   int      // of a variable, which holds the Vec or where it is
	offset int      // of the field in the record in the slot
	index  int      // the slot of the index of the row
	row    *element // says what is wrong with that index
	x      expr     // computes the Vec otherwise
}

// A vecPathKind tells which fields of a vecPath say where the Vec is. The generator has them in this order.
type vecPathKind uint8

const (
	ofVariable vecPathKind = iota
	ofField
	ofRow
	ofComputed
)

// An outOfRange ends the thread because of an index.
type outOfRange func(f *frame, at site, i, n int64)

// form numbers the ways to find e.
func (e *element) form() int {
	n := 3 * int(e.vec.kind)
	switch {
	case e.index.local >= 0:
		return n
	case e.index.isPlus:
		return n + 1
	}
	return n + 2
}

// inVariables tells whether the Vec and the index are in variables.
func (e *element) inVariables() bool { return e.form() == 0 }

//go:noinline
func (e *element) missing(f *frame, i, n int64) { e.fail(f, e.at, i, n) }

// elementOf takes apart `v[i]` and `v.get(i)`, nil if e is neither.
func (l *lowerer) elementOf(e ast.Expr) *element {
	vec, index, fail := l.vecAndIndex(e)
	if vec == nil {
		return nil
	}
	return &element{vec: l.vecPath(vec), index: l.operand(index), at: l.site(e), fail: fail}
}

// vecAndIndex are the parts of an element of a Vec or array that is not computed already, else nil.
func (l *lowerer) vecAndIndex(e ast.Expr) (vec, index ast.Expr, fail outOfRange) {
	if _, computed := l.spilled[e]; computed || l.info.Coercions[e] != nil || l.watched(e) || l.counter(e) != nil {
		return nil, nil, nil
	}
	switch x := e.(type) {
	case *ast.IndexExpr:
		if l.steps(x) {
			vec, index, fail = x.X, x.Index, (*frame).vecRange
		}
	case *ast.CallExpr:
		if fn, args := l.hotCall(x); fn != nil && fn.Intrinsic == "vec.get" && !l.canLeave(x) {
			vec, index, fail = args[0], args[1], (*frame).vecMissing
		}
	}
	if vec == nil || elemOf(l.typeOf(vec)) == nil {
		return nil, nil, nil
	}
	return vec, index, fail
}

// vecPath tells how a Vec is found whose elements are read.
func (l *lowerer) vecPath(e ast.Expr) vecPath {
	if s, ok := l.variablePath(e); ok {
		return s
	}
	return vecPath{kind: ofComputed, x: l.expr(e)}
}

// variablePath is vecPath for a Vec that a variable leads to.
func (l *lowerer) variablePath(e ast.Expr) (vecPath, bool) {
	if slot := l.vecSlot(e); slot >= 0 {
		return vecPath{kind: ofVariable, slot: slot}, true
	}
	if slot, offset, ok := l.vecField(e); ok {
		return vecPath{kind: ofField, slot: slot, offset: offset}, true
	}
	vec, index, fail := l.vecAndIndex(e)
	if vec == nil || l.cells(elemOf(l.typeOf(vec))) != shape.Values || l.emptying(e) != nil {
		return vecPath{}, false
	}
	a, b := l.vecSlot(vec), l.localSlot(index)
	if a < 0 || b < 0 {
		return vecPath{}, false
	}
	return vecPath{kind: ofRow, slot: a, index: b, row: &element{at: l.site(e), fail: fail}}, true
}

// vecSlot is the slot of a variable with a Vec or array, else -1. Unlike localSlot it knows arrays whose
// elements are assigned.
func (l *lowerer) vecSlot(e ast.Expr) int {
	if slot := l.localSlot(e); slot >= 0 {
		return slot
	}
	name, ok := e.(*ast.Name)
	if !ok || l.info.Coercions[e] != nil || l.watched(e) || l.emptying(e) != nil {
		return -1
	}
	if v, ok := l.info.Uses[name].(*check.Local); ok && elemOf(l.typ(v.Type)) != nil {
		return l.place(e)
	}
	return -1
}

// vecField takes apart a Vec in a record that a variable holds.
func (l *lowerer) vecField(e ast.Expr) (slot, offset int, ok bool) {
	if _, computed := l.spilled[e]; computed || l.info.Coercions[e] != nil || l.watched(e) || l.counter(e) != nil || l.emptying(e) != nil {
		return 0, 0, false
	}
	if n, isName := e.(*ast.Name); isName && l.info.State[n] != nil {
		e = l.info.State[n]
	}
	x, isField := e.(*ast.FieldExpr)
	if !isField || l.info.Uses[x] != nil || l.watched(e) || l.emptying(e) != nil {
		return 0, 0, false
	}
	i, isRead := l.info.Fields[x]
	s := l.shape(l.typeOf(x.X))
	if slot = l.place(x.X); !isRead || slot < 0 || s.Kind != shape.Record || s.Words() > 0 {
		return 0, 0, false
	}
	return slot, s.Parts[i].Offset, true
}

// ownVec is vecPath for a Vec whose elements are assigned. An array in something else must be that place's own.
func (l *lowerer) ownVec(e ast.Expr) vecPath {
	if _, isArray := types.Resolve(l.typeOf(e)).(*types.Array); !isArray || l.vecSlot(e) >= 0 {
		return l.vecPath(e)
	}
	return vecPath{kind: ofComputed, x: l.holder(e)}
}

// vecAt lowers the reading of an element.
func (l *lowerer) vecAt(at site, v, i operand, fail outOfRange) expr {
	return l.elementIn(at, v, i, fail).read(l.shape(elemOf(v.typ)))
}

// elementIn is the element of a Vec and an index that are lowered already.
func (l *lowerer) elementIn(at site, v, i operand, fail outOfRange) *element {
	e := &element{vec: vecPath{kind: ofComputed, x: v.x}, index: i, at: at, fail: fail}
	if v.local >= 0 {
		e.vec = vecPath{kind: ofVariable, slot: v.local}
	} else if v.e != nil {
		if s, ok := l.variablePath(v.e); ok {
			e.vec = s
		}
	}
	return e
}

// read lowers the reading of an element of a shape.
func (e *element) read(elem *shape.Shape) expr {
	switch elem.AsElem() {
	case shape.Numbers:
		return intAt[int64](e)
	case shape.Bools:
		return boolAt(e)
	case shape.Strings:
		return textAt(e)
	case shape.Records:
		x, words := recordAt(e), elem.Words()
		return func(f *frame) value.Value { return x(f).CopyScalars(words) }
	case shape.Bytes8:
		return intAt[uint8](e)
	case shape.Ints8:
		return intAt[int8](e)
	case shape.Words16:
		return intAt[uint16](e)
	case shape.Ints16:
		return intAt[int16](e)
	case shape.Words32:
		return intAt[uint32](e)
	case shape.Ints32:
		return intAt[int32](e)
	case shape.Floats32:
		x := singleAt(e)
		return func(f *frame) value.Value { return value.Float(x(f)) }
	}
	return valueAt(e)
}

// floatElem lowers the reading of an element that is a float, nil of anything else.
func (l *lowerer) floatElem(x ast.Expr) flt {
	if vec, _, _ := l.vecAndIndex(x); vec == nil {
		return nil
	}
	e := l.elementOf(x)
	if types.Is(l.typeOf(x), types.F32) {
		return singleAt(e)
	}
	return doubleAt(e)
}

// boolElem lowers the test whether an element is want, nil of anything else.
func (l *lowerer) boolElem(x ast.Expr, want bool) cond {
	if vec, _, _ := l.vecAndIndex(x); vec == nil {
		return nil
	}
	return boolTest(l.elementOf(x), want)
}

// assigned takes apart an element that is assigned: its index is computed before the value, its Vec is found
// after that.
func (l *lowerer) assigned(x *ast.IndexExpr, val ast.Expr) *element {
	e := &element{vec: l.ownVec(x.X), index: l.operand(x.Index), at: l.site(x), fail: (*frame).vecRange}
	if !l.steady(x.Index, []ast.Expr{val}) {
		e.index.local, e.index.isPlus = -1, false
	}
	return e
}

// steady tells whether e can be found again, whatever was computed meanwhile.
func (e *element) steady() bool { return e.vec.kind != ofComputed && e.index.local >= 0 }

// storeElem lowers `v[i] = x`, nil if the elements are records of numbers.
func (l *lowerer) storeElem(target *ast.IndexExpr, x ast.Expr) stmt {
	elem := elemOf(l.typeOf(target.X))
	if l.isSlab(l.typeOf(target.X)) {
		return nil
	}
	e := l.assigned(target, x)
	switch l.cells(elem) {
	case shape.Numbers:
		if types.IsFloat(elem) {
			return storeDouble(e, l.float(x))
		}
		return storeInt[int64](e, l.expr(x))
	case shape.Floats32:
		return storeSingle(e, l.float(x))
	case shape.Bools:
		return storeBool(e, l.cond(x))
	case shape.Strings:
		return storeText(e, l.expr(x))
	case shape.Bytes8:
		return storeInt[uint8](e, l.expr(x))
	case shape.Ints8:
		return storeInt[int8](e, l.expr(x))
	case shape.Words16:
		return storeInt[uint16](e, l.expr(x))
	case shape.Ints16:
		return storeInt[int16](e, l.expr(x))
	case shape.Words32:
		return storeInt[uint32](e, l.expr(x))
	case shape.Ints32:
		return storeInt[int32](e, l.expr(x))
	case shape.Values:
		return storeValue(e, l.taken(x))
	}
	return nil
}

// updateNarrow lowers `v[i] op= x` on elements that are no int64, nil of bools.
func (l *lowerer) updateNarrow(s *ast.AssignStmt, e *element, op string, t types.Type, quiet bool) stmt {
	if l.cells(t) == shape.Floats32 {
		return singleElemUpdate(e, floatOps[op], l.float(s.Value), quiet)
	}
	w, b := widthOf(t), l.operand(s.Value)
	do, at := w.intOp(op), l.site(s)
	switch l.cells(t) {
	case shape.Bytes8:
		return narrowElemUpdate[uint8](e, at, do, &b, quiet)
	case shape.Ints8:
		return narrowElemUpdate[int8](e, at, do, &b, quiet)
	case shape.Words16:
		return narrowElemUpdate[uint16](e, at, do, &b, quiet)
	case shape.Ints16:
		return narrowElemUpdate[int16](e, at, do, &b, quiet)
	case shape.Words32:
		return narrowElemUpdate[uint32](e, at, do, &b, quiet)
	case shape.Ints32:
		return narrowElemUpdate[int32](e, at, do, &b, quiet)
	}
	return nil
}

// narrowElemUpdate lowers `v[i] op= b` on integers of less than 64 bits.
//
//go:noinline
func narrowElemUpdate[T shape.Narrow](e *element, at site, do intOp, b *operand, quiet bool) stmt {
	cell, x, k := cellAt[T](e), b.x, b.k
	a, i := e.vec.slot, e.index.local
	switch {
	case !quiet:
		return func(f *frame) ctl {
			old := int64(*cell(f))
			n := T(do(f, at, old, x(f).Int()))
			*cell(f) = n
			return next
		}
	case b.konst && e.inVariables():
		return func(f *frame) ctl {
			s, n := value.VecOf[T](f.s[a]).S, f.s[i].Int()
			if uint64(n) < uint64(len(s)) {
				p := &s[n]
				*p = T(do(f, at, int64(*p), k))
				return next
			}
			e.missing(f, n, int64(len(s)))
			return next
		}
	case b.konst:
		return func(f *frame) ctl { p := cell(f); *p = T(do(f, at, int64(*p), k)); return next }
	case e.inVariables():
		return func(f *frame) ctl {
			s, n := value.VecOf[T](f.s[a]).S, f.s[i].Int()
			if uint64(n) < uint64(len(s)) {
				p := &s[n]
				*p = T(do(f, at, int64(*p), x(f).Int()))
				return next
			}
			e.missing(f, n, int64(len(s)))
			return next
		}
	}
	return func(f *frame) ctl { p := cell(f); *p = T(do(f, at, int64(*p), x(f).Int())); return next }
}

// singleElemUpdate lowers `v[i] op= x` on f32.
//
//go:noinline
func singleElemUpdate(e *element, do func(a, b float64) float64, x flt, quiet bool) stmt {
	cell := cellAt[float32](e)
	if !quiet {
		return func(f *frame) ctl {
			old := float64(*cell(f))
			n := float32(do(old, x(f)))
			*cell(f) = n
			return next
		}
	}
	return func(f *frame) ctl { p := cell(f); *p = float32(do(float64(*p), x(f))); return next }
}
