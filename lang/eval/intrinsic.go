package eval

// This file lowers calls of functions that the evaluator has itself: those whose declaration
// says `#[intrinsic("key")]`. Each intrinsic_*.go has a table of some.

import (
	"maps"
	"sort"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A call is a call of a known function that is being lowered.
type call struct {
	fn     *check.Func
	targs  []types.Type
	args   []operand // the receiver first
	result types.Type
	at     site
	node   *ast.CallExpr // nil where the function is used as a value
}

// An intrinsic lowers calls of one function.
type intrinsic func(l *lowerer, c *call) expr

// Intrinsics are the keys that declarations may name, sorted.
func Intrinsics() []string {
	var keys []string
	for k := range intrinsicTable() {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// intrinsicTable is all tables in one.
func intrinsicTable() map[string]intrinsic {
	all := map[string]intrinsic{}
	for _, t := range []map[string]intrinsic{
		coreIntrinsics(), assertIntrinsics(), vecIntrinsics(), stringIntrinsics(), bytesIntrinsics(), mapIntrinsics(),
		optionIntrinsics(), duplexIntrinsics(), supervisorIntrinsics(), lifecycleIntrinsics(), rangeIntrinsics(), channelIntrinsics(), generatorIntrinsics(), streamIntrinsics(), sortIntrinsics(),
		mathIntrinsics(), intIntrinsics(), floatIntrinsics(), durationIntrinsics(),
		attachIntrinsics(),
	} {
		maps.Copy(all, t)
	}
	return all
}

// intrinsic lowers a call of the intrinsic called key.
func (l *lowerer) intrinsic(key string, c *call) expr {
	f, ok := l.program.intrinsics[key]
	if !ok {
		l.bug(c.node, "no intrinsic is called %q", key)
	}
	return f(l, c)
}

// pure1 makes an intrinsic of a Go function of one argument.
func pure1(f func(a value.Value) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x := c.args[0].x
		return func(f2 *frame) value.Value { return f(x(f2)) }
	}
}

// pure2 makes an intrinsic of a Go function of two arguments.
func pure2(f func(a, b value.Value) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, y := c.args[0].x, c.args[1].x
		return func(f2 *frame) value.Value {
			a := x(f2)
			return f(a, y(f2))
		}
	}
}

// pure3 makes an intrinsic of a Go function of three arguments.
func pure3(f func(a, b, c value.Value) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, y, z := c.args[0].x, c.args[1].x, c.args[2].x
		return func(f2 *frame) value.Value {
			a := x(f2)
			b := y(f2)
			return f(a, b, z(f2))
		}
	}
}

// checked1 makes an intrinsic of a Go function that can fail: it ends the thread through f.abort or
// f.trap with the site that it gets.
func checked1(do func(f *frame, at site, a value.Value) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, at := c.args[0].x, c.at
		return func(f *frame) value.Value { return do(f, at, x(f)) }
	}
}
