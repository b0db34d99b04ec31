package eval

// This file lowers calls of small functions to what these compute: an expression over their
// parameters and elements that calls no other function of the program. A fault in it tells of the call
// all the same.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// mostInlined is how many parts the body of such a function has.
const mostInlined = 20

// An inlined is a call that is replaced by the body of the function.
type inlined struct {
	l     *lowerer // of the body; its parameters have slots of the caller
	body  *ast.Block
	moves []expr // arguments that are not in slots yet
	slots []int  // where they go
	types []types.Type
}

// inline prepares a call of fn with some arguments; nil if it stays a call.
func (l *lowerer) inline(e ast.Node, fn *check.Func, targs []types.Type, args []ast.Expr) *inlined {
	body := l.program.smallBody(fn)
	if body == nil || len(args) != len(fn.Params) {
		return nil
	}
	subst := types.Bind(fn.TypeParams, targs)
	for _, p := range fn.Params {
		if l.program.closes(l.program.prog.Normalize(subst.Apply(p.Type))) {
			return nil
		}
	}
	l.program.follow.Need(fn)
	in := &inlined{l: l.program.lowerer(fn.Module.File, qualified(fn), subst), body: body}
	in.l.pool, in.l.within = l.pool, l.site(e)
	top := l.top
	operands := l.args(args)
	for i, form := range l.argForms(operands) {
		if base := l.spreadArg(args[i], args[i+1:]); base >= 0 {
			in.l.spread[fn.Params[i]] = base
			continue
		}
		if x := l.uncopied(args[i], args[i+1:]); x != nil {
			operands[i].x = x
		}
		slot := operands[i].local
		if form != 'l' && form != 'L' {
			slot = l.looked(args[i], args[i+1:])
		}
		if slot < 0 {
			slot = l.temp()
			in.moves, in.slots, in.types = append(in.moves, operands[i].x), append(in.slots, slot), append(in.types, operands[i].typ)
		}
		in.l.slots[fn.Params[i]] = slot
	}
	in.l.top, in.l.max = l.top, l.top
	l.top = top
	return in
}

// looked is the slot of a variable with a record that the body may look into where it is, else -1.
func (l *lowerer) looked(e ast.Expr, rest []ast.Expr) int {
	name, ok := e.(*ast.Name)
	if !ok || l.info.Coercions[e] != nil || l.watched(e) || l.emptying(e) != nil {
		return -1
	}
	v, ok := l.info.Uses[name].(*check.Local)
	if !ok || slices.ContainsFunc(rest, func(r ast.Expr) bool { return l.writes(r, v) }) {
		return -1
	}
	return l.place(e)
}

// spreadArg is the first slot of a record that is spread, and that rest does not change, else -1.
func (l *lowerer) spreadArg(e ast.Expr, rest []ast.Expr) int {
	base := l.spreadSlot(e)
	if base < 0 || isScalar(l.typeOf(e)) || !l.plainly(e) {
		return -1
	}
	v := l.root(e)
	if slices.ContainsFunc(rest, func(r ast.Expr) bool { return l.writes(r, v) }) {
		return -1
	}
	return base
}

// getter is the operand that a call of a small function on variables is.
func (l *lowerer) getter(e *ast.CallExpr) (operand, bool) {
	info := l.info.Calls[e]
	if info == nil || slices.ContainsFunc(argsOf(info), func(e ast.Expr) bool { _, isName := e.(*ast.Name); return !isName }) {
		return operand{}, false
	}
	in := l.inlineCall(e)
	if in == nil || len(in.moves) > 0 || in.single() == nil {
		return operand{}, false
	}
	return in.l.formOf(in.single()), true
}

// done notes what the body needs in the frame of the caller.
func (in *inlined) done(l *lowerer) {
	l.max = max(l.max, in.l.max)
	l.deep = max(l.deep, l.depth+in.l.deep)
}

