package eval

// This file makes records and tuples, and reads their fields.
//
// A record of numbers alone is made by value.Scalars, any other by value.Record. Records of numbers
// lie in records of numbers, and in Vecs. Nothing changes a record that others may see: a variable
// whose fields are assigned owns its record, and is copied when it is read as a whole; so is a
// record that lies in something that can change.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// record lowers the making of a record of type t; the arguments are in field order.
func (l *lowerer) record(t types.Type, args []expr) expr {
	s := l.shape(t)
	if s.Words() == 0 {
		return mixedRecord(args)
	}
	if slices.ContainsFunc(s.Parts, func(p shape.Part) bool { return p.Shape.Words() > 0 }) {
		return nestedRecord(s, args)
	}
	switch len(args) {
	case 2:
		x, y := args[0], args[1]
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Scalars2(a, y(f).Int())
		}
	case 3:
		x, y, z := args[0], args[1], args[2]
		return func(f *frame) value.Value {
			a := x(f).Int()
			b := y(f).Int()
			return value.Scalars3(a, b, z(f).Int())
		}
	}
	return func(f *frame) value.Value {
		fields := make([]int64, len(args))
		for i, x := range args {
			fields[i] = x(f).Int()
		}
		return value.Scalars(fields)
	}
}

// nestedRecord lowers the making of a record of numbers with records in it.
func nestedRecord(s *shape.Shape, args []expr) expr {
	n, parts := s.Words(), s.Parts
	return func(f *frame) value.Value {
		made := value.Scalars(make([]int64, n))
		for i, x := range args {
			parts[i].Store(made, x(f))
		}
		return made
	}
}

func mixedRecord(args []expr) expr {
	if len(args) == 0 {
		empty := value.Record(make([]value.Value, 1))
		return always(empty)
	}
	switch len(args) {
	case 2:
		x, y := args[0], args[1]
		return func(f *frame) value.Value {
			a := x(f)
			return value.Record2(a, y(f))
		}
	case 3:
		x, y, z := args[0], args[1], args[2]
		return func(f *frame) value.Value {
			a := x(f)
			b := y(f)
			return value.Record3(a, b, z(f))
		}
	}
	return func(f *frame) value.Value {
		fields := make([]value.Value, len(args))
		for i, x := range args {
			fields[i] = x(f)
		}
		return value.Record(fields)
	}
}

// fieldReader gives, for each index, the function that reads that field of a record of type t.
func (l *lowerer) fieldReader(t types.Type) func(i int) func(value.Value) value.Value {
	parts := l.shape(t).Parts
	return func(i int) func(value.Value) value.Value { return parts[i].Reader() }
}

// field lowers `x.name` where it reads a field.
func (l *lowerer) field(e *ast.FieldExpr) expr {
	if slot := l.spreadSlot(e); slot >= 0 {
		if t := l.typeOf(e); !isScalar(t) {
			return gathered(slot, l.shape(t).Words())
		}
		return local(slot)
	}
	if l.flat(l.typeOf(e.X)) {
		return l.wordField(e)
	}
	i := l.info.Fields[e]
	if slot := l.place(e.X); slot >= 0 {
		return func(f *frame) value.Value { return *f.s[slot].Field(i) }
	}
	x := l.read(e.X)
	return func(f *frame) value.Value { return *x(f).Field(i) }
}

// wordField lowers the reading of a field of a record of numbers.
func (l *lowerer) wordField(e *ast.FieldExpr) expr {
	if !isScalar(l.typeOf(e)) {
		part := l.part(e)
		if l.lasts(e.X) {
			return part
		}
		n := l.shape(l.typeOf(e)).Words()
		return func(f *frame) value.Value { return part(f).CopyScalars(n) }
	}
	if slot, k, ok := l.fieldPath(e); ok {
		return func(f *frame) value.Value { return value.Int(*f.s[slot].Scalar(k)) }
	}
	if p, ok := l.slabPath(e); ok {
		return p.number()
	}
	x, k := l.read(e.X), l.wordOf(e)
	return func(f *frame) value.Value { return value.Int(*x(f).Scalar(k)) }
}

// part lowers the field e, a record that lies in a record of numbers, to be looked into at once.
func (l *lowerer) part(e *ast.FieldExpr) expr {
	at := l.wordOf(e) * value.WordSize
	if slot, k, ok := l.fieldPath(e); ok {
		at = k * value.WordSize
		return func(f *frame) value.Value { return f.s[slot].RecordAt(at) }
	}
	x := l.read(e.X)
	return func(f *frame) value.Value { return x(f).RecordAt(at) }
}

// lasts tells whether the record of numbers that read gives for e is one that nothing changes.
func (l *lowerer) lasts(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.TupleExpr:
		return len(x.Elems) != 1 || l.lasts(x.Elems[0])
	case *ast.Name:
		v, ok := l.info.Uses[x].(*check.Local)
		return ok && !v.FieldAssigned
	case *ast.FieldExpr:
		return l.info.Uses[x] != nil || !l.flat(l.typeOf(x.X)) || l.lasts(x.X)
	case *ast.IndexExpr:
		return elemOf(l.typeOf(x.X)) == nil
	case *ast.CallExpr:
		fn, args := l.hotCall(x)
		return fn == nil || fn.Intrinsic != "vec.get" || !l.isSlab(l.typeOf(args[0]))
	}
	return true
}

