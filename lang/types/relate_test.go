package types_test

import (
	"testing"

	"hewq/lang/types"
)

func TestApply(t *testing.T) {
	a, b := &types.Param{Name: "A"}, &types.Param{Name: "B"}
	box := &types.Def{Name: "Box", Params: []*types.Param{a}}
	i64, str := types.Of(types.I64), types.Of(types.String)
	unknown := &types.Var{}
	s := types.Bind([]*types.Param{a, b}, []types.Type{i64, str})
	for _, c := range []struct {
		t    types.Type
		want string
	}{
		{a, "i64"},
		{i64, "i64"},
		{&types.Named{Def: box, Args: []types.Type{b}}, "Box<string>"},
		{&types.Tuple{Elems: []types.Type{i64, b, a}}, "(i64, string, i64)"},
		{&types.Array{Elem: a, Len: 3}, "[i64; 3]"},
		{&types.Slice{Elem: b}, "[string]"},
		{&types.Func{Params: []types.Type{a}, Result: b}, "fn(i64) -> string"},
		{&types.Func{Params: []types.Type{b}, Result: types.Of(types.Unit)}, "fn(string)"},
		{&types.Proj{Type: a, Name: "Item"}, "i64::Item"},
		{&types.Dyn{Traits: []*types.TraitRef{{Trait: &types.Trait{Name: "X"}, Args: []types.Type{a}}}}, "dyn X<i64>"},
		{unknown, "_"},
	} {
		if got := s.Apply(c.t).String(); got != c.want {
			t.Errorf("Apply(%s) = %s, want %s", c.t, got, c.want)
		}
	}
	same := &types.Named{Def: box, Args: []types.Type{i64}}
	if s.Apply(same) != types.Type(same) {
		t.Error("Apply copies a type without parameters")
	}
	unknown.Bound = a
	if got := s.Apply(unknown).String(); got != "i64" {
		t.Errorf("Apply of a variable bound to A = %s", got)
	}
}

func TestIdentical(t *testing.T) {
	p := &types.Param{Name: "T"}
	box, crate := &types.Def{Name: "Box", Params: []*types.Param{p}}, &types.Def{Name: "Box", Params: []*types.Param{p}}
	i64, u8 := types.Of(types.I64), types.Of(types.U8)
	of := func(d *types.Def, t types.Type) types.Type { return &types.Named{Def: d, Args: []types.Type{t}} }
	for _, c := range []struct {
		a, b types.Type
		want bool
	}{
		{i64, i64, true},
		{i64, u8, false},
		{of(box, i64), of(box, i64), true},
		{of(box, i64), of(box, u8), false},
		{of(box, i64), of(crate, i64), false},
		{of(box, &types.Var{Bound: i64}), of(box, i64), true},
		{p, &types.Param{Name: "T"}, false},
		{&types.Array{Elem: i64, Len: 2}, &types.Array{Elem: i64, Len: 3}, false},
		{&types.Tuple{Elems: []types.Type{i64}}, &types.Tuple{Elems: []types.Type{i64, i64}}, false},
		{&types.Func{Params: []types.Type{i64}, Result: u8}, &types.Func{Params: []types.Type{i64}, Result: i64}, false},
	} {
		if got := types.Identical(c.a, c.b); got != c.want {
			t.Errorf("Identical(%s, %s) = %v", c.a, c.b, got)
		}
	}
}
