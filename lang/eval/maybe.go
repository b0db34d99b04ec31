package eval

// This file lowers Options that are looked into at once, such as that of `m.get(k).unwrap_or(0)`: they
// are not made as values.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A maybe computes an Option: its payload, and whether there is one.
type maybe func(*frame) (value.Value, bool)

// maybe lowers e, which gives an Option; nil if that has to be made. Nothing but the value of e may count.
func (l *lowerer) maybe(e ast.Expr) maybe {
	_, computed := l.spilled[e]
	if e == nil || computed || l.counter(e) != nil || l.info.Coercions[e] != nil || l.watched(e) || len(l.flow.Temps[e]) > 0 ||
		l.canLeave(e) || l.closes(l.typeOf(e)) || l.cut(e) != nil {
		return nil
	}
	switch x := e.(type) {
	case *ast.CallExpr:
		fn, args := l.hotCall(x)
		if fn == nil {
			return nil
		}
		switch fn.Intrinsic {
		case "hashmap.get":
			ops := l.args(args)
			return l.mapLookup(ops[0].x, ops[1], ops[0].typ)
		case "generator.next":
			at, g := l.site(x), l.expr(args[0])
			return func(f *frame) (value.Value, bool) { return value.Ref[generator](g(f)).advance(f, at, 0) }
		}
	case *ast.IndexExpr:
		if t := l.typeOf(x.X); isMap(t) {
			return l.mapLookup(l.expr(x.X), l.operand(x.Index), t)
		}
	}
	return nil
}

// maybe lowers the choice between two arms by an Option that look computes, nil if a table has no
// simple rows for that. first tells that the arm at index 0 was chosen.
func (t *table) maybe(look maybe) func(f *frame) int {
	if look == nil || t == nil {
		return nil
	}
	some, none := t.rows[tagSome], t.rows[tagNone]
	if none.kind != rowNone {
		return nil
	}
	slot, one, other := some.a, some.arm, none.arm
	switch some.kind {
	case rowNone:
		return func(f *frame) int {
			if _, ok := look(f); ok {
				return one
			}
			return other
		}
	case rowInline:
		return func(f *frame) int {
			if v, ok := look(f); ok {
				f.s[slot].SetInt(v.Int())
				return one
			}
			return other
		}
	case rowOne:
		return func(f *frame) int {
			if v, ok := look(f); ok {
				f.s[slot] = v
				return one
			}
			return other
		}
	}
	return nil
}

// maybeLet lowers `if let Some(name)` of an Option that look computes, nil if it is something else.
func (l *lowerer) maybeLet(look maybe, p ast.Pattern, t types.Type, fits matcher) cond {
	info := l.info.Patterns[p]
	if look == nil || info == nil || info.Variant == nil || !l.total(p) {
		return nil
	}
	rows := []row{{arm: -1}, {arm: -1}}
	rows[info.Variant.Tag] = l.rowOf(0, p, payloadTypes(t, info.Variant), fits)
	choose := (&table{rows}).maybe(look)
	if choose == nil {
		return nil
	}
	return func(f *frame) bool { return choose(f) == 0 }
}
