package check

// This file finds uses of variables whose values were moved away, after all types are known.
// It follows the order of evaluation; where branches meet, what one of them moved is moved.

import (
	"maps"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// moves checks the uses of the variables of f.
func (c *Checker) moves(f *Func) {
	m := &mover{c: c, moved: moved{}, reported: map[*Local]bool{}}
	m.expr(f.Decl.Body, !types.Is(f.Sig.Result, types.Unit) && f.Yields == nil)
}

// moved has where each variable whose value is gone was moved; nil where nothing gets to.
type moved map[*Local]move

// A move is where a value was moved.
type move struct {
	at    source.Span
	maybe bool // on some ways to here only
	never bool // the variable is declared there and has had no value yet
}

// A mover walks through a function.
type mover struct {
	c        *Checker
	moved    moved
	reported map[*Local]bool
	loops    []*movingLoop
	linear   []*Local // variables in scope that must be moved
	declared []*Local // so far

	unit ast.Node // what is evaluated by itself now: at its end what nobody took is closed
}

// join is what is moved if a or b is.
func join(a, b moved) moved {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	for l, at := range a {
		if _, ok := b[l]; !ok {
			at.maybe = true
			a[l] = at
		}
	}
	for l, at := range b {
		if old, ok := a[l]; !ok {
			at.maybe = true
			a[l] = at
		} else if at.maybe {
			old.maybe = true
			a[l] = old
		}
	}
	return a
}

// expr follows an expression; consume tells whether its value goes somewhere to stay.
func (m *mover) expr(e ast.Expr, consume bool) { m.value(e, consume, m.unit) }

// alone follows an expression that is evaluated by itself.
func (m *mover) alone(e ast.Expr, consume bool) {
	if e != nil {
		m.within(e, func() { m.expr(e, consume) })
	}
}

// within follows what is evaluated as n.
func (m *mover) within(n ast.Node, follow func()) {
	outer := m.unit
	m.unit = n
	follow()
	m.unit = outer
}

// value is expr for an expression that is closed at the end of unit if nobody takes its value.
func (m *mover) value(e ast.Expr, consume bool, unit ast.Node) {
	if !consume && unit != nil && m.c.makes(e) && m.c.mayHaveResource(m.c.info.Types[e]) && !slices.Contains(m.c.info.Temps[unit], e) {
		defer func() { m.c.info.Temps[unit] = append(m.c.info.Temps[unit], e) }()
	}
	switch e := e.(type) {
	case nil:
	case *ast.Name:
		m.use(e, consume)
	case *ast.FieldExpr:
		m.field(e, consume)
	case *ast.TryExpr:
		if m.takes(e, e.X) {
			return
		}
		m.expr(e.X, m.c.mayHaveResource(m.c.info.Types[e.X]) && m.unreported(m.c.info.Types[e.X]))
	case *ast.Block:
		m.block(e, consume, unit)
	case *ast.UnsafeExpr:
		m.block(e.Body, consume, unit)
	case *ast.IfExpr:
		m.condition(e.Let, e.Cond)
		before := maps.Clone(m.moved)
		m.block(e.Then, consume, unit)
		after := m.moved
		m.moved = before
		if e.Else != nil {
			m.value(e.Else, consume, unit)
		}
		m.moved = join(m.moved, after)
	case *ast.MatchExpr:
		m.match(e, consume, unit)
	case *ast.SelectExpr:
		m.selects(e, consume, unit)
	case *ast.BinaryExpr:
		m.expr(e.Left, false)
		if e.Op != "&&" && e.Op != "||" {
			m.expr(e.Right, false)
			return
		}
		before := maps.Clone(m.moved)
		m.expr(e.Right, false)
		m.moved = join(before, m.moved)
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			m.value(e.Elems[0], consume, unit)
			return
		}
		for _, x := range e.Elems {
			m.expr(x, true)
		}
	case *ast.ArrayExpr:
		for _, x := range e.Elems {
			m.expr(x, true)
		}
		m.expr(e.Count, false)
	case *ast.StructExpr:
		for _, f := range e.Fields {
			m.lent(f.Value)
			m.expr(f.Value, true)
		}
		m.expr(e.Base, false)
	case *ast.MapExpr:
		for _, entry := range e.Entries {
			m.expr(entry.Key, true)
			m.expr(entry.Value, true)
		}
	case *ast.CallExpr:
		m.call(e)
	case *ast.SpawnExpr:
		for _, a := range e.Args {
			m.expr(a.Value, m.c.leaves(a.Value))
		}
	case *ast.ScopeExpr:
		m.scope(e, unit)
	case *ast.DeadlineExpr:
		m.expr(e.After, false)
	case *ast.ForkExpr:
		m.fork(e)
	case *ast.ActorExpr:
		m.actor(e)
	case *ast.GenExpr:
		if closure := m.c.info.Gens[e]; closure != nil {
			m.lambda(closure)
			m.c.info.Consumes[closure] = m.moved != nil
		}
	case *ast.YieldExpr:
		m.expr(e.Value, true)
	case *ast.LambdaExpr:
		m.lambda(e)
		if consume && m.moved != nil {
			m.c.info.Consumes[e] = true
		}
	case *ast.ReturnExpr:
		m.alone(e.Value, true)
		m.consumed(0)
		m.moved = nil
	case *ast.BreakExpr:
		m.expr(e.Value, true)
		if l := m.loop(e); l != nil {
			l.exit = join(l.exit, m.moved)
		}
		m.moved = nil
	case *ast.ContinueExpr:
		if l := m.loop(e); l != nil {
			l.next = join(l.next, m.moved)
		}
		m.moved = nil
	default:
		if m.awaits(e) {
			return
		}
		ast.Children(e, func(n ast.Node) {
			if x := exprOf(n); x != nil {
				m.expr(x, false)
			}
		})
	}
}

