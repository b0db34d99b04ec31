package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
)

// What docs/differences.md names as tests is there.
func TestDifferencesAreTested(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "docs", "differences.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err = filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(source), -1) {
			tests[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range regexp.MustCompile("`(Test\\w+|(?:testdata|lang)/[\\w/.]+\\.(?:hew|txtar))`").FindAllStringSubmatch(string(text), -1) {
		found++
		name := m[1]
		if strings.HasPrefix(name, "Test") {
			if !tests[name] {
				t.Errorf("there is no test %s", name)
			}
		} else if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			t.Errorf("there is no file %s", name)
		}
	}
	if found < 50 {
		t.Errorf("only %d tests are named", found)
	}
}

// docs/quic.md says what every setting of QUIC is.
func TestSettingsAreDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "quic.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range settings() {
		if strings.HasPrefix(name, "HEWQ_QUIC_") && !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/quic.md does not name %s", name)
		}
	}
}

// The examples of these pages print what their comments say: those behind println calls, or all.
func TestExamplesOfPages(t *testing.T) {
	t.Parallel()
	for page, outputs := range map[string]*regexp.Regexp{
		"values.md": regexp.MustCompile(`(?m)println\(.*// (.*)$`),
		"owners.md": regexp.MustCompile(`(?m)// (.*)$`),
	} {
		t.Run(page, func(t *testing.T) { examples(t, page, outputs) })
	}
}

func examples(t *testing.T, page string, outputs *regexp.Regexp) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range block.FindAllStringSubmatch(string(text), -1) {
		found++
		var want strings.Builder
		for _, line := range outputs.FindAllStringSubmatch(m[2], -1) {
			want.WriteString(line[1] + "\n")
		}
		prog, ds := lang.Load(source.New("example.hew", m[2]), stdlib.Modules)
		if len(ds) > 0 {
			t.Errorf("%s\n%s", m[2], ds[0].Message)
			continue
		}
		var out, trouble strings.Builder
		status, err := prog.Run(t.Context(), lang.IO{Stdout: &out, Stderr: &trouble})
		if status != 0 || err != nil || out.String() != want.String() {
			t.Errorf("%s\ngot status %d, %s%s, want %s", m[2], status, out.String(), trouble.String(), want.String())
		}
	}
	if found < 4 {
		t.Errorf("only %d examples", found)
	}
}
