package ast_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/parser"
	"hewq/lang/source"
)

var nodeType = reflect.TypeFor[ast.Node]()

// fields are the nodes that the fields of v hold, in their order.
func fields(v reflect.Value) (nodes []ast.Node) {
	for i := range v.NumField() {
		field := v.Field(i)
		switch {
		case v.Type().Field(i).Name == "Span" || v.Type().Field(i).Name == "Source":
		case v.Type().Field(i).Anonymous:
			nodes = append(nodes, fields(field)...)
		case field.Kind() == reflect.Slice && field.Type().Elem().Implements(nodeType):
			for j := range field.Len() {
				nodes = append(nodes, field.Index(j).Interface().(ast.Node))
			}
		case field.Type().Implements(nodeType) && !field.IsNil():
			nodes = append(nodes, field.Interface().(ast.Node))
		}
	}
	return nodes
}

// Children must visit what the fields hold, whatever fields a node gets.
func TestChildrenAreTheFields(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "parser", "testdata", "tree", "*.hew"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources: ", err)
	}
	paths = append(paths, filepath.Join("..", "parser", "testdata", "many.hew"))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := parser.ParseFile(source.New(path, string(text)))
		ast.Inspect(f, func(n ast.Node) bool {
			want := fields(reflect.ValueOf(n).Elem())
			var got []ast.Node
			ast.Children(n, func(c ast.Node) { got = append(got, c) })
			if !reflect.DeepEqual(set(got), set(want)) || len(got) != len(want) {
				t.Errorf("%s: %T has %d children, %d are in its fields", path, n, len(got), len(want))
			}
			return true
		})
	}
}

func set(nodes []ast.Node) map[ast.Node]bool {
	m := map[ast.Node]bool{}
	for _, n := range nodes {
		m[n] = true
	}
	return m
}
