package check

// This file tells whether patterns match every value, and names a value that they do not
// match. It follows Maranget, "Warnings for pattern matching": a matrix has a row for each
// pattern and a column for each value that is looked at.

import (
	"encoding/binary"
	"slices"
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
	t, rows, ok := c.tests(e)
	if !ok {
		return
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

// tests are what the arms of a match test, and the type of the values. ok is false if something in it was reported as wrong.
func (c *Checker) tests(e *ast.MatchExpr) (t types.Type, rows [][]*shape, ok bool) {
	t = c.final(c.info.Types[e.Value])
	if isInvalid(t) || types.Is(t, types.Never) {
		return t, nil, false
	}
	for _, arm := range e.Arms {
		if c.broken(arm.Pattern) {
			return t, nil, false
		}
		if arm.Guard == nil {
			rows = append(rows, []*shape{c.shapeOf(arm.Pattern)})
		}
	}
	return t, rows, true
}

// MissingArms are patterns that together fit every value which no arm of a match fits: one for each variant of an enum, each as a whole.
func (c *Checker) MissingArms(e *ast.MatchExpr) []string {
	t, rows, ok := c.tests(e)
	if !ok {
		return nil
	}
	lacks := func(rows [][]*shape) bool { return c.missing(rows, []types.Type{t}) != nil }
	n, isNamed := c.normalize(t).(*types.Named)
	if !isNamed || n.Def.Shape != types.Enum {
		if lacks(rows) {
			return []string{"_"}
		}
		return nil
	}
	var arms []string
	for _, v := range n.Def.Variants {
		others := slices.Clone(rows)
		for _, u := range n.Def.Variants {
			if u != v {
				others = append(others, []*shape{{tag: u, parts: anythings(len(u.Fields))}})
			}
		}
		if lacks(others) {
			arms = append(arms, showVariant(v, nil))
		}
	}
	return arms
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

// A coverage is the search for a value that no pattern matches. What was found to be matched whole is
// not looked at again, or the search would take exponential time for simple patterns of many fields.
type coverage struct {
	c       *Checker
	ids     map[*shape]int
	covered map[string]bool
}

// missing names values of types ts that no row matches, one for each column; nil if every
// value is matched.
func (c *Checker) missing(rows [][]*shape, ts []types.Type) []string {
	cov := &coverage{c: c, ids: map[*shape]int{}, covered: map[string]bool{}}
	return cov.missing(rows, ts)
}

func (cov *coverage) missing(rows [][]*shape, ts []types.Type) []string {
	if len(ts) == 0 {
		if len(rows) > 0 {
			return nil
		}
		return []string{}
	}
	rows = spread(rows)
	if slices.ContainsFunc(rows, matchesAll) {
		return nil
	}
	key := ""
	if len(rows) > 1 {
		if key = cov.key(rows); cov.covered[key] {
			return nil
		}
	}
	witness := cov.column(rows, ts)
	if witness == nil {
		cov.covered[key] = true
	}
	return witness
}

// matchesAll tells whether a row matches every value.
func matchesAll(row []*shape) bool {
	return !slices.ContainsFunc(row, func(s *shape) bool { return !s.any })
}

// key is the identity of rows.
func (cov *coverage) key(rows [][]*shape) string {
	var b []byte
	for _, r := range rows {
		for _, s := range r {
			id := cov.ids[s]
			if id == 0 {
				id = len(cov.ids) + 1
				cov.ids[s] = id
			}
			b = binary.AppendUvarint(b, uint64(id))
		}
		b = append(b, 0)
	}
	return string(b)
}

// column looks at the values of the first column.
func (cov *coverage) column(rows [][]*shape, ts []types.Type) []string {
	t := cov.c.normalize(ts[0])
	if n, ok := t.(*types.Named); ok && n.Def.Shape == types.Enum {
		return cov.missingVariant(rows, n, ts)
	}
	if types.Is(t, types.Bool) {
		return cov.missingLiteral(rows, ts, "true", "false")
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
		return cov.missingLiteral(rows, ts)
	}
	inner := cov.missing(specialize(rows, len(fields)), append(fields[:len(fields):len(fields)], ts[1:]...))
	if inner == nil {
		return nil
	}
	return append([]string{showParts(t, inner[:len(fields)])}, inner[len(fields):]...)
}

// missingVariant looks at each variant of an enum.
func (cov *coverage) missingVariant(rows [][]*shape, n *types.Named, ts []types.Type) []string {
	of := byTest(rows, func(s *shape) any {
		if s.tag == nil {
			return nil
		}
		return s.tag
	})
	others := false // whether the values of variants without a row of their own are known to be matched
	for _, v := range n.Def.Variants {
		if of[v] == nil {
			if others {
				continue
			}
			others = true
			rest := cov.missing(rest(rows), ts[1:])
			if rest == nil {
				continue
			}
			name := "_"
			if len(of) > 0 {
				name = showVariant(v, nil)
			}
			return append([]string{name}, rest...)
		}
		fields := fieldTypes(v.Fields, n)
		inner := cov.missing(specialize(of[v], len(fields)), append(fields, ts[1:]...))
		if inner != nil {
			return append([]string{showVariant(v, inner[:len(fields)])}, inner[len(fields):]...)
		}
	}
	return nil
}

// missingLiteral looks at values that only literals tell apart. all are the values if there
// is a limited number of them.
func (cov *coverage) missingLiteral(rows [][]*shape, ts []types.Type, all ...string) []string {
	of := byTest(rows, func(s *shape) any {
		if s.lit == "" {
			return nil
		}
		return s.lit
	})
	if len(all) == 0 || len(of) == 0 {
		if rest := cov.missing(rest(rows), ts[1:]); rest != nil {
			return append([]string{"_"}, rest...)
		}
		return nil
	}
	for _, lit := range all {
		matching := of[lit]
		if matching == nil {
			matching = rest(rows)
		} else {
			matching = specialize(matching, 0)
		}
		if inner := cov.missing(matching, ts[1:]); inner != nil {
			return append([]string{lit}, inner...)
		}
	}
	return nil
}

// byTest sorts rows by what the first column tests: each gets the rows that match anything as well.
// What no row tests has no entry.
func byTest(rows [][]*shape, test func(*shape) any) map[any][][]*shape {
	of := map[any][][]*shape{}
	var whole [][]*shape
	for _, r := range rows {
		if r[0].any {
			whole = append(whole, r)
		} else if on := test(r[0]); on != nil {
			of[on] = append(of[on], r)
		}
	}
	for on, own := range of {
		of[on] = append(own, whole...)
	}
	return of
}

// spread makes a row for each alternative in the first column.
func spread(rows [][]*shape) [][]*shape {
	if !slices.ContainsFunc(rows, func(r []*shape) bool { return r[0].alts != nil }) {
		return rows
	}
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
	return slices.ContainsFunc(rows, func(r []*shape) bool { return !r[0].any })
}

// specialize puts the n parts of what the first column matches in its place.
func specialize(rows [][]*shape, n int) [][]*shape {
	out := make([][]*shape, len(rows))
	for i, r := range rows {
		parts := r[0].parts
		if len(parts) != n {
			parts = anythings(n)
		}
		out[i] = append(parts[:n:n], r[1:]...)
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
