package eval

// This file makes text: f-strings, chains of `+`, and what values look like.

import (
	"strconv"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/token"
	"hewq/lang/types"
	"hewq/lang/value"
)

type (
	// A piece appends its part of a text.
	piece func(f *frame, b []byte) []byte

	// An appender appends a value of the type it was made for.
	appender func(f *frame, b []byte, v value.Value) []byte
)

// fstring lowers an f-string.
func (l *lowerer) fstring(e *ast.FString) expr { return l.concat(l.fstringPieces(e)) }

func (l *lowerer) fstringPieces(e *ast.FString) []piece {
	var out []piece
	for _, p := range e.Parts {
		if p.X != nil {
			out = append(out, l.shown(p.X)...)
			continue
		}
		text, err := token.DecodeFStringText(p.Text)
		if err != nil {
			l.bug(p, "%v", err)
		}
		out = append(out, fixed(text))
	}
	return out
}

func fixed(text string) piece {
	return func(_ *frame, b []byte) []byte { return append(b, text...) }
}

// chain takes apart a chain of `+` on strings.
func (l *lowerer) chain(e ast.Expr, out []piece) []piece {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == "+" {
		if _, computed := l.spilled[e]; !computed && isString(l.typeOf(b.Left)) {
			return l.chain(b.Right, l.chain(b.Left, out))
		}
	}
	return append(out, l.shown(e)...)
}

// shown lowers an expression to the text of its value.
func (l *lowerer) shown(e ast.Expr) []piece {
	if _, computed := l.spilled[e]; !computed {
		switch x := e.(type) {
		case *ast.FString:
			return l.fstringPieces(x)
		case *ast.BinaryExpr:
			if x.Op == "+" && isString(l.typeOf(x)) {
				return l.chain(x, nil)
			}
		case *ast.Literal:
			if isString(l.typeOf(x)) {
				return []piece{fixed(l.decode(x, x.Kind(), x.Text, l.typeOf(x)).Str())}
			}
		}
	}
	t := l.typeOf(e)
	if i := l.localSlot(e); i >= 0 {
		switch {
		case isString(t):
			return []piece{func(f *frame, b []byte) []byte { return append(b, f.s[i].Str()...) }}
		case types.IsInteger(t) && !widthOf(t).wide():
			return []piece{func(f *frame, b []byte) []byte { return strconv.AppendInt(b, f.s[i].Int(), 10) }}
		}
	}
	x := l.expr(e)
	show := l.display(t)
	if !l.shape(t).Displayed() {
		show = show.from(l.site(e))
	}
	return []piece{func(f *frame, b []byte) []byte { return show(f, b, x(f)) }}
}

// concat lowers pieces to the string they make.
func (l *lowerer) concat(pieces []piece) expr {
	return func(f *frame) value.Value {
		t := f.thread
		b := t.take()
		for _, p := range pieces {
			b = p(f, b)
		}
		s := string(b)
		t.give(b)
		return value.String(s)
	}
}

// from is show where code of the program may make the text, which is called from there.
func (show appender) from(at site) appender {
	return func(f *frame, b []byte, v value.Value) []byte {
		f.at = at
		return show(f, b, v)
	}
}

// display is how values of type t look. The frame must know where from, see appender.from.
func (l *lowerer) display(t types.Type) appender {
	code := lowered(l.shape(t))
	if code.shown == nil {
		if code.shown = l.displayOf(t); code.shown == nil {
			l.bug(nil, "%s cannot be displayed", t)
		}
	}
	return code.shown
}

// displayOf is nil if values of type t cannot be displayed.
func (l *lowerer) displayOf(t types.Type) appender {
	s := l.shape(t)
	if s.Displayed() {
		return func(_ *frame, b []byte, v value.Value) []byte { return s.Display(b, v) }
	}
	if s.Kind == shape.Dyn {
		return l.displayDyn()
	}
	fn, targs, ok := l.program.prog.Display(t)
	if !ok {
		return nil
	}
	l.uses++
	c := l.program.function(fn, targs)
	return func(f *frame, b []byte, v value.Value) []byte {
		nf := f.enter(c, f.at)
		nf.s[0] = v
		return append(b, c.body(nf).Str()...)
	}
}

// growString lowers an assignment that makes a local string longer: the new text goes behind
// the old where there is room, instead of both being copied.
func (l *lowerer) growString(a *ast.AssignStmt, v *check.Local) stmt {
	slot, hidden := l.slots[v], l.grown[v]
	var pieces []piece
	if a.Op == "+=" {
		pieces = l.shown(a.Value)
	} else {
		pieces = l.chain(a.Value, nil)[1:]
	}
	return func(f *frame) ctl {
		var sb *value.Builder
		if f.s[hidden].Present() {
			sb = value.Ref[value.Builder](f.s[hidden])
		}
		cur := f.s[slot].Str()
		if sb == nil || !sb.Ends(cur) {
			sb = &value.Builder{B: append(make([]byte, 0, max(64, 2*len(cur))), cur...)}
			f.s[hidden] = value.FromRef(sb)
		}
		b := sb.B
		for _, p := range pieces {
			b = p(f, b)
		}
		sb.B = b
		f.s[slot] = sb.Value()
		return next
	}
}
