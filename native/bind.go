package native

// This file makes Bindings of typed Go functions.

import (
	"fmt"
	"reflect"
	"slices"

	"hewq/lang/value"
)

// The Go types that a bound function may have, with their Hew types:
//
//	int64 i64 (also usize, isize, duration)   int32 i32   int16, int8, uint64, uint32, uint16, uint8 alike
//	float64 f64   bool bool   rune… use int32   string string   []byte bytes
//	[]string Vec<string>
//	*T an opaque type; nil is its zero value
//
// A []byte or []string argument is the caller's: it must not be changed nor kept. A []byte or
// []string result belongs to the caller from then on.

// F0 binds a function without parameters.
func F0[R any](f func(*Call) (R, error)) Binding {
	to := toValue[R]()
	return Binding{Result: typeOf[R](), Opens: opens[R](), Call: func(c *Call) (value.Value, error) {
		r, err := f(c)
		return to(r), err
	}}
}

// F1 binds a function with one parameter.
func F1[A, R any](f func(*Call, A) (R, error)) Binding {
	a, to := fromValue[A](), toValue[R]()
	return Binding{Params: types(typeOf[A]()), Result: typeOf[R](), Opens: opens[R](), Call: func(c *Call) (value.Value, error) {
		r, err := f(c, a(c.Args[0]))
		return to(r), err
	}}
}

// F2 binds a function with two parameters.
func F2[A, B, R any](f func(*Call, A, B) (R, error)) Binding {
	a, b, to := fromValue[A](), fromValue[B](), toValue[R]()
	return Binding{Params: types(typeOf[A](), typeOf[B]()), Result: typeOf[R](), Opens: opens[R](), Call: func(c *Call) (value.Value, error) {
		r, err := f(c, a(c.Args[0]), b(c.Args[1]))
		return to(r), err
	}}
}

// F3 binds a function with three parameters.
func F3[A, B, C, R any](f func(*Call, A, B, C) (R, error)) Binding {
	a, b, d, to := fromValue[A](), fromValue[B](), fromValue[C](), toValue[R]()
	return Binding{Params: types(typeOf[A](), typeOf[B](), typeOf[C]()), Result: typeOf[R](), Opens: opens[R](), Call: func(c *Call) (value.Value, error) {
		r, err := f(c, a(c.Args[0]), b(c.Args[1]), d(c.Args[2]))
		return to(r), err
	}}
}

// F4 binds a function with four parameters.
func F4[A, B, C, D, R any](f func(*Call, A, B, C, D) (R, error)) Binding {
	a, b, d, e, to := fromValue[A](), fromValue[B](), fromValue[C](), fromValue[D](), toValue[R]()
	return Binding{Params: types(typeOf[A](), typeOf[B](), typeOf[C](), typeOf[D]()), Result: typeOf[R](), Opens: opens[R](), Call: func(c *Call) (value.Value, error) {
		r, err := f(c, a(c.Args[0]), b(c.Args[1]), d(c.Args[2]), e(c.Args[3]))
		return to(r), err
	}}
}

// Unit is the result of a function that gives nothing.
type Unit struct{}

func types(ts ...reflect.Type) []reflect.Type { return ts }

func typeOf[T any]() reflect.Type {
	t := reflect.TypeFor[T]()
	if t == reflect.TypeFor[Unit]() {
		return nil
	}
	return t
}

// opens tells whether an R stands for a Resource.
func opens[R any]() bool { return reflect.TypeFor[R]().Implements(resource) }

// fromValue makes the conversion of an argument once, when the table is built.
func fromValue[A any]() func(value.Value) A {
	var f any
	switch any(*new(A)).(type) {
	case int64:
		f = func(v value.Value) int64 { return v.Int() }
	case int32:
		f = func(v value.Value) int32 { return int32(v.Int()) }
	case int16:
		f = func(v value.Value) int16 { return int16(v.Int()) }
	case int8:
		f = func(v value.Value) int8 { return int8(v.Int()) }
	case uint64:
		f = func(v value.Value) uint64 { return uint64(v.Int()) }
	case uint32:
		f = func(v value.Value) uint32 { return uint32(v.Int()) }
	case uint16:
		f = func(v value.Value) uint16 { return uint16(v.Int()) }
	case uint8:
		f = func(v value.Value) uint8 { return uint8(v.Int()) }
	case float64:
		f = func(v value.Value) float64 { return v.Float() }
	case bool:
		f = func(v value.Value) bool { return v.Bool() }
	case string:
		f = func(v value.Value) string { return v.Str() }
	case []byte:
		f = func(v value.Value) []byte { return slices.Clip(v.Bytes().B) }
	case []string:
		f = func(v value.Value) []string { return value.VecOf[string](v).S }
	default:
		if reflect.TypeFor[A]().Kind() != reflect.Pointer {
			panic(fmt.Sprintf("internal error: native parameter of type %v", reflect.TypeFor[A]()))
		}
		return func(v value.Value) A {
			var none A
			if h := v.Handle(); h != nil {
				a, _ := h.Go.(A)
				return a
			}
			return none
		}
	}
	return f.(func(value.Value) A)
}

// toValue makes the conversion of a result once, when the table is built.
func toValue[R any]() func(R) value.Value {
	var f any
	switch any(*new(R)).(type) {
	case int64:
		f = value.Int
	case int32:
		f = func(n int32) value.Value { return value.Int(int64(n)) }
	case int16:
		f = func(n int16) value.Value { return value.Int(int64(n)) }
	case int8:
		f = func(n int8) value.Value { return value.Int(int64(n)) }
	case uint64:
		f = func(n uint64) value.Value { return value.Int(int64(n)) }
	case uint32:
		f = func(n uint32) value.Value { return value.Int(int64(n)) }
	case uint16:
		f = func(n uint16) value.Value { return value.Int(int64(n)) }
	case uint8:
		f = func(n uint8) value.Value { return value.Int(int64(n)) }
	case float64:
		f = value.Float
	case bool:
		f = value.Bool
	case string:
		f = value.String
	case []byte:
		f = func(b []byte) value.Value { return value.FromBytes(&value.Bytes{B: b}) }
	case []string:
		f = value.Strings
	case Unit:
		f = func(Unit) value.Value { return value.Value{} }
	default:
		if reflect.TypeFor[R]().Kind() != reflect.Pointer {
			panic(fmt.Sprintf("internal error: native result of type %v", reflect.TypeFor[R]()))
		}
		return func(r R) value.Value {
			if reflect.ValueOf(r).IsNil() {
				return value.Value{}
			}
			return value.FromHandle(&value.Handle{Go: r})
		}
	}
	return f.(func(R) value.Value)
}
