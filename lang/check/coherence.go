package check

// This file refuses impls of which one or another could be meant: what a program does never depends
// on the order of its impls.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// coherent reports what im has that an impl before it has too.
func (c *Checker) coherent(im *impl) {
	if path := c.corePath(im.typ); path != "" {
		c.coreUnit(path)
	}
	if im.trait == nil {
		c.distinctMethods(im, c.prog.impls.inherent[head(im.typ)])
		return
	}
	others := c.prog.impls.traits[im.trait.Trait]
	if h := head(im.typ); h != nil {
		c.onlyImpl(im, c.prog.impls.byHead[h])
		others = c.prog.impls.byHead[nil]
	}
	c.onlyImpl(im, others)
}

// onlyImpl reports im if one of others is an impl of its trait for some of its types.
func (c *Checker) onlyImpl(im *impl, others []*impl) {
	for _, o := range others {
		if o.trait.Trait != im.trait.Trait || !c.rivals(im, o) {
			continue
		}
		if im.implied || o.implied {
			c.onlyMethods(im, o)
			continue
		}
		d := c.reportAt(c.implSpan(im), diag.OverlappingImpl, "`%s` is implemented for `%s` twice", im.trait.Trait.Name, im.typ)
		switch {
		case !types.Identical(im.typ, o.typ) || len(im.params) > 0:
			d.Message = "the impl of `" + im.trait.Trait.Name + "` for `" + im.typ.String() + "` overlaps with the one for `" + o.typ.String() + "`"
		case len(im.trait.Args) > 0:
			help(d, "a type has a trait once, whatever the arguments of the trait are")
		}
		note(d, c.implSpan(o), "the other impl stands here")
		return
	}
}

// distinctMethods reports the methods of an inherent impl that others have for some of its types.
func (c *Checker) distinctMethods(im *impl, others []*impl) {
	for _, o := range others {
		if shared(im, o) && c.rivals(im, o) {
			c.onlyMethods(im, o)
		}
	}
}

func shared(a, b *impl) bool {
	for name := range a.methods {
		if b.methods[name] != nil {
			return true
		}
	}
	return false
}

// onlyMethods reports the methods of im that other has too.
func (c *Checker) onlyMethods(im, other *impl) {
	for _, f := range im.inOrder() {
		if old := other.methods[f.Name]; old != nil && old != f {
			d := c.reportAt(c.places[f], diag.DuplicateName, "method `%s` of `%s` is already defined", f.Name, im.typ)
			note(d, c.placeOf(old), "`%s` is first defined here", f.Name)
		}
	}
}

// inOrder are the methods of an impl in the order of the file.
func (im *impl) inOrder() []*Func {
	if !im.implied {
		return im.order
	}
	var fs []*Func
	for _, member := range im.decl.Members {
		if member.Method != nil && im.methods[member.Method.Name] != nil {
			fs = append(fs, im.methods[member.Method.Name])
		}
	}
	return fs
}

// rivals tells whether o comes before im and both are of some type. What is typed at a prompt takes
// the place of what was typed before.
func (c *Checker) rivals(im, o *impl) bool {
	if o == im || o.nth > im.nth && o.in.unit.embedded == im.in.unit.embedded {
		return false
	}
	if o.in.unit != im.in.unit && o.in.Path == "" {
		return false
	}
	return c.overlap(im, o)
}

// overlap tells whether there may be a type that both impls are of.
func (c *Checker) overlap(a, b *impl) bool {
	u := unifier{r: c.resolver}
	defer u.undo()
	as, bs := freshArgs(a), freshArgs(b)
	if !u.unify(types.Bind(a.params, as).Apply(a.typ), types.Bind(b.params, bs).Apply(b.typ)) {
		return false
	}
	return c.boundsMayHold(a, as) && c.boundsMayHold(b, bs)
}

// freshArgs are unknown arguments for the parameters of an impl.
func freshArgs(im *impl) []types.Type {
	args := make([]types.Type, len(im.params))
	for i := range args {
		args[i] = &types.Var{}
	}
	return args
}

// boundsMayHold tells whether arguments for the parameters of an impl can have what its bounds want.
func (c *Checker) boundsMayHold(im *impl, args []types.Type) bool {
	sub := types.Bind(im.params, args)
	for i, p := range im.params {
		if _, unknown := types.Resolve(args[i]).(*types.Var); unknown {
			continue
		}
		for _, b := range p.Bounds {
			if !c.implements(args[i], applyRef(sub, b)) {
				return false
			}
		}
	}
	return true
}

// implSpan is where an impl names its type.
func (c *Checker) implSpan(im *impl) source.Span {
	if im.decl == nil {
		return source.Span{}
	}
	at := ast.Node(im.decl.Type)
	if im.decl.For != nil {
		at = im.decl.For
	}
	return im.in.File.Span(at)
}

// severalTraits reports a method that a value has by several of its traits.
func (c *Checker) severalTraits(at ast.Node, t types.Type, m found, name string) {
	d := c.report(at, diag.AmbiguousMethod, "`%s` has a method `%s` by trait `%s` and by trait `%s`", t, name, m.owner.Name, m.rival.Name)
	help(d, "tell which one: `%s::%s(…)`", m.owner.Name, name)
}
