package lint

// This file warns of indices that count from the end, as in other languages.

import (
	"fmt"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// indexed looks at what stands in the brackets of `x[i]` and `x[a..b]`.
func (l *linter) indexed(e *ast.IndexExpr) {
	count := "len"
	if types.Is(l.info.Types[e.X], types.String) {
		count = "char_count_utf8" // len counts bytes
	}
	switch r, isRange := e.Index.(*ast.RangeExpr); {
	case l.info.Indexes[e] != nil || isMap(l.info.Types[e.X]):
	case isRange:
		l.fromEnd(e.X, r.Lo, count)
		l.fromEnd(e.X, r.Hi, count)
	default:
		l.fromEnd(e.X, e.Index, count)
	}
}

// isMap tells whether an index of a value of type t is a key.
func isMap(t types.Type) bool {
	def := types.DefOf(t)
	return def != nil && def.Name == "HashMap"
}

// indices are the names of the parameters of built-in methods that are indices.
var indices = []string{"index", "idx", "start", "end"}

// indexedBy looks at the arguments of a built-in method that are indices.
func (l *linter) indexedBy(call *check.Call) {
	if call.Recv == nil || !strings.HasPrefix(call.Func.Module.Path, "core") {
		return
	}
	for i, arg := range call.Args {
		if i+1 < len(call.Func.Params) && slices.Contains(indices, call.Func.Params[i+1].Name) {
			l.fromEnd(call.Recv, arg, "len")
		}
	}
}

// fromEnd warns of a negative literal as an index of x, of which the method count counts what may be indexed.
func (l *linter) fromEnd(x, index ast.Expr, count string) {
	minus, ok := index.(*ast.UnaryExpr)
	if !ok {
		return
	}
	if n, ok := integer(minus); !ok || n.Sign() >= 0 {
		return
	}
	back, simple := l.text(minus.X), l.same(x, x)
	written := "x." + count + "() - " + back
	if simple {
		written = l.text(x) + "." + count + "() - " + back
	}
	if a, ok := types.Resolve(l.info.Types[x]).(*types.Array); ok {
		written, simple = fmt.Sprintf("%d - %s", a.Len, back), true
	}
	at := l.span(minus)
	d := l.report(at, diag.NegativeIndex, "no element has the index `"+at.Text()+"`: indices do not count from the end")
	if !simple {
		d.Help = append(d.Help, "keep the value in a variable, say `x`, and write `"+written+"`")
		return
	}
	d.Help = append(d.Help, "write `"+written+"`")
	d.Fixes = append(d.Fixes, diag.Replace("write `"+written+"`", source.Span{File: at.File, Start: at.Start, End: at.End}, written))
}
