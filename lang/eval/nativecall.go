package eval

// This file calls the Go functions of modules.

import (
	"reflect"

	"hewq/lang/shape"
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
	awaited := awaitedBy(binding)
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
			f.waitsOn(at, binding.Awaits, awaited(n))
			t.blocks()
		}
		n.Context, n.Env, n.Actor, n.Site, n.Stack = t.ctx, t.process.env, &t.native, t.process.program.sites.at(at).Span, f
		n.Unwinds, n.Last = t.stopping && !t.failing && !t.graceful, binding.Waits && t.last()
		v, err := binding.Call(n)
		t.call = n
		if binding.Waits {
			t.goesOn()
		}
		if err != nil {
			f.pollContext()
			f.abort(at, err.Error())
		}
		if t.process.program.parallel {
			switch {
			case binding.Opens:
				shape.VisitHandle(v, t.own)
			case binding.Closes:
				shape.VisitHandle(n.Args[0], t.process.env.Disown)
			}
		}
		return v
	}
}

// awaitedBy finds what a call waits for among its arguments, if its binding names one; nil if it names
// none, or if there is none.
func awaitedBy(b native.Binding) func(*native.Call) any {
	i := native.PhraseArgument(b.Awaits)
	switch {
	case i < 0:
		return func(*native.Call) any { return nil }
	case b.Params[i].Kind() == reflect.String:
		return func(c *native.Call) any { return c.Args[i].Str() }
	}
	return func(c *native.Call) any {
		if h := c.Args[i].Handle(); h != nil {
			return h
		}
		return nil
	}
}
