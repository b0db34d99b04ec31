package check

// This file finds unknown types: variables stand for them, and comparing types binds them.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// fresh is a new unknown type. at is reported if it stays unknown.
//
//go:noinline
func (c *Checker) fresh(at ast.Node) *types.Var { return c.freshLit(at, types.NoLiteral) }

func (c *Checker) freshLit(at ast.Node, lit types.Literal) *types.Var {
	v := &types.Var{Lit: lit}
	if c.fn != nil {
		v.ID = c.fn.root.vars.n
		c.fn.root.vars.add(variable{v, at})
	}
	return v
}

// instantiate gives each parameter an unknown type.
func (c *Checker) instantiate(params []*types.Param, at ast.Node) (types.Subst, []types.Type) {
	if len(params) == 0 {
		return nil, nil
	}
	args := make([]types.Type, len(params))
	for i := range params {
		args[i] = c.fresh(at)
	}
	return types.Bind(params, args), args
}

// unify makes a and b the same type if that is possible by binding what is unknown in them,
// and binds nothing otherwise.
func (r *resolver) unify(a, b types.Type) bool {
	u := unifier{r: r}
	if u.unify(a, b) {
		return true
	}
	u.undo()
	return false
}

type unifier struct {
	r     *resolver
	trail []bound
}

type bound struct {
	v   *types.Var
	lit types.Literal
}

func (u *unifier) undo() {
	for i := len(u.trail) - 1; i >= 0; i-- {
		u.trail[i].v.Bound, u.trail[i].v.Lit = nil, u.trail[i].lit
	}
	u.trail = nil
}

func (u *unifier) unify(a, b types.Type) bool {
	a, b = u.r.normalize(a), u.r.normalize(b)
	if a == b {
		return true
	}
	if v, ok := a.(*types.Var); ok {
		return u.bind(v, b)
	}
	if v, ok := b.(*types.Var); ok {
		return u.bind(v, a)
	}
	if a == types.Type(invalid) || b == types.Type(invalid) {
		return true
	}
	switch a := a.(type) {
	case *types.Named:
		b, ok := b.(*types.Named)
		return ok && a.Def == b.Def && u.unifyAll(a.Args, b.Args)
	case *types.Tuple:
		b, ok := b.(*types.Tuple)
		return ok && u.unifyAll(a.Elems, b.Elems)
	case *types.Array:
		b, ok := b.(*types.Array)
		return ok && a.Len == b.Len && u.unify(a.Elem, b.Elem)
	case *types.Slice:
		b, ok := b.(*types.Slice)
		return ok && u.unify(a.Elem, b.Elem)
	case *types.Func:
		b, ok := b.(*types.Func)
		return ok && u.unifyAll(a.Params, b.Params) && u.unify(a.Result, b.Result)
	case *types.Proj:
		b, ok := b.(*types.Proj)
		return ok && a.Name == b.Name && u.unify(a.Type, b.Type)
	}
	return types.Identical(a, b)
}

func (u *unifier) unifyAll(as, bs []types.Type) bool {
	if len(as) != len(bs) {
		return false
	}
	for i := range as {
		if !u.unify(as[i], bs[i]) {
			return false
		}
	}
	return true
}

// bind makes v the type t, which is no bound variable.
func (u *unifier) bind(v *types.Var, t types.Type) bool {
	if w, ok := t.(*types.Var); ok {
		if v.Lit == types.NoLiteral || v.Lit == types.IntLiteral && w.Lit == types.FloatLiteral {
			u.set(v, w)
		} else {
			u.set(w, v)
		}
		return true
	}
	if t == types.Type(invalid) {
		u.set(v, t)
		return true
	}
	switch v.Lit {
	case types.IntLiteral:
		if !types.IsNumeric(t) {
			return false
		}
	case types.FloatLiteral:
		if !types.IsFloat(t) {
			return false
		}
	}
	if occurs(v, t) {
		return false
	}
	u.set(v, t)
	return true
}

func (u *unifier) set(v *types.Var, t types.Type) {
	u.trail = append(u.trail, bound{v, v.Lit})
	v.Bound = t
}

