package eval

// This file lowers places: what is assigned to, and what a method with `var self` changes. A place
// is a root and a path of fields and indices. What the path computes is computed once, from left
// to right, before the value that is stored; the path is followed when the value is there. So an
// index that is out of range by then is a trap, and a variable that was assigned meanwhile is
// changed as it is now.
//
// A record in another record or in a collection may be seen by others: on its way, the path puts
// a copy in its place, and changes that.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A target is the last step of a place.
type target struct {
	key expr                                           // of the last index, nil if there is none
	get func(f *frame, key value.Value) value.Value    // nil of an entry of a map
	put func(f *frame, key value.Value, v value.Value) // follows the path to the last step
}

// operandsOf are the expressions that the path to e computes, from left to right.
func (l *lowerer) operandsOf(e ast.Expr) []ast.Expr {
	switch x := e.(type) {
	case *ast.Name:
		return nil
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.operandsOf(x.Elems[0])
		}
	case *ast.FieldExpr:
		if l.info.Uses[x] != nil {
			return nil
		}
		return l.operandsOf(x.X)
	case *ast.IndexExpr:
		if l.steps(x) {
			return append(l.operandsOf(x.X), x.Index)
		}
	}
	return []ast.Expr{e}
}

// isPlace tells whether e is a place, and not a value that nothing keeps.
func (l *lowerer) isPlace(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.Name:
		return l.info.State[x] != nil || l.place(x) >= 0 || l.spreadSlot(x) >= 0
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && l.isPlace(x.Elems[0])
	case *ast.FieldExpr:
		return l.info.Uses[x] == nil && l.isPlace(x.X)
	case *ast.IndexExpr:
		if !l.steps(x) || isString(l.typeOf(x.X)) {
			return false
		}
		_, isArray := types.Resolve(l.typeOf(x.X)).(*types.Array)
		return !isArray || l.isPlace(x.X)
	}
	return false
}

// rootOf is the expression that the path to e begins with.
func rootOf(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.TupleExpr:
			if len(x.Elems) != 1 {
				return e
			}
			e = x.Elems[0]
		case *ast.FieldExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return e
		}
	}
}

// steps tells whether e is a step of a path: an index of a built-in collection.
func (l *lowerer) steps(e *ast.IndexExpr) bool {
	_, isRange := e.Index.(*ast.RangeExpr)
	return !isRange && l.info.Indexes[e] == nil
}

// lastIndex is the index at the end of the path to e, nil if the path ends otherwise.
func lastIndex(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return lastIndex(x.Elems[0])
		}
	case *ast.IndexExpr:
		return x.Index
	}
	return nil
}

// once computes into slots what must not be computed by following the path to e: its operands,
// but for held, and the expressions of rest that can be left early. The caller calls done when
// all is lowered.
func (l *lowerer) once(e, held ast.Expr, rest ...ast.Expr) (before stmt, done func()) {
	path := l.operandsOf(e)
	all := append(path, rest...)
	leaves := -1 // the last that can be left early: all before it must be computed before
	for i, o := range all {
		if l.canLeave(o) {
			leaves = i
		}
	}
	var run []stmt
	var taken []ast.Expr
	for i, o := range all {
		if i > leaves && (i >= len(path) || o == held || l.steady(o, all[i+1:])) {
			continue
		}
		if _, literal := o.(*ast.Literal); literal {
			continue
		}
		slot := l.temp()
		run = append(run, l.into(o, slot))
		l.spilled[o] = slot
		taken = append(taken, o)
	}
	done = func() {
		for _, o := range taken {
			delete(l.spilled, o)
		}
	}
	if run == nil {
		return nil, done
	}
	return seq(run), done
}

// steady tells whether e gives the same, and does nothing, before and after rest.
func (l *lowerer) steady(e ast.Expr, rest []ast.Expr) bool {
	if _, ok := l.number(e); ok {
		return true
	}
	switch x := e.(type) {
	case *ast.Literal:
		return true
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && l.steady(x.Elems[0], rest)
	case *ast.Name, *ast.FieldExpr:
		v := l.root(x)
		if v == nil || l.localSlot(x) < 0 {
			return false
		}
		for _, r := range rest {
			if l.writes(r, v) {
				return false
			}
		}
		return true
	}
	return false
}

// writes tells whether n can assign to the variable v, or to a part of it.
func (l *lowerer) writes(n ast.Node, v *check.Local) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || l.root(n.Target) == v
		case *ast.CallExpr:
			if info := l.info.Calls[n]; info != nil && info.Recv != nil && info.Func != nil && info.Func.VarSelf {
				found = found || l.root(info.Recv) == v
			}
		}
		return !found
	})
	return found
}

