package check

// This file finds what paths mean: `module.name`, `Type::function`, `Enum::Variant`.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A space is what stands before a `::` or a dot when it is no value.
type space struct {
	module *Module
	typ    *TypeName
	args   []types.Type // written for typ
	self   types.Type   // a type that is already known: `Self`, a type parameter
	trait  *Trait
	bad    bool // reported
}

// space is what e means before a `::` or a dot, nil if e is a value.
func (c *Checker) space(e ast.Expr) *space {
	switch e := e.(type) {
	case *ast.Name:
		if c.local(e.Name) != nil {
			return nil
		}
		if e.Name == "Self" {
			if s := c.self(); s != nil {
				c.markSelf(e, s.self)
				return &space{self: s.self}
			}
			c.report(e, diag.OutsideImpl, "`Self` has no meaning outside of a trait, a type or an impl")
			return &space{bad: true}
		}
		if p := c.typeParam(e.Name); p != nil {
			c.markParam(e, p)
			return &space{self: p}
		}
		o := c.object(e.Name)
		if o == nil {
			if t := c.openedType(e.Name); t != nil {
				o = t
			} else if what, ok := concurrentTypes[e.Name]; ok {
				c.unsupported(e, what, instead(e.Name))
				return &space{bad: true}
			}
		}
		s := spaceOf(o)
		if s != nil {
			c.markFirst(e, e.Name, o)
		}
		return s
	case *ast.FieldExpr:
		s := c.space(e.X)
		if x, ok := e.X.(*ast.Name); ok && s == nil && c.local(x.Name) == nil && c.state(x) == nil {
			if t := c.shownType(x.Name, e.Name); t != nil {
				c.markLast(e, e.Name, t)
				return spaceOf(t)
			}
		}
		if s == nil || s.module == nil {
			return nil
		}
		switch o := s.module.unit.names[e.Name].(type) {
		case *TypeName, *Trait:
			c.member(s.module, e.Name, c.nameSpan(e, e.Name))
			c.markLast(e, e.Name, o)
			return spaceOf(o)
		}
	case *ast.InstanceExpr:
		s := c.space(e.X)
		if s != nil && s.bad {
			return s
		}
		if s != nil && s.typ != nil {
			for _, a := range e.TypeArgs {
				s.args = append(s.args, c.typ(a))
			}
			return s
		}
	}
	return nil
}

func spaceOf(o Object) *space {
	switch o := o.(type) {
	case *Module:
		return &space{module: o}
	case *TypeName:
		if types.Resolve(o.Type) == types.Type(invalid) {
			return &space{bad: true}
		}
		return &space{typ: o}
	case *Trait:
		return &space{trait: o}
	}
	return nil
}

// pathValue is what a module or a type has by a name.
func (c *Checker) pathValue(e *ast.FieldExpr, s *space, want types.Type, args []types.Type) types.Type {
	switch {
	case s.bad:
		return invalid
	case s.module != nil:
		if s.module.unit.names[e.Name] == nil {
			if t := basicTypeSpace(c, e.X); t != nil {
				return c.pathValue(e, t, want, args)
			}
		}
		o := c.member(s.module, e.Name, c.nameSpan(e, e.Name))
		if o == nil {
			return invalid
		}
		return c.objectValue(e, o, e.Name, want, args)
	case s.trait != nil:
		f := s.trait.Methods[e.Name]
		if f == nil {
			c.reportAt(c.nameSpan(e, e.Name), diag.UnknownMethod, "trait `%s` has no method `%s`", s.trait.Name, e.Name)
			return invalid
		}
		return c.objectValue(e, f, e.Name, want, args)
	}
	if v := c.spaceVariant(e, s); v != nil {
		return c.variantValue(e, v, want, s.args)
	}
	_, m := c.static(e, s)
	if m.fn == nil {
		return invalid
	}
	c.need(m.fn)
	c.info.Uses[e] = m.fn
	sub, inst := c.bindMethod(e, m, args)
	c.instances(e, inst)
	return c.normalize(sub.Apply(m.fn.Sig))
}

// basicTypeSpace is the basic type behind a name that a module hides: `string` with
// `import std::string`.
func basicTypeSpace(c *Checker, e ast.Expr) *space {
	if n, ok := e.(*ast.Name); ok {
		if t, ok := c.universe.names[n.Name].(*TypeName); ok {
			return &space{typ: t}
		}
	}
	return nil
}

// spaceVariant finds a variant by its enum.
func (c *Checker) spaceVariant(e *ast.FieldExpr, s *space) *Variant {
	var def *types.Def
	if s.self != nil {
		def = types.DefOf(s.self)
	} else if s.typ != nil {
		c.resolveAlias(s.typ)
		def = defOf(s.typ)
	}
	if def == nil || def.Shape != types.Enum {
		return nil
	}
	v := def.Variant(e.Name)
	if v == nil {
		return nil
	}
	if n, ok := s.self.(*types.Named); ok && len(s.args) == 0 {
		s.args = n.Args
	}
	return &Variant{v}
}