// prepare gives the function that moves the arguments to their slots, nil if they are there. All are
// computed before: computing one may use the slots for something else.
func (in *inlined) prepare() func(*frame) {
	switch len(in.moves) {
	case 0:
		return nil
	case 1:
		x, slot := in.moves[0], in.slots[0]
		if isScalar(in.types[0]) {
			return func(f *frame) { v := x(f).Int(); f.s[slot].SetInt(v) }
		}
		return func(f *frame) { v := x(f); f.s[slot] = v }
	case 2:
		x, y, i, j := in.moves[0], in.moves[1], in.slots[0], in.slots[1]
		return func(f *frame) {
			a := x(f)
			b := y(f)
			f.s[i], f.s[j] = a, b
		}
	}
	x, slot, rest := in.moves[0], in.slots[0], (&inlined{moves: in.moves[1:], slots: in.slots[1:], types: in.types[1:]}).prepare()
	return func(f *frame) { // the first waits for the others
		v := x(f)
		rest(f)
		f.s[slot] = v
	}
}

// single is the expression that the body consists of, else nil.
func (in *inlined) single() ast.Expr {
	if len(in.body.Stmts) > 1 {
		return nil
	}
	return in.body.Tail()
}

// result, holds and number lower the body.
func (in *inlined) result() expr {
	if e := in.single(); e != nil {
		return in.l.expr(e)
	}
	return in.l.tailBlock(in.body)
}

func (in *inlined) holds() cond { return in.l.leafCond(in.body.Stmts) }

// leafCond is the bool that the statements of a small function give: some leave it early, the last one is its
// value.
func (l *lowerer) leafCond(stmts []ast.Stmt) cond {
	x := stmts[0].(*ast.ExprStmt).X
	if len(stmts) == 1 {
		if r, ok := x.(*ast.ReturnExpr); ok {
			x = r.Value
		}
		return l.cond(x)
	}
	early := x.(*ast.IfExpr)
	test, then, rest := l.cond(early.Cond), l.leafCond(early.Then.Stmts), l.leafCond(stmts[1:])
	return func(f *frame) bool {
		if test(f) {
			return then(f)
		}
		return rest(f)
	}
}

func (in *inlined) number() flt {
	if e := in.single(); e != nil {
		return in.l.float(e)
	}
	x := in.l.tailBlock(in.body)
	return func(f *frame) float64 { return x(f).Float() }
}

// expr lowers the call to its value.
func (in *inlined) expr(l *lowerer) expr {
	x, before := in.result(), in.prepare()
	in.done(l)
	if before == nil {
		return x
	}
	return func(f *frame) value.Value { before(f); return x(f) }
}

// cond lowers a call whose value is a bool.
func (in *inlined) cond(l *lowerer) cond {
	x, before := in.holds(), in.prepare()
	in.done(l)
	if before == nil {
		return x
	}
	return func(f *frame) bool { before(f); return x(f) }
}

// float lowers a call whose value is a float.
func (in *inlined) float(l *lowerer) flt {
	x, before := in.number(), in.prepare()
	in.done(l)
	if before == nil {
		return x
	}
	return func(f *frame) float64 { before(f); return x(f) }
}

// inlineCall is inline for a call expression whose function is known.
func (l *lowerer) inlineCall(e *ast.CallExpr) *inlined {
	info := l.info.Calls[e]
	if info == nil || info.Kind != check.CallFunc && info.Kind != check.CallTrait || info.Func == nil || info.Func.VarSelf {
		return nil
	}
	if _, computed := l.spilled[e]; computed || l.canLeave(e) || l.info.Coercions[e] != nil || l.watched(e) || l.unit(e) != nil {
		return nil
	}
	recv := types.Type(nil)
	if info.Recv != nil {
		recv = l.typeOf(info.Recv)
	}
	if info.Kind == check.CallTrait {
		if info.RecvType != nil {
			recv = l.typ(info.RecvType)
		}
		if _, isDyn := recv.(*types.Dyn); isDyn {
			return nil
		}
	}
	fn, targs := l.callee(info, recv)
	return l.inline(e, fn, targs, argsOf(info))
}