// fieldPath takes apart a field of a variable whose record has numbers alone, or a field of a
// record in it: the variable's slot, and the number of the word where the field begins.
func (l *lowerer) fieldPath(e ast.Expr) (slot, word int, ok bool) {
	if _, computed := l.spilled[e]; computed {
		return 0, 0, false
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.fieldPath(x.Elems[0])
		}
	case *ast.FieldExpr:
		if _, isField := l.info.Fields[x]; !isField || l.info.Uses[x] != nil || !l.flat(l.typeOf(x.X)) {
			return 0, 0, false
		}
		if slot = l.place(x.X); slot < 0 {
			slot, word, ok = l.fieldPath(x.X)
			return slot, word + l.wordOf(x), ok
		}
		return slot, l.wordOf(x), true
	}
	return 0, 0, false
}

// place is the slot of a variable whose record is looked into, not handed on; else -1.
func (l *lowerer) place(e ast.Expr) int {
	if slot, ok := l.spilled[e]; ok {
		return slot
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.place(x.Elems[0])
		}
	case *ast.Name:
		if v, ok := l.info.Uses[x].(*check.Local); ok {
			if slot, ok := l.slots[v]; ok {
				return slot
			}
		}
	}
	return -1
}

// read lowers an expression whose record is looked into at once, so that it needs no copy.
func (l *lowerer) read(e ast.Expr) expr {
	if slot := l.place(e); slot >= 0 {
		return local(slot)
	}
	if x := l.readFlat(e); x != nil {
		return x
	}
	return l.expr(e)
}

// readFlat lowers a record of numbers that lies in a record or in a Vec; nil for anything else.
func (l *lowerer) readFlat(e ast.Expr) expr {
	if l.info.Coercions[e] != nil || l.counter(e) != nil || l.watched(e) {
		return nil
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.readFlat(x.Elems[0])
		}
	case *ast.FieldExpr:
		if _, isField := l.info.Fields[x]; isField && l.info.Uses[x] == nil && l.flat(l.typeOf(x)) && l.flat(l.typeOf(x.X)) {
			return l.part(x)
		}
	case *ast.IndexExpr:
		if l.steps(x) && l.isSlab(l.typeOf(x.X)) {
			return recordAt(l.elementIn(l.site(x), l.operand(x.X), l.operand(x.Index), (*frame).vecRange))
		}
	case *ast.CallExpr:
		if fn, args := l.hotCall(x); fn != nil && fn.Intrinsic == "vec.get" && l.isSlab(l.typeOf(args[0])) && !l.canLeave(x) {
			return recordAt(l.elementIn(l.site(x), l.operand(args[0]), l.operand(args[1]), (*frame).vecMissing))
		}
	}
	return nil
}

// isSlab tells whether t is a Vec or array of records of numbers.
func (l *lowerer) isSlab(t types.Type) bool {
	elem := elemOf(t)
	return elem != nil && l.cells(elem) == shape.Records
}

// structExpr lowers a struct literal.
func (l *lowerer) structExpr(e *ast.StructExpr) expr {
	info, t := l.info.Structs[e], l.typeOf(e)
	types := fieldTypes(t)
	if info.Variant != nil {
		types = payloadTypes(t, info.Variant)
	}
	if e.Base == nil && inOrder(info.Fields) && len(info.Fields) == len(types) {
		args := make([]expr, len(e.Fields))
		for i, fi := range e.Fields {
			args[i] = l.element(fi.Value)
		}
		if info.Variant != nil {
			return l.variant(info.Variant, t, args)
		}
		return l.record(t, args)
	}
	return l.structParts(e, info, t, len(types))
}

func inOrder(fields []int) bool {
	for i, f := range fields {
		if f != i {
			return false
		}
	}
	return true
}

// structParts lowers a literal whose fields are in another order or come from a base: they
// are computed in the order of the source, each into a slot.
func (l *lowerer) structParts(e *ast.StructExpr, info *check.StructInfo, t types.Type, n int) expr {
	top := l.top
	var run []stmt
	args := make([]expr, n)
	for i, fi := range e.Fields {
		slot := l.temp()
		run = append(run, l.set(slot, fi.Value))
		if dup := l.shared(fi.Value); dup != nil {
			run = append(run, func(f *frame) ctl { f.s[slot] = dup(f.s[slot]); return next })
		}
		args[info.Fields[i]] = local(slot)
	}
	if e.Base != nil {
		slot := l.temp()
		base := l.read(e.Base)
		run = append(run, func(f *frame) ctl { v := base(f); f.s[slot] = v; return next })
		read := l.fieldReader(t)
		for i := range args {
			if args[i] == nil {
				get := read(i)
				args[i] = func(f *frame) value.Value { return get(f.s[slot]) }
			}
		}
	}
	before := seq(run)
	var made expr
	if info.Variant != nil {
		made = l.variant(info.Variant, t, args)
	} else {
		made = l.record(t, args)
	}
	l.top = top
	return func(f *frame) value.Value { before(f); return made(f) }
}
