package check

// This file checks the declarations of a module beyond their signatures: that impls have what
// their traits demand.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// checkDecls checks the constants, impls and types of m, and queues the bodies of its
// functions. Of an embedded module only what is used is checked.
func (c *Checker) checkDecls(m *Module) {
	for _, k := range m.Consts {
		c.checkConst(k)
	}
	c.orderConsts(m)
	if m.unit.embedded {
		return
	}
	for _, k := range m.Consts {
		c.in(context{here: m}, func() { c.constantInt(k) })
	}
	c.attributeNames(m)
	for _, im := range c.prog.impls.all {
		if im.in == m {
			c.coherent(im)
			c.conform(im)
		}
	}
	for _, item := range m.File.Items {
		switch d := item.Decl.(type) {
		case *ast.FuncDecl:
			if f, ok := m.unit.names[d.Name].(*Func); ok && f.Decl == d {
				c.testFunc(f, item.Attributes)
				c.queue(f)
			}
		case *ast.TraitDecl:
			if t, ok := m.unit.names[d.Name].(*Trait); ok && t.Decl == d {
				for _, member := range d.Members {
					if member.Method != nil && t.Methods[member.Method.Name] != nil {
						c.queue(t.Methods[member.Method.Name])
					}
				}
			}
		case *ast.ActorDecl:
			if t, ok := m.unit.names[d.Name].(*TypeName); ok {
				if a := c.actorOf(t.Type); a != nil && a.Decl == d {
					c.queueActor(a)
				}
			}
		case *ast.TypeDecl:
			if t, ok := m.unit.names[d.Name].(*TypeName); ok {
				c.closable(t)
				c.finite(defOf(t))
			}
		case *ast.RecordDecl:
			if t, ok := m.unit.names[d.Name].(*TypeName); ok {
				c.finite(defOf(t))
			}
		case *ast.EnumDecl:
			if t, ok := m.unit.names[d.Name].(*TypeName); ok && !d.Indirect {
				c.finite(defOf(t))
			}
		}
	}
	for _, im := range c.prog.impls.all {
		if im.in == m {
			for _, f := range im.order {
				c.queue(f)
			}
		}
	}
	if f, ok := m.unit.names["main"].(*Func); ok && m.Path == "" && f.Module == m {
		c.mainFunc(f)
	}
}

// orderConsts puts each constant of m after those it uses.
func (c *Checker) orderConsts(m *Module) {
	const entered, done = 1, 2
	state := map[*Const]int{}
	var ordered []*Const
	var visit func(k *Const)
	visit = func(k *Const) {
		if k.Module != m || state[k] == done {
			return
		}
		if state[k] == entered {
			c.reportAt(c.places[k], diag.BadConst, "constant `%s` depends on itself", k.Name)
			return
		}
		state[k] = entered
		if k.Decl.Value != nil {
			ast.Inspect(k.Decl.Value, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if used, ok := c.info.Uses[e].(*Const); ok {
						visit(used)
					}
				}
				return true
			})
		}
		state[k] = done
		ordered = append(ordered, k)
	}
	for _, k := range m.Consts {
		visit(k)
	}
	m.Consts = ordered
}

// mainFunc checks the signature of main.
func (c *Checker) mainFunc(f *Func) {
	if len(f.Params) > 0 {
		d := c.reportAt(c.places[f], diag.BadMain, "`main` takes no parameters")
		help(d, "the first argument of the program is `os.args(1)`, with `import std::os;`")
	}
	if len(f.TypeParams) > 0 {
		c.reportAt(c.places[f], diag.BadMain, "`main` takes no type parameters")
	}
	switch r := f.Sig.Result; {
	case types.IsInteger(r), types.Is(r, types.Bool), types.Is(r, types.Unit), types.Is(r, types.Never), isInvalid(r):
	default: // or a failure would be lost without a word
		d := c.reportAt(c.places[f], diag.BadMain, "`main` returns `%s`, which is not an exit status", r)
		help(d, "return nothing or an i64; what returns a Result is a function of its own, at whose result `main` looks by `match`")
	}
}

