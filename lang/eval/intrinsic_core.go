package eval

// This file has the functions that every program knows: printing, failing, waiting.

import (
	"time"

	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

func coreIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"print":   func(l *lowerer, c *call) expr { return printer([]piece{l.shownArg(c)}, "") },
		"println": func(l *lowerer, c *call) expr { return printer([]piece{l.shownArg(c)}, "\n") },
		"to_string": func(l *lowerer, c *call) expr {
			if isString(c.args[0].typ) {
				return c.args[0].x
			}
			return concat([]piece{l.shownArg(c)})
		},
		"panic": func(l *lowerer, c *call) expr {
			show, at := l.shownArg(c), c.at
			return func(f *frame) value.Value { panic(f.fault(Panic, at, string(show(f, nil)))) }
		},
		"exit": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value { panic(exit{int(x(f).Int() & 0xff)}) }
		},
		"clone":    func(l *lowerer, c *call) expr { return l.clone(c.args[0].typ, c.args[0].x, c.at) },
		"len":      lengthOf,
		"sleep_ms": sleeper(time.Millisecond),
		"sleep":    sleeper(time.Second),
	}
}

// shownArg is the text of the first argument.
func (l *lowerer) shownArg(c *call) piece {
	show, x := l.display(c.args[0].typ).from(c.at), c.args[0].x
	return func(f *frame, b []byte) []byte { return show(f, b, x(f)) }
}

// printing lowers print and println of something that need not become a string first; nil for
// all other functions.
func (l *lowerer) printing(key string, args []ast.Expr) expr {
	if len(args) != 1 || l.info.Coercions[args[0]] != nil {
		return nil
	}
	switch key {
	case "print":
		return printer(l.shown(args[0]), "")
	case "println":
		return printer(l.shown(args[0]), "\n")
	}
	return nil
}

// printer writes pieces to the output.
func printer(pieces []piece, end string) expr {
	return func(f *frame) value.Value {
		t := f.thread
		b := t.take()
		for _, p := range pieces {
			b = p(f, b)
		}
		b = append(b, end...)
		t.print(b)
		t.give(b)
		return unit
	}
}

// lengthOf lowers len(x).
func lengthOf(l *lowerer, c *call) expr {
	x, t := c.args[0].x, c.args[0].typ
	switch {
	case isString(t):
		return func(f *frame) value.Value { return value.Int(x(f).StrLen()) }
	case types.Is(t, types.Bytes):
		return func(f *frame) value.Value { return value.Int(int64(len(x(f).Bytes().B))) }
	case isMap(t):
		return func(f *frame) value.Value { return value.Int(int64(x(f).Map().Len())) }
	case elemOf(t) != nil:
		return func(f *frame) value.Value { return value.Int(value.VecLen(x(f))) }
	}
	l.bug(c.node, "%s has no length", t)
	return nil
}

// sleeper lowers the functions that wait some units of time. The output is written before.
func sleeper(unitOf time.Duration) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, at := c.args[0].x, c.at
		isDuration := types.Is(c.args[0].typ, types.Duration)
		return func(f *frame) value.Value {
			d := time.Duration(x(f).Int())
			if !isDuration {
				d *= unitOf
			}
			f.thread.flush()
			f.thread.mayWait()
			f.waitsFor(at, &wait{kind: waitSleep, limit: d})
			f.thread.blocks()
			t := time.NewTimer(d)
			defer t.Stop()
			select {
			case <-t.C:
			case <-f.thread.ctx.Done():
			}
			f.thread.goesOn()
			f.pollContext()
			return unit
		}
	}
}
