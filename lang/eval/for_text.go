package eval

// This file lowers for loops over the parts of a text, such as `for word in line.split(" ")`: the Vec
// of all parts, which nothing else would see, is not made.

import (
	"strings"
	"unicode/utf8"

	"hewq/lang/ast"
	"hewq/lang/value"
)

// A cutter is what is left of a text that is cut into parts, one after the other. It is passed by value:
// it costs no object.
type cutter struct {
	rest string
	sep  string
	done bool
}

// A cutting gives the next part and what is left then; false if there is none.
type cutting func(c cutter) (part value.Value, left cutter, more bool)

// split gives the parts that splitText gives.
func (c cutter) split() (value.Value, cutter, bool) {
	if c.done {
		return unit, c, false
	}
	part := c.rest
	if i := strings.Index(part, c.sep); i >= 0 && c.sep != "" {
		part, c.rest = part[:i], part[i+len(c.sep):]
	} else {
		c.done = true
	}
	return value.String(part), c, true
}

// line gives the parts that lines gives.
func (c cutter) line() (value.Value, cutter, bool) {
	if c.rest == "" {
		return unit, c, false
	}
	line := c.rest
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line, c.rest = line[:i], line[i+1:]
	} else {
		c.rest = ""
	}
	return value.String(strings.TrimSuffix(line, "\r")), c, true
}

// char gives the parts that chars gives.
func (c cutter) char() (value.Value, cutter, bool) {
	if c.rest == "" {
		return unit, c, false
	}
	r, size := rune(c.rest[0]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(c.rest)
	}
	c.rest = c.rest[size:]
	return value.Int(int64(r)), c, true
}

// forText lowers a for over the parts of a text, nil if s goes over something else.
func (l *lowerer) forText(s *ast.ForStmt, id int) stmt {
	text, sep, following := l.textParts(s.Value)
	if following == nil {
		return nil
	}
	at, scalar := l.site(s), isScalar(elemOf(l.typeOf(s.Value)))
	slot := l.temp()
	bind := l.bindSlot(s.Pattern, slot)
	body := l.blockStmt(s.Body)
	return func(f *frame) ctl {
		c := cutter{rest: text(f).Str()}
		if sep != nil {
			c.sep = sep(f).Str()
		}
		for turns := 0; ; turns++ {
			part, left, more := following(c)
			if !more {
				return next
			}
			c = left
			if scalar {
				f.s[slot].SetInt(part.Int())
			} else {
				f.s[slot] = part
			}
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

// textParts lowers the text that the call e cuts into parts, with what separates them if the call is given
// that; the cutting is nil if e is something else.
func (l *lowerer) textParts(e ast.Expr) (text, sep expr, by cutting) {
	call, ok := e.(*ast.CallExpr)
	if !ok || !l.plainly(e) || l.canLeave(e) {
		return nil, nil, nil
	}
	fn, args := l.hotCall(call)
	if fn == nil {
		return nil, nil, nil
	}
	switch fn.Intrinsic {
	case "string.split":
		return l.expr(args[0]), l.expr(args[1]), cutter.split
	case "string.lines":
		return l.expr(args[0]), nil, cutter.line
	case "string.chars":
		return l.expr(args[0]), nil, cutter.char
	}
	return nil, nil, nil
}
