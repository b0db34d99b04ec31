package module_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hewq/lang/module"
	"hewq/lang/source"
	"hewq/native"
)

// tree writes files into a new directory and gives a source in it.
func tree(t *testing.T, files map[string]string) *source.File {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return source.New(filepath.Join(dir, "main.hew"), "")
}

func TestLoad(t *testing.T) {
	l := module.New([]native.Module{
		{Path: "core", Stub: "pub fn f();"},
		{Path: "std::b", Stub: "pub fn b();"},
		{Path: "std::a", Stub: "pub fn a() {"},
	})
	from := tree(t, map[string]string{
		"flat.hew":         "pub fn flat() {}",
		"dir/dir.hew":      "pub fn dir() {}",
		"dir/peer.hew":     "pub fn peer() {}",
		"dir/apart.hew":    "pub fn apart() {}",
		"deep/er/mod.hew":  "pub fn deep() {}",
		"both.hew":         "",
		"both/both.hew":    "",
		"only/inside.hew":  "",
		"wrong.hew":        "fn (",
		"by name/name.hew": "",
	})
	for _, c := range []struct {
		path  string
		files int // 0: not found
		wrong bool
	}{
		{"std::b", 1, false},
		{"std::a", 1, true},
		{"core", 1, false},
		{"std::none", 0, false},
		{"flat", 1, false},
		{"dir", 3, false},
		{"dir::peer", 1, false},
		{"deep::er::mod", 1, false},
		{"only", 0, false},
		{"none", 0, false},
		{"wrong", 1, true},
	} {
		u, err := l.Load(c.path, from)
		if c.files == 0 {
			if !errors.Is(err, module.ErrNotFound) {
				t.Errorf("Load(%s) = %v, %v", c.path, u, err)
			}
			continue
		}
		if err != nil || len(u.Files) != c.files || (len(u.Diagnostics) > 0) != c.wrong || u.Path != c.path {
			t.Errorf("Load(%s) = %v, %v", c.path, u, err)
			continue
		}
		if again, _ := l.Load(c.path, from); again != u {
			t.Errorf("Load(%s) reads the module again", c.path)
		}
	}
	var both *module.AmbiguousError
	if _, err := l.Load("both", from); !errors.As(err, &both) {
		t.Errorf("Load(both) = %v", err)
	}
	if u, err := l.LoadFile("by name/name.hew", from); err != nil || len(u.Files) != 1 {
		t.Errorf("LoadFile = %v, %v", u, err)
	}
	if _, err := l.LoadFile("none.hew", from); !errors.Is(err, module.ErrNotFound) {
		t.Errorf("LoadFile(none.hew) = %v", err)
	}
	if u, err := l.Load("dir", from); err != nil || filepath.Base(u.Files[0].Source.Name) != "dir.hew" || filepath.Base(u.Files[1].Source.Name) != "apart.hew" {
		t.Error("the files of a directory are not in order, its entry first")
	}
	if p := l.Paths(); len(p) != 2 || p[0] != "std::a" || p[1] != "std::b" {
		t.Errorf("Paths() = %v", p)
	}
}
