package flow

// This file checks what generic functions are called with: one that uses a value of its type
// parameter twice, or drops it, cannot be called with a type whose values have one owner, or must be
// consumed.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A summary is what is known of a function that was followed.
type summary struct {
	diags  []diag.Diagnostic
	copies map[*types.Param]source.Span // of which it gives a value away twice, and where
	drops  map[*types.Param]source.Span // of which it leaves a value, and where
	calls  []instance
}

// An instance is a call, or another use, of a generic function.
type instance struct {
	callee *check.Func
	trait  bool       // it is that of a trait, found when recv is known
	recv   types.Type // of a trait's method
	args   []types.Type
	at     source.Span
}

// copied notes that a value of type t gets a second owner.
func (m *mover) copied(t types.Type, at source.Span) {
	if m.sum.copies == nil {
		m.sum.copies = map[*types.Param]source.Span{}
	}
	for _, p := range m.prog.Params(t) {
		if _, known := m.sum.copies[p]; !known {
			m.sum.copies[p] = at
		}
	}
}

// drop notes that a value of type t is left to be closed.
func (s *summary) drop(prog *check.Program, t types.Type, at source.Span) {
	if s.drops == nil {
		s.drops = map[*types.Param]source.Span{}
	}
	for _, p := range prog.Params(t) {
		if _, known := s.drops[p]; !known {
			s.drops[p] = at
		}
	}
}

// instance is the use of a generic function by a call, if it is one.
func (m *mover) instance(e *ast.CallExpr, call *check.Call) (instance, bool) {
	f := call.Func
	if f == nil || call.Kind != check.CallFunc && call.Kind != check.CallTrait {
		return instance{}, false
	}
	i := instance{callee: f, args: call.TypeArgs, at: m.span(e), trait: call.Kind == check.CallTrait, recv: call.RecvType}
	if i.trait && i.recv == nil && call.Recv != nil {
		i.recv = m.typeOf(call.Recv)
	}
	return i, i.trait || slices.ContainsFunc(i.args, m.mayHaveOwner)
}

// mayHaveOwner tells whether values of type t have an owner, or may have one where a type parameter in it is
// known.
func (m *mover) mayHaveOwner(t types.Type) bool {
	_, basic := t.(*types.Basic)
	return !basic || m.prog.Ownership(t) == check.Owned
}

// instances reports the calls of generic functions in s that give a value two owners, or none.
func (a *Analysis) instances(s *summary) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, i := range s.calls {
		if bad := (&verifier{a: a, seen: map[string]bool{}}).check(i, types.Subst{}); bad != nil {
			ds = append(ds, bad.diagnostic(i))
		}
	}
	return ds
}

// A misuse is a value for which a function, or one that it calls, has two owners or none.
type misuse struct {
	in    *check.Func
	param *types.Param
	arg   types.Type
	at    source.Span
	twice bool // it is given to two owners; else it is not consumed
}

// diagnostic reports the misuse at the call i that leads to it.
func (bad *misuse) diagnostic(i instance) diag.Diagnostic {
	if !bad.twice {
		d := diag.Diagnostic{Code: diag.NotConsumed, Span: i.at}
		d.Message = fmt.Sprintf("`%s` does not consume its value of type `%s`, and `%s` must be consumed", i.callee.Name, bad.param.Name, bad.arg)
		note(&d, bad.at, "it is left here")
		help(&d, "write a function for `%s` that consumes it", bad.arg)
		return d
	}
	d := diag.Diagnostic{Code: diag.UseAfterMove, Span: i.at}
	d.Message = fmt.Sprintf("`%s` would give one value of type `%s` to two owners, and it can have only one", i.callee.Name, bad.arg)
	note(&d, bad.at, "it is given away here while something else has it")
	if bad.in.Module.Embedded() && bad.in.Receiver {
		help(&d, "look at the elements where they are, in a `for` loop")
	} else {
		help(&d, "write a function for `%s` that gives the value away once", bad.arg)
	}
	return d
}

// A verifier follows instances through the functions that they call.
type verifier struct {
	a    *Analysis
	seen map[string]bool
}

// check finds out whether the function of i can be called with its type arguments, in which sub
// stands for those of the function that calls it; nil if it can.
func (v *verifier) check(i instance, sub types.Subst) *misuse {
	f, args := v.resolve(i, sub)
	if f == nil {
		return nil
	}
	owned := v.owned(f, args)
	if len(owned) == 0 {
		return nil
	}
	var key strings.Builder
	key.WriteString(strconv.Quote(f.Name) + position(f))
	for k, p := range f.TypeParams {
		if owned[k] {
			key.WriteString("," + p.Name)
		}
	}
	if v.seen[key.String()] {
		return nil
	}
	v.seen[key.String()] = true
	s := v.a.summary(f)
	for k, p := range f.TypeParams {
		if !owned[k] {
			continue
		}
		if at, twice := s.copies[p]; twice && !v.a.prog.Shareable(args[k]) {
			return &misuse{in: f, param: p, arg: args[k], at: at, twice: true}
		}
		if at, dropped := s.drops[p]; dropped && v.a.prog.Linear(args[k]) != nil {
			return &misuse{in: f, param: p, arg: args[k], at: at}
		}
	}
	inner := types.Bind(f.TypeParams, args)
	for _, call := range s.calls {
		if bad := v.check(call, inner); bad != nil {
			return bad
		}
	}
	return nil
}

// owned are the numbers of the type arguments whose values have an owner, nil if there are none.
func (v *verifier) owned(f *check.Func, args []types.Type) (owned map[int]bool) {
	for k := range min(len(f.TypeParams), len(args)) {
		if v.a.prog.Ownership(args[k]) != check.Owned {
			continue
		}
		if owned == nil {
			owned = map[int]bool{}
		}
		owned[k] = true
	}
	return owned
}

// resolve finds the function that i calls, and its type arguments: for a trait's method that of the
// receiver's type. It gives nil if that is not known or the receiver has no owner to ask about.
func (v *verifier) resolve(i instance, sub types.Subst) (*check.Func, []types.Type) {
	args := make([]types.Type, len(i.args))
	for k, t := range i.args {
		args[k] = sub.Apply(t)
	}
	if !i.trait {
		return i.callee, args
	}
	if i.recv == nil {
		return nil, nil
	}
	recv := sub.Apply(i.recv)
	if v.a.prog.Ownership(recv) != check.Owned {
		return nil, nil
	}
	f, impl, ok := v.a.prog.Method(recv, i.callee.Trait, i.callee.Name)
	if !ok {
		return nil, nil
	}
	return f, append(impl, args...)
}

func position(f *check.Func) string {
	if f.Decl == nil || f.Module == nil {
		return ""
	}
	return f.Module.Path + strconv.Itoa(f.Decl.Start())
}

// steps are the numbers of the fields in a path.
func steps(path string) []int {
	var all []int
	for part := range strings.SplitSeq(path, ".") {
		if i, err := strconv.Atoi(part); err == nil {
			all = append(all, i)
		}
	}
	return all
}
