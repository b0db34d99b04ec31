package eval

// This file lowers functions: it turns a declaration with its type arguments into a code.

import (
	"fmt"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A lowerer makes the closures of one function or one lambda. Closures must not capture it.
type lowerer struct {
	program *program
	info    *check.Info
	flow    *flow.Facts
	file    *ast.File
	name    string // of the function, for people
	subst   types.Subst
	slots   map[*check.Local]int
	top     int // slots in use
	max     int // slots ever in use
	uses    int // how many lowered expressions may call, and so use the callee's frame
	depth   int // nesting of expressions and statements now
	deep    int // the deepest it was

	spilled   map[ast.Expr]int // expressions computed already, by slot
	owned     map[*check.Local]bool
	last      map[*ast.Name]bool    // uses of owned records after which the local is not read
	spreads   map[*check.Local]bool // whose record is spread over slots
	spread    map[*check.Local]int  // those that are declared, with their first slot
	loops     []*loop               // around what is lowered now
	scopes    []int                 // slots of the scopes of tasks around what is lowered now
	generator bool                  // what is lowered is the body of a generator
	drops     map[*check.Local]bool // locals closed at the end of their scope
	temps     map[ast.Expr]int      // values that are closed unless they were taken over: their slots
	counting  []ast.Node            // whose lowering goes on, and counts

	typed   bool      // statements of an input are lowered
	pool    *sitePool // of an input and the closures in it, else nil
	eager   bool      // closures are lowered with what is around them
	lasting bool      // something of the input lives on when it has run

	tested *tested // of the function that runs as a test, else nil

	within site // of the call that what is lowered takes the place of, else 0
}

// A loop is a loop of the function that is being lowered.
type loop struct {
	node   ast.Stmt
	id     int // of the loops of a function that labels name
	result int // slot of the value of break, -1 if there is none
}

// function is the code of f with type arguments.
func (p *program) function(f *check.Func, targs []types.Type) *code {
	if left := mostParts; !fitting(targs, &left) {
		return p.endless(f)
	}
	var key strings.Builder
	key.WriteString(strconv.Itoa(p.types.ID(f)))
	for _, t := range targs {
		key.WriteString("," + p.types.Key(t))
	}
	c, ok := p.codes[key.String()]
	if !ok {
		c = &code{name: qualified(f), fn: f, need: unlowered}
		c.scalar = isScalar(p.prog.Normalize(types.Bind(f.TypeParams, targs).Apply(f.Sig.Result)))
		c.again = func(c *code) { p.lower(c, f, targs) }
		c.lower = c.again
		p.codes[key.String()] = p.later(c)
	}
	return c
}

// mostParts bounds the size of type arguments. Functions that call themselves with larger and
// larger ones would be lowered anew without end.
const mostParts = 300

// fitting takes the parts of ts from what is left; false if there are more.
func fitting(ts []types.Type, left *int) bool {
	for _, t := range ts {
		if *left--; *left < 0 {
			return false
		}
		ok := true
		switch t := types.Resolve(t).(type) {
		case *types.Named:
			ok = fitting(t.Args, left)
		case *types.Tuple:
			ok = fitting(t.Elems, left)
		case *types.Array:
			ok = fitting([]types.Type{t.Elem}, left)
		case *types.Slice:
			ok = fitting([]types.Type{t.Elem}, left)
		case *types.Func:
			ok = fitting(t.Params, left) && fitting([]types.Type{t.Result}, left)
		}
		if !ok {
			return false
		}
	}
	return true
}

// endless is the code of f with type arguments that are too large.
func (p *program) endless(f *check.Func) *code {
	at := p.siteAt(f.Module.File.Span(f.Decl), qualified(f))
	body := func(f *frame) value.Value {
		f.trap(at, "the type arguments of this function become larger with every call")
		return value.Value{}
	}
	return &code{name: qualified(f), fn: f, need: 1 + len(f.Params), body: body}
}

// unlowered is the need of a code without a body.
const unlowered = 1 << 30

// qualified is the name of f for people: `Point.norm`, or `Shape.area` of a method that a trait has a body for.
func qualified(f *check.Func) string {
	if f.Owner != nil {
		if f.Trait != nil && f.Owner == types.Type(f.Trait.Self) {
			return f.Trait.Name + "." + f.Name
		}
		name, _, _ := strings.Cut(f.Owner.String(), "<")
		if def := types.DefOf(f.Owner); def != nil {
			name = def.Name
		}
		return name + "." + f.Name
	}
	return f.Name
}

// lower makes the body of c.
func (p *program) lower(c *code, f *check.Func, targs []types.Type) {
	defer p.sitesOf(c)()
	p.follow.Need(f)
	l := p.lowerer(f.Module.File, c.name, types.Bind(f.TypeParams, targs))
	for i, param := range f.Params {
		l.slots[param] = i
	}
	l.top, l.max = len(f.Params), len(f.Params)
	l.tested = p.testedAs(f)
	if f.Extern != "" || f.Intrinsic != "" || f.Decl == nil || f.Decl.Body == nil {
		c.body = l.forward(f, targs)
	} else {
		l.survey(f.Decl.Body)
		if f.Decl.Gen && !f.Streams {
			l.generate(c, f)
		} else {
			c.body, _ = l.function(f, f.Decl)
		}
	}
	l.finish(c)
}

func (p *program) lowerer(file *ast.File, name string, subst types.Subst) *lowerer {
	return &lowerer{
		program: p, info: p.info, flow: p.flow, file: file, name: name, subst: subst,
		slots: map[*check.Local]int{}, spilled: map[ast.Expr]int{},
		eager: p.parallel,
		owned: map[*check.Local]bool{}, last: map[*ast.Name]bool{},
		spreads: map[*check.Local]bool{}, spread: map[*check.Local]int{}, drops: map[*check.Local]bool{},
		temps: map[ast.Expr]int{},
	}
}

// finish completes c when its body is there.
func (l *lowerer) finish(c *code) {
	if l.program.sampled {
		c.body, c.holds = l.sampledBody(c), nil
	}
	c.need = max(1, l.max)
	l.program.deepen(l.deep)
}

// function lowers the body of a declared function; to a step if it is a resumable generator.
func (l *lowerer) function(f *check.Func, decl *ast.FuncDecl) (body expr, step stmt) {
	var entry []stmt
	for i, p := range f.Params {
		if p.FieldAssigned && !(f.VarSelf && i == 0) {
			if copied := l.copier(l.typ(p.Type)); copied != nil {
				entry = append(entry, func(f *frame) ctl { f.s[i] = copied(f.s[i]); return next })
			}
		}
	}
	clean := l.scope(decl, nil)
	lower := func() expr { return l.body(decl.Body, f.Sig.Result) }
	if l.generator {
		return l.generatorBody(decl.Body, lower, entry, clean)
	}
	return entered(entry, clean.around(lower())), nil
}

// entered is body with what is done before it.
func entered(entry []stmt, body expr) expr {
	if len(entry) == 0 {
		return body
	}
	enter := seq(entry)
	return func(f *frame) value.Value {
		enter(f)
		return body(f)
	}
}

// forward is the body of a function that is not written in Hew, for those who use it as a
// value: it hands its parameters on.
func (l *lowerer) forward(f *check.Func, targs []types.Type) expr {
	c := &call{fn: f, targs: targs, result: l.typ(f.Sig.Result), at: l.site(nil)}
	for i, p := range f.Sig.Params {
		c.args = append(c.args, operand{x: local(i), local: i, typ: l.typ(p)})
	}
	if f.Intrinsic != "" {
		return l.intrinsic(f.Intrinsic, c)
	}
	return l.native(c)
}

// typ is t with the type arguments of this instance.
func (l *lowerer) typ(t types.Type) types.Type {
	if t == nil {
		return types.Of(types.Unit)
	}
	return l.program.prog.Normalize(l.subst.Apply(t))
}

// typeOf is the type of an expression.
func (l *lowerer) typeOf(e ast.Expr) types.Type {
	t, ok := l.info.Types[e]
	if !ok {
		if n, isName := e.(*ast.Name); isName {
			if v, isLocal := l.info.Uses[n].(*check.Local); isLocal {
				return l.typ(v.Type)
			}
		}
	}
	return l.typ(t)
}

func (l *lowerer) typeArgs(ts []types.Type) []types.Type {
	if len(ts) == 0 {
		return nil
	}
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		out[i] = l.typ(t)
	}
	return out
}

