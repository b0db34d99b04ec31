package eval

// This file finds buffers that can go back to the module that lent them. A loop that receives
// would otherwise touch as much fresh memory as it receives data.
//
// `let chunk = stream.recv();` is such a variable if everything that is done with chunk only
// looks at it: nothing can hold the buffer when the scope ends.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// lent is the variable that s declares and the way back of its buffer, if it has one. The
// statement stands in b.
func (l *lowerer) lent(s ast.Stmt, b *ast.Block) (*check.Local, func(*native.Env, []byte)) {
	let, ok := s.(*ast.LetStmt)
	if !ok || let.Try {
		return nil, nil
	}
	v := l.info.Defs[let.Pattern]
	if v == nil || v.Assigned || !types.Is(v.Type, types.Bytes) {
		return nil, nil
	}
	back := l.lender(let.Value)
	if back == nil || !l.onlyLooked(v, b, nil) {
		return nil, nil
	}
	return v, back
}

// lender is the way back of the buffer that x gives, nil if x gives none or something else.
func (l *lowerer) lender(x ast.Expr) func(*native.Env, []byte) {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return nil
	}
	c := l.info.Calls[call]
	if c == nil || c.Kind != check.CallFunc {
		return nil
	}
	switch f := c.Func; {
	case f.Intrinsic != "":
		return nil
	case f.Extern != "":
		b, _ := l.program.prog.Extern(f)
		return b.GiveBack
	case f.Module == nil || f.Module.Native == nil || f.Decl == nil || f.Decl.Body == nil:
		return nil // only the functions of a module are known to pass on what they call
	default:
		return l.lender(forwarded(f.Decl.Body))
	}
}

// forwarded is the expression that is all of a block, looking through `unsafe`.
func forwarded(b *ast.Block) ast.Expr {
	if len(b.Stmts) != 1 {
		return nil
	}
	x := b.Tail()
	if u, ok := x.(*ast.UnsafeExpr); ok {
		return forwarded(u.Body)
	}
	return x
}

// onlyLooked tells whether nothing in n keeps v or gives it away. Functions in under are being
// looked into.
func (l *lowerer) onlyLooked(v *check.Local, n ast.Node, under []*check.Func) bool {
	uses, looks := 0, 0
	isUse := func(x ast.Expr) bool {
		name, ok := x.(*ast.Name)
		return ok && l.info.Uses[name] == check.Object(v)
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name:
			if isUse(n) {
				uses++
			}
		case *ast.LambdaExpr:
			if lambda := l.info.Lambdas[n]; lambda != nil {
				for _, captured := range lambda.Captures {
					if captured == v {
						uses++ // beyond what can be looked at
					}
				}
			}
		case *ast.BinaryExpr:
			if n.Op == "==" || n.Op == "!=" || n.Op == "is" {
				looks += count(isUse(n.Left)) + count(isUse(n.Right))
			}
		case *ast.IndexExpr:
			looks += count(isUse(n.X))
		case *ast.CallExpr:
			c := l.info.Calls[n]
			if c == nil || c.Kind != check.CallFunc {
				break
			}
			args := c.Args
			if c.Recv != nil {
				args = append([]ast.Expr{c.Recv}, args...)
			}
			for i, a := range args {
				if isUse(a) && l.looksAt(c.Func, i, under) {
					looks++
				}
			}
		}
		return true
	})
	return uses == looks
}

// looksAt tells whether f does no more than look at its argument i, which is bytes.
func (l *lowerer) looksAt(f *check.Func, i int, under []*check.Func) bool {
	switch {
	case f.Intrinsic != "":
		return i < len(f.Params) && f.Builtin.LooksAt(f.Params[i].Name)
	case f.Extern != "":
		return true // a native neither changes nor keeps a buffer
	case f.Decl == nil || f.Decl.Body == nil || i >= len(f.Params) || len(under) > 4:
		return false
	}
	if slices.Contains(under, f) {
		return false
	}
	return l.onlyLooked(f.Params[i], f.Decl.Body, append(under, f))
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// giveBack makes the end of a scope that returns the buffer in slot.
func giveBack(slot int, back func(*native.Env, []byte)) func(*frame) {
	return func(f *frame) {
		if v := f.s[slot]; v.Present() {
			f.s[slot] = value.Value{}
			b := v.Bytes()
			if b.Shared() {
				return
			}
			buf := b.B
			b.B = nil
			back(f.thread.process.env, buf)
		}
	}
}
