package eval

// This file lowers `for await`.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// forRecv lowers a for over what a channel or a stream delivers: it ends with the first None.
func (l *lowerer) forRecv(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	at, x := l.site(s.Value), l.expr(s.Value)
	holder := l.temp()
	from := operand{x: local(holder), local: holder, typ: l.typeOf(s.Value)}
	fn, targs := l.callee(iter.Next, from.typ)
	result := l.typ(types.Bind(fn.TypeParams, targs).Apply(fn.Sig.Result))
	recv := l.intrinsic(fn.Intrinsic, &call{fn: fn, targs: targs, args: []operand{from}, result: result, at: at})
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	payload := unwrapper(l.typ(iter.Elem))
	return func(f *frame) ctl {
		f.s[holder] = x(f)
		for turns := 0; ; turns++ {
			o := recv(f)
			if o.Tag() != tagSome {
				f.s[holder] = value.Value{}
				return next
			}
			f.s[slot] = payload(o)
			bind(f)
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if turns%pollEvery == 0 {
				f.poll(at)
			}
		}
	}
}
