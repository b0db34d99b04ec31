package eval

// This file lowers calls of methods that may change their receiver.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// callVarSelf lowers a call that may change its receiver.
func (l *lowerer) callVarSelf(e *ast.CallExpr, info *check.Call, fn *check.Func, targs []types.Type) expr {
	at, c := l.site(e), l.program.function(fn, targs)
	top := l.top
	before, done := l.once(info.Recv, nil, info.Args...)
	if before == nil {
		if x := l.callOwner(at, c, info); x != nil {
			done()
			l.uses++
			return x
		}
	}
	base, run := l.waiting(info.Args)
	get, put := l.receiver(info.Recv, l.typeOf(info.Recv))
	done()
	l.top = top
	l.uses++
	n := len(info.Args)
	run = after(before, run)
	return func(f *frame) value.Value {
		run(f)
		self := get(f)
		nf := f.enter(c, at)
		nf.s[0] = self
		copy(nf.s[1:], f.s[base:base+n])
		r := c.body(nf)
		put(f, nf.s[0])
		return r
	}
}

// callOwner lowers a call with few arguments that may change a variable, which has its record to itself; else nil.
func (l *lowerer) callOwner(at site, c *code, info *check.Call) expr {
	self := l.place(info.Recv)
	if self < 0 || len(info.Args) > 3 || l.copier(l.typeOf(info.Recv)) != nil && !l.ownsRecord(info.Recv) {
		return nil
	}
	args := l.args(info.Args)
	forms := l.argForms(args)
	switch len(args) {
	case 0:
		return func(f *frame) value.Value {
			nf := f.enter(c, at)
			nf.s[0] = f.s[self]
			r := c.body(nf)
			f.s[self] = nf.s[0]
			return r
		}
	case 1:
		return method1(at, c, self, args, forms)
	case 2:
		return method2(at, c, self, args, forms)
	}
	return method3(at, c, self, args, forms)
}

// receiver gives how the receiver of a changing method is read, so that no other holder sees the
// changes, and how it is stored afterwards.
func (l *lowerer) receiver(e ast.Expr, t types.Type) (get expr, put func(*frame, value.Value)) {
	copied := l.copier(t)
	if slot := l.place(e); slot >= 0 {
		if copied != nil && !l.ownsRecord(e) {
			get = func(f *frame) value.Value { return copied(f.s[slot]) }
		} else {
			get = local(slot)
		}
		return get, func(f *frame, v value.Value) { f.s[slot] = v }
	}
	x := l.read(e)
	get = x
	if copied != nil {
		get = func(f *frame) value.Value { return copied(x(f)) }
	}
	if !l.isPlace(e) {
		return get, func(*frame, value.Value) {}
	}
	return get, l.storer(e)
}

// ownsRecord tells whether the variable that e names has its record for itself.
func (l *lowerer) ownsRecord(e ast.Expr) bool {
	n, ok := e.(*ast.Name)
	if !ok {
		return false
	}
	v, ok := l.info.Uses[n].(*check.Local)
	return ok && v.FieldAssigned
}
