package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// A file is one Go file of the module, whatever platform or build tag it is for.
type file struct {
	name   string // from the root of the module, with slashes
	pkg    string // its directory
	test   bool
	syntax *ast.File
}

// files parses all Go files of the module.
func files(t *testing.T) []file {
	t.Helper()
	root := filepath.Join("..", "..")
	var found []file
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		found = append(found, file{rel, path.Dir(rel), strings.HasSuffix(rel, "_test.go"), syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 10 {
		t.Fatalf("found %d Go files below %s", len(found), root)
	}
	return found
}

// imported are the paths that a file imports.
func (f file) imported(t *testing.T) []string {
	var paths []string
	for _, i := range f.syntax.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

// covers tells whether one of the names is pkg, or ends in a slash and stands above pkg.
func covers(names []string, pkg string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return n == pkg || strings.HasSuffix(n, "/") && strings.HasPrefix(pkg, n)
	})
}

// ruleFor is the line of the table for a package.
func ruleFor(pkg string) ([]string, bool) {
	if r, ok := imports[pkg]; ok {
		return r, true
	}
	r, ok := imports[path.Dir(pkg)+"/"]
	return r, ok
}

// modulePath is that of the module.
func modulePath(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	return modfile.ModulePath(text)
}

func TestImportDirections(t *testing.T) {
	module := modulePath(t)
	for _, f := range files(t) {
		if f.test {
			continue
		}
		allowed, ok := ruleFor(f.pkg)
		if !ok {
			t.Errorf("%s: package %s has no line in the table of imports", f.name, f.pkg)
			continue
		}
		for _, p := range f.imported(t) {
			if within, ok := strings.CutPrefix(p, module+"/"); ok && !covers(allowed, within) {
				t.Errorf("%s imports %s; %s may import only %v", f.name, within, f.pkg, allowed)
			}
		}
	}
}

func TestOutsidePackages(t *testing.T) {
	module := modulePath(t)
	for _, f := range files(t) {
		for _, p := range f.imported(t) {
			places, pinned := pinOf(p)
			outside := !strings.HasPrefix(p, module+"/") && strings.Contains(strings.Split(p, "/")[0], ".")
			switch {
			case covers(places, f.pkg):
			case f.test && slices.ContainsFunc(testPins, func(pin string) bool { return p == pin || strings.HasPrefix(p, pin+"/") }):
			case pinned:
				t.Errorf("%s imports %s; only %v may", f.name, p, places)
			case outside:
				t.Errorf("%s imports %s, which no rule allows", f.name, p)
			}
		}
	}
}

// pinOf is the line of the table of pins for an imported path: the one with the longest name.
func pinOf(p string) ([]string, bool) {
	for pin := p; pin != "."; pin = path.Dir(pin) {
		if places, ok := pins[pin]; ok {
			return places, true
		}
	}
	return nil, false
}

// TestKeptOut holds that the binary has nothing in it that costs more than it gives.
func TestKeptOut(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./cmd/hewq")
	list.Dir = filepath.Join("..", "..")
	text, err := list.Output()
	if err != nil {
		t.Fatalf("%v: %v", list, err)
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		for _, p := range words[1:] {
			if why, ok := kept[p]; ok {
				t.Errorf("%s imports %s, which is kept out of cmd/hewq: %s", words[0], p, why)
			}
		}
	}
	if !strings.Contains(string(text), modulePath(t)+"/lsp ") {
		t.Errorf("%v lists no package lsp:\n%s", list, text)
	}
}

func TestUnsafeStaysInItsFiles(t *testing.T) {
	for _, f := range files(t) {
		if slices.Contains(f.imported(t), "unsafe") && !slices.Contains(unsafeFiles, f.name) {
			t.Errorf("%s imports unsafe; only %v may", f.name, unsafeFiles)
		}
	}
}

func TestCallsStayInTheirPackages(t *testing.T) {
	for _, f := range files(t) {
		if f.test {
			continue
		}
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.name)
			}
		}
		local := f.localNames(t)
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok {
				name := local[x.Name] + "." + sel.Sel.Name
				if places, ok := calls[name]; ok && !covers(places, f.pkg) {
					t.Errorf("%s uses %s; only %v may", f.name, name, places)
				}
			}
			return true
		})
	}
}

// localNames are the imported paths by the names they have in the file.
func (f file) localNames(t *testing.T) map[string]string {
	names := map[string]string{}
	for i, p := range f.imported(t) {
		name := path.Base(p)
		if alias := f.syntax.Imports[i].Name; alias != nil {
			name = alias.Name
		}
		names[name] = p
	}
	return names
}
