package native_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hewq/lang/value"
	"hewq/native"
)

type door struct{ open bool }

func TestBindingConverts(t *testing.T) {
	opened := &door{open: true}
	tests := []struct {
		name string
		b    native.Binding
		args []value.Value
		want func(value.Value) bool
	}{
		{"integers keep their sign", native.F2(func(_ *native.Call, a int64, b int32) (int64, error) { return a + int64(b), nil }), []value.Value{value.Int(40), value.Int(-2)}, func(v value.Value) bool { return v.Int() == 38 }},
		{"an unsigned result keeps its bits", native.F0(func(*native.Call) (uint64, error) { return 1<<64 - 1, nil }), nil, func(v value.Value) bool { return v.Int() == -1 }},
		{"strings", native.F1(func(_ *native.Call, s string) (string, error) { return s + "!", nil }), []value.Value{value.String("hew")}, func(v value.Value) bool { return v.Str() == "hew!" }},
		{"bytes", native.F1(func(_ *native.Call, b []byte) ([]byte, error) { return append([]byte("x"), b...), nil }), []value.Value{value.FromBytes(&value.Bytes{B: []byte("yz")})}, func(v value.Value) bool { return string(v.Bytes().B) == "xyz" }},
		{"strings in a Vec", native.F1(func(_ *native.Call, s []string) ([]string, error) { return s[1:], nil }), []value.Value{value.Strings([]string{"a", "b"})}, func(v value.Value) bool { return slices.Equal(value.VecOf[string](v).S, []string{"b"}) }},
		{"floats and bools", native.F2(func(_ *native.Call, f float64, b bool) (bool, error) { return b && f == 0.5, nil }), []value.Value{value.Float(0.5), value.Bool(true)}, value.Value.Bool},
		{"a handle", native.F1(func(_ *native.Call, d *door) (bool, error) { return d.open, nil }), []value.Value{value.FromHandle(&value.Handle{Go: opened})}, value.Value.Bool},
		{"a zero handle is a nil pointer", native.F1(func(_ *native.Call, d *door) (bool, error) { return d == nil, nil }), []value.Value{{}}, value.Value.Bool},
		{"a nil pointer is a zero handle", native.F0(func(*native.Call) (*door, error) { return nil, nil }), nil, func(v value.Value) bool { return v.Handle() == nil }},
		{"a pointer is a handle", native.F0(func(*native.Call) (*door, error) { return opened, nil }), nil, func(v value.Value) bool { return v.Handle().Go == any(opened) }},
		{"nothing", native.F0(func(*native.Call) (native.Unit, error) { return native.Unit{}, nil }), nil, func(v value.Value) bool { return v.Int() == 0 }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.b.Call(&native.Call{Args: tc.args})
			if err != nil || !tc.want(got) {
				t.Errorf("got %v, error %v", got, err)
			}
		})
	}
}

func TestBindingKnowsItsTypes(t *testing.T) {
	b := native.Waits(native.F2(func(*native.Call, string, *door) (native.Unit, error) { return native.Unit{}, nil }), "for [{0}]")
	if want := []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[*door]()}; !reflect.DeepEqual(b.Params, want) || b.Result != nil || !b.Waits {
		t.Errorf("got %v -> %v, waits %v", b.Params, b.Result, b.Waits)
	}
}

func TestBindingPassesErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	b := native.F0(func(*native.Call) (int64, error) { return 0, broken })
	if _, err := b.Call(&native.Call{}); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func TestBindingRefusesOtherTypes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a chan parameter was bound")
		}
	}()
	native.F1(func(*native.Call, chan int) (int64, error) { return 0, nil })
}

func TestEndRunsLastFirstAndOnce(t *testing.T) {
	var env native.Env
	var order strings.Builder
	for i := range 3 {
		env.OnEnd(func(native.Ending) { order.WriteString(fmt.Sprint(i)) })
	}
	env.End(native.Ending{Context: t.Context(), Hurry: t.Context()})
	env.End(native.Ending{Context: t.Context(), Hurry: t.Context()})
	if order.String() != "210" {
		t.Errorf("got %q, want %q", order.String(), "210")
	}
}

func TestStateIsMadeOncePerProgram(t *testing.T) {
	var env native.Env
	made := 0
	for range 2 {
		native.State(&env, func(e *native.Env) *door {
			made++
			e.OnEnd(func(native.Ending) {})
			return &door{}
		})
	}
	if made != 1 {
		t.Errorf("made %d times", made)
	}
}

func TestLocalIsPerActor(t *testing.T) {
	a, b := &native.Call{Actor: &native.Actor{}}, &native.Call{Actor: &native.Actor{}}
	native.Local[door](a).open = true
	if !native.Local[door](a).open || native.Local[door](b).open {
		t.Error("actors share their state")
	}
}

func ExampleF2() {
	repeat := native.F2(func(_ *native.Call, s string, n int64) (string, error) {
		if n < 0 {
			return "", fmt.Errorf("repeat %d times", n)
		}
		var out strings.Builder
		for range n {
			out.WriteString(s)
		}
		return out.String(), nil
	})
	v, err := repeat.Call(&native.Call{Args: []value.Value{value.String("ab"), value.Int(3)}})
	fmt.Println(v.Str(), err)
	// Output: ababab <nil>
}
