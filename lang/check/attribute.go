package check

// This file refuses attributes that mean nothing where they stand: a `#[resorce]` would be a resource
// that is never closed.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
)

// attributePlaces are the attributes of Hew by what they stand at.
var attributePlaces = []struct {
	at    string
	names []string
}{
	{"a function", []string{"test", "ignore", "should_panic", "deprecated", "intrinsic"}},
	{"a type", []string{"resource", "linear", "opaque", "wire", "json", "yaml", "deprecated"}},
	{"a trait", []string{"lang_item", "deprecated"}},
	{"an actor", []string{"max_heap", "deprecated"}},
	{"a method", []string{"extern_symbol", "intrinsic", "lang_item", "deprecated"}},
	{"an extern function", []string{"extern_symbol", "deprecated"}},
	{"a receive fn", []string{"every"}},
	{"a function of an actor", []string{"on"}},
	{"a declaration", []string{"deprecated"}},
}

// laterAttributes are attributes that Hew means to have, or reads and does not act on.
var laterAttributes = []string{"repr", "export", "noncancellable", "prefetch"}

// attributeNames checks the attributes of all declarations of m.
func (c *Checker) attributeNames(m *Module) {
	for _, item := range m.File.Items {
		at := "a declaration"
		switch d := item.Decl.(type) {
		case *ast.FuncDecl:
			at = "a function"
		case *ast.TypeDecl:
			at = "a type"
			c.memberAttributes(d.Members)
		case *ast.RecordDecl:
			at = "a type"
		case *ast.EnumDecl:
			at = "a type"
			for _, v := range d.Variants {
				c.knownAttributes("a variant", v.Attributes)
			}
		case *ast.TraitDecl:
			at = "a trait"
			c.memberAttributes(d.Members)
		case *ast.ImplDecl:
			c.memberAttributes(d.Members)
		case *ast.ExternDecl:
			for _, f := range d.Funcs {
				c.knownAttributes("an extern function", f.Attributes)
			}
		case *ast.ActorDecl:
			at = "an actor"
			c.actorMemberAttributes(d.Members)
		}
		c.knownAttributes(at, item.Attributes)
	}
}

func (c *Checker) memberAttributes(members []*ast.Member) {
	for _, m := range members {
		switch {
		case m.Method != nil:
			c.knownAttributes("a method", m.Attributes)
		case m.Field != nil:
			c.knownAttributes("a field", m.Attributes)
		default:
			c.knownAttributes("an associated type", m.Attributes)
		}
	}
}

func (c *Checker) actorMemberAttributes(members []*ast.ActorMember) {
	for _, m := range members {
		switch {
		case m.Receive != nil: // see receiveAttributes
		case m.Method != nil:
			c.knownAttributes("a function of an actor", m.Attributes)
		case m.Init != nil:
			c.knownAttributes("`init`", m.Attributes)
		case m.Field != nil:
			c.knownAttributes("a field of an actor", m.Attributes)
		case m.Mailbox != nil:
			c.knownAttributes("a mailbox", m.Attributes)
		}
	}
}

// knownAttributes reports attributes that mean nothing at what they stand at.
func (c *Checker) knownAttributes(at string, as []*ast.Attribute) {
	for _, a := range as {
		if c.here.unit.embedded || hasAttribute(at, a.Name) {
			continue
		}
		if slices.Contains(laterAttributes, a.Name) {
			c.unsupported(a, "`#["+a.Name+"]`", "")
			continue
		}
		d := c.report(a, diag.BadAttribute, "unknown attribute `#[%s]` on %s", a.Name, at)
		var here, all, places []string
		for _, p := range attributePlaces {
			all = append(all, p.names...)
			if p.at == at {
				here = p.names
			}
			if slices.Contains(p.names, a.Name) {
				places = append(places, p.at)
			}
		}
		if len(places) > 0 {
			d.Message = "`#[" + a.Name + "]` has no meaning on " + at
			help(d, "it stands at %s", strings.Join(places, " or "))
			continue
		}
		near := diag.Nearest(a.Name, here)
		if near == "" {
			near = diag.Nearest(a.Name, all)
		}
		if near != "" {
			help(d, "did you mean `#[%s]`?", near)
		}
	}
}

// hasAttribute tells whether an attribute has a meaning at something.
func hasAttribute(at, name string) bool {
	return slices.ContainsFunc(attributePlaces, func(p struct {
		at    string
		names []string
	},
	) bool {
		return p.at == at && slices.Contains(p.names, name)
	})
}
