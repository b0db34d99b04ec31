package check

// This file tells whether patterns match every value, and names a value that they do not
// match. It follows Maranget, "Warnings for pattern matching": a matrix has a row for each
// pattern and a column for each value that is looked at.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A shape is a pattern without names: what it tests.
type shape struct {
	any   bool           // matches everything
	tag   *types.Variant // of a variant
	lit   string         // of a literal or a constant
	parts []*shape       // of a variant, a record or a tuple, one for each field
	alts  []*shape       // of an or-pattern
}

var anything = &shape{any: true}

// exhaustive checks that some arm of a match fits every value.
func (c *Checker) exhaustive(e *ast.MatchExpr) {
	t := c.final(c.info.Types[e.Value])
	if isInvalid(t) || types.Is(t, types.Never) {
		return
	}
	var rows [][]*shape
	for _, arm := range e.Arms {
		if c.broken(arm.Pattern) {
			return
		}
		if arm.Guard == nil {
			rows = append(rows, []*shape{c.shapeOf(arm.Pattern)})
		}
	}
	witness := c.missing(rows, []types.Type{t})
	if witness == nil {
		return
	}
	d := c.reportAt(c.nameSpan(e, "match"), diag.NonExhaustiveMatch, "this match does not cover `%s`", witness[0])
	if witness[0] == "_" {
		d.Message = "this match does not cover every `" + t.String() + "`"
		help(d, "add an arm `_ => …`")
	} else {
		help(d, "add an arm `%s => …`, or `_ => …`", witness[0])
	}
	if decl := c.declared[types.DefOf(t)]; decl != nil {
		note(d, decl.span, "`%s` is declared here", types.DefOf(t).Name)
	}
}

// irrefutable checks that a pattern matches every value.
func (c *Checker) irrefutable(p ast.Pattern, where string) {
	t := c.final(c.info.PatternTypes[p])
	if isInvalid(t) || c.broken(p) {
		return
	}
	if witness := c.missing([][]*shape{{c.shapeOf(p)}}, []types.Type{t}); witness != nil {
		d := c.report(p, diag.RefutablePattern, "the pattern of this %s does not cover `%s`", where, witness[0])
		help(d, "use `if let` or `match`")
	}
}

// broken tells whether a pattern was reported as wrong.
func (c *Checker) broken(p ast.Pattern) bool {
	bad := false
	ast.Inspect(p, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.VariantPattern:
			info := c.info.Patterns[n]
			bad = bad || info == nil
			if info != nil && info.Variant != nil && len(n.Tuple) > 0 && len(n.Tuple) != len(info.Variant.Fields) {
				bad = true
			}
		case *ast.TuplePattern:
			tuple, ok := c.final(c.info.PatternTypes[n]).(*types.Tuple)
			bad = bad || len(n.Patterns) > 1 && (!ok || len(tuple.Elems) != len(n.Patterns))
		case *ast.NamePattern:
			if n.Name != "_" && c.info.Patterns[n] == nil && c.info.Defs[n] == nil {
				bad = true
			}
		}
		return !bad
	})
	return bad
}

func (c *Checker) shapesOf(ps []ast.Pattern) []*shape {
	out := make([]*shape, len(ps))
	for i, p := range ps {
		out[i] = c.shapeOf(p)
	}
	return out
}

func (c *Checker) shapeOf(p ast.Pattern) *shape {
	switch p := p.(type) {
	case *ast.NamePattern:
		if info := c.info.Patterns[p]; info != nil {
			if info.Const != nil {
				return &shape{lit: "const " + p.Name}
			}
			return &shape{tag: info.Variant, parts: anythings(len(info.Variant.Fields))}
		}
	case *ast.LiteralPattern:
		text := p.Text
		if p.Negative {
			text = "-" + text
		}
		return &shape{lit: text}
	case *ast.TuplePattern:
		if len(p.Patterns) == 1 {
			return c.shapeOf(p.Patterns[0])
		}
		if len(p.Patterns) > 0 {
			return &shape{parts: c.shapesOf(p.Patterns)}
		}
	case *ast.OrPattern:
		return &shape{alts: c.shapesOf(p.Patterns)}
	case *ast.VariantPattern:
		return c.partsOf(p, p.Tuple, p.Fields)
	case *ast.RecordPattern:
		return c.partsOf(p, nil, p.Fields)
	}
	return anything
}

// partsOf is the shape of a pattern with parts for some of the fields.
func (c *Checker) partsOf(p ast.Pattern, tuple []ast.Pattern, fields []*ast.FieldPattern) *shape {
	info := c.info.Patterns[p]
	if info == nil {
		return anything
	}
	s := &shape{tag: info.Variant}
	if info.Variant != nil {
		s.parts = anythings(len(info.Variant.Fields))
	} else if def := types.DefOf(c.info.PatternTypes[p]); def != nil {
		s.parts = anythings(len(def.Fields))
	}
	for i, at := range info.Fields {
		if at < 0 || at >= len(s.parts) {
			continue
		}
		if i < len(tuple) {
			s.parts[at] = c.shapeOf(tuple[i])
		} else if i < len(fields) && fields[i].Pattern != nil {
			s.parts[at] = c.shapeOf(fields[i].Pattern)
		}
	}
	return s
}

func anythings(n int) []*shape {
	out := make([]*shape, n)
	for i := range out {
		out[i] = anything
	}
	return out
}

