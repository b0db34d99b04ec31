package eval

// This file makes values of type `dyn Trait`, calls their methods and displays them.

import (
	"maps"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A dynCall is a trait's method that is called on dyn values.
type dynCall struct {
	fn    *check.Func
	targs []types.Type
}

// A dynType is a type with the methods that were called on it through dyn.
type dynType struct {
	typ     types.Type
	methods atomic.Pointer[map[*check.Func]*code] // replaced when one is added: threads read it meanwhile
	shown   atomic.Pointer[appender]              // nil until a value is displayed
}

// boxer gives the function that makes a dyn value of a value of type t.
func (l *lowerer) boxer(t types.Type, _ *types.Dyn) func(value.Value) value.Value {
	if _, already := types.Resolve(t).(*types.Dyn); already {
		return func(v value.Value) value.Value { return v }
	}
	s := l.shape(t)
	if code := lowered(s); code.boxed == nil {
		code.boxed = &dynType{typ: t}
		code.boxed.forget()
		if l.program.closes(t) {
			l.closer(t)
		}
	}
	return func(v value.Value) value.Value { return value.FromRef(&shape.Box{Value: v, Shape: s}) }
}

// boxed is the type of what is in a dyn value.
func boxed(b *shape.Box) *dynType { return b.Shape.Host.(*typeCode).boxed }

// method finds the code of a trait's method for the type.
func (t *dynType) method(p *program, f *check.Func, targs []types.Type) *code {
	known := *t.methods.Load()
	if c, ok := known[f]; ok {
		return c
	}
	fn, impl, ok := p.prog.Method(t.typ, f.Trait, f.Name)
	if !ok {
		panic("internal error: " + t.typ.String() + " has no method " + f.Name)
	}
	c := p.function(fn, append(append([]types.Type(nil), impl...), targs...))
	more := maps.Clone(known)
	more[f] = c
	t.methods.Store(&more)
	return c
}

// display is how values of the type look; nil if they cannot be displayed.
func (t *dynType) display(p *program) appender {
	if show := t.shown.Load(); show != nil {
		return *show
	}
	show := p.lowerer(nil, "Display", nil).displayOf(t.typ)
	t.shown.Store(&show)
	return show
}

// forget drops what is known of the methods.
func (t *dynType) forget() {
	t.methods.Store(&map[*check.Func]*code{})
	t.shown.Store(nil)
}

// prepareDyns makes known what the calls on dyn values need, for all types that were made one.
func (p *program) prepareDyns() {
	for s := range p.types.All {
		code, _ := s.Host.(*typeCode)
		if code == nil || code.boxed == nil {
			continue
		}
		t := code.boxed
		if p.dynShown {
			t.display(p)
		}
		for _, call := range p.dynCalls {
			if _, _, ok := p.prog.Method(t.typ, call.fn.Trait, call.fn.Name); ok {
				t.method(p, call.fn, call.targs)
			}
		}
	}
}

// displayDyn shows the value in a dyn by its own type.
func (l *lowerer) displayDyn() appender {
	p := l.program
	p.dynShown = true
	return func(f *frame, b []byte, v value.Value) []byte {
		box := value.Ref[shape.Box](v)
		return boxed(box).display(p)(f, b, box.Value)
	}
}

// callDyn lowers a method call on a dyn value.
func (l *lowerer) callDyn(e *ast.CallExpr, info *check.Call) expr {
	at, fn, p, targs := l.site(e), info.Func, l.program, l.typeArgs(info.TypeArgs)
	top := l.top
	exprs := info.Args
	if info.Recv != nil {
		exprs = append([]ast.Expr{info.Recv}, info.Args...)
	}
	base, run := l.waiting(exprs)
	l.top = top
	l.uses++
	p.dynCalls = append(p.dynCalls, dynCall{fn, targs})
	n := len(exprs) - 1
	return func(f *frame) value.Value {
		run(f)
		box := value.Ref[shape.Box](f.s[base])
		c := boxed(box).method(p, fn, targs)
		nf := f.enter(c, at)
		nf.s[0] = box.Value
		copy(nf.s[1:], f.s[base+1:base+1+n])
		r := c.body(nf)
		if fn.VarSelf {
			box.Value = nf.s[0]
		}
		return r
	}
}
