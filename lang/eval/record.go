package eval

// This file makes records and tuples, and reads their fields.
//
// A record of numbers alone is made by value.Scalars, any other by value.Record. Nobody changes
// a record that others may see: a variable whose fields are assigned owns its record, and is
// copied when it is read as a whole.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// record lowers the making of a record of type t; the arguments are in field order.
func (l *lowerer) record(t types.Type, args []expr) expr {
	fields := fieldTypes(t)
	if !allScalar(fields) {
		return mixedRecord(args)
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

func mixedRecord(args []expr) expr {
	if len(args) == 0 {
		empty := value.Record(make([]value.Value, 1))
		return always(empty)
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
	t, i := l.typeOf(e.X), l.info.Fields[e]
	numbers := allScalar(fieldTypes(t))
	if slot := l.place(e.X); slot >= 0 {
		if numbers {
			return func(f *frame) value.Value { return value.Int(*f.s[slot].Scalar(i)) }
		}
		return func(f *frame) value.Value { return *f.s[slot].Field(i) }
	}
	x := l.read(e.X)
	if numbers {
		return func(f *frame) value.Value { return value.Int(*x(f).Scalar(i)) }
	}
	return func(f *frame) value.Value { return *x(f).Field(i) }
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
	return l.expr(e)
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