// conform checks an impl of a trait against it.
func (c *Checker) conform(im *impl) {
	if im.trait == nil {
		return
	}
	t := c.prog.traits[im.trait.Trait]
	at := c.span(im.decl.For)
	for _, name := range t.Assoc {
		if _, ok := im.assoc[name]; !ok && t.in != nil && !assocDefault(t, name) {
			c.reportAt(at, diag.MissingMethod, "`%s` lacks the associated type `%s` of trait `%s`", im.typ, name, t.Name)
		}
	}
	for name, f := range im.methods {
		want, ok := t.Methods[name]
		if !ok && c.superMethod(t, name) {
			continue
		}
		if !ok {
			if t.in == nil && len(t.Methods) == 0 {
				continue
			}
			d := c.reportAt(c.places[f], diag.UnknownMethod, "trait `%s` has no method `%s`", t.Name, name)
			var names []string
			for n := range t.Methods {
				names = append(names, n)
			}
			c.suggest(d, name, names)
			continue
		}
		c.conformMethod(im, f, want, t)
	}
	for _, name := range methodNames(t) {
		f := t.Methods[name]
		if im.methods[name] == nil && (f.Decl == nil || f.Decl.Body == nil) && !c.superHas(im, t, name) {
			d := c.reportAt(at, diag.MissingMethod, "`%s` lacks method `%s` of trait `%s`", im.typ, name, t.Name)
			note(d, c.placeOf(f), "`%s` is declared here", name)
		}
	}
	for _, s := range t.Supers {
		ref := applyRef(types.Bind(t.Params, im.trait.Args), s)
		if !c.implements(im.typ, ref) {
			d := c.reportAt(at, diag.MissingImpl, "`%s` implements `%s` but not its declared supertrait `%s`", im.typ, t.Name, s.Trait.Name)
			help(d, "write `impl %s for %s`", s.Trait.Name, im.typ)
		}
	}
}

// superMethod tells whether a trait above t has a method.
func (c *Checker) superMethod(t *Trait, name string) bool {
	for _, s := range t.Supers {
		if f, _ := c.traitMethod(s, name); f != nil {
			return true
		}
	}
	return false
}

// superHas tells whether the type of im has a method from a trait above t that has one of
// that name too.
func (c *Checker) superHas(im *impl, t *Trait, name string) bool {
	for _, s := range t.Supers {
		f, ref := c.traitMethod(s, name)
		if f != nil && c.implements(im.typ, applyRef(types.Bind(t.Params, im.trait.Args), ref)) {
			return true
		}
	}
	return false
}

func assocDefault(t *Trait, name string) bool {
	if t.Decl == nil {
		return false
	}
	for _, m := range t.Decl.Members {
		if m.Type != nil && m.Type.Name == name {
			return m.Type.Type != nil
		}
	}
	return false
}

// methodNames are the methods of a trait in the order in which they are declared.
func methodNames(t *Trait) []string {
	var names []string
	if t.Decl == nil {
		for n := range t.Methods {
			names = append(names, n)
		}
		return names
	}
	for _, m := range t.Decl.Members {
		if m.Method != nil && t.Methods[m.Method.Name] != nil {
			names = append(names, m.Method.Name)
		}
	}
	return names
}

// conformMethod checks the signature of a method against that of the trait.
func (c *Checker) conformMethod(im *impl, f, want *Func, t *Trait) {
	at := c.places[f]
	if f.Sig == nil || want.Sig == nil {
		return
	}
	report := func(format string, args ...any) {
		d := c.reportAt(at, diag.MethodMismatch, format, args...)
		note(d, c.placeOf(want), "`%s` is declared here", want.Name)
	}
	got, need := f.Sig.Params, want.Sig.Params
	if f.Receiver && want.Receiver {
		got, need = got[1:], need[1:]
	}
	if len(got) != len(need) || f.Receiver != want.Receiver {
		report("method `%s` has %d parameter(s) but trait `%s` declares %d", f.Name, len(got), t.Name, len(need))
		return
	}
	if f.Receiver && f.VarSelf != want.VarSelf {
		is, must := "`self`", "`var self`"
		if f.VarSelf {
			is, must = must, is
		}
		report("method `%s` takes %s but trait `%s` declares %s", f.Name, is, t.Name, must)
		return
	}
	if f.ownParams() != want.ownParams() {
		report("method `%s` has %s but trait `%s` declares %d", f.Name, count(f.ownParams(), "type parameter"), t.Name, want.ownParams())
		return
	}
	args := append([]types.Type{im.typ}, im.trait.Args...)
	for _, p := range f.TypeParams[len(f.TypeParams)-f.ownParams():] {
		args = append(args, p)
	}
	sub := types.Bind(want.TypeParams, args)
	for i := range got {
		if w := c.inImpl(im, sub.Apply(need[i])); !c.same(got[i], w) {
			is, must := names(got[i], w)
			report("parameter `%s` has type `%s` but trait `%s` requires `%s`", f.Params[len(f.Params)-len(got)+i].Name, is, t.Name, must)
			return
		}
	}
	if w := c.inImpl(im, sub.Apply(want.Sig.Result)); !c.same(f.Sig.Result, w) {
		is, must := names(f.Sig.Result, w)
		report("method `%s` returns `%s` but trait `%s` requires `%s`", f.Name, is, t.Name, must)
	}
}

// inImpl resolves the associated types that an impl itself declares.
func (c *Checker) inImpl(im *impl, t types.Type) types.Type {
	if p, ok := types.Resolve(t).(*types.Proj); ok && types.Identical(p.Type, im.typ) {
		if a, ok := im.assoc[p.Name]; ok {
			return a
		}
	}
	return t
}

// same tells whether two types are the same once associated types are resolved.
func (c *Checker) same(a, b types.Type) bool {
	return isInvalid(a) || isInvalid(b) || c.unify(a, b)
}