// site makes n known as a place that can fail.
func (l *lowerer) site(n ast.Node) site {
	at := source.Span{}
	if n != nil {
		at = l.file.Span(n)
	}
	s := site(0)
	if l.pool != nil {
		s = l.pool.site(l.program, Call{l.name, at})
	} else {
		s = l.program.siteAt(at, l.name)
	}
	if l.within != 0 {
		l.program.sites.within(s, l.within)
	}
	return s
}

// temp takes a slot for a value on the way; the caller resets top.
func (l *lowerer) temp() int {
	l.top++
	l.max = max(l.max, l.top)
	return l.top - 1
}

// declare takes a slot for a variable.
func (l *lowerer) declare(v *check.Local) int {
	s := l.temp()
	l.slots[v] = s
	return s
}

// inside counts the nesting of closures: `defer l.inside()()`.
func (l *lowerer) inside() func() {
	l.depth++
	l.deep = max(l.deep, l.depth)
	return func() { l.depth-- }
}

// bug stops the lowering of what the checker should have refused.
func (l *lowerer) bug(n ast.Node, format string, args ...any) {
	where := ""
	if n != nil && l.file != nil {
		p := l.file.Span(n).Place()
		where = fmt.Sprintf("%s:%d:%d: ", l.file.Source.Name, p.Line, p.Column)
	}
	panic(fmt.Sprintf("%s%s", where, fmt.Sprintf(format, args...)))
}
