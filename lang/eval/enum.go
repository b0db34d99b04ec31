package eval

// This file makes and reads enum values.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// The tags of the built-in enums.
const (
	tagSome = 0
	tagNone = 1
	tagOk   = 0
	tagErr  = 1
)

// noneValue is None of every Option.
var noneValue = value.Unit(tagNone)

// wrapper gives the function that makes a variant of one field, such as Some or Ok.
func wrapper(tag int, payload types.Type) func(value.Value) value.Value {
	if isScalar(payload) {
		return func(v value.Value) value.Value { return value.Scalar1(tag, v.Int()) }
	}
	if shape.IsEnum(payload) {
		return func(v value.Value) value.Value { return value.Nested(tag, v) }
	}
	return func(v value.Value) value.Value { return value.Variant1(tag, v) }
}

// unwrapper gives the function that reads the only field of a variant.
func unwrapper(payload types.Type) func(value.Value) value.Value {
	if isScalar(payload) {
		return func(v value.Value) value.Value { return value.Int(v.Inline()) }
	}
	return func(v value.Value) value.Value { return v.Payload(0) }
}

// someOf, okOf and errOf make Some, Ok and Err of a payload of type t.
func someOf(t types.Type) func(value.Value) value.Value { return wrapper(tagSome, t) }
func okOf(t types.Type) func(value.Value) value.Value   { return wrapper(tagOk, t) }
func errOf(t types.Type) func(value.Value) value.Value  { return wrapper(tagErr, t) }

// payloadReader gives the function that reads field i of the variant of t with that tag.
func (l *lowerer) payloadReader(t types.Type, tag, i int) func(value.Value) value.Value {
	return l.shape(t).Tags[tag].Parts[i].Reader()
}

// variant lowers the making of an enum value of type t; the arguments are in field order.
func (l *lowerer) variant(v *types.Variant, t types.Type, args []expr) expr {
	tag := v.Tag
	switch len(args) {
	case 0:
		return always(value.Unit(tag))
	case 1:
		x := args[0]
		if inline(payloadTypes(t, v)) {
			return func(f *frame) value.Value { return value.Scalar1(tag, x(f).Int()) }
		}
		switch payload := payloadTypes(t, v)[0]; {
		case shape.IsEnum(payload):
			return func(f *frame) value.Value { return value.Nested(tag, x(f)) }
		case isUnit(payload):
			known := value.Variant1(tag, unit)
			return func(f *frame) value.Value { x(f); return known }
		}
		return func(f *frame) value.Value { return value.Variant1(tag, x(f)) }
	case 2:
		x, y := args[0], args[1]
		return func(f *frame) value.Value {
			a := x(f)
			return value.Variant2(tag, a, y(f))
		}
	}
	return func(f *frame) value.Value {
		fields := make([]value.Value, len(args)+1)
		for i, x := range args {
			fields[i+1] = x(f)
		}
		return value.Variant(tag, fields)
	}
}

// constantVariant is the value of a variant whose only field is a string or a variant without payload that the
// source names: it is made once.
func (l *lowerer) constantVariant(e *ast.CallExpr, info *check.Call) (value.Value, bool) {
	if len(info.Args) != 1 || l.closes(l.typeOf(e)) || l.program.counters != nil {
		return value.Value{}, false
	}
	arg := info.Args[0]
	if _, computed := l.spilled[arg]; computed || l.info.Coercions[arg] != nil || l.watched(arg) {
		return value.Value{}, false
	}
	if x, ok := arg.(*ast.Literal); ok && isString(l.typeOf(arg)) {
		return value.Variant1(info.Variant.Tag, l.decode(x, x.Kind(), x.Text, l.typeOf(arg))), true
	}
	if v, ok := l.info.Uses[arg].(*check.Variant); ok && shape.IsEnum(l.typeOf(arg)) {
		return value.Variant1(info.Variant.Tag, value.Unit(v.Tag)), true
	}
	return value.Value{}, false
}

// payloadOf gives the type in an Option, or the types in a Result.
func payloadOf(t types.Type) []types.Type {
	if n, ok := types.Resolve(t).(*types.Named); ok {
		return n.Args
	}
	return nil
}
