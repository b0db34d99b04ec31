package eval

// This file lowers generators: gen functions and blocks, yield, next and close.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// yieldExpr lowers `yield value`.
func (l *lowerer) yieldExpr(e *ast.YieldExpr) expr {
	if !l.generator {
		return l.streamYield(e)
	}
	at, x := l.site(e), expr(nothing)
	if e.Value != nil {
		x = l.element(e.Value)
	}
	return func(f *frame) value.Value {
		f.yielded(at, x(f))
		return unit
	}
}

// genExpr lowers `gen { }`.
func (l *lowerer) genExpr(e *ast.GenExpr) expr {
	c, from, _ := l.enclose(l.info.Gens[e], true)
	return func(f *frame) value.Value {
		args := make([]value.Value, len(from))
		for i, x := range from {
			args[i] = x(f)
		}
		return f.newGenerator(c, args)
	}
}

// generate makes the code of a gen function: a call makes a generator that will run body.
func (l *lowerer) generate(c *code, f *check.Func) {
	l.generator = true
	run, n := &code{name: c.name}, len(f.Params)
	run.body, run.step = l.function(f, f.Decl)
	l.finish(run)
	c.body = func(f *frame) value.Value {
		return f.newGenerator(run, append(make([]value.Value, 0, run.need), f.s[:n]...))
	}
}

// generatorBody lowers the block of a generator, with what is done before it and at its end. The body is nil if
// there is a step.
func (l *lowerer) generatorBody(b *ast.Block, lower func() expr, entry []stmt, clean *cleanup) (body expr, step stmt) {
	if !l.resumable(b) {
		inner := lower()
		begun := func(f *frame) value.Value {
			f.begins()
			return inner(f)
		}
		return entered(entry, clean.around(begun)), nil
	}
	inner := l.stepBlock(b)
	step = clean.aroundStep(func(f *frame) ctl {
		if !f.resuming {
			f.begins()
		}
		return inner(f)
	})
	if len(entry) == 0 {
		return nil, step
	}
	return nil, first(seq(entry), step)
}

// begins leaves the code of a generator that was closed before it began.
func (f *frame) begins() {
	if f.thread.generator.left {
		panic(stopped{})
	}
}

func generatorIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"generator.next": func(_ *lowerer, c *call) expr {
			x, at, some := c.args[0].x, c.at, someOf(payloadOf(c.result)[0])
			return func(f *frame) value.Value {
				v, ok := value.Ref[generator](x(f)).advance(f, at, 0)
				if !ok {
					return noneValue
				}
				return some(v)
			}
		},
		"generator.close": func(_ *lowerer, c *call) expr {
			x, at := c.args[0].x, c.at
			return func(f *frame) value.Value {
				value.Ref[generator](x(f)).close(f, at)
				return unit
			}
		},
		"task.is_done": pure1(func(v value.Value) value.Value {
			return value.Bool(value.Ref[task](v).done.Given())
		}),
	}
}
