package check

// This file finds types that would have to hold themselves.

import (
	"strings"

	"hewq/lang/diag"
	"hewq/lang/types"
)

// finite reports def if a value of it would hold another one by value, and that one another,
// without an end. What stands in a circle that was reported is not.
func (c *Checker) finite(def *types.Def) {
	if def == nil || c.endless[def] {
		return
	}
	chain := c.circle(def, def, map[*types.Def]bool{})
	if chain == nil {
		return
	}
	steps := make([]string, len(chain))
	for i, link := range chain {
		c.endless[link.def] = true
		steps[i] = "`" + link.def.Name + "` in " + link.member
	}
	d := c.reportAt(c.declared[def].span, diag.RecursiveType, "`%s` has no finite size: it holds itself by value, %s", def.Name, strings.Join(steps, ", "))
	if def.Shape == types.Enum {
		help(d, "write `indirect enum %s`, whose values are held by reference", def.Name)
	} else {
		help(d, "hold it in a Vec, or in an `indirect enum`")
	}
}

// A holding is a member of a type that holds what is looked for, itself or in another type.
type holding struct {
	def    *types.Def
	member string
}

// circle is the way from def to a member that holds end; nil if there is none. seen are the
// types that lead nowhere.
func (c *Checker) circle(def, end *types.Def, seen map[*types.Def]bool) (chain []holding) {
	seen[def] = true
	c.members(def, func(member string, t types.Type) {
		c.held(t, func(inner types.Type) {
			named, ok := inner.(*types.Named)
			switch {
			case !ok || chain != nil:
			case named.Def == end:
				chain = []holding{{def, member}}
			case !seen[named.Def]:
				if rest := c.circle(named.Def, end, seen); rest != nil {
					chain = append([]holding{{def, member}}, rest...)
				}
			}
		})
	})
	return chain
}

// members calls visit with each field of a record and of the variants of an enum.
func (c *Checker) members(def *types.Def, visit func(member string, t types.Type)) {
	for _, f := range def.Fields {
		visit("field `"+f.Name+"`", f.Type)
	}
	for _, v := range def.Variants {
		for _, f := range v.Fields {
			visit("variant `"+v.Name+"`", f.Type)
		}
	}
}

// held calls visit with each declared type and each type parameter whose values t holds by
// value. Collections, functions and indirect enums hold theirs by reference.
func (c *Checker) held(t types.Type, visit func(types.Type)) {
	switch t := types.Resolve(t).(type) {
	case *types.Param:
		visit(t)
	case *types.Tuple:
		for _, e := range t.Elems {
			c.held(e, visit)
		}
	case *types.Array:
		if t.Len != 0 {
			c.held(t.Elem, visit)
		}
	case *types.Named:
		if t.Def.Indirect || t.Def.Shape != types.Record && t.Def.Shape != types.Enum {
			return
		}
		visit(t)
		for i, a := range t.Args {
			if i < len(t.Def.Params) && c.holdsParam(t.Def, t.Def.Params[i]) {
				c.held(a, visit)
			}
		}
	}
}

// holdsParam tells whether values of def hold values of its parameter p by value.
func (c *Checker) holdsParam(def *types.Def, p *types.Param) bool {
	holds, known := c.holding[p]
	if known {
		return holds
	}
	c.holding[p] = false // a type that holds itself is reported anyway
	c.members(def, func(_ string, t types.Type) {
		c.held(t, func(inner types.Type) { holds = holds || inner == types.Type(p) })
	})
	c.holding[p] = holds
	return holds
}
