package eval

// This file has the methods of Vec.

import (
	"strings"

	"hewq/lang/types"
	"hewq/lang/value"
)

func vecIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"vec.new": func(l *lowerer, c *call) expr {
			make1 := l.vecs(elemOf(c.result)).empty
			return func(*frame) value.Value { return make1(0) }
		},
		"vec.with_capacity": func(l *lowerer, c *call) expr {
			make1, x := l.vecs(elemOf(c.result)).empty, c.args[0].x
			return func(f *frame) value.Value { return make1(int(min(max(x(f).Int(), 0), maxCapacity))) }
		},
		"vec.from": func(l *lowerer, c *call) expr { return l.clone(c.args[0].typ, c.args[0].x, c.at) },
		"vec.push": func(l *lowerer, c *call) expr { return asExpr(l.vecPush(c.args)) },
		"vec.set":  func(l *lowerer, c *call) expr { return asExpr(l.vecSet(c.at, c.args)) },
		"vec.get": func(l *lowerer, c *call) expr {
			return l.vecAt(c.at, c.args[0], c.args[1], (*frame).vecMissing)
		},
		"vec.len": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			if i := c.args[0].local; i >= 0 {
				return func(f *frame) value.Value { return value.Int(value.VecLen(f.s[i])) }
			}
			return func(f *frame) value.Value { return value.Int(value.VecLen(x(f))) }
		},
		"vec.is_empty": pure1(func(v value.Value) value.Value { return value.Bool(value.VecLen(v) == 0) }),
		"vec.clone":    func(l *lowerer, c *call) expr { return l.clone(c.args[0].typ, c.args[0].x, c.at) },
		"vec.pop":      vecPop,
		"vec.remove": func(l *lowerer, c *call) expr {
			x, y, at, remove := c.args[0].x, c.args[1].x, c.at, l.vecsOf(c).remove
			if elem := elemOf(c.args[0].typ); l.closes(elem) {
				return l.vecRemoveClosing(c, elem)
			}
			return func(f *frame) value.Value {
				v := x(f)
				i := y(f).Int()
				if uint64(i) >= uint64(value.VecLen(v)) {
					f.vecBounds(at)
				}
				remove(v, int(i))
				return unit
			}
		},
		"vec.clear": func(l *lowerer, c *call) expr {
			if l.closes(c.args[0].typ) {
				x, shut, at := c.args[0].x, l.closer(c.args[0].typ), c.at
				return func(f *frame) value.Value { shut.close(f, at, x(f)); return unit }
			}
			x, cut := c.args[0].x, l.vecsOf(c).cut
			return func(f *frame) value.Value { cut(x(f), 0); return unit }
		},
		"vec.append": func(l *lowerer, c *call) expr {
			x, y, extend := c.args[0].x, c.args[1].x, l.vecsOf(c).extend
			return func(f *frame) value.Value {
				v := x(f)
				extend(v, y(f))
				return unit
			}
		},
		"vec.contains": vecContains,
		"vec.join": pure2(func(v, sep value.Value) value.Value {
			return value.String(strings.Join(value.VecOf[string](v).S, sep.Str()))
		}),
	}
}

// vecRemoveClosing lowers `v.remove(i)` of an element that is closed then.
func (l *lowerer) vecRemoveClosing(c *call, elem types.Type) expr {
	x, y, at, shut := c.args[0].x, c.args[1].x, c.at, l.closer(elem)
	return func(f *frame) value.Value {
		v := x(f)
		i := y(f).Int()
		if uint64(i) >= uint64(value.VecLen(v)) {
			f.vecBounds(at)
		}
		old := value.VecOf[value.Value](v).S[i]
		removeVec[value.Value](v, int(i))
		shut.close(f, at, old)
		return unit
	}
}

// maxCapacity bounds the room that a program can ask for ahead of time.
const maxCapacity = 1 << 24

// vecsOf is how the Vec is used that a method is called on.
func (l *lowerer) vecsOf(c *call) *vecCode { return l.vecs(elemOf(c.args[0].typ)) }

// asExpr makes an expression of a statement.
func asExpr(s stmt) expr {
	return func(f *frame) value.Value { s(f); return unit }
}

func vecContains(l *lowerer, c *call) expr {
	x, y, at, s := c.args[0].x, c.args[1].x, c.at, l.shape(c.args[0].typ)
	if !s.Deep() {
		return func(f *frame) value.Value {
			v := x(f)
			return value.Bool(s.Has(v, y(f)))
		}
	}
	return func(f *frame) value.Value {
		v := x(f)
		e := y(f)
		defer f.endless(at)
		return value.Bool(s.Has(v, e))
	}
}

func rangeIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"range.rev": pure1(func(v value.Value) value.Value {
			r := *value.Ref[rangeValue](v)
			r.step = -r.step
			return value.FromRef(&r)
		}),
		"range.step_by": func(_ *lowerer, c *call) expr {
			x, y, at := c.args[0].x, c.args[1].x, c.at
			signed := !types.IsUnsigned(c.args[1].typ)
			return func(f *frame) value.Value {
				r := *value.Ref[rangeValue](x(f))
				n := y(f).Int()
				switch {
				case n == 0:
					f.trap(at, "a range cannot go in steps of 0")
				case n < 0 && signed:
					f.trap(at, "a range cannot go in negative steps")
				}
				r.step *= n
				return value.FromRef(&r)
			}
		},
	}
}
