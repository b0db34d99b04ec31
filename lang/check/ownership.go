package check

// This file tells which types are copied, and which have resources.

import (
	"fmt"
	"slices"
	"strconv"

	"hewq/lang/types"
)

// moveCaptured tells whether a closure that captures a value of type t moves it.
func (c *Checker) moveCaptured(t types.Type) bool {
	return !c.copies(c.final(t))
}

// copies tells whether a value of type t is copied where it is used, not moved.
func (c *Checker) copies(t types.Type) bool { return !c.anyPart(t, moving) }

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
	})
}

// mayHaveResource is hasResource for types of generic functions, where T may have one.
func (c *Checker) mayHaveResource(t types.Type) bool {
	return c.anyPart(t, func(t types.Type) bool {
		if _, ok := t.(*types.Param); ok {
			return true
		}
		n, ok := t.(*types.Named)
		return ok && n.Def.Resource
	})
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

// anyPart tells whether f holds of t or of a type of what is in it.
func (c *Checker) anyPart(t types.Type, f func(types.Type) bool) bool {
	return (&parts{c: c, holds: f}).any(t)
}

// anyPartOrElem is anyPart that looks at the elements of collections as well.
func (c *Checker) anyPartOrElem(t types.Type, f func(types.Type) bool) bool {
	return (&parts{c: c, holds: f, elems: true}).any(t)
}

// A parts looks at the types that a type is made of, at each of them once.
type parts struct {
	c     *Checker
	holds func(types.Type) bool
	elems bool        // of collections too
	path  []container // declared types around, which may hold themselves with other arguments
	seen  map[string]bool
}

// A container is a declared type with its arguments; key is its identity.
type container struct {
	def *types.Def
	key string
}

func (p *parts) any(t types.Type) bool {
	t = p.c.normalize(t)
	if p.holds(t) {
		return true
	}
	switch t := t.(type) {
	case *types.Tuple:
		return slices.ContainsFunc(t.Elems, p.any)
	case *types.Array:
		return p.any(t.Elem)
	case *types.Named:
		if t.Def.Shape == types.Collection {
			return p.elems && slices.ContainsFunc(t.Args, p.any)
		}
		key := identity(t)
		if p.seen[key] {
			return false
		}
		if p.seen == nil {
			p.seen = map[string]bool{}
		}
		p.seen[key] = true
		if p.grows(t.Def, key) {
			return slices.ContainsFunc(t.Args, p.any)
		}
		p.path = append(p.path, container{t.Def, key})
		defer func() { p.path = p.path[:len(p.path)-1] }()
		return p.anyField(t)
	}
	return false
}

// grows tells whether a type is inside of itself and no smaller there, which might go on for
// ever: what it has inside is then made of what was seen already, and of its arguments.
func (p *parts) grows(def *types.Def, key string) bool {
	return slices.ContainsFunc(p.path, func(around container) bool {
		return around.def == def && len(key) >= len(around.key)
	})
}

func (p *parts) anyField(t *types.Named) bool {
	sub := types.Bind(t.Def.Params, t.Args)
	fields := t.Def.Fields
	for _, v := range t.Def.Variants {
		fields = append(fields[:len(fields):len(fields)], v.Fields...)
	}
	return slices.ContainsFunc(fields, func(f types.Field) bool { return p.any(sub.Apply(f.Type)) })
}

// identity tells types apart, also those of one name in different modules.
func identity(t types.Type) string {
	key := ""
	add := func(ts ...types.Type) {
		for _, t := range ts {
			key += " " + identity(types.Resolve(t))
		}
	}
	switch t := t.(type) {
	case *types.Named:
		key = fmt.Sprintf("%p", t.Def)
		add(t.Args...)
	case *types.Tuple:
		add(t.Elems...)
	case *types.Array:
		key = strconv.FormatInt(t.Len, 10)
		add(t.Elem)
	default:
		return t.String()
	}
	return "<" + key + ">"
}
