// Package json is the module std::encoding::json: JSON texts and values.
package json

import (
	_ "embed"
	"math"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage json.hew

//go:embed json.image
var image string

// Module is std::encoding::json.
var Module = native.Module{Path: "std::encoding::json", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_json_parse":      native.F1(parse),
		"hew_json_last_error": native.F0(lastError),
		"hew_json_stringify":  native.F1(stringify),
		"hew_json_type":       native.F1(kind),
		"hew_json_free":       native.F1(free),

		"hew_json_object_new":  native.F0(newObject),
		"hew_json_array_new":   native.F0(newArray),
		"hew_json_from_int":    native.F1(from[int64]),
		"hew_json_from_float":  native.F1(fromFloat),
		"hew_json_from_string": native.F1(from[string]),
		"hew_json_from_bool":   native.F1(from[bool]),
		"hew_json_from_null":   native.F0(fromNull),

		"hew_json_get_bool":    native.F1(getBool),
		"hew_json_get_int":     native.F1(getInt),
		"hew_json_get_float":   native.F1(getFloat),
		"hew_json_get_string":  native.F1(getString),
		"hew_json_get_field":   native.F2(getField),
		"hew_json_array_len":   native.F1(arrayLen),
		"hew_json_array_get":   native.F2(arrayGet),
		"hew_json_object_keys": native.F1(objectKeys),

		"hew_json_object_set_string": native.F3(set[string]),
		"hew_json_object_set_int":    native.F3(set[int64]),
		"hew_json_object_set_float":  native.F3(setFloat),
		"hew_json_object_set_bool":   native.F3(set[bool]),
		"hew_json_object_set_null":   native.F2(setNull),
		"hew_json_object_set":        native.F3(setValue),
		"hew_json_array_push_string": native.F2(push[string]),
		"hew_json_array_push_int":    native.F2(push[int64]),
		"hew_json_array_push_float":  native.F2(pushFloat),
		"hew_json_array_push_bool":   native.F2(push[bool]),
		"hew_json_array_push_null":   native.F1(pushNull),
		"hew_json_array_push":        native.F2(pushValue),
	}
}}

// A value is a JSON value; a nil *value is none. In it is nil, a bool, an int64, a uint64 that
// is no int64, a float64, a string, an []any or a map[string]any of the same.
type value struct {
	in any
}

// get is what is in v, and whether there is anything: null is nil, true.
func (v *value) get() (any, bool) {
	if v == nil {
		return nil, false
	}
	return v.in, true
}

// failure is the latest text that the calling actor could not parse, why.
type failure struct {
	why string
}

func parse(c *native.Call, text string) (*value, error) {
	in, err := decode(text)
	f := native.Local[failure](c)
	if err != nil {
		f.why = err.Error()
		return nil, nil
	}
	f.why = ""
	return &value{in}, nil
}

func lastError(c *native.Call) (string, error) { return native.Local[failure](c).why, nil }

func stringify(_ *native.Call, v *value) (string, error) {
	in, ok := v.get()
	if !ok {
		return "", nil
	}
	return string(encode(nil, in)), nil
}

func kind(_ *native.Call, v *value) (int32, error) {
	in, ok := v.get()
	if !ok {
		return -1, nil
	}
	switch in.(type) {
	case bool:
		return 1, nil
	case int64, uint64:
		return 2, nil
	case float64:
		return 3, nil
	case string:
		return 4, nil
	case []any:
		return 5, nil
	case map[string]any:
		return 6, nil
	}
	return 0, nil
}

func free(*native.Call, *value) (native.Unit, error) { return native.Unit{}, nil }

func newObject(*native.Call) (*value, error) { return &value{map[string]any{}}, nil }

func newArray(*native.Call) (*value, error) { return &value{[]any{}}, nil }

func from[T any](_ *native.Call, in T) (*value, error) { return &value{in}, nil }

func fromNull(*native.Call) (*value, error) { return &value{}, nil }