// exprOf is the expression in a part of an expression, nil if there is none.
func exprOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case ast.Expr:
		return n
	case *ast.FStringPart:
		return n.X
	case *ast.Arg:
		return n.Value
	}
	return nil
}

// use is a use of a name.
func (m *mover) use(e *ast.Name, consume bool) {
	l, ok := m.c.info.Uses[e].(*Local)
	if !ok {
		return
	}
	m.touch(e, l)
	if consume && m.moved != nil && (!m.c.copies(l.Type) || m.c.mayHaveResource(l.Type)) {
		m.c.info.Consumes[e] = true
		m.moved[l] = move{at: m.c.span(e)}
		m.leaves(e, l)
	}
}

// leaves notes that a part of what l shows a part of is moved away.
func (m *mover) leaves(e ast.Expr, l *Local) {
	for w := range l.Whole {
		if w.NeedsDrop {
			m.moved[w] = move{at: m.c.span(e)}
		}
	}
}

// field is a use of a field. What moves it out of a variable has the duty to close it then.
func (m *mover) field(e *ast.FieldExpr, consume bool) {
	if m.c.info.Uses[e] != nil {
		return
	}
	if !consume || !m.c.mayHaveResource(m.c.info.Types[e]) {
		m.expr(e.X, false)
		return
	}
	root := m.c.info.Root(e)
	if root == nil {
		m.expr(e.X, m.c.gives(e.X))
		return
	}
	m.expr(e.X, false)
	if m.moved != nil && root.NeedsDrop {
		m.c.info.Consumes[e] = true
		m.moved[root] = move{at: m.c.span(e)}
	}
	if m.moved != nil {
		m.leaves(e, root)
	}
}

// unreported tells whether uses of a value of type t after it was consumed are reported only
// if it has a resource.
func (m *mover) unreported(t types.Type) bool {
	return m.c.hasResource(t) || m.c.copies(t)
}

// borrows tells whether a declaration with the value e shows a part of another variable.
func (m *mover) borrows(e ast.Expr) bool {
	switch e.(type) {
	case *ast.LambdaExpr, *ast.ActorExpr:
		return true
	}
	return e != nil && !m.c.gives(e) && m.c.info.Root(e) != nil && m.c.mayHaveResource(m.c.info.Types[e])
}

// lent reports a closure that is a parameter and is put into a record: the caller still has
// it, so it may be gone before the record is.
func (m *mover) lent(e ast.Expr) {
	n, ok := e.(*ast.Name)
	if !ok || m.c.here.unit.embedded {
		return
	}
	l, ok := m.c.info.Uses[n].(*Local)
	if !ok || !l.Param {
		return
	}
	if _, ok := types.Resolve(l.Type).(*types.Func); ok {
		d := m.c.report(e, diag.UseAfterMove, "parameter `%s` borrows a closure environment owned elsewhere, so it cannot be kept in a record", l.Name)
		note(d, l.Span, "`%s` is declared here", l.Name)
		help(d, "make the record where the closure is made")
	}
}

// touch reports a use of what was moved.
func (m *mover) touch(e ast.Node, l *Local) {
	at, gone := m.moved[l]
	if !gone || m.reported[l] {
		return
	}
	if at.never {
		m.reported[l] = true
		d := m.c.report(e, diag.NoValue, "`%s` is used before it has a value", l.Name)
		if at.maybe {
			d.Message = "`" + l.Name + "` is used here, but has no value yet on some ways to here"
		}
		note(d, at.at, "`%s` is declared here, without a value", l.Name)
		return
	}
	if m.c.copies(l.Type) && !m.c.handle(l.Type) { // of a generic type: nobody can tell who has to close it
		l.NeedsDrop = false
		return
	}
	m.reported[l] = true
	d := m.c.report(e, diag.UseAfterMove, "`%s` is used after it was consumed", l.Name)
	if at.at == m.c.span(e) {
		d.Message += " in an earlier turn of the loop"
	} else {
		note(d, at.at, "binding consumed here")
	}
	if _, ok := types.Resolve(l.Type).(*types.Func); !ok && !m.c.hasResource(l.Type) && !m.c.handle(l.Type) {
		help(d, "keep a copy: `clone %s`", l.Name)
	}
}