// static finds a function of a type: `Vec::new`.
func (c *Checker) static(e *ast.FieldExpr, s *space) (types.Type, found) {
	t := s.self
	if t == nil {
		t = c.apply(e.X, s.typ, s.args)
		if t == types.Type(invalid) {
			return t, found{}
		}
	}
	m := c.method(t, e.Name)
	if m.fn == nil {
		d := c.reportAt(c.nameSpan(e, e.Name), diag.UnknownMethod, "`%s` has no function `%s`", typeName(t), e.Name)
		if def := types.DefOf(t); def != nil && def.Shape == types.Enum {
			d.Message = "enum `" + def.Name + "` has no variant or function `" + e.Name + "`"
			d.Code = diag.UnknownVariant
		}
		switch {
		case types.Is(t, types.String) && (e.Name == "from" || e.Name == "new"):
			help(d, "a string literal is a string already: `\"x\"`; an empty one is `\"\"`")
		case c.importNeeded(d, e):
		case types.Is(t, types.String) && c.helpOfStrings(d, e):
		case c.helpDuration(d, e.Name, t):
		case e.Name == "new" && isRecord(t):
			help(d, "make a value with its fields: `%s { … }`", c.text(e.X))
		default:
			names := c.memberNames(t)
			if def := types.DefOf(t); def != nil {
				for _, v := range def.Variants {
					names = append(names, v.Name)
				}
			}
			if !c.suggestAt(d, e, e.Name, names) && len(names) > 0 && len(names) <= maxListed {
				help(d, "it has `%s`", strings.Join(names, "`, `"))
			}
		}
	}
	if m.rival != nil {
		c.severalTraits(e, t, m, e.Name)
		return t, found{}
	}
	return t, m
}

// importNeeded adds help if a module of the standard library that has the name of a basic type has the
// function that is looked for.
func (c *Checker) importNeeded(d *diag.Diagnostic, e *ast.FieldExpr) bool {
	n, ok := e.X.(*ast.Name)
	if !ok {
		return false
	}
	found, err := c.loader.Load("std::"+n.Name, c.here.Source)
	if err != nil || !c.load(found).public[e.Name] {
		return false
	}
	help(d, "`import std::%s;` makes `%s.%s` known", n.Name, n.Name, e.Name)
	return true
}

// typeName is a type without arguments that are not known.
func typeName(t types.Type) string {
	if n, ok := t.(*types.Named); ok && hasVar(t) {
		return n.Def.Name
	}
	return t.String()
}

// instance is `f<T>` without a call.
func (c *Checker) instance(e *ast.InstanceExpr, want types.Type) types.Type {
	args := c.typs(e.TypeArgs)
	var t types.Type
	switch x := e.X.(type) {
	case *ast.Name:
		o := c.object(x.Name)
		if o == nil {
			return c.unknownName(x, x.Name, nil)
		}
		t = c.objectValue(e, o, x.Name, want, args)
	case *ast.FieldExpr:
		s := c.space(x.X)
		if s == nil {
			c.report(e, diag.NotValue, "only functions and types take type arguments")
			return invalid
		}
		t = c.pathValue(x, s, want, args)
		if o, ok := c.info.Uses[x]; ok {
			c.info.Uses[e] = o
			c.later(func() {
				if in, ok := c.info.Instances[x]; ok {
					c.info.Instances[e] = in
				}
			})
		}
	default:
		c.report(e, diag.NotValue, "only functions and types take type arguments")
		return invalid
	}
	return t
}

// qualifiedName is `<T as Trait>.name`.
func (c *Checker) qualifiedName(e *ast.QualifiedName) types.Type {
	c.unsupported(e, "qualified names `<T as Trait>.name`", "call the method on a value")
	return invalid
}

// helpOfStrings is about a function that std::string has by another name.
func (c *Checker) helpOfStrings(d *diag.Diagnostic, e *ast.FieldExpr) bool {
	row := foreign(foreignFuncs, e.Name)
	if row == nil || row.from != "std::string" {
		return false
	}
	help(d, "it is called `string.%s`", row.to)
	fix(d, "write `"+row.to+"`", append([]diag.Edit{{Span: c.lastName(e, e.Name), Text: row.to}}, c.importing(row.from)...)...)
	return true
}

// isRecord tells whether values of t are written with their fields.
func isRecord(t types.Type) bool {
	def := types.DefOf(t)
	return def != nil && def.Shape == types.Record
}
