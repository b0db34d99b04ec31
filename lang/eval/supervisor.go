package eval

// This file runs the supervisors of a program: package actor starts their children again, this
// is what it starts.

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A tree is a supervisor of the program. Its address is a value that refers to it.
type tree struct {
	actor.Supervisor
	plan     *treePlan
	thread   thread // that computes the arguments of its children
	root     frame
	children []*incarnations // in order of declaration
}

// A treePlan is what all supervisors of one declaration have in common.
type treePlan struct {
	name     string
	strategy actor.Supervision // without its children
	children []*childPlan      // in order of declaration
	order    []int             // in which they are started
	places   []int             // of the children in order
}

// A childPlan is how a child is started.
type childPlan struct {
	name   string
	actor  *plan                           // nil of a supervisor
	nested *treePlan                       // nil of an actor
	args   []func(*frame) value.Value      // nil where there is a default, or a sibling
	copies []func(value.Value) value.Value // of args, for each actor
	fields []func(value.Value) value.Value // copy the fields
	moves  *luggage                        // finds the handles in arguments
	from   []int                           // for each field the argument that it gets, else -1
	owning []bool                          // of args: each actor gets a new one, which it owns
	owned  []bool                          // of the fields: as owning
	wired  []int                           // for each argument the sibling whose address it is, else -1
	pool   bool
	child  actor.Child // without its functions
}

// The incarnations of a child have arguments in common: they are computed once.
type incarnations struct {
	ready   bool
	args    []value.Value
	fields  []value.Value // what is told of crashes sees and may change them; nil if nothing is told
	current value.Value   // the address of the one there is
}

// treeOf makes the plan of a supervisor.
func (l *lowerer) treeOf(v *check.Supervisor) *treePlan {
	if p, ok := l.program.trees[v]; ok {
		return p
	}
	p := &treePlan{name: v.Name, order: v.Order}
	l.program.trees[v] = p
	p.strategy.Intensity, p.strategy.Within = v.Intensity, v.Within
	p.strategy.Strategy = map[string]actor.Strategy{"one_for_all": actor.OneForAll, "rest_for_one": actor.RestForOne}[v.Strategy]
	p.places = make([]int, len(v.Children))
	for place, i := range v.Order {
		p.places[i] = place
	}
	for _, c := range v.Children {
		p.children = append(p.children, l.childOf(v, c))
	}
	return p
}

// childOf makes the plan of a child.
func (l *lowerer) childOf(v *check.Supervisor, c *check.Child) *childPlan {
	p := &childPlan{name: c.Name, pool: c.Pool, wired: c.Wired}
	p.child.Restart = map[string]actor.Restart{"transient": actor.Transient, "temporary": actor.Temporary}[c.Restart]
	switch d, timed := c.ShutdownTime(); {
	case timed && d == 0, c.Shutdown == "brutal_kill":
		p.child.Shutdown = actor.AtOnce
	case timed:
		p.child.Shutdown = d
	case c.Shutdown == "infinity", c.Supervisor != nil:
		p.child.Shutdown = actor.Forever
	}
	if c.Supervisor != nil {
		p.nested = l.treeOf(c.Supervisor)
		return p
	}
	p.actor = l.planOf(c.Actor, c.Type)
	l.arguments(v, c, p)
	return p
}

// arguments lowers the arguments of a child, and finds how they are copied for each actor.
func (l *lowerer) arguments(v *check.Supervisor, c *check.Child, p *childPlan) {
	inner := l.program.lowerer(v.Module.File, v.Name, nil)
	p.args = make([]func(*frame) value.Value, len(c.Spawn.Args))
	for i, a := range c.Spawn.Args {
		if a != nil {
			p.args[i] = inner.thunk(a)
		}
	}
	args := c.Type.(*types.Named).Args
	fields := fieldTypes(&types.Named{Def: c.Actor.State, Args: args})
	p.fields = l.sharers(fields)
	var names []string
	var params []types.Type
	if c.Actor.Init == nil {
		for i, f := range c.Actor.State.Fields {
			names, params = append(names, f.Name), append(params, fields[i])
		}
	} else {
		sub := types.Bind(c.Actor.State.Params, args)
		for _, param := range c.Actor.Init.Params[1:] {
			names, params = append(names, param.Name), append(params, l.program.prog.Normalize(sub.Apply(param.Type)))
		}
	}
	p.copies, p.moves = l.sharers(params), l.luggage(params)
	for i, f := range c.Actor.State.Fields {
		at := slices.Index(names, f.Name)
		if at >= 0 && !types.Identical(params[at], fields[i]) {
			at = -1
		}
		owned := l.program.prog.Closes(fields[i])
		if owned && c.Actor.Init != nil {
			at = -1 // init has the argument
		}
		p.from, p.owned = append(p.from, at), append(p.owned, owned)
	}
	for _, param := range params {
		p.owning = append(p.owning, l.program.prog.Closes(param))
	}
}

