package eval

// This file lowers expressions to the Value they have.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/token"
	"hewq/lang/types"
	"hewq/lang/value"
)

// expr lowers an expression that nothing leaves early.
func (l *lowerer) expr(e ast.Expr) expr {
	defer l.inside()()
	if slot, ok := l.spilled[e]; ok {
		return local(slot)
	}
	if c := l.counter(e); c != nil {
		return l.countedExpr(c, e, func() expr { return l.expr(e) })
	}
	u := l.unit(e)
	x := l.settling(e, l.kept(e, l.plainExpr(e)))
	if d := l.info.Coercions[e]; d != nil {
		box, plain := l.boxer(l.typeOf(e), d), x
		x = func(f *frame) value.Value { return box(plain(f)) }
	}
	return u.around(x)
}

func (l *lowerer) plainExpr(e ast.Expr) expr {
	if x := l.cut(e); x != nil {
		return l.expr(x)
	}
	switch x := e.(type) {
	case *ast.Name:
		if field := l.info.State[x]; field != nil {
			return l.moving(e, l.field(field))
		}
		return l.nameExpr(x)
	case *ast.Literal:
		return l.literal(x)
	case *ast.FString:
		return l.fstring(x)
	case *ast.TupleExpr:
		return l.tuple(x)
	case *ast.ArrayExpr:
		return l.array(x)
	case *ast.BytesExpr:
		return l.bytesExpr(x)
	case *ast.MapExpr:
		return l.mapExpr(x)
	case *ast.IfExpr:
		return l.ifExpr(x)
	case *ast.MatchExpr:
		return l.matchExpr(x, l.expr)
	case *ast.SelectExpr:
		return l.selectExpr(x)
	case *ast.Block:
		if _, isMap := types.IsNamed(l.typeOf(x), "HashMap"); isMap && len(x.Stmts) == 0 {
			s := l.shape(l.typeOf(x))
			return func(*frame) value.Value { return s.NewMap() }
		}
		return l.block(x)
	case *ast.UnsafeExpr:
		return l.block(x.Body)
	case *ast.LambdaExpr:
		return l.lambda(x)
	case *ast.CallExpr:
		return l.callExpr(x)
	case *ast.IndexExpr:
		return l.index(x)
	case *ast.InstanceExpr:
		return l.object(x, l.info.Uses[x])
	case *ast.CastExpr:
		return l.cast(x)
	case *ast.StructExpr:
		return l.structExpr(x)
	case *ast.FieldExpr:
		if o := l.info.Uses[x]; o != nil {
			return l.object(x, o)
		}
		if def := types.DefOf(l.typeOf(x.X)); def != nil && def.Shape == types.Supervisor {
			return l.treeChild(x)
		}
		if take := l.takeField(x); take != nil {
			return take
		}
		return l.field(x)
	case *ast.ContextVariant:
		return l.object(x, l.info.Uses[x])
	case *ast.UnaryExpr:
		return l.unary(x)
	case *ast.BinaryExpr:
		return l.binary(x)
	case *ast.RangeExpr:
		return l.rangeExpr(x)
	case *ast.SpawnExpr:
		return l.spawn(x)
	case *ast.ScopeExpr, *ast.ForkExpr, *ast.DeadlineExpr:
		return l.nothingOf(l.effect(x))
	case *ast.GenExpr:
		return l.genExpr(x)
	case *ast.YieldExpr:
		return l.yieldExpr(x)
	case *ast.JoinExpr:
		return l.join(x)
	case *ast.TimeoutExpr:
		if call := l.info.Within[x]; call != nil {
			return l.expr(call)
		}
		return l.await(x.X.(*ast.UnaryExpr), x.After)
	case *ast.ActorExpr:
		return l.actorLambda(x)
	case *ast.ThisExpr:
		return func(f *frame) value.Value { return value.FromRef(f.thread.cell) }
	}
	l.bug(e, "an expression that cannot run: %T", e)
	return nil
}

// nameExpr lowers a name.
func (l *lowerer) nameExpr(e *ast.Name) expr {
	v, ok := l.info.Uses[e].(*check.Local)
	if !ok {
		return l.object(e, l.info.Uses[e])
	}
	if base, ok := l.spread[v]; ok {
		return gathered(base, l.shape(l.typ(v.Type)).Words())
	}
	slot, ok := l.slots[v]
	if !ok {
		l.bug(e, "`%s` has no slot", v.Name)
	}
	if empty := l.emptying(e); empty != nil {
		return func(f *frame) value.Value {
			v := f.s[slot]
			empty(f)
			return v
		}
	}
	if v.FieldAssigned && !l.last[e] && elemOf(l.typ(v.Type)) == nil {
		if copied := l.copier(l.typ(v.Type)); copied != nil {
			return func(f *frame) value.Value { return copied(f.s[slot]) }
		}
	}
	return local(slot)
}

