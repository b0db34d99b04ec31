package stdlib_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
	"hewq/stdlib"
)

// stubs parses the stub of every module.
func stubs(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	for _, m := range stdlib.Modules {
		f, ds := parser.ParseFile(source.New(m.Path, module.Text(&m)))
		for _, d := range ds {
			t.Errorf("%s at %d: %s", m.Path, d.Span.Start, d.Message)
		}
		if files[m.Path] != nil {
			t.Errorf("%s is there twice", m.Path)
		}
		files[m.Path] = f
	}
	return files
}

// TestWaitsHaveWords holds that each function that waits says for what, and names an argument that it has.
func TestWaitsHaveWords(t *testing.T) {
	for _, m := range stdlib.Modules {
		if m.Funcs == nil {
			continue
		}
		for name, b := range m.Funcs() {
			i := native.PhraseArgument(b.Awaits)
			switch {
			case !b.Waits && b.Awaits == "":
			case native.Phrase(b.Awaits, "") == "":
				t.Errorf("%s does not say what it waits for", name)
			case i >= len(b.Params):
				t.Errorf("%s waits for its argument %d, which it has not", name, i)
			case i >= 0 && b.Params[i].Kind() != reflect.String && !b.Params[i].Implements(reflect.TypeFor[native.Named]()):
				t.Errorf("%s waits for a %v, which has no name", name, b.Params[i])
			}
		}
	}
}

// goTypes are the Go types that natives may have for a Hew type. Other names are opaque types,
// which are pointers in Go.
var goTypes = map[string][]string{
	"i8": {"int8"}, "i16": {"int16"}, "i32": {"int32"}, "i64": {"int64"}, "isize": {"int64"},
	"u8": {"uint8"}, "u16": {"uint16"}, "u32": {"uint32"}, "u64": {"uint64"}, "usize": {"int64"},
	"f64": {"float64"}, "bool": {"bool"}, "char": {"int32"}, "string": {"string"},
	"duration": {"int64"}, "bytes": {"[]uint8"}, "Vec<string>": {"[]string"},
}

// TestStubsCheck imports every module and uses every built-in type, so that all stubs are
// checked, their bodies included.
func TestStubsCheck(t *testing.T) {
	var b strings.Builder
	for i, m := range stdlib.Modules {
		if strings.HasPrefix(m.Path, "std::") || strings.HasPrefix(m.Path, "hewq::") {
			fmt.Fprintf(&b, "import %s as m%d;\n", m.Path, i)
		}
	}
	b.WriteString(everyType)
	f, ds := parser.ParseFile(source.New("every.hew", b.String()))
	c := check.New(module.New(stdlib.Modules))
	flow.New(c)
	prog, more := c.Check(f)
	for _, d := range append(ds, more...) {
		t.Errorf("%s: %s: %s", d.Span.File.Name, d.Span.Text(), d.Message)
	}
	loaded := map[string]bool{}
	for _, m := range prog.Modules {
		loaded[m.Path] = true
	}
	for _, m := range stdlib.Modules {
		if !loaded[m.Path] {
			t.Errorf("%s was not loaded", m.Path)
		}
	}
}

// everyType calls something of each core module.
const everyType = `
fn main() {
    println(abs(1));
    "".len();
    let g = gen { yield 1; };
    g.next();
    let v: Vec<i64> = Vec::new();
    v.len();
    let m: HashMap<string, i64> = HashMap::new();
    m.len();
    let s: HashSet<i64> = HashSet::new();
    s.len();
    Some(1).is_some();
    let r: Result<i64, string> = Ok(1);
    r.is_ok();
    bytes::new().len();
    let n: i32 = 1;
    n.to_i64();
    1.5.to_i64();
    1s.secs();
    instant::now().elapsed();
    for i in (0 .. 3).rev() {
        println(i);
    }
}
`

func TestIntrinsicsAreKnown(t *testing.T) {
	known := eval.Intrinsics()
	for path, f := range stubs(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			if a, ok := n.(*ast.Attribute); ok && a.Name == "intrinsic" {
				key := strings.Trim(a.Args[0].Text, "\"")
				if !slices.Contains(known, key) {
					t.Errorf("%s: the evaluator knows no intrinsic %s", path, key)
				}
			}
			return true
		})
	}
}

// table is the Go functions of a module.
func table(m native.Module) native.Funcs {
	if m.Funcs == nil {
		return nil
	}
	return m.Funcs()
}

func TestBindings(t *testing.T) {
	files := stubs(t)
	for _, m := range stdlib.Modules {
		declared := externs(files[m.Path])
		for name := range table(m) {
			if declared[name] == nil {
				t.Errorf("%s: %s is bound but the stub does not declare it", m.Path, name)
			}
		}
		for name, d := range declared {
			b, ok := table(m)[name]
			if !ok {
				t.Errorf("%s: %s is declared but not bound", m.Path, name)
				continue
			}
			if err := fits(d, b); err != nil {
				t.Errorf("%s: %s: %v", m.Path, name, err)
			}
		}
	}
}