// sharers are the functions that copy values of several types for another actor.
func (l *lowerer) sharers(ts []types.Type) []func(value.Value) value.Value {
	all := make([]func(value.Value) value.Value, len(ts))
	for i, t := range ts {
		all[i] = l.sharer(t)
	}
	return all
}

// copies copies values, each with its function.
func copies(vs []value.Value, by []func(value.Value) value.Value) []value.Value {
	out := make([]value.Value, len(vs))
	for i, v := range vs {
		if out[i] = v; by[i] != nil && v.Present() {
			out[i] = by[i](v)
		}
	}
	return out
}

// start starts a supervisor with its children.
func (t *tree) start(ps *process) error {
	p := t.plan
	ps.start(&t.thread, &t.root)
	plan := p.strategy
	for range p.children {
		t.children = append(t.children, &incarnations{})
	}
	for _, i := range p.order {
		if c := p.children[i]; !c.pool {
			plan.Children = append(plan.Children, t.child(i, c, t.children[i]))
		}
	}
	plan.Over, plan.Data = t.over, t
	return ps.system.Supervise(ps.ctx, &t.Supervisor, plan)
}

// child is what package actor needs of a child.
func (t *tree) child(i int, p *childPlan, c *incarnations) actor.Child {
	child := p.child
	if p.nested != nil {
		child.Start = func() (*actor.Ref, error) {
			inner := &tree{plan: p.nested}
			if err := inner.start(t.thread.process); err != nil {
				return nil, err
			}
			c.current = value.FromRef(inner)
			return &inner.Ref, nil
		}
		return child
	}
	child.Start = func() (*actor.Ref, error) {
		a, err := t.spawn(p, c)
		if err != nil {
			return nil, err
		}
		c.current = value.FromRef(a)
		return &a.Ref, nil
	}
	if p.actor.crash != nil {
		child.Crashed = func(r *actor.Ref, cause error) error {
			a := r.Behavior().(*cell)
			if err := t.anew(a, p, c); err != nil {
				return err
			}
			return a.crashed(c, cause)
		}
	}
	return child
}

// spawn starts an actor of a child.
func (t *tree) spawn(p *childPlan, c *incarnations) (*cell, error) {
	ps := t.thread.process
	a := &cell{plan: p.actor}
	ps.start(&a.thread, &a.root)
	a.thread.cell = a
	a.thread.mayWait() // it can be interrupted wherever it waits
	err := t.thread.guard(func() { t.fill(a, p, c) })
	if err == nil {
		err = ps.system.SpawnAs(&a.Ref, a, p.actor.mailbox)
	}
	if err != nil {
		t.finally(a.endings(false))
		return nil, err
	}
	a.begin()
	return a, nil
}

// finally does steps that close what no actor will have.
func (t *tree) finally(s steps) {
	if err := t.thread.conclude(s); err != nil {
		t.thread.tellClosing(err)
	}
}

// fill gives an actor of a child its fields, and what it gets for init. What there is of them if one
// fails is in the actor.
func (t *tree) fill(a *cell, p *childPlan, c *incarnations) {
	f := t.thread.root
	if !c.ready {
		c.args = make([]value.Value, len(p.args))
		for i, x := range p.args {
			if x != nil && !p.owning[i] {
				c.args[i] = x(f)
			}
		}
		c.ready = true
	}
	args := t.arguments(f, a, p, c)
	fields := make([]value.Value, len(p.actor.fields))
	defer func() { a.state = p.actor.record(fields) }()
	for i := range fields {
		fields[i] = t.field(f, i, p, c, args)
	}
	if p.actor.init == nil {
		a.given = nil // the fields have it
	}
	if p.actor.crash != nil {
		c.fields = slices.Clone(fields)
		for i, owned := range p.owned {
			if owned {
				c.fields[i] = hole
			} else if dup := p.fields[i]; dup != nil && fields[i].Present() {
				fields[i] = dup(fields[i])
			}
		}
	}
}