// anyType tells whether f holds of t or a type in it, looking through what was found for
// variables.
func anyType(t types.Type, f func(types.Type) bool) bool {
	if _, ok := t.(*types.Basic); ok {
		return f(t)
	}
	t = types.Resolve(t)
	if f(t) {
		return true
	}
	some := func(ts []types.Type) bool {
		for _, t := range ts {
			if anyType(t, f) {
				return true
			}
		}
		return false
	}
	switch t := t.(type) {
	case *types.Named:
		return some(t.Args)
	case *types.Tuple:
		return some(t.Elems)
	case *types.Array:
		return anyType(t.Elem, f)
	case *types.Slice:
		return anyType(t.Elem, f)
	case *types.Func:
		return some(t.Params) || anyType(t.Result, f)
	case *types.Proj:
		return anyType(t.Type, f)
	case *types.Dyn:
		for _, r := range t.Traits {
			if some(r.Args) {
				return true
			}
			for _, a := range r.Assoc {
				if anyType(a, f) {
					return true
				}
			}
		}
	}
	return false
}

func occurs(v *types.Var, t types.Type) bool {
	return anyType(t, func(t types.Type) bool { return t == types.Type(v) })
}

// hasVar tells whether something in t is unknown.
func hasVar(t types.Type) bool {
	if _, ok := t.(*types.Basic); ok {
		return false
	}
	return anyType(t, func(t types.Type) bool { _, ok := t.(*types.Var); return ok })
}

// isOpen tells whether t must be replaced by final once everything is known: it has variables,
// even if something was found for them, or associated types.
func isOpen(t types.Type) bool {
	switch t := t.(type) {
	case *types.Var, *types.Proj:
		return true
	case *types.Named:
		return slices.ContainsFunc(t.Args, isOpen)
	case *types.Tuple:
		return slices.ContainsFunc(t.Elems, isOpen)
	case *types.Array:
		return isOpen(t.Elem)
	case *types.Slice:
		return isOpen(t.Elem)
	case *types.Func:
		return slices.ContainsFunc(t.Params, isOpen) || isOpen(t.Result)
	case *types.Dyn:
		for _, r := range t.Traits {
			if slices.ContainsFunc(r.Args, isOpen) {
				return true
			}
			for _, a := range r.Assoc {
				if isOpen(a) {
					return true
				}
			}
		}
	}
	return false
}

// isInvalid tells whether something in t was reported already.
func isInvalid(t types.Type) bool {
	return t == nil || anyType(t, func(t types.Type) bool { return t == types.Type(invalid) })
}

// final is t with what was found for its variables. What is still unknown is reported once.
//
//go:noinline
func (c *Checker) final(t types.Type) types.Type { return c.settle(t, c.unknownVar) }

func (c *Checker) finalAll(ts []types.Type) []types.Type { return c.settleAll(ts, c.unknownVar) }

// unknownVar reports an unknown type.
func (c *Checker) unknownVar(unknown *types.Var) {
	if c.fn == nil {
		return
	}
	for v := range c.fn.root.vars.each() {
		if v.v == unknown && v.at != nil {
			c.neverInferred(v.at)
		}
	}
}

// settle is t with what was found for its variables. Those for which nothing was found are told
// to unknown.
func (r *resolver) settle(t types.Type, unknown func(*types.Var)) types.Type {
	t = r.normalize(t)
	if t, ok := t.(*types.Var); ok {
		switch t.Lit {
		case types.IntLiteral:
			t.Bound = i64
		case types.FloatLiteral:
			t.Bound = types.Of(types.F64)
		default:
			t.Bound = invalid
			unknown(t)
		}
		return t.Bound
	}
	if !isOpen(t) {
		return t
	}
	switch t := t.(type) {
	case *types.Named:
		return &types.Named{Def: t.Def, Args: r.settleAll(t.Args, unknown)}
	case *types.Tuple:
		return &types.Tuple{Elems: r.settleAll(t.Elems, unknown)}
	case *types.Array:
		return &types.Array{Elem: r.settle(t.Elem, unknown), Len: t.Len}
	case *types.Slice:
		return &types.Slice{Elem: r.settle(t.Elem, unknown)}
	case *types.Func:
		return &types.Func{Params: r.settleAll(t.Params, unknown), Result: r.settle(t.Result, unknown)}
	case *types.Proj:
		return &types.Proj{Type: r.settle(t.Type, unknown), Trait: t.Trait, Name: t.Name}
	case *types.Dyn:
		return r.settleDyn(t, unknown)
	}
	return t
}

