package check

import (
	"testing"

	"hewq/lang/types"
)

// TestAnswersOfCycles asks of types that hold each other: what was found inside of one must not be
// kept for the other, whose parts were not all looked at.
func TestAnswersOfCycles(t *testing.T) {
	c := New(nil)
	def := func(name string) *types.Def {
		d := &types.Def{Name: name, Shape: types.Record, Module: "main"}
		c.declared[d] = &declaration{}
		return d
	}
	of := func(d *types.Def, args ...types.Type) types.Type { return &types.Named{Def: d, Args: args} }
	a, b, r := def("A"), def("B"), def("R")
	r.Resource = true
	a.Fields = []types.Field{{Name: "b", Type: of(b)}, {Name: "r", Type: of(r)}}
	b.Fields = []types.Field{{Name: "a", Type: of(a)}}
	box := def("Box")
	box.Params = []*types.Param{{Name: "T"}}
	box.Fields = []types.Field{{Name: "t", Type: box.Params[0]}, {Name: "r", Type: of(r)}}
	inBox := def("InBox")
	inBox.Fields = []types.Field{{Name: "box", Type: of(box, of(inBox))}}
	for _, d := range []*types.Def{a, b, inBox} {
		for range 2 { // found, and kept
			if !c.hasResource(of(d)) {
				t.Errorf("%s has no resource", d.Name)
			}
		}
	}
	for _, d := range []*types.Def{b, a} {
		if c.copies(of(d)) {
			t.Errorf("%s is copied", d.Name)
		}
	}
	plain := def("Plain")
	if c.hasResource(of(plain)) || c.hasResource(of(box, of(plain))) == false {
		t.Error("Plain has a resource, or the box around it has none")
	}
}
