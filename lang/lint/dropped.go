package lint

// This file warns of statements that drop a Result, or a handle that may be a zero value.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A dropping is how an expression stands whose value nothing gets.
type dropping uint8

const (
	asStatement dropping = iota // before a `;`
	asTail                      // at the end of a block
	asArm                       // behind the `=>` of an arm
)

// drop looks at an expression whose value is dropped.
func (l *linter) drop(e ast.Expr, how dropping) {
	switch e := e.(type) {
	case nil:
	case *ast.Block:
		if e != nil {
			l.drop(e.Tail(), asTail)
		}
	case *ast.UnsafeExpr:
		l.drop(e.Body, asTail)
	case *ast.IfExpr:
		l.drop(e.Then, asTail)
		l.drop(e.Else, asTail)
	case *ast.MatchExpr:
		for _, arm := range e.Arms {
			l.drop(arm.Body, asArm)
		}
	case *ast.SelectExpr:
		for _, arm := range e.Arms {
			l.drop(arm.Body, asArm)
		}
	default:
		l.dropped(e, how)
	}
}

// dropped warns of e if its value tells of a failure.
func (l *linter) dropped(e ast.Expr, how dropping) {
	t := l.info.Types[e]
	if t == nil || types.Is(t, types.Unit) || types.Is(t, types.Never) {
		return
	}
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	if call != nil {
		l.values[call] = use{kind: somewhere} // it is reported, or its value is not used on purpose
	}
	parts, isResult := types.IsNamed(t, "Result")
	switch {
	case isResult && l.isMessage(e) && !isNested(parts):
		// That it may not arrive is the nature of a message.
	case isResult:
		what := "this Result is dropped: nothing tells of a failure"
		if name := l.calledName(e); name != "" {
			what = "the Result of `" + name + "` is dropped: nothing tells if that fails"
		}
		l.keeps(l.report(l.span(e), diag.DroppedResult, what), how,
			"look at it, with `match` or `?`; `let _ = …;` says that its failure does not matter")
	case call != nil && l.mayBeZero(call):
		l.keeps(l.report(l.span(e), diag.DroppedResult, "what `"+l.calledName(e)+"` gives is dropped: nothing tells if that fails"), how,
			"keep it, and look at what fails; `let _ = …;` says that its failure does not matter")
	}
}

// isMessage tells whether e sends a message to an actor, closes a lambda actor, or waits for that.
func (l *linter) isMessage(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == "await" && l.isMessage(e.X)
	case *ast.TimeoutExpr:
		return l.isMessage(e.X)
	case *ast.CallExpr:
		call := l.info.Calls[e]
		if call == nil {
			return false
		}
		if call.Kind == check.CallSend || call.Kind == check.CallAsk {
			return true
		}
		return call.Recv != nil && call.Func != nil && call.Func.Name == "close" && types.DefOf(l.info.Types[call.Recv]) == l.prog.LambdaActor()
	}
	return false
}

// isNested tells whether a Result with these parts has another one, which is the reply to a message.
func isNested(parts []types.Type) bool {
	_, nested := types.IsNamed(parts[0], "Result")
	return nested
}

// calledName is the name of what e calls, "" if it is no call.
func (l *linter) calledName(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		switch f := e.Func.(type) {
		case *ast.Name:
			return f.Name
		case *ast.FieldExpr:
			return f.Name
		}
	case *ast.UnaryExpr:
		return l.calledName(e.X)
	}
	return ""
}

// keeps completes a warning of a dropped value with what to do.
func (l *linter) keeps(d *diag.Diagnostic, how dropping, help string) {
	d.Help = append(d.Help, help)
	before, behind := "let _ = ", ";"
	switch how {
	case asStatement:
		behind = ""
	case asArm:
		before, behind = "{ "+before, behind+" }"
	}
	at := d.Span
	fix := diag.Fix{Title: "write `let _ =` before it", Edits: []diag.Edit{{Span: source.Span{File: at.File, Start: at.Start, End: at.Start}, Text: before}}}
	if behind != "" {
		fix.Edits = append(fix.Edits, diag.Edit{Span: source.Span{File: at.File, Start: at.End, End: at.End}, Text: behind})
	}
	d.Fixes = append(d.Fixes, fix)
}
