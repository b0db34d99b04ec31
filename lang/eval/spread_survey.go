package eval

// This file finds the variables whose record can be spread over slots: all that is done with them is
// reading and assigning fields, and storing copies of them.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
)

// A spreading is what is known of a variable that may be spread.
type spreading struct {
	loops  int  // around the declaration
	direct bool // its first value needs no object
	whole  int  // uses that need an object
	often  bool // one of them is in a loop that the declaration is not in
	never  bool
}

// surveySpread finds the variables in body that are spread.
func (l *lowerer) surveySpread(body ast.Node) {
	if l.typed {
		return
	}
	s := &spreadSurvey{l: l, found: map[*check.Local]*spreading{}}
	ast.Inspect(body, s.visit)
	for v, k := range s.found {
		if k.never || !v.FieldAssigned && (!k.direct || k.whole > 1 || k.often) {
			continue
		}
		l.spreads[v] = true
	}
}

type spreadSurvey struct {
	l     *lowerer
	found map[*check.Local]*spreading
	loops int
}

// declare notes a variable that may be spread.
func (s *spreadSurvey) declare(v *check.Local, direct bool) {
	l := s.l
	if v == nil || l.drops[v] {
		return
	}
	if s := l.shape(l.typ(v.Type)); !s.Lies() || s.Words() > mostInSlots {
		return
	}
	s.found[v] = &spreading{loops: s.loops, direct: direct}
}

// variable is what is known of the variable at the root of e, nil if it is not one that may be spread.
func (s *spreadSurvey) variable(e ast.Expr) *spreading {
	name, ok := rootOf(e).(*ast.Name)
	if !ok {
		return nil
	}
	v, ok := s.l.info.Uses[name].(*check.Local)
	if !ok {
		return nil
	}
	return s.found[v]
}

func (s *spreadSurvey) each(es ...ast.Expr) {
	for _, e := range es {
		if e != nil {
			ast.Inspect(e, s.visit)
		}
	}
}

func (s *spreadSurvey) visit(n ast.Node) bool {
	l := s.l
	if n == nil {
		return false
	}
	if l.apart(n) {
		s.hide(n)
		return false
	}
	switch n := n.(type) {
	case *ast.LetStmt:
		if name, ok := n.Pattern.(*ast.NamePattern); ok && n.Value != nil && !n.Try && l.info.Patterns[name] == nil {
			s.declare(l.info.Defs[name], l.starts(n.Value))
		}
	case *ast.VarStmt:
		if n.Value != nil {
			s.declare(l.info.Defs[n], l.starts(n.Value))
		}
	case *ast.ForStmt:
		s.each(n.Value)
		s.loops++
		if name, ok := n.Pattern.(*ast.NamePattern); ok && l.info.Patterns[name] == nil && l.overSlab(n) {
			s.declare(l.info.Defs[name], true)
		}
		ast.Inspect(n.Body, s.visit)
		s.loops--
		return false
	case *ast.WhileStmt, *ast.LoopStmt:
		s.loops++
		ast.Children(n, func(c ast.Node) { ast.Inspect(c, s.visit) })
		s.loops--
		return false
	case *ast.DeferStmt:
		s.hide(n)
		return false
	case *ast.AssignStmt:
		return s.assign(n)
	case *ast.FieldExpr:
		if _, isField := l.info.Fields[n]; isField && l.info.Uses[n] == nil && s.path(n) != nil {
			if !isScalar(l.typeOf(n)) {
				s.use(s.path(n))
			}
			return false
		}
	case *ast.CallExpr:
		return s.call(n)
	case *ast.Name:
		if k := s.variable(n); k != nil {
			s.use(k)
		}
	}
	return true
}

// path is what is known of the variable that the fields of e lie in, nil if e is not such a path.
func (s *spreadSurvey) path(e ast.Expr) *spreading {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return s.path(x.Elems[0])
		}
	case *ast.Name:
		return s.variable(x)
	case *ast.FieldExpr:
		if _, isField := s.l.info.Fields[x]; isField && s.l.info.Uses[x] == nil {
			return s.path(x.X)
		}
	}
	return nil
}

func (s *spreadSurvey) use(k *spreading) {
	k.whole++
	k.often = k.often || k.loops != s.loops
}

// hide notes that what n mentions is seen by something that outlives the statement.
func (s *spreadSurvey) hide(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if name, ok := n.(*ast.Name); ok {
			if k := s.variable(name); k != nil {
				k.never = true
			}
		}
		return true
	})
}

func (s *spreadSurvey) assign(n *ast.AssignStmt) bool {
	if s.path(n.Target) == nil {
		s.each(s.l.operandsOf(n.Target)...)
		if k := s.variable(n.Target); k != nil {
			k.never = true // a step that is not a field
		}
	}
	if _, isIndex := n.Target.(*ast.IndexExpr); isIndex && s.path(n.Value) != nil {
		return false // stores a copy
	}
	s.each(n.Value)
	return false
}

func (s *spreadSurvey) call(n *ast.CallExpr) bool {
	info := s.l.info.Calls[n]
	if info == nil {
		return true
	}
	if info.Recv != nil && info.Func != nil && info.Func.VarSelf {
		if k := s.variable(info.Recv); k != nil {
			k.never = true
		}
	}
	if info.Kind == check.CallFunc && info.Func.Intrinsic == "" && s.l.program.smallBody(info.Func) != nil {
		for _, a := range argsOf(info) { // which the body of the function only looks at
			if s.path(a) == nil || isScalar(s.l.typeOf(a)) {
				s.each(a)
			}
		}
		return false
	}
	fn, args := s.l.hotCall(n)
	if fn == nil || fn.Intrinsic != "vec.push" && fn.Intrinsic != "vec.set" || !s.l.isSlab(s.l.typeOf(args[0])) {
		return true
	}
	if last := args[len(args)-1]; s.path(last) != nil {
		args = args[:len(args)-1]
	}
	s.each(args...)
	return false
}

// starts tells whether the numbers of e can be had without an object, before anything is lowered.
func (l *lowerer) starts(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.TupleExpr:
		return len(x.Elems) != 1 || l.starts(x.Elems[0])
	case *ast.StructExpr:
		return l.literalParts(x) != nil
	case *ast.IndexExpr:
		return l.steps(x) && l.isSlab(l.typeOf(x.X))
	case *ast.CallExpr:
		fn, args := l.hotCall(x)
		return fn != nil && fn.Intrinsic == "vec.get" && l.isSlab(l.typeOf(args[0]))
	}
	return false
}

// overSlab tells whether a for goes over a Vec of records of numbers.
func (l *lowerer) overSlab(s *ast.ForStmt) bool {
	iter := l.info.Iters[s]
	return iter != nil && iter.Kind == check.IterVec && l.isSlab(l.typeOf(s.Value))
}
