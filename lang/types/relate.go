package types

// This file compares types and replaces type parameters. Inlined, its first functions would make the binary 90 KB
// larger, for they are called in a thousand places, and no check faster.

// Resolve looks through inference variables at the top of t.
//
//go:noinline
func Resolve(t Type) Type {
	for {
		v, ok := t.(*Var)
		if !ok || v.Bound == nil {
			return t
		}
		t = v.Bound
	}
}

// Is tells whether t is the basic type k.
//
//go:noinline
func Is(t Type, k Kind) bool {
	b, ok := Resolve(t).(*Basic)
	return ok && b.Kind == k
}

// KindOf is the kind of a basic type, Invalid of any other.
//
//go:noinline
func KindOf(t Type) Kind {
	if b, ok := Resolve(t).(*Basic); ok {
		return b.Kind
	}
	return Invalid
}

// IsInteger tells whether t is an integer type of any width.
//
//go:noinline
func IsInteger(t Type) bool {
	k := KindOf(t)
	return I8 <= k && k <= Usize
}

// IsUnsigned tells whether t is an unsigned integer type.
func IsUnsigned(t Type) bool {
	k := KindOf(t)
	return U8 <= k && k <= Usize
}

// IsFloat tells whether t is f32 or f64.
//
//go:noinline
func IsFloat(t Type) bool {
	k := KindOf(t)
	return k == F32 || k == F64
}

// IsNumeric tells whether t is an integer or a float type.
func IsNumeric(t Type) bool { return IsInteger(t) || IsFloat(t) }

// Bits is the width of a numeric type, 0 of any other.
func Bits(t Type) int {
	switch KindOf(t) {
	case I8, U8:
		return 8
	case I16, U16:
		return 16
	case I32, U32, F32:
		return 32
	case I64, U64, Isize, Usize, F64:
		return 64
	}
	return 0
}

// DefOf is the declaration of a declared type, nil of any other.
//
//go:noinline
func DefOf(t Type) *Def {
	if n, ok := Resolve(t).(*Named); ok {
		return n.Def
	}
	return nil
}

// IsNamed tells whether t is the built-in type called name, such as Vec or Option, and gives
// its arguments.
func IsNamed(t Type, name string) ([]Type, bool) {
	n, ok := Resolve(t).(*Named)
	if !ok || n.Def.Module != "" || n.Def.Name != name {
		return nil, false
	}
	return n.Args, true
}

// Identical tells whether a and b are the same type.
func Identical(a, b Type) bool {
	a, b = Resolve(a), Resolve(b)
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *Named:
		b, ok := b.(*Named)
		return ok && a.Def == b.Def && identicalAll(a.Args, b.Args)
	case *Tuple:
		b, ok := b.(*Tuple)
		return ok && identicalAll(a.Elems, b.Elems)
	case *Array:
		b, ok := b.(*Array)
		return ok && a.Len == b.Len && Identical(a.Elem, b.Elem)
	case *Slice:
		b, ok := b.(*Slice)
		return ok && Identical(a.Elem, b.Elem)
	case *Func:
		b, ok := b.(*Func)
		return ok && identicalAll(a.Params, b.Params) && Identical(a.Result, b.Result)
	case *Dyn:
		b, ok := b.(*Dyn)
		if !ok || len(a.Traits) != len(b.Traits) {
			return false
		}
		for i, r := range a.Traits {
			if r.Trait != b.Traits[i].Trait || !identicalAll(r.Args, b.Traits[i].Args) {
				return false
			}
		}
		return true
	case *Proj:
		b, ok := b.(*Proj)
		return ok && a.Name == b.Name && Identical(a.Type, b.Type)
	}
	return false
}

func identicalAll(as, bs []Type) bool {
	if len(as) != len(bs) {
		return false
	}
	for i, a := range as {
		if !Identical(a, bs[i]) {
			return false
		}
	}
	return true
}

// A Subst gives types for type parameters.
type Subst map[*Param]Type

// Bind is the substitution of params by args.
func Bind(params []*Param, args []Type) Subst {
	if len(params) == 0 {
		return nil
	}
	s := make(Subst, len(params))
	for i, p := range params {
		if i < len(args) {
			s[p] = args[i]
		}
	}
	return s
}

// Apply replaces the parameters in t. A type without any is returned as it is.
func (s Subst) Apply(t Type) Type {
	t = Resolve(t)
	if len(s) == 0 {
		return t
	}
	switch u := t.(type) {
	case *Param:
		if r, ok := s[u]; ok {
			return Resolve(r)
		}
	case *Named:
		if args, changed := s.applyAll(u.Args); changed {
			return &Named{u.Def, args}
		}
	case *Tuple:
		if elems, changed := s.applyAll(u.Elems); changed {
			return &Tuple{elems}
		}
	case *Array:
		if e := s.Apply(u.Elem); e != u.Elem {
			return &Array{e, u.Len}
		}
	case *Slice:
		if e := s.Apply(u.Elem); e != u.Elem {
			return &Slice{e}
		}
	case *Func:
		params, changed := s.applyAll(u.Params)
		if r := s.Apply(u.Result); changed || r != u.Result {
			return &Func{params, r}
		}
	case *Proj:
		if x := s.Apply(u.Type); x != u.Type {
			return &Proj{x, u.Trait, u.Name}
		}
	case *Dyn:
		for i, r := range u.Traits {
			if args, changed := s.applyAll(r.Args); changed {
				traits := append([]*TraitRef(nil), u.Traits...)
				traits[i] = &TraitRef{r.Trait, args, r.Assoc}
				return (&Dyn{traits}).applied(s)
			}
		}
	}
	return t
}

// applied substitutes in what Apply has not reached of a Dyn with several traits.
func (t *Dyn) applied(s Subst) Type {
	for i, r := range t.Traits {
		args, _ := s.applyAll(r.Args)
		t.Traits[i] = &TraitRef{r.Trait, args, r.Assoc}
	}
	return t
}

func (s Subst) applyAll(ts []Type) ([]Type, bool) {
	for i, t := range ts {
		if u := s.Apply(t); u != t {
			out := append([]Type(nil), ts...)
			out[i] = u
			for j := i + 1; j < len(out); j++ {
				out[j] = s.Apply(out[j])
			}
			return out, true
		}
	}
	return ts, false
}
