package lint

// This file warns of `while true`, which is a `loop`.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
)

// whileTrue warns of a loop whose condition is `true`. Where a comment stands in its head there is no correction.
func (l *linter) whileTrue(s *ast.WhileStmt) {
	if lit, ok := ast.Unparen(s.Cond).(*ast.Literal); !ok || lit.Text != "true" || s.Let != nil {
		return
	}
	at := l.span(s.Cond)
	for _, t := range l.here.File.TokensOf(s) {
		if t.Value == "while" {
			at.Start = t.Start()
			break
		}
	}
	d := l.report(at, diag.WhileTrue, "this condition always holds: `loop` needs none")
	d.Help = append(d.Help, "write `loop`")
	if !strings.Contains(at.Text(), "/") {
		d.Fixes = append(d.Fixes, diag.Replace("write `loop`", at, "loop"))
	}
}
