package eval

// This file has the walks over values that code is lowered to.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// sharer gives the function that copies a value of type t for another actor, nil if both can
// have it: it cannot change, or it is a handle, which moves.
func (l *lowerer) sharer(t types.Type) func(value.Value) value.Value {
	return l.shape(t).Copier(shape.Send)
}

// stored gives the function that makes what a collection of type t stores of an element, nil if
// that is the element itself, as it is of what is moved. A Vec owns its elements: changing what was pushed afterwards changes
// nothing in it. Taking out with `get` gives the element itself.
func (l *lowerer) stored(t types.Type) func(into, v value.Value) value.Value {
	s := l.shape(t)
	elem := s.Val
	if s.Kind == shape.Vec {
		elem = s.Elem
	}
	if l.program.closes(elem.Type) {
		return nil
	}
	return elem.Storer(s)
}

// taken lowers an expression whose value an element takes in: a copy, unless it is new.
func (l *lowerer) taken(e ast.Expr) expr {
	x := l.element(e)
	if l.info.Coercions[e] != nil || l.closes(l.typeOf(e)) || l.new(e) {
		return x
	}
	return l.guarded(l.shape(l.typeOf(e)), l.shape(l.typeOf(e)).Copier(shape.Store), x, l.site(e))
}

// new tells whether e makes a value of which nothing else has a part.
func (l *lowerer) new(e ast.Expr) bool {
	made := func(e ast.Expr) bool { return l.new(e) || !l.shape(l.typeOf(e)).Copied(shape.Store) }
	switch x := e.(type) {
	case *ast.BytesExpr, *ast.ArrayExpr: // the elements of an array were taken in
		return true
	case *ast.UnaryExpr:
		return x.Op == "clone"
	case *ast.TupleExpr:
		return !slices.ContainsFunc(x.Elems, func(e ast.Expr) bool { return !made(e) })
	case *ast.StructExpr:
		return x.Base == nil && !slices.ContainsFunc(x.Fields, func(f *ast.FieldInit) bool { return !made(f.Value) })
	}
	return false
}

// arrays gives the function that copies a value with the arrays in it, nil for types without
// arrays.
func (l *lowerer) arrays(t types.Type) func(value.Value) value.Value {
	return l.shape(t).Copier(shape.Array)
}

// clone lowers a copy of x that shares nothing with it that can change.
func (l *lowerer) clone(t types.Type, x expr, at site) expr {
	s := l.shape(t)
	if s.Resource() { // a Sender
		return func(f *frame) value.Value { return f.thread.cloneSender(x(f)) }
	}
	return l.guarded(s, s.Copier(shape.Clone), x, at)
}

// handed lowers an x of type t whose value goes to another thread.
func (l *lowerer) handed(t types.Type, x expr, at site) expr {
	return l.guarded(l.shape(t), l.sharer(t), x, at)
}

// guarded lowers a copy of x; dup may be nil.
func (l *lowerer) guarded(s *shape.Shape, dup func(value.Value) value.Value, x expr, at site) expr {
	switch {
	case dup == nil:
		return x
	case !s.Deep():
		return func(f *frame) value.Value { return dup(x(f)) }
	}
	return func(f *frame) value.Value { return f.copied(dup, x(f), at) }
}

// copied is a copy of v that is made for something at a site.
func (f *frame) copied(dup func(value.Value) value.Value, v value.Value, at site) value.Value {
	defer f.endless(at)
	return dup(v)
}

// copier gives the function that copies a record or an array, nil if t is neither, or is moved.
func (l *lowerer) copier(t types.Type) func(value.Value) value.Value {
	if l.program.closes(t) {
		return nil
	}
	return l.shape(t).Binder()
}

// equal gives the function that compares values of type t.
func (l *lowerer) equal(t types.Type, at site) func(f *frame, a, b value.Value) bool {
	s := l.shape(t)
	if !s.Deep() {
		return func(_ *frame, a, b value.Value) bool { return s.Equal(a, b) }
	}
	return func(f *frame, a, b value.Value) bool {
		defer f.endless(at)
		return s.Equal(a, b)
	}
}

// endless is deferred around a walk. It traps if the walk had no end.
func (f *frame) endless(at site) {
	switch r := recover().(type) {
	case nil:
	case shape.Loop:
		f.trap(at, r.Error())
	case shape.Unbounded:
		f.trap(at, r.Error())
	default:
		panic(r)
	}
}
