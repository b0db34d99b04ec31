package check

// This file checks what attributes say of actors and their functions: hooks, timers, limits.

import (
	"slices"
	"strconv"
	"time"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/token"
	"hewq/lang/types"
)

// hooks are the events that an actor can be told of.
var hooks = []string{"start", "stop", "crash"}

// hook notes what a method does besides being one.
func (c *Checker) hook(a *Actor, member *ast.ActorMember, f *Func) {
	for _, at := range member.Attributes {
		if at.Name != "on" {
			continue // see actorMemberAttributes
		}
		if len(at.Args) != 1 {
			c.report(at, diag.BadHook, "`#[on]` takes one event, such as `#[on(start)]`")
			continue
		}
		switch what := at.Args[0].Name; what {
		case "start":
			c.plainHook(a, at, f)
			a.Starts = append(a.Starts, f)
			if len(a.Starts) > 1 {
				c.report(at, diag.DuplicateName, "actor `%s` has two `#[on(start)]` hooks", a.Name)
			}
		case "stop":
			c.plainHook(a, at, f)
			a.Stops = append(a.Stops, f)
		case "crash":
			if a.Crash != nil {
				c.report(at, diag.DuplicateName, "actor `%s` has two `#[on(crash)]` hooks", a.Name)
			}
			c.crashHook(a, at, f)
			a.Crash = f
		case "upgrade":
			c.unsupported(at, "`#[on(upgrade)]`", "")
		default:
			d := c.report(at, diag.UnknownName, "there is no hook `#[on(%s)]`: actors have `start`, `stop` and `crash`", what)
			c.suggest(d, what, hooks)
		}
		f.hook = at.Args[0].Name
		if len(f.Decl.TypeParams) > 0 || len(f.Decl.Where) > 0 {
			c.report(f.Decl, diag.BadHook, "lifecycle hook `%s` of actor `%s` cannot have type parameters", f.Name, a.Name)
		}
	}
}

// plainHook checks a hook that takes and gives nothing.
func (c *Checker) plainHook(a *Actor, at *ast.Attribute, f *Func) {
	what := at.Args[0].Name
	if len(f.Decl.Params) > 0 {
		c.report(f.Decl.Params[0], diag.BadHook, "lifecycle hook `#[on(%s)]` of actor `%s` takes no parameters", what, a.Name)
	}
	if !types.Is(f.Sig.Result, types.Unit) && !isInvalid(f.Sig.Result) {
		c.report(f.Decl.Result, diag.BadHook, "lifecycle hook `#[on(%s)]` of actor `%s` returns nothing", what, a.Name)
	}
}

// crashHook checks a hook that is told of a crash.
func (c *Checker) crashHook(a *Actor, at *ast.Attribute, f *Func) {
	ofFailure := func(t types.Type, name string) bool {
		def := types.DefOf(t)
		return isInvalid(t) || def != nil && def.Name == name && def.Module == "std::failure"
	}
	params := f.Sig.Params[1:]
	if len(params) != 1 || !ofFailure(params[0], "CrashInfo") {
		c.report(f.Decl, diag.BadHook, "lifecycle hook `#[on(crash)]` of actor `%s` takes one parameter of type `CrashInfo`", a.Name)
	}
	if !ofFailure(f.Sig.Result, "CrashAction") {
		c.report(f.Decl, diag.BadHook, "lifecycle hook `#[on(crash)]` of actor `%s` returns a `CrashAction`", a.Name)
	}
}

// receiveAttributes notes what the attributes of a receive function say.
func (c *Checker) receiveAttributes(a *Actor, member *ast.ActorMember, f *Func) {
	every := false
	for _, at := range member.Attributes {
		switch {
		case at.Name != "every":
			d := c.report(at, diag.UnknownName, "unknown attribute `#[%s]` on receive fn `%s`", at.Name, f.Name)
			if near := diag.Nearest(at.Name, []string{"every"}); near != "" {
				help(d, "did you mean `#[%s]`?", near)
			}
		case every:
			c.report(at, diag.DuplicateName, "receive fn `%s` has multiple `#[every]` attributes", f.Name)
		default:
			every = true
			c.every(a, at, f)
		}
	}
}

