package flow

import (
	"reflect"
	"testing"

	"hewq/lang/ast"
)

// Facts that are used again have nothing of the body before.
func TestFactsReuse(t *testing.T) {
	f := newFacts()
	v := reflect.ValueOf(f).Elem()
	for _, m := range v.Fields() {
		if m.Kind() == reflect.Map {
			m.SetMapIndex(reflect.Zero(m.Type().Key()), reflect.Zero(m.Type().Elem()))
		}
	}
	f.closures = true
	if !f.reuse() {
		t.Fatal("a few facts are too many")
	}
	for field, m := range v.Fields() {
		if m.Kind() == reflect.Map && m.Len() > 0 || m.Kind() == reflect.Bool && m.Bool() {
			t.Errorf("%s is left", field.Name)
		}
	}
	for range 100 {
		f.Moves[&ast.Name{}] = true
	}
	if f.reuse() {
		t.Error("many facts are kept")
	}
}
