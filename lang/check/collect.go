package check

// This file declares what stands in a file: first every name, then what the names mean.

import (
	"slices"
	"strconv"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// declareNames makes the declarations of m known, types and functions without their parts.
func (c *Checker) declareNames(m *Module) {
	for _, item := range m.File.Items {
		public := item.Visibility != ""
		switch d := item.Decl.(type) {
		case *ast.FuncDecl:
			f := &Func{Name: d.Name, Module: m, Decl: d}
			c.attributes(f, item.Attributes)
			c.add(m, item, d.Name, f, public)
		case *ast.ConstDecl:
			c.add(m, item, d.Name, &Const{Name: d.Name, Module: m, Decl: d, Type: invalid}, public)
		case *ast.AliasDecl:
			c.add(m, item, d.Name, &TypeName{Name: d.Name, Type: void, alias: &alias{decl: d, in: m}}, public)
		case *ast.TypeDecl:
			if d.Wire {
				c.unsupported(d, "wire types", "")
			}
			c.addType(m, item, d.Name, types.Record, d.TypeParams, public)
		case *ast.RecordDecl:
			c.addType(m, item, d.Name, types.Record, d.TypeParams, public).ByValue = true
		case *ast.EnumDecl:
			if d.Wire {
				c.unsupported(d, "wire types", "")
			}
			def := c.addType(m, item, d.Name, types.Enum, d.TypeParams, public)
			def.Indirect = d.Indirect
			c.addVariants(m, d, def)
		case *ast.TraitDecl:
			c.addTrait(m, item, d, public)
		case *ast.ExternDecl:
			for _, e := range d.Funcs {
				if e.Func == nil {
					continue // it could not be read
				}
				f := &Func{Name: e.Func.Name, Module: m, Decl: e.Func, Extern: e.Func.Name, native: true}
				c.add(m, e.Func, e.Func.Name, f, false)
			}
		case *ast.ActorDecl:
			c.addActor(m, item, d, public)
		case *ast.SupervisorDecl:
			c.addSupervisor(m, item, d, public)
		case *ast.MachineDecl:
			c.addMachine(m, item, d, public)
		}
	}
}

// add makes a declaration known by its name.
func (c *Checker) add(m *Module, n ast.Node, name string, o Object, public bool) {
	u := m.unit
	at := c.nameSpan(n, name)
	if _, ok := u.names[name]; ok {
		d := c.reportAt(at, diag.DuplicateName, "`%s` is already defined", name)
		note(d, u.places[name], "`%s` is first defined here", name)
		return
	}
	u.names[name], u.public[name], u.places[name] = o, public, at
	c.places[o] = at
	c.markDeclared(at, o)
}

func (c *Checker) addType(m *Module, item *ast.Item, name string, shape types.Shape, params []*ast.TypeParam, public bool) *types.Def {
	def := &types.Def{Name: name, Module: m.Path, Shape: shape}
	if m.Path == "" {
		def.Module = "main"
	}
	args := make([]types.Type, len(params))
	for i, p := range params {
		def.Params = append(def.Params, &types.Param{Name: p.Name})
		args[i] = def.Params[i]
	}
	for _, a := range item.Attributes {
		switch a.Name {
		case "resource":
			def.Resource = true
		case "linear":
			def.Linear = true
		case "opaque":
			def.Shape = types.Opaque
		}
	}
	c.declared[def] = &declaration{unit: m.unit, span: c.nameSpan(item, name)}
	c.add(m, item, name, &TypeName{Name: name, Params: def.Params, Type: &types.Named{Def: def, Args: args}}, public)
	return def
}

// addVariants makes the variants of an enum known, their fields apart.
func (c *Checker) addVariants(m *Module, d *ast.EnumDecl, def *types.Def) {
	seen := map[string]bool{}
	for _, v := range d.Variants {
		if v.Name == "" {
			continue
		}
		if seen[v.Name] {
			c.report(v, diag.DuplicateName, "enum `%s` has two variants `%s`", d.Name, v.Name)
			continue
		}
		seen[v.Name] = true
		variant := &types.Variant{Def: def, Tag: len(def.Variants), Name: v.Name, Named: v.Fields != nil}
		def.Variants = append(def.Variants, variant)
		o := &Variant{variant}
		m.unit.variants[v.Name] = append(m.unit.variants[v.Name], o)
		if c.marking() {
			c.markDeclared(c.nameSpan(v, v.Name), o)
		}
	}
}

// addTrait makes a trait known with its associated types. A trait that the checker knows is
// the same one if the embedded core declares it.
func (c *Checker) addTrait(m *Module, item *ast.Item, d *ast.TraitDecl, public bool) {
	var t *Trait
	if m.unit.embedded && m.Path == "core" {
		t, _ = c.universe.names[d.Name].(*Trait)
	}
	if t == nil {
		t = &Trait{Trait: &types.Trait{Name: d.Name, Module: m.Path}, Methods: map[string]*Func{}, Self: &types.Param{Name: "Self"}}
		if m.Path == "" {
			t.Module = "main"
		}
		for _, p := range d.TypeParams {
			t.Params = append(t.Params, &types.Param{Name: p.Name})
		}
		for _, member := range d.Members {
			if member.Type == nil {
				continue
			}
			if slices.Contains(t.Assoc, member.Type.Name) {
				c.report(member.Type, diag.DuplicateName, "trait `%s` has two associated types `%s`", d.Name, member.Type.Name)
				continue
			}
			t.Assoc = append(t.Assoc, member.Type.Name)
		}
	}
	t.Decl = d
	t.in = m
	c.prog.traits[t.Trait] = t
	c.add(m, item, d.Name, t, public)
}

// attributes notes what the attributes of a function say.
func (c *Checker) attributes(f *Func, as []*ast.Attribute) {
	for _, a := range as {
		if f.Module.unit.embedded {
			f.builtin(a)
		}
		if len(a.Args) == 0 {
			continue
		}
		arg := a.Args[0].Name
		if arg == "" {
			arg = unquote(a.Args[0].Text)
		}
		switch a.Name {
		case "extern_symbol":
			f.Extern = arg
		case "intrinsic":
			if f.Module.unit.embedded {
				f.Intrinsic = arg
			}
		case "within":
			if f.Module.unit.embedded {
				f.Within = arg
			}
		}
	}
}

// declareTypes gives types their fields and bounds.
func (c *Checker) declareTypes(m *Module) {
	for _, item := range m.File.Items {
		switch d := item.Decl.(type) {
		case *ast.AliasDecl:
			if t, ok := m.unit.names[d.Name].(*TypeName); ok {
				c.resolveAlias(t)
			}
		case *ast.TypeDecl:
			c.typeBody(m, d, d.Name, d.TypeParams, d.Where, func(def *types.Def) {
				for _, member := range d.Members {
					if member.Field != nil {
						c.addField(def, member.Field, member.Field.Name, member.Field.Type)
					}
				}
				if def.Shape == types.Opaque && len(def.Fields) > 0 {
					upstream(c.report(d, diag.BadResource, "an `#[opaque]` type has no fields"), "E_OPAQUE_TYPE_SHAPE")
				}
			})
		case *ast.RecordDecl:
			c.typeBody(m, d, d.Name, d.TypeParams, d.Where, func(def *types.Def) {
				for _, f := range d.Fields {
					c.addField(def, f, f.Name, f.Type)
				}
				for i, t := range d.Types {
					c.addField(def, t, strconv.Itoa(i), t)
				}
			})
		case *ast.EnumDecl:
			c.typeBody(m, d, d.Name, d.TypeParams, d.Where, func(def *types.Def) { c.variantFields(d, def) })
		case *ast.ActorDecl:
			c.typeBody(m, item, d.Name, d.TypeParams, nil, func(def *types.Def) { c.actorFields(c.prog.actors[def]) })
		}
	}
}

// typeBody runs body in the scope of a type's parameters.
func (c *Checker) typeBody(m *Module, n ast.Node, name string, params []*ast.TypeParam, where []*ast.Bound, body func(*types.Def)) {
	t, ok := m.unit.names[name].(*TypeName)
	if !ok || c.places[t] != c.nameSpan(n, name) {
		return
	}
	def := defOf(t)
	if def == nil {
		return
	}
	c.in(c.withScope(&scope{self: t.Type}), func() {
		c.declareParams(def.Params, params)
		c.where(where)
		body(def)
	})
}

// declareParams makes existing type parameters known and gives them their bounds.
func (c *Checker) declareParams(params []*types.Param, decls []*ast.TypeParam) {
	if len(params) == 0 {
		return
	}
	if c.scope.params == nil {
		c.scope.params = map[string]*types.Param{}
	}
	for _, p := range params {
		c.scope.params[p.Name] = p
	}
	c.distinctParams(decls)
	c.markParams(params, decls)
	for i, p := range params {
		p.Bounds = c.bounds(decls[i].Bounds)
	}
}

func (c *Checker) addField(def *types.Def, n ast.Node, name string, t ast.Type) {
	for _, f := range def.Fields {
		if f.Name == name {
			c.report(n, diag.DuplicateName, "`%s` has two fields `%s`", def.Name, name)
			return
		}
	}
	f := types.Field{Name: name, Type: c.typ(t)}
	def.Fields = append(def.Fields, f)
	if n != ast.Node(t) { // it has a name
		c.declareField(n, def, nil, f)
	}
}

func (c *Checker) variantFields(d *ast.EnumDecl, def *types.Def) {
	tag := 0
	for _, v := range d.Variants {
		if v.Name == "" || tag >= len(def.Variants) || def.Variants[tag].Name != v.Name {
			continue
		}
		variant := def.Variants[tag]
		tag++
		for i, t := range v.Types {
			variant.Fields = append(variant.Fields, types.Field{Name: strconv.Itoa(i), Type: c.typ(t)})
		}
		for _, f := range v.Fields {
			if slices.ContainsFunc(variant.Fields, func(o types.Field) bool { return o.Name == f.Name }) {
				c.report(f, diag.DuplicateName, "variant `%s` has two fields `%s`", v.Name, f.Name)
				continue
			}
			field := types.Field{Name: f.Name, Type: c.typ(f.Type)}
			variant.Fields = append(variant.Fields, field)
			c.declareField(f, def, variant, field)
		}
	}
}

// declareFuncs finds the signatures of functions, constants, traits and impls.
func (c *Checker) declareFuncs(m *Module) {
	for _, item := range m.File.Items {
		if d, ok := item.Decl.(*ast.TraitDecl); ok {
			if t, ok := m.unit.names[d.Name].(*Trait); ok && t.Decl == d {
				c.traitBody(t, d)
			}
		}
	}
	for _, item := range m.File.Items {
		if d, ok := item.Decl.(*ast.TraitDecl); ok {
			if t, ok := m.unit.names[d.Name].(*Trait); ok && t.Decl == d && isAbove(t.Trait, t.Trait, nil) {
				c.reportAt(c.places[t], diag.RecursiveType, "trait `%s` stands above itself", t.Name)
				t.Supers = nil
			}
		}
	}
	for _, item := range m.File.Items {
		switch d := item.Decl.(type) {
		case *ast.FuncDecl:
			if f, ok := m.unit.names[d.Name].(*Func); ok && f.Decl == d {
				c.signature(f, nil)
			}
		case *ast.ExternDecl:
			for _, e := range d.Funcs {
				if e.Func == nil {
					continue
				}
				if f, ok := m.unit.names[e.Func.Name].(*Func); ok && f.Decl == e.Func {
					c.signature(f, nil)
				}
			}
		case *ast.ConstDecl:
			if k, ok := m.unit.names[d.Name].(*Const); ok && k.Decl == d {
				k.Type = c.typ(d.Type)
				m.Consts = append(m.Consts, k)
			}
		case *ast.TypeDecl:
			c.typeMethods(m, d)
		case *ast.ImplDecl:
			c.implDecl(m, d)
		case *ast.ActorDecl:
			c.typeBody(m, item, d.Name, d.TypeParams, nil, func(def *types.Def) { c.actorFuncs(c.prog.actors[def]) })
		case *ast.SupervisorDecl:
			c.typeBody(m, item, d.Name, nil, nil, func(def *types.Def) { c.children(c.prog.supervisors[def]) })
		}
	}
}

// isAbove tells whether tr is among the traits above t. seen are those looked at.
func isAbove(t, tr *types.Trait, seen []*types.Trait) bool {
	for _, s := range t.Supers {
		if s.Trait == tr || !slices.Contains(seen, s.Trait) && isAbove(s.Trait, tr, append(seen, s.Trait)) {
			return true
		}
	}
	return false
}

// signature finds the parameters and the result of f. Receivers exist if self is a type.
func (c *Checker) signature(f *Func, self types.Type) {
	c.in(c.nested(), func() { c.signatureHere(f, self) })
}

func (c *Checker) signatureHere(f *Func, self types.Type) {
	d := f.Decl
	f.generic = c.scope
	f.TypeParams = append(f.TypeParams[:len(f.TypeParams):len(f.TypeParams)], c.typeParams(d.TypeParams)...)
	c.where(d.Where)
	if d.Async {
		r := c.unsupported(d, "`async fn`", "a call in the background is a task: `scope { fork f(); }`; without `async` the function is called as any other")
		fix(r, "remove `async`", c.cut(d.Start(), c.nameSpan(d, "fn").Start))
		c.async = true
	}
	sig := &types.Func{}
	for i, p := range d.Params {
		l := &Local{Name: p.Name, Span: c.nameSpan(p, p.Name), Mutable: p.Var, Param: true, Owner: d}
		switch {
		case p.Type != nil:
			l.Type = c.typ(p.Type)
			if i == 0 && self != nil && types.Identical(l.Type, self) {
				f.Receiver = true
			}
		case i == 0 && p.Name == "self" && self != nil:
			l.Type = self
			f.Receiver = true
		default:
			help(c.report(p, diag.TypeUnknown, "parameter `%s` needs a type", p.Name), "write it behind a colon, such as `%s: i64`", p.Name)
			l.Type = invalid
		}
		if i == 0 && f.Receiver {
			f.VarSelf = p.Var
			f.Consuming = p.Mode != ""
		}
		l.Consumed = p.Mode != ""
		c.info.Defs[p] = l
		f.Params = append(f.Params, l)
		sig.Params = append(sig.Params, l.Type)
	}
	sig.Result = c.result(d.Result)
	if d.Gen {
		f.Yields = sig.Result
		sig.Result = c.generatorOf(f.Yields)
	}
	f.Sig = sig
}

// traitBody finds the signatures of a trait's methods and what is above it.
func (c *Checker) traitBody(t *Trait, d *ast.TraitDecl) {
	c.in(c.withScope(&scope{self: t.Self, trait: t}), func() { c.traitMembers(t, d) })
}

func (c *Checker) traitMembers(t *Trait, d *ast.TraitDecl) {
	c.declareParams(t.Params, d.TypeParams)
	t.Supers = c.bounds(d.Supers)
	args := make([]types.Type, len(t.Params))
	for i, p := range t.Params {
		args[i] = p
	}
	t.Self.Bounds = []*types.TraitRef{{Trait: t.Trait, Args: args}}
	for _, m := range d.Members {
		if m.Method == nil {
			continue
		}
		if _, ok := t.Methods[m.Method.Name]; ok && t.in == c.here && t.Methods[m.Method.Name].Decl != nil {
			c.report(m.Method, diag.DuplicateName, "trait `%s` has two methods `%s`", t.Name, m.Method.Name)
			continue
		}
		f := &Func{Name: m.Method.Name, Module: c.here, Decl: m.Method, Trait: t, Owner: t.Self}
		if c.marking() {
			c.markDeclared(c.nameSpan(m.Method, f.Name), f)
		}
		f.TypeParams = append([]*types.Param{t.Self}, t.Params...)
		c.attributes(f, m.Attributes)
		c.signature(f, t.Self)
		t.Methods[f.Name] = f
	}
}

func defOf(t *TypeName) *types.Def { return types.DefOf(t.Type) }