// missing names values of types ts that no row matches, one for each column; nil if every
// value is matched.
func (c *Checker) missing(rows [][]*shape, ts []types.Type) []string {
	if len(ts) == 0 {
		if len(rows) > 0 {
			return nil
		}
		return []string{}
	}
	rows = spread(rows)
	t := c.normalize(ts[0])
	if n, ok := t.(*types.Named); ok && n.Def.Shape == types.Enum {
		return c.missingVariant(rows, n, ts)
	}
	if types.Is(t, types.Bool) {
		return c.missingLiteral(rows, ts, "true", "false")
	}
	var fields []types.Type
	switch u := t.(type) {
	case *types.Tuple:
		fields = u.Elems
	case *types.Named:
		if u.Def.Shape == types.Record {
			fields = fieldTypes(u.Def.Fields, u)
		}
	}
	if fields == nil || !tested(rows) {
		return c.missingLiteral(rows, ts)
	}
	inner := c.missing(specialize(rows, len(fields), func(s *shape) bool { return s.parts != nil }), append(fields, ts[1:]...))
	if inner == nil {
		return nil
	}
	return append([]string{showParts(t, inner[:len(fields)])}, inner[len(fields):]...)
}

// missingVariant looks at each variant of an enum.
func (c *Checker) missingVariant(rows [][]*shape, n *types.Named, ts []types.Type) []string {
	used := map[*types.Variant]bool{}
	for _, r := range rows {
		if r[0].tag != nil {
			used[r[0].tag] = true
		}
	}
	for _, v := range n.Def.Variants {
		if !used[v] {
			rest := c.missing(rest(rows), ts[1:])
			if rest == nil {
				continue
			}
			name := "_"
			if len(used) > 0 {
				name = showVariant(v, nil)
			}
			return append([]string{name}, rest...)
		}
		fields := fieldTypes(v.Fields, n)
		inner := c.missing(specialize(rows, len(fields), func(s *shape) bool { return s.tag == v }), append(fields, ts[1:]...))
		if inner != nil {
			return append([]string{showVariant(v, inner[:len(fields)])}, inner[len(fields):]...)
		}
	}
	return nil
}

// missingLiteral looks at values that only literals tell apart. all are the values if there
// is a limited number of them.
func (c *Checker) missingLiteral(rows [][]*shape, ts []types.Type, all ...string) []string {
	used := map[string]bool{}
	for _, r := range rows {
		if r[0].lit != "" {
			used[r[0].lit] = true
		}
	}
	if len(all) == 0 || len(used) == 0 {
		if rest := c.missing(rest(rows), ts[1:]); rest != nil {
			return append([]string{"_"}, rest...)
		}
		return nil
	}
	for _, lit := range all {
		inner := c.missing(specialize(rows, 0, func(s *shape) bool { return s.lit == lit }), ts[1:])
		if inner != nil {
			return append([]string{lit}, inner...)
		}
	}
	return nil
}

// spread makes a row for each alternative in the first column.
func spread(rows [][]*shape) [][]*shape {
	var out [][]*shape
	for _, r := range rows {
		if r[0].alts == nil {
			out = append(out, r)
			continue
		}
		for _, alt := range r[0].alts {
			out = append(out, spread([][]*shape{append([]*shape{alt}, r[1:]...)})...)
		}
	}
	return out
}

// tested tells whether a pattern in the first column looks at its value.
func tested(rows [][]*shape) bool {
	for _, r := range rows {
		if !r[0].any {
			return true
		}
	}
	return false
}

// specialize keeps the rows that match what fits, with its n fields as columns.
func specialize(rows [][]*shape, n int, fits func(*shape) bool) [][]*shape {
	var out [][]*shape
	for _, r := range rows {
		switch {
		case r[0].any:
			out = append(out, append(anythings(n), r[1:]...))
		case fits(r[0]):
			parts := r[0].parts
			if len(parts) != n {
				parts = anythings(n)
			}
			out = append(out, append(append([]*shape{}, parts...), r[1:]...))
		}
	}
	return out
}

// rest keeps the rows that match anything in the first column, without it.
func rest(rows [][]*shape) [][]*shape {
	var out [][]*shape
	for _, r := range rows {
		if r[0].any {
			out = append(out, r[1:])
		}
	}
	return out
}

func fieldTypes(fields []types.Field, n *types.Named) []types.Type {
	sub := types.Bind(n.Def.Params, n.Args)
	out := make([]types.Type, len(fields), len(fields)+1)
	for i, f := range fields {
		out[i] = sub.Apply(f.Type)
	}
	return out
}

func showVariant(v *types.Variant, parts []string) string {
	name := v.Name
	if v.Def.Module != "" {
		name = v.Def.Name + "::" + v.Name
	}
	switch {
	case len(v.Fields) == 0:
		return name
	case v.Named:
		return name + showFields(v.Fields, parts)
	}
	if parts == nil {
		parts = make([]string, len(v.Fields))
		for i := range parts {
			parts[i] = "_"
		}
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}

func showFields(fields []types.Field, parts []string) string {
	var shown []string
	for i, p := range parts {
		if p != "_" {
			shown = append(shown, fields[i].Name+": "+p)
		}
	}
	if len(shown) < len(fields) {
		shown = append(shown, "..")
	}
	return " { " + strings.Join(shown, ", ") + " }"
}

func showParts(t types.Type, parts []string) string {
	if n, ok := t.(*types.Named); ok {
		if len(n.Def.Fields) > 0 && n.Def.Fields[0].Name == "0" {
			return n.Def.Name + "(" + strings.Join(parts, ", ") + ")"
		}
		return n.Def.Name + showFields(n.Def.Fields, parts)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
