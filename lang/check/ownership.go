package check

// This file tells which types are copied, and which have resources.

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"hewq/lang/types"
)

// moveCaptured tells whether a closure that captures a value of type t moves it.
func (c *Checker) moveCaptured(t types.Type) bool {
	return !c.copies(c.final(t))
}

// copies tells whether a value of type t is copied where it is used, not moved.
func (r *resolver) copies(t types.Type) bool { return !r.asked(t, movesPart, moving) }

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
func (r *resolver) hasResource(t types.Type) bool {
	return r.asked(t, hasResource, func(t types.Type) bool {
		n, ok := t.(*types.Named)
		return ok && n.Def.Resource
	})
}

// An Ownership tells whether values of a type have an owner that must see to their end.
type Ownership uint8

// What a value can ask of its owner.
const (
	Free  Ownership = iota // nothing
	Maybe                  // it depends on a type parameter
	Owned                  // there is something in it to close or to consume
)

// Ownership tells what values of type t ask of their owners, for what is in collections as well.
func (p *Program) Ownership(t types.Type) Ownership {
	found := Free
	p.resolver.anyPartOrElem(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Param, *types.Proj:
			found = Maybe
		case *types.Named:
			if t.Def.Resource || t.Def.Linear {
				found = Owned
			}
		case *types.Dyn:
			if p.resolver.ownedBehind(t) {
				found = Owned
			}
		}
		return found == Owned
	})
	return found
}

// ownedBehind tells whether a type that has something to close may be behind t.
func (r *resolver) ownedBehind(t *types.Dyn) bool {
	return slices.ContainsFunc(t.Traits, func(bound *types.TraitRef) bool {
		return slices.ContainsFunc(r.prog.impls.traits[bound.Trait], func(im *impl) bool {
			return r.hasResource(im.typ)
		}) || r.ownedWithoutImpl(bound.Trait)
	})
}

// Linear tells whether there is something in values of type t that must be consumed, and the type
// of that.
func (p *Program) Linear(t types.Type) (of *types.Def) {
	p.resolver.anyPartOrElem(t, func(t types.Type) bool {
		if n, ok := t.(*types.Named); ok && n.Def.Linear && !n.Def.Resource {
			of = n.Def
		}
		return of != nil
	})
	return of
}

// Copies tells whether a value of type t is copied where it is used, not moved.
func (p *Program) Copies(t types.Type) bool { return p.resolver.copies(t) }

// Handle tells whether t is that of something which is copied, but used up by one call.
func (p *Program) Handle(t types.Type) bool { return p.resolver.handle(t) }

// IsDuplex tells whether t is that of the handle of a lambda actor.
func (p *Program) IsDuplex(t types.Type) bool {
	return types.DefOf(t) == p.resolver.universe.duplex
}

// Closes tells whether a variable of type t is closed at the end of its scope if it owns its
// value.
func (p *Program) Closes(t types.Type) bool {
	return p.resolver.anyPartOrElem(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Named:
			return t.Def.Resource
		case *types.Dyn:
			return p.resolver.ownedBehind(t)
		}
		return false
	})
}

// anyPart tells whether f holds of t or of a type of what is in it.
func (r *resolver) anyPart(t types.Type, f func(types.Type) bool) bool {
	return (&parts{r: r, holds: f}).any(t)
}

// anyPartOrElem is anyPart that looks at the elements of collections as well.
func (r *resolver) anyPartOrElem(t types.Type, f func(types.Type) bool) bool {
	return (&parts{r: r, holds: f, elems: true}).any(t)
}

// A parts looks at the types that a type is made of, at each of them once.
type parts struct {
	r     *resolver
	holds func(types.Type) bool
	elems bool        // of collections too
	about question    // what f asks, if answers are kept
	path  []container // declared types around, which may hold themselves with other arguments
	seen  map[string]bool
}

// A container is a declared type with its arguments; key is its identity.
type container struct {
	def *types.Def
	key string
}

func (p *parts) any(t types.Type) bool {
	t = p.r.normalize(t)
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
		return p.kept(t, func() bool {
			p.path = append(p.path, container{t.Def, key})
			defer func() { p.path = p.path[:len(p.path)-1] }()
			return p.anyField(t)
		})
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
	holds := func(f types.Field) bool { return p.any(sub.Apply(f.Type)) }
	return slices.ContainsFunc(t.Def.Fields, holds) ||
		slices.ContainsFunc(t.Def.Variants, func(v *types.Variant) bool { return slices.ContainsFunc(v.Fields, holds) })
}

// identity tells types apart, also those of one name in different modules.
func identity(t types.Type) string { return string(appendIdentity(nil, t)) }

func appendIdentity(b []byte, t types.Type) []byte {
	var parts []types.Type
	switch t := t.(type) {
	case *types.Named:
		// Without fmt, which would take most of the time that large types need.
		b = append(b, "<0x"...)
		b = strconv.AppendUint(b, uint64(reflect.ValueOf(t.Def).Pointer()), 16)
		parts = t.Args
	case *types.Tuple:
		b = append(b, '<')
		parts = t.Elems
	case *types.Array:
		b = fmt.Appendf(b, "<%d", t.Len)
		parts = []types.Type{t.Elem}
	default:
		return append(b, t.String()...)
	}
	for _, part := range parts {
		b = append(b, ' ')
		b = appendIdentity(b, types.Resolve(part))
	}
	return append(b, '>')
}

// Params are the type parameters in t.
func (p *Program) Params(t types.Type) (params []*types.Param) {
	p.resolver.anyPartOrElem(t, func(t types.Type) bool {
		if param, ok := t.(*types.Param); ok {
			params = append(params, param)
		}
		return false
	})
	return params
}

// Shareable tells whether what values of type t have to close may have several owners, as the
// senders of a channel may.
func (p *Program) Shareable(t types.Type) bool {
	return !p.resolver.anyPartOrElem(t, func(t types.Type) bool {
		if d, ok := t.(*types.Dyn); ok {
			return p.resolver.ownedBehind(d)
		}
		n, ok := t.(*types.Named)
		return ok && (n.Def.Resource || n.Def.Linear) && !isSender(n.Def)
	})
}

func isSender(def *types.Def) bool {
	return def.Name == "Sender" && def.Module == queueModules["Sender"]
}
