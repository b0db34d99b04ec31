package check

// This file finds the Go functions of extern functions.

import (
	"reflect"
	"strings"

	"hewq/lang/types"
	"hewq/native"
)

// Extern is the Go function of an extern function. A program may declare those of the embedded
// modules for itself; it must declare them with their types.
func (p *Program) Extern(f *Func) (native.Binding, bool) {
	if m := f.Module.Native; m != nil {
		b, ok := p.loader.Funcs(m)[f.Extern]
		return b, ok
	}
	b, ok := p.loader.Extern(f.Extern)
	return b, ok && hasTypes(f.Sig, b)
}

// hasTypes tells whether a function with signature sig may be bound to b.
func hasTypes(sig *types.Func, b native.Binding) bool {
	if len(sig.Params) != len(b.Params) {
		return false
	}
	for i, t := range sig.Params {
		if !isGoType(t, b.Params[i]) {
			return false
		}
	}
	if types.Is(sig.Result, types.Unit) || b.Result == nil {
		return types.Is(sig.Result, types.Unit) && b.Result == nil
	}
	return isGoType(sig.Result, b.Result)
}

// goKinds are the kinds of the Go types that stand for basic types.
var goKinds = map[types.Kind]reflect.Kind{
	types.I8: reflect.Int8, types.I16: reflect.Int16, types.I32: reflect.Int32, types.I64: reflect.Int64,
	types.U8: reflect.Uint8, types.U16: reflect.Uint16, types.U32: reflect.Uint32, types.U64: reflect.Uint64,
	types.Isize: reflect.Int64, types.Duration: reflect.Int64, types.Char: reflect.Int32,
	types.F64: reflect.Float64, types.Bool: reflect.Bool, types.String: reflect.String,
}

// isGoType tells whether values of t are of Go type g. Opaque types are recognised by name.
func isGoType(t types.Type, g reflect.Type) bool {
	if kind, ok := goKinds[types.KindOf(t)]; ok {
		return kind == g.Kind()
	}
	if types.Is(t, types.Bytes) {
		return g == reflect.TypeFor[[]byte]()
	}
	if args, ok := types.IsNamed(t, "Vec"); ok {
		return types.Is(args[0], types.String) && g == reflect.TypeFor[[]string]()
	}
	def := types.DefOf(t)
	return def != nil && def.Shape == types.Opaque && g.Kind() == reflect.Pointer && strings.EqualFold(def.Name, g.Elem().Name())
}
