package lint

// This file warns of handles that may be zero values, where nothing looks at what fails then.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// handles are the calls that give handles, and where handles are used.
type handles struct {
	made   []making
	values map[*ast.CallExpr]use        // what becomes of what a call gives
	at     map[*ast.Name]use            // how a variable with a handle is used; somewhere if it is not there
	uses   map[*check.Local][]*ast.Name // of variables with handles
	told   map[*check.Func]bool         // functions of modules that the program calls
}

// A making is a call that may give a zero value.
type making struct {
	call  *ast.CallExpr
	fn    *check.Func
	span  source.Span
	again bool // it stands in a loop
}

// A use is what becomes of a value.
type use struct {
	kind  useKind
	call  *ast.CallExpr // of inCall
	local *check.Local  // of inVariable
}

// A useKind tells where a value goes.
type useKind uint8

const (
	somewhere  useKind = iota // where it is not followed
	nowhere                   // it is dropped
	inCall                    // a function of a module gets it
	inVariable                // a variable, or a parameter of a function
)

func newHandles() handles {
	return handles{
		values: map[*ast.CallExpr]use{}, at: map[*ast.Name]use{},
		uses: map[*check.Local][]*ast.Name{}, told: map[*check.Func]bool{},
	}
}

// mayBeZero tells whether a call gives a handle that may be a zero value.
func (l *linter) mayBeZero(n *ast.CallExpr) bool {
	call := l.info.Calls[n]
	return call != nil && call.Func != nil && call.Func.Builtin.Zero
}

// bound notes that a `let` gives a value to a variable, or drops it.
func (l *linter) bound(p ast.Pattern, value ast.Expr) {
	if n, ok := p.(*ast.NamePattern); ok {
		if n.Name == "_" {
			l.ignored(value)
		} else {
			l.gives(value, l.info.Defs[n])
		}
	}
}

// gives notes that a variable gets a value.
func (l *linter) gives(value ast.Expr, local *check.Local) {
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && local != nil {
		l.values[call] = use{kind: inVariable, local: local}
	}
}

// ignored notes that nothing looks at a value.
func (l *linter) ignored(value ast.Expr) {
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok {
		l.values[call] = use{kind: nowhere}
	}
}

// call looks at a call: what is called, and which handles it gets.
func (l *linter) call(n *ast.CallExpr) {
	call := l.info.Calls[n]
	if call == nil || call.Func == nil {
		return
	}
	f := call.Func
	l.reaches(f)
	if f.Module == nil {
		return
	}
	embedded := f.Module.Embedded()
	if embedded {
		l.texted(n, call)
		l.indexedBy(call)
		if f.Builtin.Zero {
			l.made = append(l.made, making{n, f, l.span(n), l.loops > 0})
		}
		if len(call.Args) == 0 && call.Recv == nil {
			l.told[f] = true
		}
	}
	offset := 0
	if call.Recv != nil {
		offset = 1
		l.getsHandle(n, f, embedded, 0, call.Recv)
	}
	for i, arg := range call.Args {
		l.getsHandle(n, f, embedded, i+offset, arg)
	}
}

// getsHandle notes that a call gets an operand, if that is a handle.
func (l *linter) getsHandle(n *ast.CallExpr, f *check.Func, embedded bool, param int, operand ast.Expr) {
	to := use{kind: inCall, call: n}
	if embedded {
		if def := types.DefOf(l.info.Types[operand]); def == nil || def.Module != f.Module.Path {
			return // another module keeps it
		}
	} else {
		if param >= len(f.Params) || f.Decl == nil || f.Decl.Body == nil {
			return
		}
		to = use{kind: inVariable, local: f.Params[param]}
	}
	switch x := ast.Unparen(operand).(type) {
	case *ast.Name:
		if local, ok := l.info.Uses[x].(*check.Local); ok && isHandle(local.Type) {
			l.at[x] = to
		}
	case *ast.CallExpr:
		if l.mayBeZero(x) {
			l.values[x] = to
		}
	}
}

func isHandle(t types.Type) bool {
	def := types.DefOf(t)
	return def != nil && def.Shape == types.Opaque
}

