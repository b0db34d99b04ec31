package check

// This file reads what stubs say of built-in functions beside their signatures.

import (
	"slices"

	"hewq/lang/ast"
)

// A Builtin is what the attributes of a stub say of a function. Without them it only borrows its
// arguments, what it gives is new, and it does not wait.
type Builtin struct {
	Stores []string // #[stores(name)]: parameters whose values it keeps
	Looks  []string // #[looks(name)]: parameters whose values it neither keeps nor changes; of #[looks] all
	Takes  bool     // #[takes]: the receiver is used up: what it gives is a part of it
	Lends  bool     // #[lends]: what it gives stays a part of the receiver
	Copies bool     // #[copies]: what it gives has copies of parts of the receiver
	Widens bool     // #[widens]: narrower signed integers may stand where it takes an i64

	Waits bool // #[waits]: it waits for something else, so it can be awaited
	Timed bool // #[waits(timed)]: `| after` can stand behind that

	Effect bool   // #[effect]: calling it does something beside giving a value
	Zero   bool   // #[zero]: what it gives may be a zero value, on which every call fails
	Told   string // of #[zero(name)]: the function of the module that tells why

	Actor      bool // #[address(actor)]: its argument is the address of an actor
	Supervisor bool // #[address(supervisor)]: or of a supervisor
}

// Keeps tells whether the function stores the value of a parameter.
func (b Builtin) Keeps(name string) bool { return slices.Contains(b.Stores, name) }

// LooksAt tells whether the function does no more than look at the value of a parameter.
func (b Builtin) LooksAt(name string) bool { return slices.Contains(b.Looks, name) }

// builtin notes what an attribute says of f.
func (f *Func) builtin(a *ast.Attribute) {
	b := &f.Builtin
	switch a.Name {
	case "stores":
		b.Stores = append(b.Stores, words(a)...)
	case "looks":
		b.Looks = append(b.Looks, words(a)...)
		if len(a.Args) == 0 {
			for _, p := range f.Decl.Params {
				b.Looks = append(b.Looks, p.Name)
			}
		}
	case "takes":
		b.Takes = true
	case "lends":
		b.Lends = true
	case "copies":
		b.Copies = true
	case "widens":
		b.Widens = true
	case "waits":
		b.Waits, b.Timed = true, slices.Contains(words(a), "timed")
	case "effect":
		b.Effect = true
	case "zero":
		b.Zero = true
		if of := words(a); len(of) > 0 {
			b.Told = of[0]
		}
	case "address":
		of := words(a)
		b.Actor, b.Supervisor = slices.Contains(of, "actor"), slices.Contains(of, "supervisor")
	}
}

// words are the names in an attribute.
func words(a *ast.Attribute) []string {
	var names []string
	for _, arg := range a.Args {
		names = append(names, arg.Name)
	}
	return names
}
