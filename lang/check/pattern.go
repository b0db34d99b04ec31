package check

// This file checks patterns and declares what they bind.

import (
	"math/big"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// bindPattern checks a pattern against a value of type t and declares its variables.
func (c *Checker) bindPattern(p ast.Pattern, t types.Type, mutable bool) {
	t = c.settled(t)
	c.info.PatternTypes[p] = t
	if isOpen(t) {
		c.later(func() { c.info.PatternTypes[p] = c.final(t) })
	}
	switch p := p.(type) {
	case *ast.NamePattern:
		c.namePattern(p, t, mutable)
	case *ast.LiteralPattern:
		c.literalPattern(p, t)
	case *ast.TuplePattern:
		c.tuplePattern(p, t, mutable)
	case *ast.VariantPattern:
		c.variantPattern(p, t, mutable)
	case *ast.RecordPattern:
		n, ok := t.(*types.Named)
		if !ok || n.Def.Shape != types.Record {
			if !isInvalid(t) {
				c.report(p, diag.BadPattern, "a pattern with fields does not match `%s`", t)
			}
			c.bindRest(p.Fields)
			return
		}
		c.fieldPatterns(p, n, nil, n.Def.Fields, p.Fields, p.Rest)
	case *ast.OrPattern:
		c.orPattern(p, t, mutable)
	}
}

// namePattern is `_`, a variant or constant without fields, or a variable.
func (c *Checker) namePattern(p *ast.NamePattern, t types.Type, mutable bool) {
	if p.Name == "_" {
		return
	}
	def := types.DefOf(t)
	if def != nil && def.Shape == types.Enum {
		if v := def.Variant(p.Name); v != nil {
			c.info.Patterns[p] = &PatternInfo{Variant: v}
			c.markVariant(p, []string{p.Name}, v)
			if len(v.Fields) > 0 {
				d := c.report(p, diag.BadPattern, "variant `%s` has %s", v.Name, count(len(v.Fields), "field"))
				help(d, "write `%s(…)`, with `_` for what does not matter", v.Name)
			}
			return
		}
	}
	switch o := c.object(p.Name).(type) {
	case *Variant:
		if _, unknown := t.(*types.Var); unknown {
			enum, _ := c.enumType(p, o.Def, nil, nil)
			c.unify(t, enum)
			c.markFirst(p, p.Name, o)
			c.info.Patterns[p] = &PatternInfo{Variant: o.Variant}
			return
		}
		if !isInvalid(t) {
			d := c.report(p, diag.TypeMismatch, "expected `%s`, found variant `%s` of `%s`", t, o.Name, o.Def.Name)
			if def != nil && def.Shape == types.Enum {
				var names []string
				for _, v := range def.Variants {
					names = append(names, v.Name)
				}
				c.suggest(d, p.Name, names)
			}
		}
		return
	case *Const:
		if c.unify(o.Type, t) {
			c.info.Patterns[p] = &PatternInfo{Const: o}
			c.markFirst(p, p.Name, o)
			return
		}
	}
	c.declareLocal(p, p.Name, t, mutable)
}

func (c *Checker) literalPattern(p *ast.LiteralPattern, t types.Type) {
	if isInvalid(t) || p.Text == "" {
		return
	}
	var want types.Type
	switch {
	case p.Text == "true" || p.Text == "false":
		want = boolean
	case p.Text[0] == '"' || strings.HasPrefix(p.Text, `r"`) || strings.HasPrefix(p.Text, `r#`):
		want = str
	case p.Text[0] == '\'':
		want = character
	case strings.HasPrefix(p.Text, `re"`):
		c.unsupported(p, "regex patterns", "")
		return
	case isFloat(p.Text):
		d := c.report(p, diag.BadPattern, "floats cannot be matched with literals")
		help(d, "compare them in a guard: `x if x == %s => …`", p.Text)
		return
	default:
		want = c.freshLit(p, types.IntLiteral)
		c.later(func() {
			n, ok := parseInt(p.Text)
			if ok && p.Negative {
				n = new(big.Int).Neg(n)
			}
			if u := c.final(want); !ok || types.IsInteger(u) && !fits(n, u) {
				c.report(p, diag.BadLiteral, "`%s` does not fit `%s`", p.Text, u)
			}
		})
	}
	if !c.unify(want, t) {
		c.report(p, diag.TypeMismatch, "expected `%s`, found `%s`", t, want)
	}
}

func (c *Checker) tuplePattern(p *ast.TuplePattern, t types.Type, mutable bool) {
	if len(p.Patterns) == 1 {
		c.bindPattern(p.Patterns[0], t, mutable)
		return
	}
	if len(p.Patterns) == 0 {
		if !c.unify(t, void) {
			c.report(p, diag.TypeMismatch, "expected `%s`, found `()`", t)
		}
		return
	}
	if v, unknown := t.(*types.Var); unknown && v.Lit == types.NoLiteral {
		tuple := &types.Tuple{}
		for _, part := range p.Patterns {
			tuple.Elems = append(tuple.Elems, c.fresh(part))
		}
		c.unify(v, tuple)
		t = tuple
	}
	tuple, ok := t.(*types.Tuple)
	if !ok || len(tuple.Elems) != len(p.Patterns) {
		if !isInvalid(t) {
			d := c.report(p, diag.BadPattern, "a pattern of %d parts does not match `%s`", len(p.Patterns), t)
			c.helpEnumerate(d, p)
		}
		for _, part := range p.Patterns {
			c.bindPattern(part, invalid, mutable)
		}
		return
	}
	for i, part := range p.Patterns {
		c.bindPattern(part, tuple.Elems[i], mutable)
	}
}

// variantPattern is `Shape::Circle(r)`, `Some(x)`, `.Ok(v)`, `Point { x, .. }` or `Pair(a, b)`.
func (c *Checker) variantPattern(p *ast.VariantPattern, t types.Type, mutable bool) {
	v, def := c.patternTarget(p, t)
	if def == nil || t == types.Type(invalid) {
		for _, part := range p.Tuple {
			c.bindPattern(part, invalid, mutable)
		}
		c.bindRest(p.Fields)
		return
	}
	enum, sub := c.enumType(p, def, t, nil)
	if !c.unify(enum, t) {
		if !isInvalid(t) {
			d := c.report(p, diag.TypeMismatch, "expected `%s`, found a pattern of `%s`", t, typeName(enum))
			if types.DefOf(enum) == c.universe.option {
				help(d, "this value is always there: it needs no pattern")
			}
		}
		for _, part := range p.Tuple {
			c.bindPattern(part, invalid, mutable)
		}
		c.bindRest(p.Fields)
		return
	}
	if v != nil {
		c.markVariant(p, p.Path, v)
	} else {
		c.markRecord(p, p.Path, enum)
	}
	fields := def.Fields
	info := &PatternInfo{}
	if v != nil {
		fields, info.Variant = v.Fields, v
	}
	c.info.Patterns[p] = info
	if p.Fields != nil || p.Rest || p.Tuple == nil && v != nil && v.Named {
		c.fieldPatterns(p, enum.(*types.Named), v, fields, p.Fields, p.Rest)
		return
	}
	if len(p.Tuple) != len(fields) {
		name := p.Path[len(p.Path)-1]
		d := c.report(p, diag.BadPattern, "`%s` has %s, the pattern %d", name, count(len(fields), "field"), len(p.Tuple))
		if v != nil && v.Named {
			help(d, "write `%s { … }`", name)
		}
	}
	for i, part := range p.Tuple {
		if i >= len(fields) {
			c.bindPattern(part, invalid, mutable)
			continue
		}
		info.Fields = append(info.Fields, i)
		c.bindPattern(part, sub.Apply(fields[i].Type), mutable)
	}
}

// patternTarget finds the variant or the record that a pattern names; def is nil after a
// report.
func (c *Checker) patternTarget(p *ast.VariantPattern, t types.Type) (v *types.Variant, def *types.Def) {
	name := p.Path[len(p.Path)-1]
	subject := types.DefOf(t)
	if len(p.Path) == 1 {
		if subject != nil && subject.Shape == types.Enum {
			if v := subject.Variant(name); v != nil {
				return v, subject
			}
		}
		switch o := c.object(name).(type) {
		case *Variant:
			return o.Variant, o.Def
		case *TypeName:
			if def := defOf(o); def != nil && def.Shape == types.Record {
				return nil, def
			}
		case nil:
			if t := c.openedType(name); t != nil && defOf(t) != nil && defOf(t).Shape == types.Record {
				return nil, defOf(t)
			}
		}
		if isInvalid(t) {
			return nil, nil
		}
		if subject != nil && subject.Shape == types.Enum {
			c.variantOf(p, subject, name)
			return nil, nil
		}
		c.report(p, diag.UnknownVariant, "unknown variant or record `%s`", name)
		return nil, nil
	}
	return c.pathTarget(p, name)
}

// pathTarget finds `Enum::Variant`, `module::Enum::Variant` or `module::Record`.
func (c *Checker) pathTarget(p *ast.VariantPattern, name string) (*types.Variant, *types.Def) {
	_, e := c.pathExpr(p, p.Span, p.Path[:len(p.Path)-1])
	s := c.space(e)
	switch {
	case s == nil:
		c.report(p, diag.UnknownType, "unknown type `%s`", strings.Join(p.Path[:len(p.Path)-1], "::"))
	case s.bad:
	case s.module != nil:
		switch o := c.member(s.module, name, c.nameSpan(p, name)).(type) {
		case *Variant:
			return o.Variant, o.Def
		case *TypeName:
			if def := defOf(o); def != nil {
				return nil, def
			}
		}
	default:
		t := s.self
		if t == nil && s.typ != nil {
			c.resolveAlias(s.typ)
			t = s.typ.Type
		}
		def := types.DefOf(t)
		if t == nil || def == nil || def.Shape != types.Enum {
			c.report(p, diag.UnknownVariant, "`%s` is not an enum", strings.Join(p.Path[:len(p.Path)-1], "::"))
			return nil, nil
		}
		if v := c.variantOf(p, def, name); v != nil {
			return v.Variant, def
		}
	}
	return nil, nil
}

// fieldPatterns checks `{ a, b: pattern, .. }`.
func (c *Checker) fieldPatterns(p ast.Pattern, n *types.Named, v *types.Variant, fields []types.Field, parts []*ast.FieldPattern, rest bool) {
	info := &PatternInfo{Variant: v}
	c.info.Patterns[p] = info
	sub := types.Bind(n.Def.Params, n.Args)
	seen := make([]bool, len(fields))
	for _, part := range parts {
		i := indexOf(fields, part.Name)
		info.Fields = append(info.Fields, i)
		var t types.Type = invalid
		if i < 0 {
			c.noField(part, part.Name, n, fields)
		} else {
			seen[i] = true
			c.markField(part, n.Def, v, fields[i])
			t = c.normalize(sub.Apply(fields[i].Type))
		}
		c.fieldPattern(part, t)
	}
	if rest {
		return
	}
	var missing []string
	for i, f := range fields {
		if !seen[i] {
			missing = append(missing, "`"+f.Name+"`")
		}
	}
	if len(missing) > 0 {
		d := c.report(p, diag.BadPattern, "the pattern leaves out %s", plural(missing, "field"))
		help(d, "write `..` to leave them out")
	}
}

func (c *Checker) fieldPattern(part *ast.FieldPattern, t types.Type) {
	if part.Pattern != nil {
		c.bindPattern(part.Pattern, t, false)
		return
	}
	if part.Name != "_" {
		c.declareLocal(part, part.Name, t, false)
	}
}

// bindRest declares what the parts of a wrong pattern bind, so that its uses are not
// reported too.
func (c *Checker) bindRest(parts []*ast.FieldPattern) {
	for _, part := range parts {
		c.fieldPattern(part, invalid)
	}
}

// orPattern is `a | b`: both bind the same variables with the same types.
func (c *Checker) orPattern(p *ast.OrPattern, t types.Type, mutable bool) {
	var first *locals
	for i, alt := range p.Patterns {
		inside := c.nested()
		c.in(inside, func() { c.bindPattern(alt, t, mutable) })
		bound := &inside.scope.locals
		if i == 0 {
			first = bound
			continue
		}
		c.sameBindings(alt, first, bound)
	}
	for l := range first.all() {
		c.bind(l)
	}
}

// sameBindings checks that an alternative binds what the first one does, and has it bind the
// same variables.
func (c *Checker) sameBindings(alt ast.Pattern, first, bound *locals) {
	var missing, extra []string
	for l := range first.all() {
		other := bound.get(l.Name)
		if other == nil {
			missing = append(missing, l.Name)
		} else if !c.unify(l.Type, other.Type) {
			c.reportAt(other.Span, diag.TypeMismatch, "`%s` is `%s` here but `%s` in the first alternative", l.Name, other.Type, l.Type)
		}
	}
	for l := range bound.all() {
		if first.get(l.Name) == nil {
			extra = append(extra, l.Name)
			if c.scope.locals.get(l.Name) == nil {
				unknown := *l
				unknown.Type = invalid
				c.bind(&unknown) // its uses are no mistakes of their own
			}
		}
	}
	slices.Sort(missing)
	slices.Sort(extra)
	c.otherBindings(alt, first, bound, missing, extra)
	ast.Inspect(alt, func(n ast.Node) bool {
		if l, ok := c.info.Defs[n]; ok && first.get(l.Name) != nil {
			c.info.Defs[n] = first.get(l.Name)
		}
		return true
	})
}

// otherBindings reports an alternative that lacks variables of the first one, or has others.
func (c *Checker) otherBindings(alt ast.Pattern, first, bound *locals, missing, extra []string) {
	switch {
	case len(missing) > 0:
		d := c.report(alt, diag.BadPattern, "%s not bound in this alternative", listed(missing))
		for _, name := range missing {
			note(d, first.get(name).Span, "`%s` is bound here", name)
		}
		if len(extra) == len(missing) {
			help(d, "all alternatives bind the same names, and this one binds `%s`", strings.Join(extra, "`, `"))
		}
	case len(extra) > 0:
		c.reportAt(bound.get(extra[0]).Span, diag.BadPattern, "%s bound only in this alternative", listed(extra))
	}
}

// listed is names as the subject of a sentence, with its verb.
func listed(names []string) string {
	quoted := "`" + strings.Join(names, "`, `") + "`"
	if len(names) == 1 {
		return quoted + " is"
	}
	return quoted + " are"
}