// root is the variable that the path to e begins with, nil if it begins with something else.
func (l *lowerer) root(e ast.Expr) *check.Local {
	if n, ok := e.(*ast.Name); ok && l.info.State[n] != nil {
		e = l.info.State[n]
	}
	return l.info.Root(e)
}

// quiet tells whether e changes nothing: it has operators, fields and elements alone.
func (l *lowerer) quiet(e ast.Expr) bool {
	if _, ok := l.number(e); ok {
		return true
	}
	if _, computed := l.spilled[e]; computed {
		return true
	}
	if l.info.Coercions[e] != nil {
		return false
	}
	switch x := e.(type) {
	case *ast.Literal, *ast.Name:
		return true
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && l.quiet(x.Elems[0])
	case *ast.FieldExpr:
		return l.info.Uses[x] == nil && l.quiet(x.X)
	case *ast.IndexExpr:
		return l.steps(x) && l.quiet(x.X) && l.quiet(x.Index)
	case *ast.CastExpr:
		return l.quiet(x.X)
	case *ast.UnaryExpr:
		return (x.Op == "-" || x.Op == "!") && l.quiet(x.X)
	case *ast.BinaryExpr:
		return isScalar(l.typeOf(x.Left)) && l.quiet(x.Left) && l.quiet(x.Right)
	}
	return false
}

// target lowers the last step of the path to e. What the path computes is in slots.
func (l *lowerer) target(e ast.Expr) target {
	if slot := l.spreadSlot(e); slot >= 0 { // a number: records are assigned by assignPart
		return target{
			get: func(f *frame, _ value.Value) value.Value { return f.s[slot] },
			put: func(f *frame, _, v value.Value) { f.s[slot] = v },
		}
	}
	switch x := e.(type) {
	case *ast.Name:
		if slot := l.place(x); slot >= 0 {
			return target{
				get: func(f *frame, _ value.Value) value.Value { return f.s[slot] },
				put: func(f *frame, _, v value.Value) { f.s[slot] = v },
			}
		}
		if field := l.info.State[x]; field != nil {
			return l.fieldTarget(field)
		}
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.target(x.Elems[0])
		}
	case *ast.FieldExpr:
		return l.fieldTarget(x)
	case *ast.IndexExpr:
		return l.elementTarget(x)
	}
	l.bug(e, "an assignment to something that is not a place: %T", e)
	return target{}
}

// storer gives the function that stores into the place e.
func (l *lowerer) storer(e ast.Expr) func(*frame, value.Value) {
	to := l.target(e)
	if to.key == nil {
		return func(f *frame, v value.Value) { to.put(f, value.Value{}, v) }
	}
	return func(f *frame, v value.Value) { to.put(f, to.key(f), v) }
}

func (l *lowerer) fieldTarget(e *ast.FieldExpr) target {
	i, rec, get := l.info.Fields[e], l.own(e.X), l.field(e)
	t := target{get: func(f *frame, _ value.Value) value.Value { return get(f) }}
	switch {
	case !l.flat(l.typeOf(e.X)):
		t.put = func(f *frame, _, v value.Value) { *rec(f).Field(i) = v }
	case isScalar(l.typeOf(e)):
		k := l.wordOf(e)
		t.put = func(f *frame, _, v value.Value) { *rec(f).Scalar(k) = v.Int() }
	default:
		at, n := l.wordOf(e)*value.WordSize, l.shape(l.typeOf(e)).Words()
		t.put = func(f *frame, _, v value.Value) { rec(f).SetWords(at, n, v) }
	}
	return t
}

func (l *lowerer) elementTarget(e *ast.IndexExpr) target {
	t, at := l.typeOf(e.X), l.site(e)
	if isMap(t) {
		m, put := l.read(e.X), l.shape(t).Lookup().Put
		return target{
			key: l.expr(e.Index),
			put: func(f *frame, key, v value.Value) { put(m(f).Map(), key, v) },
		}
	}
	out := target{key: l.expr(e.Index)}
	look := l.read(e.X)
	if types.Is(t, types.Bytes) {
		out.get = func(f *frame, key value.Value) value.Value { return byteAt(f, at, look(f).Bytes(), key.Int()) }
		out.put = func(f *frame, key, v value.Value) { setByte(f, at, look(f).Bytes(), key.Int(), v.Int()) }
		return out
	}
	read, write := l.vecAccess(elemOf(t))
	coll := l.holder(e.X)
	out.get = func(f *frame, key value.Value) value.Value { return read(f, at, look(f), key.Int()) }
	out.put = func(f *frame, key, v value.Value) { write(f, at, coll(f), key.Int(), v) }
	return out
}

