package check

// This file checks struct literals.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// structExpr is `Point { x: 1, ..base }` or `Shape::Rect { w: 1 }`.
func (c *Checker) structExpr(e *ast.StructExpr, want types.Type) types.Type {
	t, fields, sub := c.structType(e, want)
	if t == nil {
		for _, f := range e.Fields {
			c.expr(f.Value, nil)
		}
		if e.Base != nil {
			c.expr(e.Base, nil)
		}
		return invalid
	}
	info := c.info.Structs[e]
	seen, unknown := make([]bool, len(fields)), 0
	for _, f := range e.Fields {
		i := indexOf(fields, f.Name)
		info.Fields = append(info.Fields, i)
		if i < 0 {
			unknown++
			c.noField(f, f.Name, t, fields)
			c.expr(f.Value, nil)
			continue
		}
		if seen[i] {
			c.report(f, diag.DuplicateName, "field `%s` is given twice", f.Name)
		}
		seen[i] = true
		c.markField(f, types.DefOf(t), info.Variant, fields[i])
		if types.Is(c.check(f.Value, c.normalize(sub.Apply(fields[i].Type))), types.Never) {
			return never
		}
	}
	if e.Base != nil {
		c.check(e.Base, t)
		return t
	}
	var missing []string
	for i, f := range fields {
		if !seen[i] {
			missing = append(missing, "`"+f.Name+"`")
		}
	}
	if len(missing) > unknown { // or a missing one may be meant by one that is not there
		d := c.report(e.Type, diag.MissingField, "missing %s in `%s`", plural(missing, "field"), typeName(t))
		if decl := c.declared[types.DefOf(t)]; decl != nil {
			note(d, decl.span, "`%s` is declared here", types.DefOf(t).Name)
		}
	}
	return t
}

func plural(names []string, what string) string {
	if len(names) > 1 {
		what += "s"
	}
	return what + " " + strings.Join(names, ", ")
}

func indexOf(fields []types.Field, name string) int {
	for i, f := range fields {
		if f.Name == name {
			return i
		}
	}
	return -1
}

func (c *Checker) noField(at ast.Node, name string, t types.Type, fields []types.Field) {
	d := c.reportAt(c.nameSpan(at, name), diag.UnknownField, "no field `%s` on type `%s`", name, typeName(t))
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	if !c.suggestAt(d, at, name, names) && len(names) > 0 && len(names) <= maxListed {
		help(d, "its fields are `%s`", strings.Join(names, "`, `"))
	}
	if decl := c.declared[types.DefOf(t)]; decl != nil {
		note(d, decl.span, "`%s` is declared here", types.DefOf(t).Name)
	}
}

// structType finds what a struct literal makes, with its fields; nil after a report.
func (c *Checker) structType(e *ast.StructExpr, want types.Type) (types.Type, []types.Field, types.Subst) {
	if v, args := c.structVariant(e.Type, want); v != nil {
		t, sub := c.enumType(e, v.Def, want, args)
		c.info.Structs[e] = &StructInfo{Variant: v.Variant}
		c.markLast(e.Type, v.Name, v)
		if !v.Named && len(v.Fields) > 0 {
			c.report(e.Type, diag.NotCallable, "variant `%s` has no named fields; write `%s(…)`", v.Name, v.Name)
			return nil, nil, nil
		}
		return t, v.Fields, sub
	}
	s := c.space(e.Type)
	if s == nil || s.module != nil || s.trait != nil {
		if n, ok := e.Type.(*ast.Name); ok && s == nil && c.local(n.Name) == nil && c.object(n.Name) == nil {
			c.unknownType(e.Type, n.Name)
			return nil, nil, nil
		}
		if f, ok := e.Type.(*ast.FieldExpr); ok && s == nil {
			if in := c.space(f.X); in != nil {
				switch {
				case in.bad:
					return nil, nil, nil
				case in.module != nil:
					if c.member(in.module, f.Name, c.nameSpan(f, f.Name)) == nil {
						return nil, nil, nil
					}
				case in.typ != nil && defOf(in.typ) != nil && defOf(in.typ).Shape == types.Enum:
					c.variantOf(f, defOf(in.typ), f.Name)
					return nil, nil, nil
				}
			}
		}
		c.report(e.Type, diag.UnknownType, "this is not a type with fields")
		return nil, nil, nil
	}
	if s.bad {
		return nil, nil, nil
	}
	t := s.self
	if t == nil {
		t = c.apply(e.Type, s.typ, s.args)
	}
	n, ok := c.normalize(t).(*types.Named)
	if !ok || n.Def.Shape != types.Record {
		if !isInvalid(t) {
			d := c.report(e.Type, diag.UnknownType, "`%s` has no fields", typeName(t))
			if def := types.DefOf(t); def != nil && def.Shape == types.Actor {
				help(d, "an actor is started by `spawn %s(field: value)`", c.text(e.Type))
			}
		}
		return nil, nil, nil
	}
	if w, ok := want.(*types.Named); ok && w.Def == n.Def && hasVar(n) {
		c.unify(n, w)
	}
	c.info.Structs[e] = &StructInfo{}
	return n, n.Def.Fields, types.Bind(n.Def.Params, n.Args)
}

// structVariant finds the variant that a struct literal names.
func (c *Checker) structVariant(e ast.Expr, want types.Type) (*Variant, []types.Type) {
	switch e := e.(type) {
	case *ast.Name:
		if v, ok := c.object(e.Name).(*Variant); ok && c.local(e.Name) == nil {
			return c.variantFor(v, want), nil
		}
	case *ast.FieldExpr:
		s := c.space(e.X)
		if s == nil || s.bad {
			return nil, nil
		}
		if s.module != nil {
			if v, ok := c.moduleVariant(s.module, e.Name); ok {
				return v, nil
			}
			return nil, nil
		}
		if v := c.spaceVariant(e, s); v != nil {
			return v, s.args
		}
	case *ast.ContextVariant:
		if v := c.wantedVariant(e, e.Name, want); v != nil {
			return v, nil
		}
	}
	return nil, nil
}

func (c *Checker) moduleVariant(m *Module, name string) (*Variant, bool) {
	if _, ok := m.unit.names[name]; ok {
		return nil, false
	}
	if vs := m.unit.variants[name]; len(vs) > 0 {
		return vs[0], true
	}
	return nil, false
}