// object lowers a name or path that stands for something of the program.
func (l *lowerer) object(e ast.Expr, o check.Object) expr {
	switch o := o.(type) {
	case *check.Local:
		return local(l.slots[o])
	case *check.Const:
		return l.constant(e, o)
	case *check.Func:
		return l.functionValue(o, l.typeArgs(l.info.Instances[e]))
	case *check.Variant:
		return l.variantValue(o.Variant, l.typeOf(e))
	}
	l.bug(e, "a name that means no value: %T", o)
	return nil
}

// variantValue lowers a variant: a value, or the function that makes it.
func (l *lowerer) variantValue(v *types.Variant, t types.Type) expr {
	sig, ok := types.Resolve(t).(*types.Func)
	if !ok {
		return always(value.Unit(v.Tag))
	}
	args := make([]expr, len(sig.Params))
	for i := range args {
		args[i] = local(i)
	}
	c := &code{name: v.Name, need: max(1, len(args)), body: l.variant(v, l.typ(sig.Result), args)}
	return always(value.FromRef(&closure{code: c}))
}

// A constant is computed at its first use.
type constant struct {
	known bool
	v     value.Value
	body  *code
}

// constant lowers the use of a constant.
func (l *lowerer) constant(use ast.Node, c *check.Const) expr {
	k, ok := l.program.consts[c]
	if !ok {
		k = &constant{body: l.program.constBody(c)}
		l.program.consts[c] = k
	}
	at := l.site(use)
	l.uses++
	return func(f *frame) value.Value {
		if !k.known {
			k.v, k.known = f.call(k.body, at), true
		}
		return k.v
	}
}

// constBody is the code that computes a constant.
func (p *program) constBody(c *check.Const) *code {
	return p.later(&code{name: c.Name, need: unlowered, lower: func(body *code) {
		defer p.sitesOf(body)()
		l := p.lowerer(c.Module.File, c.Name, nil)
		l.survey(c.Decl.Value)
		body.body = l.expr(c.Decl.Value)
		l.finish(body)
	}})
}

func (l *lowerer) literal(e *ast.Literal) expr {
	v := l.decode(e, e.Kind(), e.Text, l.typeOf(e))
	if e.Kind() == token.ByteString && types.Is(l.typeOf(e), types.Bytes) {
		text := v.Str()
		return func(*frame) value.Value { return value.FromBytes(&value.Bytes{B: []byte(text)}) }
	}
	return always(v)
}

func (l *lowerer) tuple(e *ast.TupleExpr) expr {
	switch len(e.Elems) {
	case 0:
		return nothing
	case 1:
		return l.expr(e.Elems[0])
	}
	return l.record(l.typeOf(e), l.exprs(e.Elems))
}

func (l *lowerer) exprs(es []ast.Expr) []expr {
	xs := make([]expr, len(es))
	for i, e := range es {
		xs[i] = l.element(e)
	}
	return xs
}

// array lowers `[a, b]` and `[x; n]`, as an array or a Vec.
func (l *lowerer) array(e *ast.ArrayExpr) expr {
	elem := elemOf(l.typeOf(e))
	if elem == nil {
		l.bug(e, "an array of type %s", l.typeOf(e))
	}
	make1 := l.vecs(elem).from
	xs := make([]expr, len(e.Elems))
	for i, x := range e.Elems {
		xs[i] = l.taken(x)
	}
	if e.Count != nil {
		x, n, dup, at := xs[0], l.expr(e.Count), l.shape(elem).Copier(shape.Store), l.site(e)
		return func(f *frame) value.Value {
			v := x(f)
			count := max(0, n(f).Int())
			f.room(at, count, valueSize)
			elems := make([]value.Value, count)
			for i := range elems {
				elems[i] = v
				if dup != nil {
					elems[i] = dup(v)
				}
			}
			return make1(elems)
		}
	}
	return func(f *frame) value.Value {
		elems := make([]value.Value, len(xs))
		for i, x := range xs {
			elems[i] = x(f)
		}
		return make1(elems)
	}
}

func (l *lowerer) bytesExpr(e *ast.BytesExpr) expr {
	xs := l.exprs(e.Elems)
	return func(f *frame) value.Value {
		b := make([]byte, len(xs))
		for i, x := range xs {
			b[i] = byte(x(f).Int())
		}
		return value.FromBytes(&value.Bytes{B: b})
	}
}

