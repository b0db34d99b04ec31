package eval

// This file finds parameters that a function only looks at: it reads fields of a record that lie in no
// other record, and while it runs nothing changes a record. Such an argument needs no copy, wherever its
// record lies.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
)

// A looking is what a function does with its parameters.
type looking struct {
	only  uint64 // the parameters that it only looks at, one bit for each
	still bool   // it changes no record, and calls nothing that may
}

// looks tells what f does with its parameters.
func (p *program) looks(f *check.Func) looking {
	k, ok := p.looking[f]
	if !ok {
		p.looking[f] = looking{} // for a function that calls itself
		k = p.findLooking(f)
		p.looking[f] = k
	}
	return k
}

func (p *program) findLooking(f *check.Func) looking {
	if f.Decl == nil || f.Decl.Body == nil || f.Decl.Gen || f.Streams || f.VarSelf || len(f.Params) > 64 {
		return looking{}
	}
	s := &lookSurvey{program: p, of: map[*check.Local]int{}, still: true}
	var only uint64
	for i, param := range f.Params {
		s.of[param] = i
		if !param.FieldAssigned && !param.Assigned {
			only |= 1 << i
		}
	}
	s.visit(f.Decl.Body)
	if !s.still {
		return looking{}
	}
	return looking{only &^ s.kept, true}
}

type lookSurvey struct {
	*program
	of    map[*check.Local]int // parameters
	kept  uint64               // parameters that are more than looked at
	still bool                 // nothing found so far can change a record
}

// param is the number of the parameter that e names, -1 if it is something else.
func (s *lookSurvey) param(e ast.Expr) int {
	if name, ok := e.(*ast.Name); ok {
		if v, ok := s.info.Uses[name].(*check.Local); ok {
			if i, ok := s.of[v]; ok {
				return i
			}
		}
	}
	return -1
}

func (s *lookSurvey) visit(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if !s.still {
			return false
		}
		switch n := n.(type) {
		case nil:
		case *ast.Name:
			if i := s.param(n); i >= 0 && !isScalar(s.info.Types[n]) {
				s.kept |= 1 << i
			}
		case *ast.FieldExpr:
			return !s.reads(n)
		case *ast.CallExpr:
			s.call(n)
			return false
		case *ast.AssignStmt:
			name, ok := n.Target.(*ast.Name)
			s.still = ok && s.info.State[name] == nil
		case *ast.LetStmt:
			s.still = !n.Try
		case *ast.ForStmt:
			iter := s.info.Iters[n]
			s.still = iter != nil && iter.Kind == check.IterRange
		case *ast.UnaryExpr:
			s.still = n.Op == "-" || n.Op == "!" || n.Op == "~"
		case *ast.IndexExpr:
			_, isRange := n.Index.(*ast.RangeExpr)
			s.still = s.info.Indexes[n] == nil && (!isRange || isString(s.info.Types[n.X]))
		case *ast.Literal, *ast.TupleExpr, *ast.BinaryExpr, *ast.CastExpr, *ast.IfExpr, *ast.MatchExpr,
			*ast.MatchArm, *ast.Block, *ast.ReturnExpr, *ast.BreakExpr, *ast.ContinueExpr, *ast.ExprStmt, *ast.VarStmt,
			*ast.WhileStmt, *ast.RangeExpr, ast.Pattern, ast.Type:
		default:
			s.still = false
		}
		return s.still
	})
}

// reads tells whether e reads a field of a record that is in a parameter, and what it gives does not
// lie in that record.
func (s *lookSurvey) reads(e *ast.FieldExpr) bool {
	if t := s.info.Types[e]; t == nil || !isScalar(t) && !separate(t) {
		return false
	}
	var x ast.Expr = e
	for {
		f, ok := x.(*ast.FieldExpr)
		if !ok {
			return s.param(x) >= 0
		}
		if _, isField := s.info.Fields[f]; !isField || s.info.Uses[f] != nil {
			return false
		}
		x = f.X
	}
}

// separate tells whether values of type t never lie in a record: not even a record of numbers has one in it.
func separate(t types.Type) bool {
	if isString(t) || types.Is(t, types.Bytes) || isMap(t) {
		return true
	}
	if _, isVec := types.IsNamed(t, "Vec"); isVec {
		return true
	}
	def := types.DefOf(t)
	return def != nil && def.Shape == types.Enum
}

func (s *lookSurvey) call(n *ast.CallExpr) {
	info := s.info.Calls[n]
	if info == nil {
		s.still = false
		return
	}
	args := argsOf(info)
	switch {
	case info.Kind == check.CallVariant || info.Kind == check.CallRecord:
	case info.Kind != check.CallFunc:
		s.still = false
	case info.Func.Intrinsic != "":
		s.still = s.still && harmless(info.Func.Intrinsic)
	default:
		k := s.looks(info.Func)
		s.still = s.still && k.still
		for i, a := range args {
			if s.param(a) < 0 || k.only>>i&1 == 0 || s.info.Coercions[a] != nil {
				s.visit(a)
			}
		}
		return
	}
	for _, a := range args {
		s.visit(a)
	}
}

// harmless tells whether a built-in function changes nothing and calls nothing.
func harmless(intrinsic string) bool {
	switch intrinsic {
	case "vec.get", "vec.len", "vec.is_empty", "bytes.get", "bytes.len", "bytes.is_empty",
		"hashmap.get", "hashmap.contains_key", "hashmap.len", "hashmap.is_empty",
		"hashset.contains", "hashset.len", "hashset.is_empty", "string_char_at", "string_to_int":
		return true
	}
	return strings.HasPrefix(intrinsic, "math.") || strings.HasPrefix(intrinsic, "string.")
}

// lookedArgs lowers the arguments of a call of f. A record that f only looks at is not copied.
func (l *lowerer) lookedArgs(f *check.Func, es []ast.Expr) []operand {
	args := make([]operand, len(es))
	k := l.program.looks(f)
	for i, e := range es {
		if k.only>>i&1 != 0 {
			if x := l.uncopied(e, es[i+1:]); x != nil {
				args[i] = operand{x: x, typ: l.typeOf(e), local: l.place(e), e: e}
				continue
			}
		}
		args[i] = l.operand(e)
	}
	return args
}

// uncopied lowers a record without the copy that reading it would make, nil if it is something else or
// rest may change it.
func (l *lowerer) uncopied(e ast.Expr, rest []ast.Expr) expr {
	if !l.plainly(e) || !l.shape(l.typeOf(e)).Lies() && !l.mixedVariable(e) {
		return nil
	}
	for _, r := range rest {
		if !l.quiet(r) {
			return nil
		}
	}
	if slot := l.place(e); slot >= 0 {
		return local(slot)
	}
	return l.readFlat(e)
}

// mixedVariable tells whether e is a variable that owns a record with more than numbers in it, but without
// arrays: a copy has the same fields. Reading the variable copies that.
func (l *lowerer) mixedVariable(e ast.Expr) bool {
	t := l.typeOf(e)
	s := l.shape(t)
	return s.Kind == shape.Record && !s.Copied(shape.Array) && l.copier(t) != nil && l.place(e) >= 0 && l.ownsRecord(e)
}