// every is `#[every(5s)]`: the function is called again and again.
func (c *Checker) every(a *Actor, at *ast.Attribute, f *Func) {
	var d time.Duration
	if len(at.Args) == 1 && at.Args[0].Text != "" && isDuration(at.Args[0].Text) {
		d, _ = token.DecodeDuration(at.Args[0].Text)
	}
	switch {
	case len(at.Args) != 1 || len(at.Args) == 1 && (at.Args[0].Text == "" || !isDuration(at.Args[0].Text)):
		c.report(at, diag.BadHook, "`#[every]` takes one duration, such as `#[every(5s)]`")
	case d < time.Millisecond:
		c.report(at, diag.BadHook, "`#[every(%s)]`: the duration is at least 1ms", at.Args[0].Text)
	}
	if len(f.Decl.Params) > 0 {
		c.report(f.Decl.Params[0], diag.BadHook, "periodic receive fn `%s` takes no parameters: nobody sends it", f.Name)
	}
	if !types.Is(f.Sig.Result, types.Unit) && !isInvalid(f.Sig.Result) {
		c.report(f.Decl.Result, diag.BadHook, "periodic receive fn `%s` returns nothing: nobody asks it", f.Name)
	}
	a.Periodic = append(a.Periodic, Periodic{Func: f, Every: d})
}

// A Periodic is a receive function that is called again and again.
type Periodic struct {
	Func  *Func
	Every time.Duration
}

// actorAttributes notes what the attributes of an actor say.
func (c *Checker) actorAttributes(a *Actor, item *ast.Item) {
	for _, at := range item.Attributes {
		if at.Name != "max_heap" {
			continue
		}
		units := map[string]int64{"": 1, "b": 1, "kb": 1 << 10, "mb": 1 << 20}
		if len(at.Args) != 1 || at.Args[0].Text == "" {
			c.report(at, diag.BadHook, "`#[max_heap]` takes a number of bytes, which may have a unit: b, kb or mb")
			continue
		}
		n, err := strconv.ParseInt(at.Args[0].Text, 10, 40)
		unit, known := units[at.Args[0].Unit]
		if err != nil || !known {
			c.report(at, diag.BadHook, "`#[max_heap]` takes a number of bytes, which may have a unit: b, kb or mb")
			continue
		}
		a.MaxHeap = n * unit
	}
}

// coalesces checks the key of a mailbox whose messages replace each other: a parameter.
func (c *Checker) coalesces(a *Actor) {
	m := a.Mailbox()
	if m == nil || m.Overflow == nil || m.Overflow.Policy != PolicyCoalesce {
		return
	}
	o := m.Overflow
	if f := o.Fallback; f != nil && f.Policy == PolicyCoalesce {
		c.report(f, diag.BadHook, "`coalesce` cannot fall back to itself")
	}
	found := false
	for _, f := range a.Receives {
		i := slices.IndexFunc(f.Params, func(p *Local) bool { return p.Name == o.Key })
		if i < 0 {
			continue
		}
		found = true
		switch t := f.Sig.Params[i]; {
		case types.Is(t, types.String), types.Is(t, types.Bool), types.Is(t, types.Char), types.IsInteger(t), isInvalid(t):
		default:
			c.report(o, diag.BadHook, "`coalesce(%s)` compares integers, strings, characters or bools, and `%s` of `%s` is a `%s`", o.Key, o.Key, f.Name, t)
		}
	}
	if !found {
		d := c.report(o, diag.UnknownName, "no receive fn of actor `%s` has a parameter `%s`", a.Name, o.Key)
		var names []string
		for _, f := range a.Receives {
			for _, p := range f.Params[1:] {
				names = append(names, p.Name)
			}
		}
		c.suggest(d, o.Key, names)
	}
}

// promises checks that an actor has the receive functions of a trait that it names.
func (c *Checker) promises(a *Actor, r *ast.TraitRef) {
	ref := c.traitRef(r)
	if ref == nil {
		return
	}
	t := c.prog.traits[ref.Trait]
	var names []string
	for name := range t.Methods {
		names = append(names, name)
	}
	slices.Sort(names)
	sub := types.Bind(t.Params, ref.Args)
	for _, name := range names {
		want := t.Methods[name]
		i := slices.IndexFunc(a.Receives, func(f *Func) bool { return f.Name == name })
		if i < 0 {
			d := c.report(r, diag.MissingMethod, "actor `%s` has no receive fn `%s` of trait `%s`", a.Name, name, t.Name)
			note(d, c.places[want], "`%s` is declared here", name)
			continue
		}
		params := want.Sig.Params
		if want.Receiver {
			params = params[1:]
		}
		sig := sub.Apply(&types.Func{Params: params, Result: want.Sig.Result})
		got := a.Receives[i]
		own := &types.Func{Params: got.Sig.Params[1:], Result: got.Sig.Result}
		if !types.Identical(sig, own) {
			d := c.report(got.Decl, diag.MethodMismatch, "receive fn `%s` is `%s`, but trait `%s` wants `%s`", name, own, t.Name, sig)
			note(d, c.places[want], "`%s` is declared here", name)
		}
	}
}
