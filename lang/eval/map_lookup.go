package eval

// This file lowers the reading of a key of a HashMap or HashSet.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// mapLookup lowers the looking up of a key in a map of type t.
func (l *lowerer) mapLookup(x expr, key operand, t types.Type) maybe {
	s := l.shape(t)
	if pieces := l.keyPieces(key.e); pieces != nil {
		return lookupPieces(s.Pairs, x, pieces)
	}
	y, i := key.x, key.local
	switch s.Pairs {
	case value.IntNumber:
		if i >= 0 {
			return func(f *frame) (value.Value, bool) {
				if v := value.IntsOf[int64](x(f).Map()).Find(f.s[i].Int()); v != nil {
					return value.Int(*v), true
				}
				return unit, false
			}
		}
		return func(f *frame) (value.Value, bool) {
			m := value.IntsOf[int64](x(f).Map())
			if v := m.Find(y(f).Int()); v != nil {
				return value.Int(*v), true
			}
			return unit, false
		}
	case value.IntValue:
		return func(f *frame) (value.Value, bool) {
			m := value.IntsOf[value.Value](x(f).Map())
			if v := m.Find(y(f).Int()); v != nil {
				return *v, true
			}
			return unit, false
		}
	case value.TextNumber:
		return func(f *frame) (value.Value, bool) {
			m := value.TextsOf[int64](x(f).Map())
			if v := m.Find(y(f).Str()); v != nil {
				return value.Int(*v), true
			}
			return unit, false
		}
	case value.TextValue:
		return func(f *frame) (value.Value, bool) {
			m := value.TextsOf[value.Value](x(f).Map())
			if v := m.Find(y(f).Str()); v != nil {
				return *v, true
			}
			return unit, false
		}
	case value.IntOnly:
		return func(f *frame) (value.Value, bool) {
			m := value.IntsOf[value.None](x(f).Map())
			return unit, m.Find(y(f).Int()) != nil
		}
	}
	get := s.Lookup().Get
	return func(f *frame) (value.Value, bool) {
		m := x(f).Map()
		return get(m, y(f))
	}
}

// keyPieces lowers a key that is an f-string, so that it need not be made to look it up.
func (l *lowerer) keyPieces(e ast.Expr) []piece {
	fs, ok := e.(*ast.FString)
	if _, computed := l.spilled[e]; !ok || computed {
		return nil
	}
	return l.fstringPieces(fs)
}

// lookupPieces looks up a key that is made of pieces.
func lookupPieces(p value.Pairs, x expr, pieces []piece) maybe {
	key := func(f *frame) []byte {
		b := f.thread.take()
		for _, p := range pieces {
			b = p(f, b)
		}
		return b
	}
	switch p {
	case value.TextNumber:
		return func(f *frame) (value.Value, bool) {
			m := value.TextsOf[int64](x(f).Map())
			b := key(f)
			v := m.FindBytes(b)
			f.thread.give(b)
			if v == nil {
				return unit, false
			}
			return value.Int(*v), true
		}
	case value.TextValue:
		return func(f *frame) (value.Value, bool) {
			m := value.TextsOf[value.Value](x(f).Map())
			b := key(f)
			v := m.FindBytes(b)
			f.thread.give(b)
			if v == nil {
				return unit, false
			}
			return *v, true
		}
	}
	return func(f *frame) (value.Value, bool) {
		m := value.TextsOf[value.None](x(f).Map())
		b := key(f)
		v := m.FindBytes(b)
		f.thread.give(b)
		return unit, v != nil
	}
}
