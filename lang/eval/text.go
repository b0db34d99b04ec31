package eval

// This file makes text: f-strings, chains of `+`, and what values look like.

import (
	"strconv"
	"unicode/utf8"

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

// A text is an expression that makes a string of several parts. Its head is nil unless it begins
// with a string: that may have room behind it for the rest.
type text struct {
	head   expr
	local  int // the slot of the head if it is a variable, else -1
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

// str adds a string, which is in slot local unless that is -1.
func (t *text) str(x expr, local int) {
	if t.head == nil && len(t.pieces) == 0 {
		t.head, t.local = x, local
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
		case *ast.CallExpr:
			if l.addCall(x, to) {
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
		to.str(l.expr(e), l.localSlot(e))
		return
	}
	if i := l.localSlot(e); i >= 0 && types.IsInteger(t) && !widthOf(t).wide() {
		to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return strconv.AppendInt(b, f.s[i].Int(), 10) })
		return
	}
	x := l.expr(e)
	if types.Is(t, types.Char) {
		to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return utf8.AppendRune(b, rune(x(f).Int())) })
		return
	}
	show := l.display(t)
	if !l.shape(t).Displayed() {
		show = show.from(l.site(e))
	}
	to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return show(f, b, x(f)) })
}

// addCall adds the result of a call that is text of its argument, which need not become a string
// of its own first.
func (l *lowerer) addCall(e *ast.CallExpr, to *text) bool {
	c := l.info.Calls[e]
	if c == nil || c.Kind != check.CallFunc || l.watched(e) || len(l.flow.Temps[e]) > 0 {
		return false
	}
	args := c.Args
	if c.Recv != nil {
		args = append([]ast.Expr{c.Recv}, args...)
	}
	if len(args) != 1 || l.info.Coercions[args[0]] != nil {
		return false
	}
	switch arg := args[0]; c.Func.Intrinsic {
	case "to_string":
		if !l.shape(l.typeOf(arg)).Displayed() {
			return false
		}
		l.add(arg, to)
	case "string.from_char":
		x := l.expr(arg)
		to.pieces = append(to.pieces, func(f *frame, b []byte) []byte { return appendChar(b, x(f).Int()) })
	default:
		return false
	}
	return true
}

// joined lowers a text to the string that it makes.
func (t *text) joined() expr {
	if t.head == nil {
		return concat(t.pieces)
	}
	head, pieces := t.head, t.pieces
	if len(pieces) == 0 {
		return head
	}
	return func(f *frame) value.Value { return value.String(f.extend(head(f).Str(), pieces)) }
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
		return value.String(s)
	}
}

// growing lowers pieces that come behind a string, to what makes a string of all.
func growing(pieces []piece) func(f *frame, head value.Value) value.Value {
	return func(f *frame, head value.Value) value.Value { return value.String(f.extend(head.Str(), pieces)) }
}

// setText lowers the storing of an expression in a slot if that makes a string of several; else nil.
func (l *lowerer) setText(slot int, e ast.Expr) stmt {
	if _, computed := l.spilled[e]; computed || l.counter(e) != nil || len(l.flow.Temps[e]) > 0 {
		return nil
	}
	var t text
	switch x := e.(type) {
	case *ast.BinaryExpr:
		l.addChain(x, &t)
	case *ast.FString:
		l.addFString(x, &t)
	default:
		return nil
	}
	if i, pieces := t.local, t.pieces; t.head != nil && i >= 0 {
		return func(f *frame) ctl {
			s := f.extend(f.s[i].Str(), pieces)
			f.s[slot] = value.String(s)
			return next
		}
	}
	x := t.joined()
	return func(f *frame) ctl { v := x(f); f.s[slot] = v; return next }
}

// extend is s with pieces behind it.
func (f *frame) extend(s string, pieces []piece) string {
	t := f.thread
	b, room, ok := t.growth.Open(s)
	if !ok {
		b = append(t.take(), s...)
	}
	for _, p := range pieces {
		b = p(f, b)
	}
	if ok {
		return t.growth.Close(b, room)
	}
	s = string(b)
	t.give(b)
	t.growth.Made(s, room)
	return s
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
