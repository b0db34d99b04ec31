package cover

// This file finds the parts of a file.

import (
	"sort"

	"hewq/lang/ast"
)

// A nodePart is a part with the node that the evaluator lowers for it.
type nodePart struct {
	node ast.Node
	part part
}

// partsOf are the parts of a file, in the order of the source.
func partsOf(f *ast.File) []nodePart {
	var parts []nodePart
	add := func(n, around ast.Node) { parts = append(parts, nodePart{n, own(around)}) }
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Block:
			for _, s := range n.Stmts {
				if n := counted(s); n != nil {
					add(n, s)
				}
			}
		case *ast.IfExpr:
			if other, isBlock := n.Else.(*ast.Block); n.Else != nil && (!isBlock || len(other.Stmts) == 0) {
				add(n.Else, n.Else)
			}
		case *ast.MatchArm:
			add(n.Body, n)
		case *ast.SelectArm:
			add(n.Body, n)
		case *ast.LambdaExpr:
			if n.Body != nil {
				add(n.Body, n.Body)
			}
		}
		return true
	})
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].part[0].start < parts[j].part[0].start })
	return parts
}

// counted is the node whose lowering counts for a statement, nil for what is only made of other
// statements.
func counted(s ast.Stmt) ast.Node {
	e, ok := s.(*ast.ExprStmt)
	if !ok {
		return s
	}
	switch x := e.X.(type) {
	case *ast.Block:
		if len(x.Stmts) > 0 {
			return nil
		}
	case *ast.UnsafeExpr:
		return nil
	}
	return e.X
}

// own are the pieces of n outside of the blocks and parts in it.
func own(n ast.Node) part {
	var holes []piece
	hole := func(n ast.Node) { holes = append(holes, piece{n.Start(), n.End()}) }
	ast.Inspect(n, func(c ast.Node) bool {
		if c == n {
			return true
		}
		switch c := c.(type) {
		case *ast.Block, *ast.MatchArm, *ast.SelectArm:
			hole(c)
			return false
		case *ast.IfExpr:
			if c.Else != nil {
				hole(c.Else)
			}
		case *ast.LambdaExpr:
			if c.Body != nil {
				hole(c.Body)
			}
		}
		return true
	})
	return cut(piece{n.Start(), n.End()}, holes)
}

// cut takes the holes out of a piece.
func cut(whole piece, holes []piece) part {
	sort.Slice(holes, func(i, j int) bool { return holes[i].start < holes[j].start })
	var rest part
	at := whole.start
	for _, h := range holes {
		if h.start > at {
			rest = append(rest, piece{at, h.start})
		}
		at = max(at, h.end)
	}
	if at < whole.end || len(rest) == 0 {
		rest = append(rest, piece{min(at, whole.end), whole.end})
	}
	return rest
}
