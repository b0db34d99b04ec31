package parser

// This file holds the quick grammar against the one of participle.

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hewq/internal/large"
	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// programs are all files of Hew in the repository, and large ones.
func programs(t *testing.T) (files []*source.File) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".hew") {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, source.New(path, string(text)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range large.Kinds {
		files = append(files, source.New(k.Name, k.Source(200)))
	}
	return files
}

// alike tells whether the quick grammar reads src, and fails the test if participle makes something else of it.
func alike(t *testing.T, src *source.File) bool {
	all := token.Read(src)
	c := newComplaints(src, all[:len(all)-1])
	if len(c.found) > 0 {
		return false
	}
	items, ok := quick(src, all)
	if !ok {
		return false
	}
	want := c.file(all, nil)
	if len(c.found) > 0 {
		t.Errorf("%s: was read, but has a mistake: %s", src.Name, c.found[0].message)
		return true
	}
	sameNodes(t, src, nodes(items), nodes(want.Items))
	return true
}

// sameNodes holds that two trees of src are the same.
func sameNodes(t *testing.T, src *source.File, got, want []ast.Node) {
	t.Helper()
	for i, n := range want {
		if i >= len(got) {
			t.Errorf("%s: %T is missing", src.Name, n)
			return
		}
		if g, w := own(got[i]), own(n); g != w || span(got[i]) != span(n) {
			t.Errorf("%s:%v: got %s at %v, want %s at %v", src.Name, src.Place(n.Start()), g, span(got[i]), w, span(n))
			return
		}
	}
	if len(got) > len(want) {
		t.Errorf("%s: %T is too much", src.Name, got[len(want)])
	}
}

// Programs with a mistake are read alike whether or not the quick grammar reads the declarations without one.
func TestQuickItems(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, src := range programs(t) {
		toks := token.Read(src)
		if len(toks) < 10 || len(toks) > 4000 {
			continue
		}
		for range 2 {
			from := r.IntN(len(toks) - 2)
			gone := toks[from : from+1+r.IntN(2)]
			text := src.Text[:gone[0].Start()] + src.Text[gone[len(gone)-1].End():]
			broken := source.New(src.Name, text)
			all := token.Read(broken)
			slow, fast := newComplaints(broken, all[:len(all)-1]), newComplaints(broken, all[:len(all)-1])
			want, got := slow.file(all, nil), fast.file(all, builtQuick())
			sameNodes(t, broken, nodes(got.Items), nodes(want.Items))
			if g, w := fmt.Sprint(fast.diagnostics()), fmt.Sprint(slow.diagnostics()); g != w {
				t.Errorf("%s without %q at %v:\n%s\nwant\n%s", src.Name, gone[0].Value, src.Place(gone[0].Start()), g, w)
			}
		}
	}
}

// own is what a node is, without the nodes in it.
func own(n ast.Node) string {
	v := reflect.ValueOf(n).Elem()
	return v.Type().Name() + fields(v)
}

func fields(v reflect.Value) string {
	var text strings.Builder
	for f, x := range v.Fields() {
		switch {
		case f.Name == "Span":
		case f.Anonymous:
			text.WriteString(fields(x))
		case x.Kind() == reflect.Pointer || x.Kind() == reflect.Interface:
			text.WriteString(fmt.Sprintf(" %s=%t", f.Name, !x.IsNil()))
		case x.Kind() == reflect.Slice && f.Type.Elem().Kind() != reflect.String:
			text.WriteString(fmt.Sprintf(" %s=%d", f.Name, x.Len()))
		default:
			text.WriteString(fmt.Sprintf(" %s=%v", f.Name, x))
		}
	}
	return text.String()
}

// nodes are all nodes of items.
func nodes(items []*ast.Item) (all []ast.Node) {
	for _, item := range items {
		ast.Inspect(item, func(n ast.Node) bool {
			all = append(all, n)
			return true
		})
	}
	return all
}

// span is where a node begins and ends.
func span(n ast.Node) [2]int { return [2]int{n.Start(), n.End()} }

// Right programs are read by the quick grammar, and mean the same to participle.
func TestQuick(t *testing.T) {
	for _, src := range programs(t) {
		if alike(t, src) || strings.Contains(src.Text, "machine ") {
			continue
		}
		if _, ds := ParseFile(src); len(ds) == 0 {
			t.Errorf("%s is left to participle", src.Name)
		}
	}
}

// What the quick grammar reads of programs with a token changed, participle reads as well.
func TestQuickMutations(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, src := range programs(t) {
		toks := Tokens(src)
		if len(toks) == 0 || len(src.Text) > 4_000 {
			continue
		}
		broken := source.New(src.Name, mutated(r, src.Text, toks))
		if alike(t, broken); t.Failed() {
			t.Fatal(broken.Text)
		}
	}
}