// smallBody is the body of fn if calls of it can be replaced by that, else nil.
func (p *program) smallBody(fn *check.Func) *ast.Block {
	d := fn.Decl
	if p.counters != nil || d == nil || d.Body == nil || d.Gen || fn.Extern != "" || fn.Intrinsic != "" || fn.VarSelf || fn.Consuming || fn.Message || fn.Within != "" || !isScalar(fn.Sig.Result) || p.tested != nil && p.tested.fn == fn {
		return nil
	}
	for _, param := range fn.Params {
		if param.FieldAssigned || param.Mutable {
			return nil
		}
	}
	if left := mostInlined; !p.leafBlock(d.Body, true, &left) {
		return nil
	}
	return d.Body
}

// leafBlock is leaf for a block: if returns, it may be left by return, after conditions as well.
func (p *program) leafBlock(b *ast.Block, returns bool, left *int) bool {
	if len(b.Stmts) == 0 {
		return false
	}
	n := len(b.Stmts) - 1
	for _, s := range b.Stmts[:n] {
		x, ok := s.(*ast.ExprStmt)
		if !ok || !returns {
			return false
		}
		early, ok := x.X.(*ast.IfExpr)
		if !ok || early.Let != nil || early.Else != nil || early.Then.Tail() != nil || !p.leaf(early.Cond, left) || !p.leafBlock(early.Then, true, left) {
			return false
		}
	}
	if e := b.Tail(); e != nil {
		return p.leaf(e, left)
	}
	last, ok := b.Stmts[n].(*ast.ExprStmt)
	if !ok || !returns {
		return false
	}
	r, ok := last.X.(*ast.ReturnExpr)
	return ok && r.Value != nil && p.leaf(r.Value, left)
}

// leaf tells whether e computes with parameters, numbers and elements of Vecs alone; left is how many parts it may have.
func (p *program) leaf(e ast.Expr, left *int) bool {
	if *left--; *left < 0 || p.info.Coercions[e] != nil {
		return false
	}
	switch x := e.(type) {
	case *ast.Literal:
		return true
	case *ast.Name:
		v, ok := p.info.Uses[x].(*check.Local)
		return ok && p.info.State[x] == nil && !v.FieldAssigned
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && p.leaf(x.Elems[0], left)
	case *ast.FieldExpr:
		_, isField := p.info.Fields[x]
		return isField && p.info.Uses[x] == nil && p.leaf(x.X, left)
	case *ast.CallExpr:
		return p.leafCall(x, left)
	case *ast.IndexExpr:
		_, slice := x.Index.(*ast.RangeExpr)
		return !slice && p.info.Indexes[x] == nil && elemOf(p.info.Types[x.X]) != nil && p.leaf(x.X, left) && p.leaf(x.Index, left)
	case *ast.CastExpr:
		return p.leaf(x.X, left)
	case *ast.UnaryExpr:
		return (x.Op == "-" || x.Op == "!" || x.Op == "~") && p.leaf(x.X, left)
	case *ast.IfExpr:
		if x.Let != nil || x.Else == nil || !p.leaf(x.Cond, left) || !p.leafBlock(x.Then, false, left) {
			return false
		}
		if b, ok := x.Else.(*ast.Block); ok {
			return p.leafBlock(b, false, left)
		}
		return p.leaf(x.Else, left)
	case *ast.BinaryExpr:
		return x.Op != "is" && p.leaf(x.Left, left) && p.leaf(x.Right, left)
	}
	return false
}

// leafCall is leaf for a call: of a built-in function that gives a number of what it looks at.
func (p *program) leafCall(e *ast.CallExpr, left *int) bool {
	info := p.info.Calls[e]
	if info == nil || info.Kind != check.CallFunc || len(p.flow.Temps[e]) > 0 {
		return false
	}
	switch info.Func.Intrinsic {
	case "string.len", "string.char_at", "string.is_empty", "vec.len", "vec.is_empty":
	default:
		return false
	}
	for _, arg := range argsOf(info) {
		if !p.leaf(arg, left) {
			return false
		}
	}
	return true
}
