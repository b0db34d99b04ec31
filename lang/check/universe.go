package check

// This file makes the types and traits that exist without a declaration.

import (
	"hewq/lang/types"
)

// A universe is the names that every module knows.
type universe struct {
	names map[string]Object
	paths map[*types.Def]string // of the embedded modules with the methods of these types

	option, result, vec, hashMap, hashSet, ranges, instant, task, duplex, generator *types.Def
	some, none, ok, err                                                             *types.Variant

	taskName Object // what embedded modules mean by Task

	display, clone, iterator, intoIterator, index *Trait
}

// builtinTraits are the traits that built-in types implement, with what they need.
var builtinTraits = []string{
	"Display", "Debug", "Eq", "PartialEq", "Ord", "PartialOrd", "Hash", "Clone", "Copy", "Default", "Num",
	"Send", "Sync", "Frozen", "Iterator", "IntoIterator", "Index", "Drop", "Resource",
}

func newUniverse() *universe {
	u := &universe{names: map[string]Object{}}
	for k := types.Bool; k <= types.Bytes; k++ {
		t := types.Of(k)
		u.names[t.Name] = &TypeName{Name: t.Name, Type: t}
	}
	u.names["byte"] = &TypeName{Name: "byte", Type: types.Of(types.U8)}

	u.option = u.enum("Option", "T")
	t := u.option.Params[0]
	u.some, u.none = u.variant(u.option, "Some", t), u.variant(u.option, "None", nil)
	u.result = u.enum("Result", "T", "E")
	u.ok = u.variant(u.result, "Ok", u.result.Params[0])
	u.err = u.variant(u.result, "Err", u.result.Params[1])

	u.vec = u.def("Vec", types.Collection, "T")
	u.hashMap = u.def("HashMap", types.Collection, "K", "V")
	u.hashSet = u.def("HashSet", types.Collection, "T")
	u.ranges = u.def("Range", types.Collection, "T")
	u.instant = u.def("instant", types.Opaque)
	u.task = u.def("Task", types.Opaque, "T")
	u.taskName = u.names["Task"]
	delete(u.names, "Task") // programs cannot name it
	u.duplex = u.def("Duplex", types.Opaque, "S", "R")
	u.generator = u.def("Generator", types.Opaque, "Y", "R")
	u.generator.Resource = true

	u.paths = map[*types.Def]string{
		u.vec: "core::vec", u.hashMap: "core::hashmap", u.hashSet: "core::hashset", u.ranges: "core::range",
		u.option: "core::option", u.result: "core::result", u.instant: "core::instant", u.duplex: "core::duplex",
		u.task: "core::task", u.generator: "core::task",
	}

	for _, name := range builtinTraits {
		self := &types.Param{Name: "Self"}
		u.names[name] = &Trait{Trait: &types.Trait{Name: name}, Methods: map[string]*Func{}, Self: self}
	}
	u.display = u.names["Display"].(*Trait)
	keys := []*types.TraitRef{{Trait: u.names["Hash"].(*Trait).Trait}}
	u.hashMap.Params[0].Bounds, u.hashSet.Params[0].Bounds = keys, keys
	u.iterator = u.names["Iterator"].(*Trait)
	u.intoIterator = u.names["IntoIterator"].(*Trait)
	u.index = u.names["Index"].(*Trait)
	u.declareMethods()
	// Resource, Drop and Default are names that programs like to declare: they are traits only
	// if a program says so.
	for _, name := range []string{"Resource", "Drop", "Default"} {
		delete(u.names, name)
	}
	return u
}

// declareMethods gives the traits with methods their signatures.
func (u *universe) declareMethods() {
	str := types.Of(types.String)
	u.method(u.display, "fmt", str)
	u.clone = u.names["Clone"].(*Trait)
	u.method(u.clone, "clone", u.clone.Self)

	u.iterator.Assoc = []string{"Item"}
	item := &types.Proj{Type: u.iterator.Self, Trait: u.iterator.Trait, Name: "Item"}
	next := u.method(u.iterator, "next", &types.Named{Def: u.option, Args: []types.Type{item}})
	next.VarSelf = true

	u.intoIterator.Assoc = []string{"Item", "IntoIter"}
	u.method(u.intoIterator, "into_iter", &types.Proj{Type: u.intoIterator.Self, Trait: u.intoIterator.Trait, Name: "IntoIter"})

	u.index.Assoc = []string{"Output"}
	u.method(u.index, "at", &types.Proj{Type: u.index.Self, Trait: u.index.Trait, Name: "Output"}, types.Of(types.I32))
}

// method adds a signature to a built-in trait, the receiver left out of params.
func (u *universe) method(t *Trait, name string, result types.Type, params ...types.Type) *Func {
	f := &Func{
		Name: name, Receiver: true, Trait: t, Owner: t.Self, TypeParams: []*types.Param{t.Self},
		Sig: &types.Func{Params: append([]types.Type{t.Self}, params...), Result: result},
	}
	for _, p := range f.Sig.Params {
		f.Params = append(f.Params, &Local{Type: p, Param: true})
	}
	t.Methods[name] = f
	return f
}

func (u *universe) def(name string, shape types.Shape, params ...string) *types.Def {
	d := &types.Def{Name: name, Shape: shape}
	args := make([]types.Type, len(params))
	for i, p := range params {
		d.Params = append(d.Params, &types.Param{Name: p})
		args[i] = d.Params[i]
	}
	u.names[name] = &TypeName{Name: name, Params: d.Params, Type: &types.Named{Def: d, Args: args}}
	return d
}

func (u *universe) enum(name string, params ...string) *types.Def {
	return u.def(name, types.Enum, params...)
}

// variant adds a variant with no field, or with one of type payload.
func (u *universe) variant(d *types.Def, name string, payload types.Type) *types.Variant {
	v := &types.Variant{Def: d, Tag: len(d.Variants), Name: name}
	if payload != nil {
		v.Fields = []types.Field{{Name: "0", Type: payload}}
	}
	d.Variants = append(d.Variants, v)
	u.names[name] = &Variant{v}
	return v
}

// named is the type of a built-in declaration with arguments.
func named(d *types.Def, args ...types.Type) types.Type { return &types.Named{Def: d, Args: args} }

// Types used often.
var (
	void      = types.Of(types.Unit)
	never     = types.Of(types.Never)
	invalid   = types.Of(types.Invalid)
	boolean   = types.Of(types.Bool)
	i64       = types.Of(types.I64)
	str       = types.Of(types.String)
	character = types.Of(types.Char)
)
