package eval

// This file has the methods of Option and Result.

import "hewq/lang/value"

func optionIntrinsics() map[string]intrinsic {
	has := func(tag int64) intrinsic {
		return pure1(func(v value.Value) value.Value { return value.Bool(v.Tag() == tag) })
	}
	return map[string]intrinsic{
		"option.is_some":   has(tagSome),
		"option.is_none":   has(tagNone),
		"option.unwrap":    unwrap("hew: unwrap called on None"),
		"option.unwrap_or": unwrapOr,
		"result.is_ok":     has(tagOk),
		"result.is_err":    has(tagErr),
		"result.unwrap":    unwrap("hew: unwrap called on Err"),
		"result.unwrap_or": unwrapOr,
	}
}

// unwrap gives the payload of Some or Ok, whose tags are both 0.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func unwrap(message string) intrinsic {
	return func(l *lowerer, c *call) expr {
		t := c.args[0].typ
		x, at, get, show := c.args[0].x, c.at, unwrapper(payloadOf(t)[0]), l.inspector(t, inspectLimit)
		if look := l.maybe(c.args[0].e); look != nil {
			return func(f *frame) value.Value {
				v, ok := look(f)
				if !ok {
					f.abort(at, message, Shown{"value", string(show(f, nil, noneValue))})
				}
				return v
			}
		}
		return func(f *frame) value.Value {
			v := x(f)
			if v.Tag() != 0 {
				f.abort(at, message, Shown{"value", string(show(f, nil, v))})
			}
			return get(v)
		}
	}
}

func unwrapOr(l *lowerer, c *call) expr {
	parts := payloadOf(c.args[0].typ)
	t := parts[0]
	x, y, get := c.args[0].x, c.args[1].x, unwrapper(t)
	if look := l.maybe(c.args[0].e); look != nil && !l.closes(t) {
		return func(f *frame) value.Value {
			v, ok := look(f)
			fallback := y(f)
			if ok {
				return v
			}
			return fallback
		}
	}
	if l.closes(t) || len(parts) > 1 && l.closes(parts[1]) {
		shut, at, other := l.closer(t), c.at, (*closer)(nil)
		if len(parts) > 1 && l.closes(parts[1]) {
			other = l.closer(parts[1])
		}
		return func(f *frame) value.Value {
			v := x(f)
			fallback := y(f)
			if v.Tag() == 0 {
				shut.close(f, at, fallback)
				return get(v)
			}
			if other != nil {
				other.close(f, at, v.Payload(0))
			}
			return fallback
		}
	}
	return func(f *frame) value.Value {
		v := x(f)
		fallback := y(f)
		if v.Tag() != 0 {
			return fallback
		}
		return get(v)
	}
}
