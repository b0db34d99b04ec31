package check

// This file reads what stubs say of the values that built-in functions get and give.

import (
	"slices"

	"hewq/lang/ast"
)

// Passes tells what becomes of the values that a built-in function gets. The attributes of its
// stub say so; without one the function only looks at its arguments, and what it gives is new.
type Passes struct {
	Stores []string // #[stores(name)]: parameters whose values it keeps
	Takes  bool     // #[takes]: the receiver is used up: what it gives is a part of it
	Lends  bool     // #[lends]: what it gives stays a part of the receiver
	Copies bool     // #[copies]: what it gives has copies of parts of the receiver
}

// Keeps tells whether the function stores the value of a parameter.
func (p Passes) Keeps(name string) bool { return slices.Contains(p.Stores, name) }

// ownership notes what an attribute says of the values that f gets.
func (c *Checker) ownership(f *Func, a *ast.Attribute) {
	switch a.Name {
	case "stores":
		for _, arg := range a.Args {
			f.Passes.Stores = append(f.Passes.Stores, arg.Name)
		}
	case "takes":
		f.Passes.Takes = true
	case "lends":
		f.Passes.Lends = true
	case "copies":
		f.Passes.Copies = true
	}
}
