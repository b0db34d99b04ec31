package eval

// This file makes values of type `dyn Trait`, calls their methods and displays them.

import (
	"slices"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A dynMethod is a trait's method that is called on dyn values.
type dynMethod struct {
	program *program
	fn      *check.Func
	targs   []types.Type
	changes bool // its receiver
	index   int  // of its code in the table of each type
}

// A dynType is a type with the methods that were called on it through dyn.
type dynType struct {
	typ     types.Type
	methods atomic.Pointer[[]*code]  // by index, nil where not called yet; replaced when one is added: threads read it meanwhile
	shown   atomic.Pointer[appender] // nil until a value is displayed
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

// dynMethod is what is known of a trait's method that is called on dyn values.
func (p *program) dynMethod(fn *check.Func, targs []types.Type) *dynMethod {
	if i := slices.IndexFunc(p.dynMethods, func(m *dynMethod) bool { return m.fn == fn }); i >= 0 {
		return p.dynMethods[i]
	}
	m := &dynMethod{program: p, fn: fn, targs: targs, changes: fn.VarSelf, index: len(p.dynMethods)}
	p.dynMethods = append(p.dynMethods, m)
	return m
}

// of finds the code of the method for what is in a dyn value.
func (m *dynMethod) of(b *shape.Box) *code {
	t := boxed(b)
	if known := *t.methods.Load(); m.index < len(known) && known[m.index] != nil {
		return known[m.index]
	}
	return m.forType(t)
}

// forType is of for a type on which the method was not called yet.
func (m *dynMethod) forType(t *dynType) *code {
	p := m.program
	fn, impl, ok := p.prog.Method(t.typ, m.fn.Trait, m.fn.Name)
	if !ok {
		panic("internal error: " + t.typ.String() + " has no method " + m.fn.Name)
	}
	c := p.function(fn, append(append([]types.Type(nil), impl...), m.targs...))
	known := *t.methods.Load()
	more := make([]*code, max(len(known), m.index+1))
	copy(more, known)
	more[m.index] = c
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
	t.methods.Store(new([]*code))
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
		for _, m := range p.dynMethods {
			if _, _, ok := p.prog.Method(t.typ, m.fn.Trait, m.fn.Name); ok {
				m.forType(t)
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
	at, m := l.site(e), l.program.dynMethod(info.Func, l.typeArgs(info.TypeArgs))
	exprs := argsOf(info)
	l.uses++
	if len(exprs) > 4 {
		return l.callDynMany(at, m, exprs)
	}
	self, args := l.expr(exprs[0]), l.args(exprs[1:])
	forms := l.argForms(args)
	switch len(args) {
	case 0:
		return func(f *frame) value.Value {
			box := value.Ref[shape.Box](self(f))
			c := m.of(box)
			nf := f.enter(c, at)
			nf.s[0] = box.Value
			r := c.body(nf)
			if m.changes {
				box.Value = nf.s[0]
			}
			return r
		}
	case 1:
		return dynamic1(at, m, self, args, forms)
	case 2:
		return dynamic2(at, m, self, args, forms)
	}
	return dynamic3(at, m, self, args, forms)
}

// callDynMany lowers a method call on a dyn value with many arguments; the receiver is the first.
func (l *lowerer) callDynMany(at site, m *dynMethod, exprs []ast.Expr) expr {
	top := l.top
	base, run := l.waiting(exprs)
	l.top = top
	n := len(exprs) - 1
	return func(f *frame) value.Value {
		run(f)
		box := value.Ref[shape.Box](f.s[base])
		c := m.of(box)
		nf := f.enter(c, at)
		nf.s[0] = box.Value
		copy(nf.s[1:], f.s[base+1:base+1+n])
		r := c.body(nf)
		if m.changes {
			box.Value = nf.s[0]
		}
		return r
	}
}
