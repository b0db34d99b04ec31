package testrun

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// folder makes a folder of files and goes there.
func folder(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

const oneTest = "#[test]\nfn one() {}\n"

func TestFind(t *testing.T) {
	folder(t, map[string]string{
		"b_test.hew":         "fn helper() {}\n" + oneTest + "#[ignore]\n#[test]\nfn two() {}\n#[test]\n#[should_panic]\nfn three() {}\n",
		"a_test.hew":         oneTest,
		"plain.hew":          oneTest,
		"sub/c_test.hew":     oneTest,
		"sub/plain.hew":      oneTest,
		"tests/d.hew":        oneTest,
		"tests/deep/e.hew":   oneTest,
		"tests/notes.txt":    "not a program",
		".hidden/f_test.hew": oneTest,
	})
	for _, tc := range []struct {
		paths []string
		want  []string
	}{
		{[]string{"."}, []string{
			"a_test.hew::one", "b_test.hew::one", "b_test.hew::two", "b_test.hew::three",
			"sub/c_test.hew::one", "tests/d.hew::one", "tests/deep/e.hew::one",
		}},
		{[]string{"sub"}, []string{"sub/c_test.hew::one"}},
		{[]string{"plain.hew"}, []string{"plain.hew::one"}},
		{[]string{"tests/deep"}, []string{"tests/deep/e.hew::one"}},
		{[]string{"sub", "a_test.hew", "./sub/c_test.hew"}, []string{"sub/c_test.hew::one", "a_test.hew::one"}},
		{[]string{"b_test.hew::two"}, []string{"b_test.hew::two"}},
		{[]string{"b_test.hew::three", "b_test.hew::one", "b_test.hew"}, []string{"b_test.hew::three", "b_test.hew::one", "b_test.hew::two"}},
	} {
		found, err := Find([]Kind{Functions{}}, tc.paths)
		if err != nil {
			t.Errorf("Find %q: %v", tc.paths, err)
			continue
		}
		var got []string
		for _, test := range found.Tests {
			got = append(got, filepath.ToSlash(test.ID()))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("Find %q\n got %q\nwant %q", tc.paths, got, tc.want)
		}
	}
	found, err := Find([]Kind{Functions{}}, []string{"b_test.hew"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Test{
		{Kind: "function", File: "b_test.hew", Name: "one", Line: 3},
		{Kind: "function", File: "b_test.hew", Name: "two", Line: 6, Ignored: true},
		{Kind: "function", File: "b_test.hew", Name: "three", Line: 9, ShouldPanic: true},
	}
	if !slices.Equal(found.Tests, want) {
		t.Errorf("the tests are %+v, want %+v", found.Tests, want)
	}
}

func TestFindRefuses(t *testing.T) {
	folder(t, map[string]string{"a_test.hew": oneTest, "tests/bad.hew": "fn (", "tests/latin.hew": "\xff"})
	_, err := Find([]Kind{Functions{}}, []string{"missing"})
	if at := (*NoPathError)(nil); !errors.As(err, &at) || at.Path != "missing" {
		t.Errorf("a missing path: %v", err)
	}
	_, err = Find([]Kind{Functions{}}, []string{"a_test.hew::onee"})
	if at := (*NoTestError)(nil); !errors.As(err, &at) || at.Error() != "there is no test `onee` in a_test.hew; did you mean `one`?" {
		t.Errorf("a missing test: %v", err)
	}
	found, err := Find([]Kind{Functions{}}, []string{"tests", "tests/bad.hew"})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Mistakes) != 1 || len(found.Warnings) != 1 {
		t.Errorf("mistakes %v and warnings %v, want one of each", found.Mistakes, found.Warnings)
	}
}

// A mistake in the syntax of a file is told, also if it hides only one of the tests, or the one that is wanted.
func TestFindTellsMistakes(t *testing.T) {
	folder(t, map[string]string{
		"a_test.hew": oneTest + "#[test]\nfn hidden( {}\n",
		"b.hew":      oneTest + "fn wrong( {}\n", "b.golden": "",
	})
	for _, tc := range []struct {
		path     string
		mistakes int
	}{{"a_test.hew", 1}, {"a_test.hew::hidden", 1}, {"b.hew", 0}} {
		found, err := Find([]Kind{Functions{}, Goldens{}}, []string{tc.path})
		if err != nil {
			t.Errorf("%s: %v", tc.path, err)
		} else if len(found.Mistakes) != tc.mistakes {
			t.Errorf("%s: mistakes %v, want %d", tc.path, found.Mistakes, tc.mistakes)
		}
	}
}
