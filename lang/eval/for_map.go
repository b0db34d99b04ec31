package eval

// This file lowers for loops over HashMaps and HashSets, which may grow or shrink meanwhile.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// forEntries lowers a for over a HashMap or a HashSet.
func (l *lowerer) forEntries(s *ast.ForStmt, iter *check.Iter, id int) stmt {
	at, x := l.site(s), l.expr(s.Value)
	set := l.entrySetter(s, iter)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		m := x(f).Map()
		for i := 0; i < m.Count(); i++ {
			if !m.Live(i) {
				continue
			}
			set(f, m, i)
			if ended := body(f); ended != next {
				if on, left := turned(ended, id); !on {
					return left
				}
			}
			if i%pollEvery == 0 {
				f.poll(at)
			}
		}
		return next
	}
}

// entrySetter gives the function that sets the variables of the loop s for an entry.
func (l *lowerer) entrySetter(s *ast.ForStmt, iter *check.Iter) func(f *frame, m *value.Map, i int) {
	read := l.shape(l.typeOf(s.Value)).Pairs.EntryReader()
	if iter.Kind == check.IterSet {
		slot := l.temp()
		bind := l.bindSlot(s.Pattern, slot)
		return func(f *frame, m *value.Map, i int) {
			f.s[slot], _ = read(m, i)
			bind(f)
		}
	}
	parts := payloadOf(l.typeOf(s.Value))
	if p, ok := s.Pattern.(*ast.TuplePattern); ok && len(p.Patterns) == 2 {
		key, val := l.temp(), l.temp()
		bindKey := l.bindTyped(p.Patterns[0], key, parts[0])
		bindVal := l.bindTyped(p.Patterns[1], val, parts[1])
		return func(f *frame, m *value.Map, i int) {
			f.s[key], f.s[val] = read(m, i)
			bindKey(f)
			bindVal(f)
		}
	}
	slot, tuple := l.temp(), l.shape(l.typ(iter.Elem))
	bind := l.bindSlot(s.Pattern, slot)
	return func(f *frame, m *value.Map, i int) {
		k, v := read(m, i)
		f.s[slot] = tuple.Make([]value.Value{k, v})
		bind(f)
	}
}
