package main

import (
	"flag"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"hewq/internal/golden"
)

var whole = flag.Bool("whole", false, "run the command on a copy of the module, build it there and run examples")

// other is the path that the tests give.
const other = "example.org/net/hewq"

func TestMentions(t *testing.T) {
	word := mention{"hewq", []string{"lang", "cmd"}}
	public := mention{path: "a.org/hewq"}
	for _, c := range []struct {
		m          mention
		text, want string
	}{
		{word, `import "hewq/lang/ast"`, `import "NEW/lang/ast"`},
		{word, "//go:generate go run hewq/cmd/x\n", "//go:generate go run NEW/cmd/x\n"},
		{word, "hewq/lang hewq/cmd,hewq/lang", "NEW/lang NEW/cmd,NEW/lang"},
		{word, "hewq run, cmd/hewq/lang, ./hewq/lang, my-hewq/lang", "hewq run, cmd/hewq/lang, ./hewq/lang, my-hewq/lang"},
		{word, "hewq/language hewq/lang-x hewq/ hewq", "hewq/language hewq/lang-x hewq/ hewq"},
		{public, `"a.org/hewq/lang" https://a.org/hewq/issues (a.org/hewq).`, `"NEW/lang" https://NEW/issues (NEW).`},
		{public, "a.org/hewq2 a.org/hewq-x xa.org/hewq x/a.org/hewq", "a.org/hewq2 a.org/hewq-x xa.org/hewq x/a.org/hewq"},
	} {
		if got := c.m.replace(c.text, "NEW"); got != c.want {
			t.Errorf("%+v in %q: got %q, want %q", c.m, c.text, got, c.want)
		}
	}
}

// A small module gets a path in the network, and another then.
func TestMoveTwice(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"go.mod":           "module hewq\n\ngo 1.26.0\n\ntool hewq/cmd/hewq\n",
		"cmd/hewq/main.go": "package main\n\nimport (\n\t\"github.com/a/b\"\n\t\"hewq/lang\"\n)\n",
		"lang/lang.go":     "// Package lang is what `hewq run` needs.\npackage lang\n",
		"lang/image":       "hewq/lang\x00",
		".ci/run":          "go build hewq/cmd/hewq\n",
		".git/config":      "hewq/lang\n",
	}
	root := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(root, name), text)
	}
	for _, to := range []string{other, "example.org/net/hewq/v2"} {
		changed, err := move(root, to)
		if want := []string{".ci/run", "cmd/hewq/main.go", "go.mod"}; err != nil || !slices.Equal(changed, want) {
			t.Errorf("changed %v, %v, want %v", changed, err, want)
		}
		maps.Copy(files, map[string]string{
			"go.mod":           "module " + to + "\n\ngo 1.26.0\n\ntool " + to + "/cmd/hewq\n",
			"cmd/hewq/main.go": "package main\n\nimport (\n\t\"" + to + "/lang\"\n\t\"github.com/a/b\"\n)\n",
			".ci/run":          "go build " + to + "/cmd/hewq\n",
		})
		for name, want := range files {
			if got := read(t, filepath.Join(root, name)); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
	}
	if _, err := move(root, "no path"); err == nil {
		t.Error("a path that cannot be one is taken")
	}
}

// In a copy of the module all packages find each other under another path, and some compile. With -whole the command
// that CONTRIBUTING.md shows is run there, hewq is built, and its examples print what they do here.
func TestModule(t *testing.T) {
	t.Parallel()
	root := copied(t)
	if *whole {
		shown := "go run ./internal/modulepath " + other
		if !strings.Contains(read(t, filepath.Join(root, "CONTRIBUTING.md")), shown) {
			t.Errorf("CONTRIBUTING.md does not show %q", shown)
		}
		run(t, root, "go", strings.Fields(shown)[1:]...)
	} else if _, err := move(root, other); err != nil {
		t.Fatal(err)
	}
	if got := modfile.ModulePath([]byte(read(t, filepath.Join(root, "go.mod")))); got != other {
		t.Errorf("go.mod says %s", got)
	}
	own := 0
	for _, name := range goFiles(t, root) {
		syntax, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range syntax.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(path, "hewq/") {
				t.Errorf("%s imports %s", name, path)
			}
			if folder, ok := strings.CutPrefix(path, other+"/"); ok {
				own++
				if _, err := os.Stat(filepath.Join(root, folder)); err != nil {
					t.Errorf("%s imports %s: %v", name, path, err)
				}
			}
		}
	}
	if own < 500 {
		t.Errorf("found %d imports of the module's own packages", own)
	}
	if testing.Short() {
		return
	}
	run(t, root, "go", "build", other+"/lang/diag")
	if !*whole {
		return
	}
	binary := filepath.Join(t.TempDir(), "hewq.exe")
	// Whether it builds and runs is all there is to find out: the compiler need not optimize the module's packages.
	run(t, root, "go", "build", "-gcflags="+other+"/...=-N -l", "-o", binary, "./cmd/hewq")
	for _, name := range []string{"echo", "tls"} {
		got := run(t, root, binary, "run", filepath.Join("examples", name+".hew"))
		golden.Check(t, filepath.Join("..", "..", "examples", name+".golden"), got)
	}
	run(t, root, "go", "test", "./internal/archtest")
}

// copied is a folder with the files of the module that git knows.
func copied(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join("..", "..", ".git")); err != nil {
		t.Skip("this is not a clone")
	}
	root := t.TempDir()
	listed := run(t, filepath.Join("..", ".."), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	for name := range strings.SplitSeq(strings.TrimSuffix(listed, "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(root, name), string(text))
	}
	return root
}

func goFiles(t *testing.T, root string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".go" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// run runs a command in a folder and gives what it prints.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