// usesHandle notes that a variable is used, if it has a handle.
func (l *linter) usesHandle(n *ast.Name, local *check.Local) {
	if isHandle(local.Type) {
		l.uses[local] = append(l.uses[local], n)
	}
}

// uncheckedHandles warns of handles on which nothing is called whose failure is looked at. What is made
// of a handle is not reported beside it.
func (l *linter) uncheckedHandles() {
	for _, m := range l.made {
		if at := l.values[m.call]; at.kind == nowhere || l.isTold(m.fn) || l.looked(m.call, nil) || l.heldBy(m) {
			continue
		}
		d := l.report(m.span, diag.UncheckedHandle, "nothing would tell if `"+m.fn.Name+"` failed: it gives a zero value then, on which every call fails")
		d.Help = append(d.Help, "look at what a call on it gives: a Result, what it received, or what it observes", instead(m.fn))
		d.Help = slices.DeleteFunc(d.Help, func(h string) bool { return h == "" })
	}
}

// instead is what tells of a failure of f itself, "" if nothing does.
func instead(f *check.Func) string {
	name := f.Module.Path[strings.LastIndex(f.Module.Path, ":")+1:] + "."
	switch {
	case f.Builtin.Told != "":
		return "or ask `" + name + f.Builtin.Told + "()`, which tells why it failed"
	case f.Module.Scope["try_"+f.Name] != nil:
		return "or call `" + name + "try_" + f.Name + "`, which gives a Result"
	case f.Within != "":
		return "or write `await … | after d`, which gives a Result"
	}
	return ""
}

// isTold tells whether the program calls the function that tells why f failed.
func (l *linter) isTold(f *check.Func) bool {
	if f.Builtin.Told == "" {
		return false
	}
	tells, ok := f.Module.Scope[f.Builtin.Told].(*check.Func)
	return ok && l.told[tells]
}

// heldBy tells whether a call is made on another handle that answers for it: it is reported itself,
// something else has it as well, or something looks at it afterwards.
func (l *linter) heldBy(m making) bool {
	recv := ast.Unparen(l.info.Calls[m.call].Recv)
	if call, ok := recv.(*ast.CallExpr); ok {
		return l.mayBeZero(call)
	}
	name, ok := recv.(*ast.Name)
	if !ok {
		return recv != nil
	}
	on, _ := l.info.Uses[name].(*check.Local)
	from := slices.IndexFunc(l.made, func(o making) bool { return l.values[o.call] == use{kind: inVariable, local: on} })
	if on == nil || from < 0 {
		return true
	}
	if o := l.made[from]; !l.isTold(o.fn) && !l.looked(o.call, nil) {
		return true
	}
	return slices.ContainsFunc(l.uses[on], func(n *ast.Name) bool {
		to := l.at[n]
		return to.kind == somewhere ||
			to.kind == inCall && !l.mayBeZero(to.call) && l.looked(to.call, nil) && (m.again || n.Start() > m.call.Start())
	})
}

// looked tells whether something looks at what a call gives, or at the failure of a call on it. seen
// are the variables that are being asked for.
func (l *linter) looked(n *ast.CallExpr, seen []*check.Local) bool {
	if t := l.info.Types[n]; types.Is(t, types.Unit) || types.Is(t, types.Never) {
		return false
	}
	to := l.values[n]
	if !l.mayBeZero(n) {
		return to.kind == somewhere || to.kind == inCall || to.kind == inVariable && to.local.Used()
	}
	switch to.kind {
	case nowhere:
		return false
	case inCall:
		return l.looked(to.call, seen)
	case inVariable:
		return l.lookedIn(to.local, seen)
	}
	return true
}

// lookedIn is looked for the handle in a variable.
func (l *linter) lookedIn(local *check.Local, seen []*check.Local) bool {
	if slices.Contains(seen, local) {
		return false
	}
	seen = append(seen, local)
	for _, n := range l.uses[local] {
		switch to := l.at[n]; to.kind {
		case somewhere:
			return true
		case inCall:
			if l.looked(to.call, seen) {
				return true
			}
		case inVariable:
			if l.lookedIn(to.local, seen) {
				return true
			}
		}
	}
	return false
}
