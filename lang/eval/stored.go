package eval

// This file copies what a Vec takes in. A Vec owns its elements: `rows.push(row)` and
// `rows.set(i, row)` store a deep copy of a collection, so that changing row afterwards changes
// nothing in rows. Taking out with `get` gives the element itself.

import (
	"slices"

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
	case isRecord(t) && !l.recursive(t):
		return l.storedRecord(t)
	}
	return nil
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
			if slices.ContainsFunc(fieldTypes(u), holds) {
				return true
			}
		}
		return false
	}
	return holds(t)
}
