package eval

// This file lowers for loops over iterators and generators.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// An iteration is how a loop goes over a value with Iterator or IntoIterator. The iterator is in a slot.
type iteration struct {
	at    site
	begin func(*frame)
	next  cond // sets the variables of the loop; false after the last value
}

// forTrait lowers a for over a value with Iterator or IntoIterator.
func (l *lowerer) forTrait(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	t := l.iterator(s, iter)
	begin, loop := t.begin, whileTrue(t.at, id, t.next, l.blockStmt(s.Body))
	return func(f *frame) ctl {
		begin(f)
		return loop(f)
	}
}

// iterator lowers all of a for but its body.
func (l *lowerer) iterator(s *ast.ForStmt, iter *check.Iter) iteration {
	var x expr
	at := l.site(s.Value)
	it := l.typeOf(s.Value)
	if iter.Into != nil {
		fn, targs := l.callee(iter.Into, it)
		it = l.typ(types.Bind(fn.TypeParams, targs).Apply(fn.Sig.Result))
		x = l.callDirect(at, l.program.function(fn, targs), []operand{l.operand(s.Value)})
	} else {
		x = l.expr(s.Value)
	}
	fn, targs := l.callee(iter.Next, it)
	l.uses++
	holder, slot := l.temp(), l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	if fn.Intrinsic == "generator.next" {
		return iteration{
			at:    at,
			begin: func(f *frame) { f.s[holder] = x(f) },
			next: func(f *frame) bool {
				f.poll(at)
				v, ok := value.Ref[generator](f.s[holder]).advance(f, at, 1)
				if !ok {
					return false
				}
				f.s[slot] = v
				bind(f)
				return true
			},
		}
	}
	c := l.program.function(fn, targs)
	begin := func(f *frame) { f.s[holder] = x(f) }
	if copied := l.copier(it); copied != nil {
		begin = func(f *frame) { f.s[holder] = copied(x(f)) }
	}
	payload := unwrapper(l.typ(iter.Elem))
	return iteration{
		at:    at,
		begin: begin,
		next: func(f *frame) bool {
			nf := f.enter(c, at)
			nf.s[0] = f.s[holder]
			o := c.body(nf)
			f.s[holder] = nf.s[0]
			if o.Tag() != tagSome {
				return false
			}
			f.s[slot] = payload(o)
			bind(f)
			return true
		},
	}
}