// TestSymbolsAreUnique holds that a program that declares a symbol itself means one function.
func TestSymbolsAreUnique(t *testing.T) {
	first := map[string]string{}
	for _, m := range stdlib.Modules {
		for name := range table(m) {
			if other, ok := first[name]; ok {
				t.Errorf("%s is in %s and in %s", name, other, m.Path)
			}
			first[name] = m.Path
		}
	}
}

// externs are the functions of a stub that are in Go, by symbol.
func externs(f *ast.File) map[string]*ast.FuncDecl {
	found := map[string]*ast.FuncDecl{}
	symbol := func(attrs []*ast.Attribute, d *ast.FuncDecl) {
		for _, a := range attrs {
			if a.Name == "extern_symbol" && len(a.Args) == 1 {
				found[a.Args[0].Name+strings.Trim(a.Args[0].Text, `"`)] = d
			}
		}
	}
	for _, item := range f.Items {
		switch d := item.Decl.(type) {
		case *ast.ExternDecl:
			for _, x := range d.Funcs {
				found[x.Func.Name] = x.Func
			}
		case *ast.FuncDecl:
			symbol(item.Attributes, d)
		case *ast.ImplDecl:
			for _, m := range d.Members {
				if m.Method != nil {
					symbol(m.Attributes, m.Method)
				}
			}
		}
	}
	return found
}

func fits(d *ast.FuncDecl, b native.Binding) error {
	if len(d.Params) != len(b.Params) {
		return fmt.Errorf("%d parameters in Hew, %d in Go", len(d.Params), len(b.Params))
	}
	for i, p := range d.Params {
		if err := same(p.Type, b.Params[i]); err != nil {
			return fmt.Errorf("parameter %s: %w", p.Name, err)
		}
	}
	if d.Result == nil || b.Result == nil {
		if d.Result != nil || b.Result != nil {
			return fmt.Errorf("a result on one side only")
		}
		return nil
	}
	return same(d.Result, b.Result)
}

func same(hew ast.Type, goType reflect.Type) error {
	name := typeName(hew)
	want, known := goTypes[name]
	switch {
	case known && slices.Contains(want, goType.String()):
		return nil
	case !known && hew != nil && goType.Kind() == reflect.Pointer:
		return nil
	}
	return fmt.Errorf("%s in Hew, %v in Go", name, goType)
}

func typeName(t ast.Type) string {
	n, ok := t.(*ast.NamedType)
	if !ok {
		return fmt.Sprintf("%T", t)
	}
	name := strings.Join(n.Path, "::")
	if len(n.Args) > 0 {
		var args []string
		for _, a := range n.Args {
			args = append(args, typeName(a.Type))
		}
		name += "<" + strings.Join(args, ", ") + ">"
	}
	return name
}

func TestEverythingPublicIsDocumented(t *testing.T) {
	for path, f := range stubs(t) {
		missing := func(doc []string, what string) {
			if len(doc) == 0 {
				t.Errorf("%s: %s has no doc comment", path, what)
			}
		}
		for _, item := range f.Items {
			if _, isImport := item.Decl.(*ast.ImportDecl); item.Visibility == "pub" && !isImport {
				missing(item.Doc, text(f, item.Decl))
			}
			switch d := item.Decl.(type) {
			case *ast.ImplDecl:
				if d.For == nil {
					documented(f, d.Members, missing)
				}
			case *ast.TraitDecl:
				documented(f, d.Members, missing)
			}
		}
	}
}

func documented(f *ast.File, members []*ast.Member, missing func([]string, string)) {
	for _, m := range members {
		if m.Method != nil {
			missing(m.Doc, text(f, m.Method))
		}
	}
}

// text is the first line of n.
func text(f *ast.File, n ast.Node) string {
	line, _, _ := strings.Cut(f.Source.Text[n.Start():n.End()], "\n")
	return line
}

// TestImagesAreCurrent fails when the grammar or the form of images changed: `go generate ./stdlib/...`
// writes the images anew.
func TestImagesAreCurrent(t *testing.T) {
	for _, m := range stdlib.Modules {
		image, err := module.Image(source.New(m.Path, module.Text(&m)), false)
		if err != nil {
			t.Errorf("%s: %v", m.Path, err)
			continue
		}
		want, err := module.LoadImage(m.Path, string(image))
		if err != nil {
			t.Fatal(err)
		}
		got, err := module.LoadImage(m.Path, m.Image)
		if err != nil {
			t.Errorf("%s: %v", m.Path, err)
		} else if !reflect.DeepEqual(got.Items, want.Items) {
			t.Errorf("%s: the image is not of the stub", m.Path)
		}
	}
}

// TestStubsAreFiles holds that no stub was left out of the table, and that the images are of the stubs as they are.
func TestStubsAreFiles(t *testing.T) {
	known := map[string]bool{}
	for _, m := range stdlib.Modules {
		known[module.Text(&m)] = true
	}
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".hew" || strings.Contains(path, "testdata") {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil && !known[string(text)] {
			t.Errorf("%s is in no module of the table, or has changed: run go generate ./stdlib/...", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
