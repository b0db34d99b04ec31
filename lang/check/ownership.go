package check

// This file tells which types are copied, and which have resources.

import (
	"slices"

	"hewq/lang/types"
)

// moveCaptured tells whether a closure that captures a value of type t moves it.
func (c *Checker) moveCaptured(t types.Type) bool {
	return !c.copies(c.final(t))
}

// copies tells whether a value of type t is copied where it is used, not moved.
func (c *Checker) copies(t types.Type) bool { return !c.anyPart(t, moving, nil) }

func moving(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind == types.String || t.Kind == types.Bytes
	case *types.Named:
		return t.Def.Resource || t.Def.Linear || t.Def.Indirect || t.Def.Shape == types.Collection && t.Def.Name != "Range"
	case *types.Func:
		return true
	}
	return false
}

// hasResource tells whether a value of type t is or has a resource that is closed at the end
// of its scope.
func (c *Checker) hasResource(t types.Type) bool {
	return c.anyPart(t, func(t types.Type) bool {
		n, ok := t.(*types.Named)
		return ok && n.Def.Resource
	}, nil)
}

// mayHaveResource is hasResource for types of generic functions, where T may have one.
func (c *Checker) mayHaveResource(t types.Type) bool {
	return c.anyPart(t, func(t types.Type) bool {
		if _, ok := t.(*types.Param); ok {
			return true
		}
		n, ok := t.(*types.Named)
		return ok && n.Def.Resource
	}, nil)
}

// mayClose tells whether a variable of type t is closed at the end of its scope if it owns its
// value: a collection is, with the resources in it, though it can be lent.
func (c *Checker) mayClose(t types.Type) bool {
	if n, ok := c.normalize(t).(*types.Named); ok && n.Def.Shape == types.Collection {
		return slices.ContainsFunc(n.Args, c.mayHaveResource)
	}
	return c.mayHaveResource(t)
}

// Closes tells whether a variable of type t is closed at the end of its scope if it owns its
// value.
func (p *Program) Closes(t types.Type) bool {
	if n, ok := p.checker.normalize(t).(*types.Named); ok && n.Def.Shape == types.Collection {
		return slices.ContainsFunc(n.Args, p.checker.hasResource)
	}
	return p.checker.hasResource(t)
}

// anyPart tells whether f holds of t or of a type of what is in it. seen has the declarations
// that are looked at already.
func (c *Checker) anyPart(t types.Type, f func(types.Type) bool, seen []*types.Def) bool {
	t = c.normalize(t)
	if f(t) {
		return true
	}
	switch t := t.(type) {
	case *types.Tuple:
		for _, e := range t.Elems {
			if c.anyPart(e, f, seen) {
				return true
			}
		}
	case *types.Array:
		return c.anyPart(t.Elem, f, seen)
	case *types.Named:
		if slices.Contains(seen, t.Def) {
			return false
		}
		seen = append(seen, t.Def)
		sub := types.Bind(t.Def.Params, t.Args)
		fields := t.Def.Fields
		for _, v := range t.Def.Variants {
			fields = append(fields[:len(fields):len(fields)], v.Fields...)
		}
		for _, field := range fields {
			if c.anyPart(sub.Apply(field.Type), f, seen) {
				return true
			}
		}
	}
	return false
}
