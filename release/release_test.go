// Package release_test looks at what makes a release of hewq, and at the workflows, without running them: the files
// that they name exist, and they ask for the Go that go.mod does.
package release_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/mod/modfile"
)

// A source is a file of a package or an archive.
type source struct {
	Src string `yaml:"src"`
	Dst string `yaml:"dst"`
}

// A configuration is what of goreleaser.yaml names files.
type configuration struct {
	Before struct {
		Hooks []string `yaml:"hooks"`
	} `yaml:"before"`
	Builds []struct {
		Main   string   `yaml:"main"`
		Goos   []string `yaml:"goos"`
		Goarch []string `yaml:"goarch"`
	} `yaml:"builds"`
	Archives []struct {
		Files []source `yaml:"files"`
	} `yaml:"archives"`
	NFPMs []struct {
		Formats  []string `yaml:"formats"`
		Contents []source `yaml:"contents"`
	} `yaml:"nfpms"`
}

func TestConfigurationNamesFiles(t *testing.T) {
	t.Parallel()
	var c configuration
	decode(t, "release/goreleaser.yaml", &c)
	if len(c.Builds) != 1 || len(c.Builds[0].Goos)*len(c.Builds[0].Goarch) != 6 {
		t.Fatalf("the builds are %+v", c.Builds)
	}
	if len(c.NFPMs) != 1 || len(c.NFPMs[0].Formats) != 3 {
		t.Fatalf("the packages are %+v", c.NFPMs)
	}
	if main := filepath.Join(c.Builds[0].Main, "main.go"); !exists(t, main) {
		t.Errorf("there is no %s", main)
	}
	if len(c.Before.Hooks) == 0 {
		t.Error("nothing makes the completions and manual pages")
	}
	for _, hook := range c.Before.Hooks {
		runnable(t, strings.Fields(hook)[0])
	}
	written := extras(t)
	sources := c.NFPMs[0].Contents
	for _, a := range c.Archives {
		sources = append(sources, a.Files...)
	}
	used := map[string]bool{}
	for _, s := range sources {
		below, made := strings.CutPrefix(s.Src, "release/extras/")
		switch {
		case !made && !exists(t, s.Src):
			t.Errorf("there is no %s", s.Src)
		case made && !slices.ContainsFunc(written, func(name string) bool { return matches(t, below, name) }):
			t.Errorf("extras.sh does not write %s", s.Src)
		case s.Dst != "" && !path.IsAbs(s.Dst) && strings.Contains(s.Dst, ".."):
			t.Errorf("%s goes to %s", s.Src, s.Dst)
		}
		for _, name := range written {
			used[name] = used[name] || made && matches(t, below, name)
		}
	}
	for _, name := range written {
		if !used[name] {
			t.Errorf("extras.sh writes %s, which no package has", name)
		}
	}
}

// extras are the files that extras.sh writes, with one manual page for all.
func extras(t *testing.T) []string {
	t.Helper()
	script := read(t, "release/extras.sh")
	var names []string
	for _, m := range regexp.MustCompile(`> "\$out/([^"]+)"`).FindAllStringSubmatch(script, -1) {
		names = append(names, m[1])
	}
	if strings.Contains(script, `man "$out/man1"`) && strings.Contains(script, `gzip -9 -n "$out"/man1/*.1`) {
		names = append(names, "man1/hewq.1.gz")
	}
	if len(names) != 5 {
		t.Fatalf("extras.sh writes %v", names)
	}
	return names
}

func TestScriptsNameFiles(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"release/run", "release/extras.sh", ".ci/run", ".ci/coverage", ".ci/fuzz"} {
		runnable(t, script)
		for _, name := range regexp.MustCompile(`(?m)(?:^|[ "])(?:\./)?((?:release|examples|cmd|internal)/[\w./-]+)`).FindAllStringSubmatch(read(t, script), -1) {
			made := strings.HasPrefix(name[1], "release/dist") || strings.HasPrefix(name[1], "release/extras/")
			if !made && !exists(t, strings.TrimSuffix(name[1], "/...")) {
				t.Errorf("%s names %s, which does not exist", script, name[1])
			}
		}
	}
}

// A workflow is what of a workflow is looked at.
type workflow struct {
	Jobs map[string]struct {
		Strategy struct {
			Matrix map[string][]string `yaml:"matrix"`
		} `yaml:"strategy"`
		Steps []struct {
			Uses string            `yaml:"uses"`
			With map[string]string `yaml:"with"`
			Run  string            `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

func TestWorkflows(t *testing.T) {
	t.Parallel()
	mod, err := modfile.Parse("go.mod", []byte(read(t, "go.mod")), nil)
	if err != nil {
		t.Fatal(err)
	}
	minor := regexp.MustCompile(`^1\.\d+`).FindString(mod.Go.Version)
	pinned := regexp.MustCompile(`uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n`)
	names, err := filepath.Glob(filepath.Join("..", ".github", "workflows", "*.yml"))
	if err != nil || len(names) < 3 {
		t.Fatalf("workflows: %v, %v", names, err)
	}
	for _, name := range names {
		name = ".github/workflows/" + filepath.Base(name)
		text := read(t, name)
		if got, want := len(pinned.FindAllString(text, -1)), strings.Count(text, "uses:"); got != want {
			t.Errorf("%s: %d of %d actions are pinned to a commit with its version", name, got, want)
		}
		var w workflow
		decode(t, name, &w)
		for job, j := range w.Jobs {
			for _, s := range j.Steps {
				if strings.HasPrefix(s.Uses, "actions/setup-go@") && s.With["go-version"] != minor {
					t.Errorf("%s: %s has Go %q, go.mod wants %s", name, job, s.With["go-version"], minor)
				}
				if s.Run != "" {
					runnable(t, strings.Fields(s.Run)[0])
				}
			}
		}
	}
}

// Each step of .ci/run is in exactly one job.
func TestAllStepsAreInJobs(t *testing.T) {
	t.Parallel()
	var w workflow
	decode(t, ".github/workflows/ci.yml", &w)
	var steps, jobs []string
	for _, m := range regexp.MustCompile(`(?m)^step ([a-z]+) `).FindAllStringSubmatch(read(t, ".ci/run"), -1) {
		steps = append(steps, m[1])
	}
	for _, some := range w.Jobs["steps"].Strategy.Matrix["steps"] {
		jobs = append(jobs, strings.Fields(some)...)
	}
	slices.Sort(steps)
	slices.Sort(jobs)
	if len(steps) < 10 || !slices.Equal(steps, jobs) {
		t.Errorf("the steps are %v, those of jobs %v", steps, jobs)
	}
}

// runnable fails the test unless there is a program with this name.
func runnable(t *testing.T, name string) {
	t.Helper()
	info, err := os.Stat(filepath.Join("..", name))
	if err != nil {
		t.Error(err)
		return
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o100 == 0 {
		t.Errorf("%s cannot be run", name)
	}
}

// exists tells whether the pattern names a file or a folder of the module.
func exists(t *testing.T, pattern string) bool {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", pattern))
	if err != nil {
		t.Fatal(err)
	}
	return len(found) > 0
}

func matches(t *testing.T, pattern, name string) bool {
	t.Helper()
	ok, err := path.Match(pattern, name)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func decode(t *testing.T, name string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(read(t, name)), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}
