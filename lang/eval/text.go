package eval

// This file makes text: f-strings, chains of `+`, and what values look like.

import (
	"strconv"

	"hewq/lang/ast"
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

// A text is an expression that makes a string of several parts. Its head is nil unless it begins
// with a string: that may have room behind it for the rest.
type text struct {
	head   expr
	pieces []piece
}

// fstring lowers an f-string.
func (l *lowerer) fstring(e *ast.FString) expr {
	var t text
	l.addFString(e, &t)
	return t.joined()
}

func (l *lowerer) fstringPieces(e *ast.FString) []piece {
	var t text
	l.addFString(e, &t)
	return t.all()
}

// chain lowers `a + b` on strings.
func (l *lowerer) chain(e *ast.BinaryExpr) expr {
	var t text
	l.addChain(e, &t)
	return t.joined()
}

// shown lowers an expression to the text of its value.
func (l *lowerer) shown(e ast.Expr) []piece {
	var t text
	l.add(e, &t)
	return t.all()
}

func (t *text) fixed(s string) {
	t.pieces = append(t.pieces, func(_ *frame, b []byte) []byte { return append(b, s...) })
}

// str adds a string.
func (t *text) str(x expr) {
	if t.head == nil && len(t.pieces) == 0 {
		t.head = x
		return
	}
	t.pieces = append(t.pieces, wholly(x))
}

// wholly makes a piece of a string.
func wholly(x expr) piece {
	return func(f *frame, b []byte) []byte { return append(b, x(f).Str()...) }
}

// all are the pieces, the head as well.
func (t *text) all() []piece {
	if t.head == nil {
		return t.pieces
	}
	return append([]piece{wholly(t.head)}, t.pieces...)
}

func (l *lowerer) addFString(e *ast.FString, to *text) {
	for _, p := range e.Parts {
		if p.X != nil {
			l.add(p.X, to)
			continue
		}
		s, err := token.DecodeFStringText(p.Text)
		if err != nil {
			l.bug(p, "%v", err)
		}
		to.fixed(s)
	}
}

// addChain takes apart a chain of `+` on strings.
func (l *lowerer) addChain(e ast.Expr, to *text) {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == "+" {
		if _, computed := l.spilled[e]; !computed && isString(l.typeOf(b.Left)) {
			l.addChain(b.Left, to)
			l.addChain(b.Right, to)
			return
		}
	}
	l.add(e, to)
}

// add adds the text of the value of e.
func (l *lowerer) add(e ast.Expr, to *text) {
	t := l.typeOf(e)
	if _, computed := l.spilled[e]; !computed {
		switch x := e.(type) {
		case *ast.FString:
			l.addFString(x, to)
			return
		case *ast.BinaryExpr:
			if x.Op == "+" && isString(t) {
				l.addChain(x, to)
				return
			}
		case *ast.Literal:
			if isString(t) {
				to.fixed(l.decode(x, x.Kind(), x.Text, t).Str())
				return
			}
		}
	}
	if isString(t) {
		to.str(l.expr(e))
		return
	}
	if i := l.localSlot(e); i >= 0 && types.IsInteger(t) && !widthOf(t).wide() {
		to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return strconv.AppendInt(b, f.s[i].Int(), 10) })
		return
	}
	x := l.expr(e)
	show := l.display(t)
	if !l.shape(t).Displayed() {
		show = show.from(l.site(e))
	}
	to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return show(f, b, x(f)) })
}

// joined lowers a text to the string that it makes.
func (t *text) joined() expr {
	if t.head == nil {
		return concat(t.pieces)
	}
	head, grown := t.head, growing(t.pieces)
	return func(f *frame) value.Value { return grown(f, head(f)) }
}

// concat lowers pieces to the string that they make.
func concat(pieces []piece) expr {
	return func(f *frame) value.Value {
		t := f.thread
		b := t.take()
		for _, p := range pieces {
			b = p(f, b)
		}
		s := string(b)
		t.give(b)
		t.made(s)
		return value.String(s)
	}
}

// growing lowers pieces that come behind a string, to what makes a string of all.
func growing(pieces []piece) func(f *frame, head value.Value) value.Value {
	if len(pieces) == 0 {
		return func(_ *frame, head value.Value) value.Value { return head }
	}
	return func(f *frame, head value.Value) value.Value {
		t, s := f.thread, head.Str()
		b, room, ok := t.growth.Open(s)
		if ok {
			for _, p := range pieces {
				b = p(f, b)
			}
			return value.String(t.growth.Close(b, room))
		}
		b = append(t.take(), s...)
		for _, p := range pieces {
			b = p(f, b)
		}
		s = string(b)
		t.give(b)
		t.made(s)
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
