package query

// This file tells what the text of a file leaves out: the types of variables, the names of parameters.

import (
	"slices"
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// A Hint is a text that could stand at an offset.
type Hint struct {
	Offset int
	Text   string
	Param  bool // it names a parameter, else it is a type
}

// Hints are what the text from start up to end leaves out, in order.
func (f *File) Hints(start, end int) []Hint {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	var all []Hint
	for _, item := range f.Tree.Items {
		if item.End() < start || item.Start() > end {
			continue
		}
		ast.Inspect(item, func(n ast.Node) bool {
			if n.End() < start || n.Start() > end {
				return false
			}
			all = append(all, f.hintsOf(n)...)
			return true
		})
	}
	all = slices.DeleteFunc(all, func(h Hint) bool { return h.Offset < start || h.Offset > end })
	sort.SliceStable(all, func(i, j int) bool { return all[i].Offset < all[j].Offset })
	return all
}

func (f *File) hintsOf(n ast.Node) []Hint {
	switch n := n.(type) {
	case *ast.VarStmt:
		if n.Type == nil && !obvious(n.Value) {
			return f.typeHints(n)
		}
	case *ast.LetStmt:
		if n.Type == nil && n.Pattern != nil && !obvious(n.Value) {
			return f.patternHints(n.Pattern)
		}
	case *ast.ForStmt:
		return f.patternHints(n.Pattern)
	case *ast.LambdaExpr:
		var all []Hint
		for _, p := range n.Params {
			if p.Type == nil {
				all = append(all, f.typeHints(p)...)
			}
		}
		return all
	case *ast.CallExpr:
		return f.argumentHints(n)
	}
	return nil
}

// obvious tells whether the type of a value can be read in its text.
func obvious(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Literal, *ast.FString, *ast.StructExpr, *ast.CastExpr, *ast.BytesExpr:
		return true
	case *ast.UnaryExpr:
		return obvious(e.X)
	}
	return false
}

// patternHints are the types of what a pattern binds.
func (f *File) patternHints(p ast.Pattern) []Hint {
	var all []Hint
	if p == nil {
		return nil
	}
	ast.Inspect(p, func(n ast.Node) bool {
		all = append(all, f.typeHints(n)...)
		return true
	})
	return all
}

// typeHints is the type of the variable that n declares, if it declares one.
func (f *File) typeHints(n ast.Node) []Hint {
	l := f.prog.Info.Defs[n]
	if l == nil || !known(l.Type) || strings.HasPrefix(l.Name, "_") || l.Span.File != f.Source {
		return nil
	}
	return []Hint{{Offset: l.Span.End, Text: ": " + l.Type.String()}}
}

// argumentHints are the names of the parameters that get literals, which say nothing of what they are for.
func (f *File) argumentHints(n *ast.CallExpr) []Hint {
	call := f.prog.Info.Calls[n]
	if call == nil || call.Func == nil {
		return nil
	}
	params := call.Func.Params
	if call.Recv != nil && call.Func.Receiver || call.Kind == check.CallSend || call.Kind == check.CallAsk || call.Kind == check.CallStream {
		params = params[min(1, len(params)):]
	}
	if len(params) < 2 || len(params) != len(n.Args) {
		return nil
	}
	var all []Hint
	for i, a := range n.Args {
		_, literal := a.Value.(*ast.Literal)
		if literal && a.Name == "" && len(params[i].Name) > 1 {
			all = append(all, Hint{Offset: a.Start(), Text: params[i].Name + ":", Param: true})
		}
	}
	return all
}
