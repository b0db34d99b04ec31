package eval

// This file calls the Go functions of modules.

import (
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// runtimeSymbols are extern functions of upstream's run time that programs declare for
// themselves, with the intrinsics that do the same.
var runtimeSymbols = map[string]string{
	"hew_bytes_from_str":  "string.to_bytes",
	"hew_bytes_to_string": "bytes.to_string",
	"hew_util_strlen":     "string.len",
}

// native lowers a call of an extern function.
func (l *lowerer) native(c *call) expr {
	at, symbol := c.at, c.fn.Extern
	binding, ok := l.program.prog.Extern(c.fn)
	if key, known := runtimeSymbols[symbol]; !ok && known {
		return l.intrinsic(key, c)
	}
	if symbol == "hew_supervisor_wait_restart" && l.isWaitRestart(c) {
		return waitRestart(c)
	}
	if !ok {
		return func(f *frame) value.Value {
			f.abort(at, "the extern function `"+symbol+"` is not part of hewq")
			return unit
		}
	}
	args := make([]expr, len(c.args))
	for i, a := range c.args {
		args[i] = a.x
	}
	return func(f *frame) value.Value {
		t := f.thread
		n := t.call
		if n == nil || cap(n.Args) < len(args) {
			n = &native.Call{Args: make([]value.Value, max(4, len(args)))}
		}
		t.call = nil
		n.Args = n.Args[:len(args)]
		for i, x := range args {
			n.Args[i] = x(f)
		}
		if binding.Waits {
			t.flush()
			t.mayWait()
			t.blocks()
		}
		n.Context, n.Env, n.Actor, n.Site, n.Stack = t.ctx, t.process.env, &t.native, t.process.program.sites.at(at).Span, f
		n.Unwinds = t.stopping
		v, err := binding.Call(n)
		t.call = n
		if err != nil {
			f.pollContext()
			f.abort(at, err.Error())
		}
		if t.process.program.parallel {
			switch {
			case binding.Opens:
				visitHandle(v, t.own)
			case binding.Closes:
				visitHandle(n.Args[0], t.process.env.Disown)
			}
		}
		return v
	}
}

// A closer closes the resources in values of one type.
type closer struct {
	close func(f *frame, at site, v value.Value)
}

// closer is the closer for t.
func (l *lowerer) closer(t types.Type) *closer {
	p := l.program
	key := p.types.key(t)
	if c, ok := p.types.closers[key]; ok {
		return c
	}
	c := &closer{close: func(*frame, site, value.Value) {}}
	p.types.closers[key] = c
	if _, ok := t.(*types.Dyn); ok {
		c.close = func(f *frame, at site, v value.Value) {
			if box := value.Ref[dynBox](v); v.Present() && box.typ.shut != nil {
				box.typ.shut.close(f, at, box.v)
			}
		}
		return c
	}
	if _, ok := t.(*types.Func); ok {
		c.close = func(f *frame, at site, v value.Value) {
			if v.Present() {
				value.Ref[closure](v).close(f, at)
			}
		}
		return c
	}
	if def := types.DefOf(t); def != nil && def.Resource {
		if fn, targs, ok := p.prog.Close(t); ok {
			code := p.function(fn, targs)
			c.close = func(f *frame, at site, v value.Value) {
				if !v.Present() {
					return
				}
				nf := f.enter(code, at)
				nf.s[0] = v
				code.body(nf)
			}
			return c
		}
	}
	c.close = l.closeParts(t)
	return c
}

// closeParts closes the resources in the fields, the payload or the elements of a value.
func (l *lowerer) closeParts(t types.Type) func(f *frame, at site, v value.Value) {
	nothing := func(*frame, site, value.Value) {}
	if elem := elemOf(t); elem != nil {
		if vecKindOf(elem) != vecValues {
			return nothing
		}
		inner := l.closer(elem)
		return func(f *frame, at site, v value.Value) {
			if !v.Present() {
				return
			}
			vec := value.VecOf[value.Value](v)
			all := vec.S
			vec.S = nil // whoever else sees the collection must not close them again
			for _, e := range all {
				inner.close(f, at, e)
			}
		}
	}
	if args, ok := types.IsNamed(t, "HashMap"); ok {
		inner := l.closer(args[1])
		return func(f *frame, at site, v value.Value) {
			if !v.Present() {
				return
			}
			m := v.Map()
			all := m.Entries
			m.Clear()
			for _, e := range all {
				if e.Live {
					inner.close(f, at, e.Value)
				}
			}
		}
	}
	switch {
	case isRecord(t):
		read := l.fieldReader(t)
		var all []func(f *frame, at site, v value.Value)
		for i, ft := range fieldTypes(t) {
			if isScalar(ft) || isString(ft) {
				continue
			}
			inner, get := l.closer(ft), read(i)
			all = append(all, func(f *frame, at site, v value.Value) { inner.close(f, at, get(v)) })
		}
		return func(f *frame, at site, v value.Value) {
			if !v.Present() {
				return
			}
			for i := len(all) - 1; i >= 0; i-- {
				all[i](f, at, v)
			}
		}
	case isEnum(t):
		return l.closeEnum(t)
	}
	return nothing
}

func (l *lowerer) closeEnum(t types.Type) func(f *frame, at site, v value.Value) {
	def := types.DefOf(t)
	rows := make([][]func(f *frame, at site, v value.Value), len(def.Variants))
	for tag, variant := range def.Variants {
		for i, ft := range payloadTypes(t, variant) {
			if isScalar(ft) || isString(ft) {
				continue
			}
			inner, get := l.closer(ft), l.payloadReader(t, tag, i)
			rows[tag] = append(rows[tag], func(f *frame, at site, v value.Value) { inner.close(f, at, get(v)) })
		}
	}
	return func(f *frame, at site, v value.Value) {
		if !v.Present() {
			return
		}
		for _, do := range rows[v.Tag()] {
			do(f, at, v)
		}
	}
}