func (l *lowerer) mapExpr(e *ast.MapExpr) expr {
	s := l.shape(l.typeOf(e))
	put := s.Lookup().Put
	var keys, vals []expr
	for _, entry := range e.Entries {
		keys = append(keys, l.expr(entry.Key))
		vals = append(vals, l.expr(entry.Value))
	}
	return func(f *frame) value.Value {
		m := s.NewMap()
		for i := range keys {
			k := keys[i](f)
			put(m.Map(), k, vals[i](f))
		}
		return m
	}
}

func (l *lowerer) ifExpr(x *ast.IfExpr) expr {
	top := l.top
	c := l.ifCond(x)
	then := l.block(x.Then)
	l.top = top
	other := expr(nothing)
	if x.Else != nil {
		other = l.expr(x.Else)
	}
	return l.branch(x, c, then, other)
}

func (l *lowerer) unary(e *ast.UnaryExpr) expr {
	switch e.Op {
	case "-":
		return l.negate(e)
	case "!":
		if types.Is(l.typeOf(e), types.Bool) {
			return truth(l.cond(e))
		}
		return l.complement(e)
	case "~":
		return l.complement(e)
	case "await":
		return l.await(e, nil)
	case "clone":
		return l.clone(l.typeOf(e.X), l.expr(e.X), l.site(e))
	}
	l.bug(e, "operator %s", e.Op)
	return nil
}

// rangeExpr lowers a range that is kept as a value.
func (l *lowerer) rangeExpr(e *ast.RangeExpr) expr {
	if e.Lo == nil || e.Hi == nil {
		l.bug(e, "a range without an end")
	}
	lo, hi, inclusive := l.expr(e.Lo), l.expr(e.Hi), e.Op == "..="
	return func(f *frame) value.Value {
		a := lo(f).Int()
		return value.FromRef(&rangeValue{lo: a, hi: hi(f).Int(), step: 1, inclusive: inclusive})
	}
}

// cast lowers `x as T`.
func (l *lowerer) cast(e *ast.CastExpr) expr {
	from, to := l.typeOf(e.X), l.typeOf(e)
	if types.IsFloat(from) && isScalar(to) && !types.IsFloat(to) {
		w, x := widthOf(to), l.float(e.X)
		return func(f *frame) value.Value { return value.Int(w.toInt(x(f))) }
	}
	return l.convert(from, to, l.operand(e.X))
}

// convert makes a number of another type: integers are cut or extended, floats are cut towards
// zero and go no further than the type does.
func (l *lowerer) convert(from, to types.Type, o operand) expr {
	x := o.x
	switch {
	case !isScalar(from) || !isScalar(to):
		return x
	case types.IsFloat(from) && types.IsFloat(to):
		if types.Is(to, types.F32) {
			return func(f *frame) value.Value { return value.Float(float64(float32(x(f).Float()))) }
		}
		return x
	case types.IsFloat(from):
		w := widthOf(to)
		return func(f *frame) value.Value { return value.Int(w.toInt(x(f).Float())) }
	case types.IsFloat(to):
		single := types.Is(to, types.F32)
		switch wide := widthOf(from).wide(); { // from the integer to f32 at once: rounding twice is wrong
		case wide && single:
			return func(f *frame) value.Value { return value.Float(float64(float32(uint64(x(f).Int())))) }
		case wide:
			return func(f *frame) value.Value { return value.Float(float64(uint64(x(f).Int()))) }
		case single:
			return func(f *frame) value.Value { return value.Float(float64(float32(x(f).Int()))) }
		}
		return func(f *frame) value.Value { return value.Float(float64(x(f).Int())) }
	case types.Is(to, types.Bool):
		return func(f *frame) value.Value { return value.Bool(x(f).Int() != 0) }
	}
	w := widthOf(to)
	switch {
	case widens(from, to):
		return x
	case w.unsigned:
		mask := number(w.hi)
		return bitwiseAnd(0, w, &o, &mask)
	}
	high := uint(64 - w.bits)
	if i := o.local; i >= 0 {
		return func(f *frame) value.Value { return value.Int(extend(f.s[i].Int(), high)) }
	}
	return func(f *frame) value.Value { return value.Int(extend(x(f).Int(), high)) }
}

// rounded is a float value, of f32 if single.
func rounded(x float64, single bool) value.Value {
	if single {
		x = float64(float32(x))
	}
	return value.Float(x)
}