// field is field i of the next actor of a child.
func (t *tree) field(f *frame, i int, p *childPlan, c *incarnations, args []value.Value) value.Value {
	from := p.from[i]
	if c.fields != nil && (from < 0 || p.wired[from] < 0) && (!p.owned[i] || c.fields[i].Present()) {
		v := c.fields[i]
		if p.owned[i] {
			c.fields[i] = hole
		}
		return v
	}
	if from >= 0 && (p.args[from] != nil || p.wired[from] >= 0) {
		v := args[from]
		if p.owned[i] {
			args[from] = hole
		}
		return v
	}
	return p.actor.fields[i](f)
}

// arguments computes those of the next actor of a child, and has that actor close what it owns of
// them until a field or init has it.
func (t *tree) arguments(f *frame, a *cell, p *childPlan, c *incarnations) []value.Value {
	args := copies(c.args, p.copies)
	a.given, a.moves = args, p.moves
	for i, sibling := range p.wired {
		if sibling >= 0 {
			args[i] = t.children[sibling].current
		}
	}
	for i, x := range p.args {
		if x != nil && p.owning[i] {
			args[i] = x(f)
		}
	}
	p.moves.handOver(args, &a.thread)
	if p.actor.init == nil {
		return args
	}
	return copies(args, p.copies)
}

// anew computes the fields that the next actor of a child owns, which its crash hook sees first.
func (t *tree) anew(a *cell, p *childPlan, c *incarnations) error {
	return t.thread.guard(func() {
		for i, owned := range p.owned {
			if owned && !c.fields[i].Present() {
				c.fields[i] = t.ownField(i, p)
			}
		}
	})
}

func (t *tree) ownField(i int, p *childPlan) value.Value {
	if from := p.from[i]; from >= 0 && p.args[from] != nil {
		return p.args[from](t.thread.root)
	}
	return p.actor.fields[i](t.thread.root)
}

// over reports why a supervisor has given up, and closes what was ready for actors that do not come.
func (t *tree) over(cause error) {
	ps := t.thread.process
	defer func() {
		for i, c := range t.children {
			if p := t.plan.children[i].actor; p != nil && c.fields != nil {
				t.finally((&cell{plan: p, state: p.record(c.fields)}).endings(false))
				c.fields = nil
			}
		}
	}()
	var fault *Fault
	switch {
	case cause == nil || errors.Is(cause, actor.ErrStopped) || ps.ctx.Err() != nil:
	case errors.As(cause, &fault):
		ps.report(fmt.Sprintf("%ssupervisor #%d (%s) has crashed%s\n", fault.Report(), t.ID(), t.plan.name, fault.where()))
	default:
		text := fmt.Sprintf("supervisor #%d (%s) gives up: %v", t.ID(), t.plan.name, cause)
		if often := (*actor.IntensityError)(nil); errors.As(cause, &often) && often.Last != nil {
			text += "; the last crash: " + oneLine(often.Last)
		}
		ps.report(text + "\n")
	}
}

// spawnTree lowers `spawn Supervisor`.
func (l *lowerer) spawnTree(e *ast.SpawnExpr, v *check.Supervisor) expr {
	p, at := l.treeOf(v), l.site(e)
	l.uses++
	return func(f *frame) value.Value {
		t := &tree{plan: p}
		f.waitsFor(at, &wait{kind: waitInit, on: &t.Ref})
		err := t.start(f.thread.process)
		f.thread.goesOn()
		if err != nil {
			f.pollContext()
			f.abort(at, "spawn: "+err.Error())
		}
		return value.FromRef(t)
	}
}

// treeChild lowers `supervisor.child`. While the child is being started again it waits.
func (l *lowerer) treeChild(e *ast.FieldExpr) expr {
	v := l.program.prog.Supervisor(l.typeOf(e.X))
	p, i, at := l.treeOf(v), l.info.Fields[e], l.site(e)
	x := l.expr(e.X)
	if p.children[i].pool {
		return func(f *frame) value.Value {
			r := value.Ref[tree](x(f)).Next()
			if r == nil {
				f.trap(at, "the pool `"+p.children[i].name+"` is empty")
			}
			return address(r)
		}
	}
	return func(f *frame) value.Value {
		child := value.Ref[tree](x(f)).Child(p.places[i])
		if !child.Ready() {
			f.first(at, &wait{kind: waitChild}, child)
		}
		r, _ := child.Given()
		if r == nil {
			f.trap(at, "the supervisor has ended before it has started `"+p.children[i].name+"`")
		}
		return address(r)
	}
}