func fromFloat(_ *native.Call, f float64) (*value, error) {
	if !finite(f) {
		return &value{}, nil
	}
	return &value{f}, nil
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

func getBool(_ *native.Call, v *value) (int32, error) {
	in, _ := v.get()
	if in == true {
		return 1, nil
	}
	return 0, nil
}

func getInt(_ *native.Call, v *value) (int64, error) {
	in, _ := v.get()
	n, _ := in.(int64)
	return n, nil
}

func getFloat(_ *native.Call, v *value) (float64, error) {
	in, _ := v.get()
	switch n := in.(type) {
	case float64:
		return n, nil
	case int64:
		return float64(n), nil
	case uint64:
		return float64(n), nil
	}
	return 0, nil
}

func getString(_ *native.Call, v *value) (string, error) {
	in, _ := v.get()
	s, _ := in.(string)
	return s, nil
}

func getField(_ *native.Call, v *value, key string) (*value, error) {
	in, _ := v.get()
	object, _ := in.(map[string]any)
	field, ok := object[key]
	if !ok {
		return nil, nil
	}
	return &value{clone(field)}, nil
}

func arrayLen(_ *native.Call, v *value) (int64, error) {
	in, _ := v.get()
	array, ok := in.([]any)
	if !ok {
		return -1, nil
	}
	return int64(len(array)), nil
}

func arrayGet(_ *native.Call, v *value, index int64) (*value, error) {
	in, _ := v.get()
	array, _ := in.([]any)
	if index < 0 || index >= int64(len(array)) {
		return nil, nil
	}
	return &value{clone(array[index])}, nil
}

func objectKeys(_ *native.Call, v *value) (*value, error) {
	in, _ := v.get()
	object, ok := in.(map[string]any)
	if !ok {
		return nil, nil
	}
	keys := []any{}
	for _, k := range sortedKeys(object) {
		keys = append(keys, k)
	}
	return &value{keys}, nil
}

// clone is a copy of in that shares nothing that can change.
func clone(in any) any {
	switch in := in.(type) {
	case []any:
		out := make([]any, len(in))
		for i, x := range in {
			out[i] = clone(x)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(in))
		for k, x := range in {
			out[k] = clone(x)
		}
		return out
	}
	return in
}

// put sets a field if v is an object.
func (v *value) put(key string, in any) (native.Unit, error) {
	if object, ok := v.object(); ok {
		object[key] = in
	}
	return native.Unit{}, nil
}

func (v *value) object() (map[string]any, bool) {
	in, _ := v.get()
	object, ok := in.(map[string]any)
	return object, ok
}

func set[T any](_ *native.Call, v *value, key string, in T) (native.Unit, error) {
	return v.put(key, in)
}

func setFloat(_ *native.Call, v *value, key string, f float64) (native.Unit, error) {
	if !finite(f) {
		return native.Unit{}, nil
	}
	return v.put(key, f)
}

func setNull(_ *native.Call, v *value, key string) (native.Unit, error) { return v.put(key, nil) }

func setValue(_ *native.Call, v *value, key string, child *value) (native.Unit, error) {
	in, ok := child.get()
	if !ok {
		return native.Unit{}, nil
	}
	return v.put(key, clone(in))
}

// add adds an element if v is an array.
func (v *value) add(in any) (native.Unit, error) {
	old, _ := v.get()
	if array, ok := old.([]any); ok {
		v.in = append(array, in)
	}
	return native.Unit{}, nil
}

func push[T any](_ *native.Call, v *value, in T) (native.Unit, error) { return v.add(in) }

func pushFloat(_ *native.Call, v *value, f float64) (native.Unit, error) {
	if !finite(f) {
		return native.Unit{}, nil
	}
	return v.add(f)
}

func pushNull(_ *native.Call, v *value) (native.Unit, error) { return v.add(nil) }

func pushValue(_ *native.Call, v, child *value) (native.Unit, error) {
	in, ok := child.get()
	if !ok {
		return native.Unit{}, nil
	}
	return v.add(clone(in))
}
