package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hewq/internal/annotated"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/stdlib"
)

// TestCleanPrograms checks programs in which nothing is wrong, and that the side tables then
// say all they promise.
func TestCleanPrograms(t *testing.T) {
	annotated.Each(t, "testdata/clean/*.hew", func(t *testing.T, name, text string) {
		file, ds := parser.ParseFile(source.New(name, text))
		prog, more := followed(file, module.New(stdlib.Modules))
		for _, d := range append(ds, more...) {
			t.Errorf("%s:%d: %s", name, d.Span.Place().Line, d.Message)
		}
		if t.Failed() {
			return
		}
		for _, problem := range incomplete(file, prog.Info) {
			t.Error(problem)
		}
	})
}

// incomplete lists the expressions of a file that the side tables should know but do not.
func incomplete(file *ast.File, info *check.Info) (problems []string) {
	complain := func(n ast.Node, format string, args ...any) {
		p := file.Span(n).Place()
		text := strings.SplitN(file.Span(n).Text(), "\n", 2)[0]
		problems = append(problems, fmt.Sprintf("%s:%d:%d: `%s` %s", file.Source.Name, p.Line, p.Column, text, fmt.Sprintf(format, args...)))
	}
	spaces := map[ast.Expr]bool{} // what stands before `::` or names a called thing
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Attribute, ast.Type:
			return false
		case *ast.CallExpr:
			call := info.Calls[n]
			if call == nil {
				complain(n, "is no known call")
				return true
			}
			if call.Kind != check.CallValue {
				spaces[n.Func] = true
				if f, ok := n.Func.(*ast.FieldExpr); ok && call.Recv == nil {
					hide(spaces, f.X)
				}
				if in, ok := n.Func.(*ast.InstanceExpr); ok {
					hide(spaces, in)
				}
			}
			if call.Kind == check.CallFunc && len(call.TypeArgs) != len(call.Func.TypeParams) {
				complain(n, "has %d type arguments for %d parameters", len(call.TypeArgs), len(call.Func.TypeParams))
			}
		case *ast.StructExpr:
			hide(spaces, n.Type)
		case *ast.FieldExpr:
			if _, isField := info.Fields[n]; !isField && !spaces[n] {
				if info.Uses[n] == nil {
					complain(n, "is neither field nor path")
				}
				hide(spaces, n.X)
			}
		case *ast.InstanceExpr:
			hide(spaces, n.X)
		case *ast.ForStmt:
			if it := info.Iters[n]; it == nil || unknown(it.Elem) {
				complain(n, "has no known iteration")
			}
		case *ast.LambdaExpr:
			if info.Lambdas[n] == nil {
				complain(n, "is no known closure")
			}
		}
		if e, ok := n.(ast.Expr); ok && !spaces[e] {
			typ := info.Types[e]
			if typ == nil {
				if r, ok := e.(*ast.RangeExpr); !ok || r.Lo != nil && r.Hi != nil {
					complain(n, "has no type")
				}
			} else if unknown(typ) {
				complain(n, "has type `%s`", typ)
			}
			if name, ok := e.(*ast.Name); ok && info.Uses[name] == nil {
				complain(n, "means nothing")
			}
		}
		return true
	}
	for _, item := range file.Items {
		switch item.Decl.(type) {
		case *ast.FuncDecl, *ast.ImplDecl, *ast.ConstDecl, *ast.TraitDecl:
			ast.Inspect(item.Decl, visit)
		}
	}
	return problems
}

// hide takes a path out of what must have a type.
func hide(spaces map[ast.Expr]bool, e ast.Expr) {
	spaces[e] = true
	switch e := e.(type) {
	case *ast.FieldExpr:
		hide(spaces, e.X)
	case *ast.InstanceExpr:
		hide(spaces, e.X)
	}
}

// unknown tells whether a type is not known or wrong.
func unknown(t types.Type) bool {
	switch t := t.(type) {
	case nil, *types.Var:
		return true
	case *types.Basic:
		return t.Kind == types.Invalid
	case *types.Named:
		if slices.ContainsFunc(t.Args, unknown) {
			return true
		}
	case *types.Tuple:
		if slices.ContainsFunc(t.Elems, unknown) {
			return true
		}
	case *types.Func:
		if slices.ContainsFunc(t.Params, unknown) {
			return true
		}
		return unknown(t.Result)
	}
	return false
}