// address is the value for the address of an actor or a supervisor.
func address(r *actor.Ref) value.Value {
	switch b := r.Behavior().(type) {
	case *cell:
		return value.FromRef(b)
	case *actor.Supervisor:
		return value.FromRef(b.Data().(*tree))
	}
	panic("internal error: an actor of another kind")
}

// spawnInPool lowers `spawn supervisor.pool(field: value)`.
func (l *lowerer) spawnInPool(e *ast.SpawnExpr, s *check.Spawn) expr {
	v := l.program.prog.Supervisor(l.typeOf(s.Pool))
	of, at := l.expr(s.Pool), l.site(e)
	i := 0
	for v.Children[i] != s.Child {
		i++
	}
	p := l.treeOf(v).children[i]
	own, moves := l.spawned(e, s)
	n := len(s.Args)
	l.uses++
	return func(f *frame) value.Value {
		t := value.Ref[tree](of(f))
		m := &mine{values: make([]value.Value, n)}
		for _, a := range own {
			m.values[a.field] = a.x(f)
		}
		added := t.Add(t.member(i, p, own, m))
		f.first(at, &wait{kind: waitChild}, added)
		r, err := added.Given()
		if err != nil || r == nil {
			if m.taken.CompareAndSwap(false, true) {
				f.shed(moves.losing(at, m.values))
			}
			f.trap(at, "the supervisor has ended: it starts no more actors")
		}
		return address(r)
	}
}

// What is mine are the arguments that one actor of a pool has for itself.
type mine struct {
	values []value.Value
	taken  atomic.Bool // by the actor
}

// member is one more child of a pool, some of whose arguments are its own.
func (t *tree) member(i int, p *childPlan, args []argument, m *mine) actor.Child {
	own := *p
	own.args = slices.Clone(p.args)
	for _, a := range args {
		own.args[a.field] = func(*frame) value.Value {
			m.taken.Store(true)
			return m.values[a.field]
		}
	}
	return t.child(i, &own, &incarnations{})
}

// errKilled is why an actor unwinds that was killed where it did not wait.
var errKilled = errors.New("the actor was killed")

// Kill has the actor unwind what it does.
func (c *cell) Kill() {
	c.thread.stop.Or(mustStop)
	c.Interrupt()
}

func supervisorIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"supervisor_stop": func(_ *lowerer, c *call) expr {
			x, at := c.args[0].x, c.at
			return func(f *frame) value.Value {
				t := value.Ref[tree](x(f))
				t.Stop()
				if !f.thread.below(&t.Supervisor) {
					f.awaitEnd(at, &t.Ref)
				}
				return unit
			}
		},
	}
}

// isWaitRestart tells whether a call has the types of upstream's hew_supervisor_wait_restart.
func (l *lowerer) isWaitRestart(c *call) bool {
	return len(c.args) == 3 && l.program.prog.Supervisor(c.args[0].typ) != nil && types.IsInteger(c.args[1].typ) &&
		types.IsInteger(c.args[2].typ) && types.IsInteger(c.result)
}

// waitRestart waits until a supervisor has started its children again so many times; it gives 0
// if that takes longer than the milliseconds of its last argument.
func waitRestart(c *call) expr {
	x, n, ms, at := c.args[0].x, c.args[1].x, c.args[2].x, c.at
	return func(f *frame) value.Value {
		restarted := value.Ref[tree](x(f)).Restarted(int(n(f).Int()))
		limit := &actor.Timer{After: time.Duration(ms(f).Int()) * time.Millisecond}
		if f.first(at, &wait{kind: waitChild, limit: limit.After}, restarted, limit) > 0 {
			return value.Int(0)
		}
		got, _ := restarted.Given() // 0 if the supervisor has ended
		return value.Int(int64(got))
	}
}

// below tells whether a thread is that of an actor which v stops, itself or through others.
func (t *thread) below(v *actor.Supervisor) bool {
	if t.cell == nil {
		return false
	}
	for o := t.cell.Owner(); o != nil; o = o.Owner() {
		if o == v {
			return true
		}
	}
	return false
}

// awaitEnd waits until an actor has ended.
func (f *frame) awaitEnd(at site, r *actor.Ref) {
	over := actor.NewReply[struct{}](f.thread.process.system)
	r.OnEnd(func(error) { over.Give(struct{}{}, nil) })
	f.first(at, &wait{kind: waitEnd, on: r}, over)
}