// vecAccess gives the functions that read and write an element, with a check of the index.
func (l *lowerer) vecAccess(elem types.Type) (
	read func(f *frame, at site, v value.Value, i int64) value.Value,
	write func(f *frame, at site, v value.Value, i int64, e value.Value),
) {
	switch l.cells(elem) {
	case shape.Values:
		return func(f *frame, at site, v value.Value, i int64) value.Value { return *elemAt[value.Value](f, at, v, i) },
			func(f *frame, at site, v value.Value, i int64, e value.Value) { *elemAt[value.Value](f, at, v, i) = e }
	case shape.Numbers:
		return func(f *frame, at site, v value.Value, i int64) value.Value {
				return value.Int(*elemAt[int64](f, at, v, i))
			},
			func(f *frame, at site, v value.Value, i int64, e value.Value) { *elemAt[int64](f, at, v, i) = e.Int() }
	}
	code := l.vecs(elem)
	within := func(f *frame, at site, v value.Value, i int64) {
		if n := value.VecLen(v); uint64(i) >= uint64(n) {
			f.vecRange(at, i, n)
		}
	}
	return func(f *frame, at site, v value.Value, i int64) value.Value {
			within(f, at, v, i)
			return code.read(v, int(i))
		},
		func(f *frame, at site, v value.Value, i int64, e value.Value) {
			within(f, at, v, i)
			code.write(v, int(i), e)
		}
}

func elemAt[T any](f *frame, at site, v value.Value, i int64) *T {
	s := value.VecOf[T](v).S
	if uint64(i) >= uint64(len(s)) {
		f.vecRange(at, i, int64(len(s)))
	}
	return &s[i]
}

// own gives the record that is at e, as one that only this place has.
func (l *lowerer) own(e ast.Expr) expr {
	if slot := l.place(e); slot >= 0 {
		return local(slot)
	}
	if x := l.ownFlat(e); x != nil {
		return x
	}
	at, copied := l.cell(e), l.copier(l.typeOf(e))
	if copied == nil {
		return func(f *frame) value.Value { return *at(f) }
	}
	return func(f *frame) value.Value {
		p := at(f)
		*p = copied(*p)
		return *p
	}
}

// ownFlat is own for a record of numbers that lies in a record or in a Vec, nil for any other.
func (l *lowerer) ownFlat(e ast.Expr) expr {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 && l.place(x.Elems[0]) < 0 {
			return l.ownFlat(x.Elems[0])
		}
	case *ast.FieldExpr:
		if l.flat(l.typeOf(x.X)) {
			rec, at := l.own(x.X), l.wordOf(x)*value.WordSize
			return func(f *frame) value.Value { return rec(f).RecordAt(at) }
		}
	case *ast.IndexExpr:
		if l.isSlab(l.typeOf(x.X)) {
			return recordAt(&element{vec: l.ownVec(x.X), index: l.operand(x.Index), at: l.site(x), fail: (*frame).vecRange})
		}
	}
	return nil
}

// holder gives the collection that is at e, so that its elements can be changed. An array is
// part of the record that has it, which must be the place's own.
func (l *lowerer) holder(e ast.Expr) expr {
	if _, ok := types.Resolve(l.typeOf(e)).(*types.Array); !ok || l.place(e) >= 0 {
		return l.read(e)
	}
	at := l.cell(e)
	return func(f *frame) value.Value { return *at(f) }
}

// cell gives where the record or array e is.
func (l *lowerer) cell(e ast.Expr) func(*frame) *value.Value {
	if slot := l.place(e); slot >= 0 {
		return func(f *frame) *value.Value { return &f.s[slot] }
	}
	switch x := e.(type) {
	case *ast.Name:
		if field := l.info.State[x]; field != nil {
			return l.cell(field)
		}
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.cell(x.Elems[0])
		}
	case *ast.FieldExpr:
		i, rec := l.info.Fields[x], l.own(x.X)
		return func(f *frame) *value.Value { return rec(f).Field(i) }
	case *ast.IndexExpr:
		return l.elementCell(x)
	}
	l.bug(e, "a path through something that is not a place: %T", e)
	return nil
}

func (l *lowerer) elementCell(e *ast.IndexExpr) func(*frame) *value.Value {
	at, coll, key := l.site(e), l.holder(e.X), l.operand(e.Index)
	if k := key.local; k >= 0 {
		return func(f *frame) *value.Value { return elemAt[value.Value](f, at, coll(f), f.s[k].Int()) }
	}
	i := key.x
	return func(f *frame) *value.Value { v := coll(f); return elemAt[value.Value](f, at, v, i(f).Int()) }
}