func (r *resolver) settleDyn(t *types.Dyn, unknown func(*types.Var)) types.Type {
	out := &types.Dyn{}
	for _, bound := range t.Traits {
		ref := &types.TraitRef{Trait: bound.Trait, Args: r.settleAll(bound.Args, unknown)}
		for n, a := range bound.Assoc {
			if ref.Assoc == nil {
				ref.Assoc = map[string]types.Type{}
			}
			ref.Assoc[n] = r.settle(a, unknown)
		}
		out.Traits = append(out.Traits, ref)
	}
	return out
}

func (r *resolver) settleAll(ts []types.Type, unknown func(*types.Var)) []types.Type {
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		out[i] = r.settle(t, unknown)
	}
	return out
}

// poison gives up on what is unknown in t, after a report that is about it.
func (c *Checker) poison(t types.Type) {
	anyType(t, func(t types.Type) bool {
		if v, ok := t.(*types.Var); ok && v.Lit == types.NoLiteral {
			v.Bound = invalid
		}
		return false
	})
}

func (c *Checker) neverInferred(at ast.Node) {
	d := c.report(at, diag.TypeUnknown, "type annotations needed: the type of this cannot be inferred")
	if _, ok := at.(*ast.LambdaParam); ok {
		d.Message = "type annotations needed: cannot infer the type of this closure parameter"
		help(d, "write its type: `|x: i64| …`")
	}
	c.helpAnnotate(d, at)
	if call, ok := at.(*ast.CallExpr); ok && intrinsicOf(c.info.Calls[call]) == "channel.new" {
		help(d, "say what the channel carries: `let (tx, rx): (Sender<i64>, Receiver<i64>) = …`")
	}
}

// helpAnnotate says how the type of a value is written that holds nothing yet.
func (c *Checker) helpAnnotate(d *diag.Diagnostic, at ast.Node) {
	of := ""
	switch e := at.(type) {
	case *ast.CallExpr:
		if call := c.info.Calls[e]; call != nil && intrinsicOf(call) != "channel.new" && c.info.Types[e] != nil {
			of = c.guessed(c.info.Types[e], i64).String()
		}
	case *ast.FieldExpr: // `Vec::new` of the call
		if n, ok := e.X.(*ast.Name); ok {
			of = map[string]string{"Vec": "Vec<i64>", "HashMap": "HashMap<string, i64>", "HashSet": "HashSet<i64>"}[n.Name]
		}
	case *ast.Name:
		of = map[string]string{"None": "Option<i64>", "Vec": "Vec<i64>", "HashMap": "HashMap<string, i64>", "HashSet": "HashSet<i64>"}[e.Name]
	case *ast.ArrayExpr:
		of = "Vec<i64>"
	case *ast.MapExpr:
		of = "HashMap<string, i64>"
	}
	if of != "" {
		help(d, "say what is in it: `let name: %s = …`", of)
	}
}

// guessed is t with a type that people may mean in the place of each that is unknown: one, but for keys and errors.
func (c *Checker) guessed(t, one types.Type) types.Type {
	t = c.normalize(t)
	named, ok := t.(*types.Named)
	switch v, isVar := t.(*types.Var); {
	case isVar && v.Lit == types.FloatLiteral:
		return types.Of(types.F64)
	case isVar && v.Lit == types.IntLiteral:
		return i64
	case isVar, t == types.Type(invalid):
		return one
	case !ok:
		return t
	}
	args := make([]types.Type, len(named.Args))
	for i, arg := range named.Args {
		args[i] = c.guessed(arg, i64)
		if i == 0 && named.Def == c.universe.hashMap || i == 1 && named.Def == c.universe.result {
			args[i] = c.guessed(arg, types.Of(types.String))
		}
	}
	return &types.Named{Def: named.Def, Args: args}
}

// names shows two types so that they can be told apart.
func names(a, b types.Type) (string, string) {
	if a.String() != b.String() {
		return a.String(), b.String()
	}
	return qualified(a), qualified(b)
}

// qualified shows a type with the modules of what is declared.
func qualified(t types.Type) string {
	n, ok := types.Resolve(t).(*types.Named)
	if !ok {
		return t.String()
	}
	name := n.Def.Name
	if n.Def.Module != "" {
		name = n.Def.Module + "::" + name
	}
	if len(n.Args) == 0 {
		return name
	}
	args := make([]string, len(n.Args))
	for i, a := range n.Args {
		args[i] = qualified(a)
	}
	return name + "<" + strings.Join(args, ", ") + ">"
}