// call follows a call. Arguments are lent, but for those that are built into a value, those
// with resources, and the receiver of a method that takes it.
func (m *mover) call(e *ast.CallExpr) {
	call := m.c.info.Calls[e]
	if call == nil {
		m.expr(e.Func, false)
		for _, a := range e.Args {
			m.expr(a.Value, false)
		}
		return
	}
	builds := call.Kind == CallVariant || call.Kind == CallRecord
	switch {
	case call.Recv != nil:
		m.expr(call.Recv, m.takesReceiver(call))
		m.closesHandle(call)
	case call.Kind == CallValue:
		m.expr(e.Func, false)
	}
	for _, a := range call.Args {
		if call.Kind == CallSend || call.Kind == CallAsk || call.Kind == CallStream {
			m.expr(a, m.c.leaves(a))
			continue
		}
		m.expr(a, builds || m.stores(call, a) || m.handsOver(call, a))
	}
	if t, ok := m.c.info.Types[e]; ok && types.Is(t, types.Never) {
		m.moved = nil
	}
}

// closesHandle notes that a handle is of no use any more where it was closed.
func (m *mover) closesHandle(call *Call) {
	name, ok := call.Recv.(*ast.Name)
	if !ok || m.moved == nil || call.Func == nil || !call.Func.Consuming || types.DefOf(m.c.info.Types[name]) != m.c.universe.duplex {
		return
	}
	if l, ok := m.c.info.Uses[name].(*Local); ok {
		m.moved[l] = move{at: m.c.span(name)}
	}
}

// takesReceiver tells whether a method ends the life of its receiver: it says so, or it
// closes a resource.
func (m *mover) takesReceiver(call *Call) bool {
	f := call.Func
	if f == nil {
		return false
	}
	t := m.c.info.Types[call.Recv]
	def := types.DefOf(t)
	if def != nil && (def == m.c.universe.option || def == m.c.universe.result) && f.Trait == nil {
		return !strings.HasPrefix(f.Name, "is_") && m.c.mayHaveResource(t) && m.unreported(t)
	}
	if _, isField := call.Recv.(*ast.FieldExpr); isField && f.Intrinsic != "" && !f.Consuming {
		return false // it can be closed again with the whole, whose other fields live on
	}
	return f.Consuming || f.Name == "close" && f.Trait == nil && def != nil && def.Resource
}

// stores tells whether a call of a collection's method keeps what cannot be shared.
func (m *mover) stores(call *Call, a ast.Expr) bool {
	if call.Func == nil || call.Func.Intrinsic == "" || call.Recv == nil {
		return false
	}
	t := m.c.info.Types[a]
	_, isFunc := types.Resolve(t).(*types.Func)
	switch call.Func.Name {
	case "push", "insert", "set", "append":
		return isFunc || m.c.mayHaveResource(t) && m.unreported(t)
	}
	return false
}

// handsOver tells whether an argument of a call belongs to the function from then on: it has
// resources, or must be consumed.
func (m *mover) handsOver(call *Call, a ast.Expr) bool {
	if call.Func != nil && (call.Func.Intrinsic != "" || call.Func.Extern != "") && call.Func.Name != "unwrap_or" {
		return false
	}
	t := m.c.info.Types[a]
	def := types.DefOf(t)
	return m.c.mayHaveResource(t) && m.unreported(t) || def != nil && def.Linear
}

// lambda follows the making of a closure, and its body by itself.
func (m *mover) lambda(e *ast.LambdaExpr) (inside moved) {
	info := m.c.info.Lambdas[e]
	if info == nil {
		return nil
	}
	for _, l := range info.Captures {
		m.touch(e, l)
		if e.Move && m.moved != nil && !m.c.copies(l.Type) {
			m.moved[l] = move{at: m.c.span(e)}
		}
	}
	inner := &mover{c: m.c, moved: moved{}, reported: m.reported}
	consume := !types.Is(info.Sig.Result, types.Unit)
	if e.Block != nil {
		inner.block(e.Block, consume, nil)
	} else {
		inner.alone(e.Body, consume)
	}
	return inner.moved
}

// actor follows the making of a lambda actor. What it has captured is there for each message.
func (m *mover) actor(e *ast.ActorExpr) {
	body := m.c.info.ActorLambdas[e]
	if body == nil {
		return
	}
	inside := m.lambda(body)
	if e.Move && m.moved != nil {
		m.c.info.Consumes[body] = true
	}
	for _, l := range m.c.info.Lambdas[body].Captures {
		if at, gone := inside[l]; gone && m.c.mayHaveResource(l.Type) && !m.reported[l] {
			m.reported[l] = true
			d := m.c.report(e, diag.UseAfterMove, "`%s` is used up by one message: the next one would miss it", l.Name)
			note(d, at.at, "binding consumed here")
		}
	}
}
