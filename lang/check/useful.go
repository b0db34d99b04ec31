package check

// This file finds the arms of a match that no value gets to.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/types"
)

// usefulSteps bounds the search for a value that only one pattern matches. Where it ends early, the
// pattern counts as needed.
const usefulSteps = 20_000

// Unreachable are the arms of a match whose values are all matched by arms before them that have no
// guard, in the order of the source.
func (p *Program) Unreachable(e *ast.MatchExpr) []*ast.MatchArm {
	if len(e.Arms) < 2 {
		return nil
	}
	c := &Checker{info: p.Info, resolver: p.resolver}
	u := &usefulness{c: c, left: usefulSteps}
	ts := []types.Type{p.Info.Types[e.Value]}
	var rows [][]*shape
	var found []*ast.MatchArm
	for _, arm := range e.Arms {
		row := []*shape{c.shapeOf(arm.Pattern)}
		if len(rows) > 0 && !u.useful(rows, row, ts) {
			found = append(found, arm)
		} else if arm.Guard == nil {
			rows = append(rows, row)
		}
	}
	return found
}

// A usefulness is the search for a value that a row matches and others do not.
type usefulness struct {
	c    *Checker
	left int // steps
}

// useful tells whether row matches values of types ts that no row of rows does.
func (u *usefulness) useful(rows [][]*shape, row []*shape, ts []types.Type) bool {
	if u.left--; u.left < 0 || len(rows) == 0 {
		return true
	}
	if len(row) == 0 {
		return false
	}
	if row[0].alts != nil {
		return slices.ContainsFunc(spread([][]*shape{row}), func(alt []*shape) bool { return u.useful(rows, alt, ts) })
	}
	rows = spread(rows)
	if slices.ContainsFunc(rows, matchesAll) {
		return false
	}
	t := u.c.normalize(ts[0])
	if n, ok := t.(*types.Named); ok && n.Def.Shape == types.Enum {
		return u.usefulVariant(rows, row, n, ts)
	}
	var fields []types.Type
	switch t := t.(type) {
	case *types.Tuple:
		fields = t.Elems
	case *types.Named:
		if t.Def.Shape == types.Record {
			fields = fieldTypes(t.Def.Fields, t)
		}
	}
	if fields == nil || !tested(append(rows, row)) {
		return u.usefulLiteral(rows, row, t, ts)
	}
	return u.useful(specialize(rows, len(fields)), specialize([][]*shape{row}, len(fields))[0], append(fields[:len(fields):len(fields)], ts[1:]...))
}

// usefulVariant looks at the variants that the row matches.
func (u *usefulness) usefulVariant(rows [][]*shape, row []*shape, n *types.Named, ts []types.Type) bool {
	of := byTest(rows, func(s *shape) any {
		if s.tag == nil {
			return nil
		}
		return s.tag
	})
	others := false // whether a variant without a row of its own was looked at
	for _, v := range n.Def.Variants {
		switch {
		case !row[0].any && row[0].tag != v:
		case of[v] == nil && others:
		case of[v] == nil && row[0].any:
			others = true
			if u.useful(rest(rows), row[1:], ts[1:]) {
				return true
			}
		default:
			matching := of[v]
			if matching == nil {
				matching = wild(rows)
			}
			fields := fieldTypes(v.Fields, n)
			if u.useful(specialize(matching, len(fields)), specialize([][]*shape{row}, len(fields))[0], append(fields, ts[1:]...)) {
				return true
			}
		}
	}
	return false
}

// usefulLiteral looks at the values that literals tell apart.
func (u *usefulness) usefulLiteral(rows [][]*shape, row []*shape, t types.Type, ts []types.Type) bool {
	of := byTest(rows, func(s *shape) any {
		if s.lit == "" {
			return nil
		}
		return s.lit
	})
	try := func(lit string) bool {
		matching := of[lit]
		if matching == nil {
			matching = wild(rows)
		}
		return u.useful(specialize(matching, 0), specialize([][]*shape{row}, 0)[0], ts[1:])
	}
	if !row[0].any {
		return try(row[0].lit)
	}
	if types.Is(t, types.Bool) {
		return try("true") || try("false")
	}
	// A value that is none of the literals is matched by the rows that match anything.
	if u.useful(rest(rows), row[1:], ts[1:]) {
		return true
	}
	return slices.ContainsFunc(rows, func(r []*shape) bool { return !r[0].any && try(r[0].lit) })
}

// wild keeps the rows that match anything in the first column.
func wild(rows [][]*shape) [][]*shape {
	return slices.DeleteFunc(slices.Clone(rows), func(r []*shape) bool { return !r[0].any })
}
