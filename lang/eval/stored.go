package eval

// This file copies what a Vec takes in. A Vec owns its elements: `rows.push(row)`, `rows.set(i, row)`
// and `rows[i] = row` store a deep copy of a collection, so that changing row afterwards changes
// nothing in rows. Taking out with `get` gives the element itself.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// stored gives the function that makes the copy which a Vec stores of an element, nil for types
// without collections inside, whose values can be shared.
func (l *lowerer) stored(t types.Type) func(value.Value) value.Value {
	switch {
	case l.program.closes(t):
		return nil // it is moved
	case elemOf(t) != nil:
		kind := vecKindOf(elemOf(t))
		dup, inner := vecCopier(kind), l.stored(elemOf(t))
		if inner == nil {
			return dup
		}
		return func(v value.Value) value.Value {
			v = dup(v)
			s := value.VecOf[value.Value](v).S
			for i, e := range s {
				s[i] = inner(e)
			}
			return v
		}
	case isMap(t):
		return func(v value.Value) value.Value { return value.FromMap(v.Map().Clone()) }
	case types.Is(t, types.Bytes):
		return copyBytes
	case isRecord(t) && !l.recursive(t):
		return l.storedRecord(t)
	case isEnum(t) && !l.recursive(t):
		return l.enumCopier(t, l.stored)
	}
	return nil
}

// taken lowers an expression whose value an element takes in.
func (l *lowerer) taken(e ast.Expr) expr {
	x := l.element(e)
	if l.info.Coercions[e] != nil || l.new(e) {
		return x
	}
	if dup := l.stored(l.typeOf(e)); dup != nil {
		return func(f *frame) value.Value { return dup(x(f)) }
	}
	return x
}

// new tells whether e makes a value of which nobody else has a part.
func (l *lowerer) new(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.BytesExpr:
		return true
	case *ast.UnaryExpr:
		return x.Op == "clone"
	case *ast.ArrayExpr:
		return true // its elements were taken in
	case *ast.TupleExpr:
		return !slices.ContainsFunc(x.Elems, func(e ast.Expr) bool { return !l.new(e) && l.stored(l.typeOf(e)) != nil })
	case *ast.StructExpr:
		return x.Base == nil && !slices.ContainsFunc(x.Fields, func(f *ast.FieldInit) bool {
			return !l.new(f.Value) && l.stored(l.typeOf(f.Value)) != nil
		})
	}
	return false
}

// storedRecord is stored for records: their collections are copied with them.
func (l *lowerer) storedRecord(t types.Type) func(value.Value) value.Value {
	fields := fieldTypes(t)
	n := len(fields)
	inner := make([]func(value.Value) value.Value, n)
	found := false
	for i, f := range fields {
		inner[i] = l.stored(f)
		found = found || inner[i] != nil
	}
	if !found {
		return nil
	}
	return func(v value.Value) value.Value {
		v = v.CopyRecord(n)
		for i, dup := range inner {
			if dup != nil {
				f := v.Field(i)
				*f = dup(*f)
			}
		}
		return v
	}
}

// recursive tells whether values of t can hold values of t, however deep.
func (l *lowerer) recursive(t types.Type) bool {
	root := types.DefOf(t)
	if root == nil {
		return false
	}
	seen := map[string]bool{}
	var holds func(types.Type) bool
	holds = func(u types.Type) bool {
		if def := types.DefOf(u); def == root && len(seen) > 0 {
			return true
		}
		key := l.program.types.key(u)
		if seen[key] {
			return false
		}
		seen[key] = true
		if e := elemOf(u); e != nil {
			return holds(e)
		}
		if isRecord(u) {
			return slices.ContainsFunc(fieldTypes(u), holds)
		}
		if isEnum(u) {
			return slices.ContainsFunc(types.DefOf(u).Variants, func(v *types.Variant) bool {
				return slices.ContainsFunc(payloadTypes(u, v), holds)
			})
		}
		return false
	}
	return holds(t)
}
