package eval

// This file lowers indexing and slicing.

import (
	"unicode/utf8"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// index lowers `x[i]` and `x[a..b]`.
func (l *lowerer) index(e *ast.IndexExpr) expr {
	t := l.typeOf(e.X)
	if c := l.info.Indexes[e]; c != nil {
		fn, targs := l.callee(c, t)
		return l.callDirect(l.site(e), l.program.function(fn, targs), []operand{l.operand(e.X), l.operand(e.Index)})
	}
	if r, ok := e.Index.(*ast.RangeExpr); ok {
		return l.slice(e, r, t)
	}
	at := l.site(e)
	switch {
	case elemOf(t) != nil:
		return l.vecAt(at, l.operand(e.X), l.operand(e.Index), (*frame).vecRange)
	case isString(t):
		x, i := l.expr(e.X), l.expr(e.Index)
		return func(f *frame) value.Value {
			s := x(f).Str()
			r, ok := f.thread.charAt(s, i(f).Int())
			if !ok {
				f.abort(at, "PANIC: string index out of bounds or invalid UTF-8")
			}
			return value.Int(int64(r))
		}
	case types.Is(t, types.Bytes):
		return bytesAt(at, l.operand(e.X), l.operand(e.Index))
	case isMap(t):
		return l.mapGet(l.expr(e.X), l.operand(e.Index), t)
	}
	l.bug(e, "indexing of %s", t)
	return nil
}

// slice lowers `x[a..b]`, where an end may be left out.
func (l *lowerer) slice(e *ast.IndexExpr, r *ast.RangeExpr, t types.Type) expr {
	at, x := l.site(e), l.expr(e.X)
	lo, hi := numeral(0), numeral(-1)
	if r.Lo != nil {
		lo = l.expr(r.Lo)
	}
	open := r.Hi == nil
	if !open {
		hi = l.expr(r.Hi)
	}
	plus := int64(0)
	if r.Op == "..=" {
		plus = 1
	}
	switch {
	case isString(t):
		return func(f *frame) value.Value {
			s := x(f).Str()
			a := lo(f).Int()
			b := hi(f).Int() + plus
			part, ok := f.thread.charSlice(s, a, b, open)
			if !ok {
				f.abort(at, "PANIC: string slice out of bounds or invalid UTF-8")
			}
			return value.String(part)
		}
	case types.Is(t, types.Bytes):
		return func(f *frame) value.Value {
			b := x(f).Bytes()
			a, z := lo(f).Int(), hi(f).Int()+plus
			from, to := bounds(a, z, open, len(b.B))
			if from < 0 {
				f.abort(at, "PANIC: bytes slice out of bounds")
			}
			return value.FromBytes(b.Slice(from, to))
		}
	}
	cut := l.vecs(elemOf(t)).slice
	return func(f *frame) value.Value {
		v := x(f)
		from, to := bounds(lo(f).Int(), hi(f).Int()+plus, open, int(value.VecLen(v)))
		if from < 0 {
			f.trap(at, "slice out of range")
		}
		return cut(v, from, to)
	}
}

// bounds checks the ends of a slice; from is -1 if they do not fit.
func bounds(a, b int64, open bool, n int) (from, to int) {
	if open {
		b = int64(n)
	}
	if a < 0 || b < a || b > int64(n) {
		return -1, -1
	}
	return int(a), int(b)
}

// charAt is the character at index i of s, counted in characters.
func (t *thread) charAt(s string, i int64) (rune, bool) {
	at, ok := t.places(s).CharAt(s, i)
	if !ok || at == len(s) {
		return 0, false
	}
	if c := s[at]; c < utf8.RuneSelf {
		return rune(c), true
	}
	return runeAt(s, at), true
}

// charSlice is the part of s from character a up to character b.
func (t *thread) charSlice(s string, a, b int64, open bool) (string, bool) {
	if !open && b < a {
		return "", false
	}
	p := t.places(s)
	from, ok := p.CharAt(s, a)
	if !ok || open {
		return s[from:], ok
	}
	to, ok := p.CharAt(s, b)
	if !ok {
		return "", false
	}
	return s[from:to], true
}

func isContinuation(b byte) bool { return !utf8.RuneStart(b) }

func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

// A try is a lowered `x?`: what x gives, and what is done with a failure and a success.
type try struct {
	x       expr
	failed  int64 // the tag of a failure
	failure func(f *frame, v value.Value) value.Value
	payload func(value.Value) value.Value
	inline  bool // the payload is in the value itself
}

// try lowers `x?`, n being the node that says so.
func (l *lowerer) try(n ast.Node, x ast.Expr) try {
	info := l.info.Tries[n]
	t, subject := l.typeOf(x), l.expr(x)
	if info.Awaits {
		t, subject = check.TaskResult(t), l.awaitTask(n, x, nil)
	}
	args := payloadOf(t)
	out := try{x: subject, payload: unwrapper(args[0]), inline: isScalar(args[0])}
	if l.typed {
		return l.inputTry(n, out, t, info.Option)
	}
	if info.Option {
		out.failed = tagNone
		out.failure = func(*frame, value.Value) value.Value { return noneValue }
		return out
	}
	out.failed = tagErr
	out.failure = func(_ *frame, v value.Value) value.Value { return v }
	if info.From != nil {
		out.failure = l.tryFrom(n, info, args[1])
	}
	if l.tested != nil {
		out.failure = l.tested.tried(l.site(n), out.failure)
	}
	return out
}

// tryFrom converts the error of a failure.
func (l *lowerer) tryFrom(n ast.Node, info *check.Try, from types.Type) func(f *frame, v value.Value) value.Value {
	c, at := l.program.function(info.From, nil), l.site(n)
	get := unwrapper(from)
	wrap := errOf(l.typ(payloadOf(l.typ(info.Result))[1]))
	l.uses++
	return func(f *frame, v value.Value) value.Value {
		nf := f.enter(c, at)
		nf.s[0] = get(v)
		return wrap(c.body(nf))
	}
}

// tryInto lowers `x?` to a statement that leaves the function on failure.
func (l *lowerer) tryInto(n ast.Node, x ast.Expr, slot int) stmt {
	top := l.top
	var before stmt
	if l.canLeave(x) {
		inner := l.temp()
		before = l.into(x, inner)
		l.spilled[x] = inner
	}
	t := l.try(n, x)
	l.top = top
	subject, failed, failure, payload := t.x, t.failed, t.failure, t.payload
	if t.inline {
		return after(before, func(f *frame) ctl {
			v := subject(f)
			if v.Tag() == failed {
				f.r = failure(f, v)
				return ret
			}
			f.s[slot].SetInt(v.Inline())
			return next
		})
	}
	return after(before, func(f *frame) ctl {
		v := subject(f)
		if v.Tag() == failed {
			f.r = failure(f, v)
			return ret
		}
		f.s[slot] = payload(v)
		return next
	})
}
