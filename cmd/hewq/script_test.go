package main

import (
	"context"
	"flag"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hewq/internal/golden"
	"hewq/testrun"
)

// scripts is the folder of the programs and scripts that are run here.
var scripts = filepath.Join("..", "..", "testdata", "scripts")

// limit is how long one program or script may take. It only ends what hangs.
const limit = 2 * time.Minute

func TestMain(m *testing.M) {
	testscript.Main(configured{m}, map[string]func(){"hewq": main})
}

// configured tests have a folder for the user's configuration that is not the user's.
type configured struct{ *testing.M }

func (m configured) Run() int {
	dir, err := os.MkdirTemp("", "hewq-config-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"XDG_CONFIG_HOME", "AppData"} {
		if err := os.Setenv(name, dir); err != nil {
			panic(err)
		}
	}
	// Most tests wait for other processes most of the time.
	if err := flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	return m.M.Run()
}

// The programs and scripts of the project, as `hewq test` runs them.
func TestScripts(t *testing.T) {
	runTests(t, scripts, 100)
}

// The examples that are whole programs by themselves.
func TestExamples(t *testing.T) {
	runTests(t, filepath.Join("..", "..", "examples"), 1)
}

// runTests runs the programs below a folder that have a golden file, and the scripts there, of which there
// must be so many at least.
func runTests(t *testing.T, folder string, least int) {
	hewq, err := exec.LookPath("hewq")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]testrun.Kind{}
	for _, k := range []testrun.Kind{testrun.Goldens{Hewq: hewq}, testrun.Scripts{Hewq: hewq}} {
		kinds[k.Name()] = k
	}
	found, err := testrun.Find(slices.Collect(maps.Values(kinds)), []string{folder})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Tests) < least {
		t.Errorf("found only %d tests in %s", len(found.Tests), folder)
	}
	options := testrun.Options{Timeout: limit, Update: golden.Update()}
	for _, test := range found.Tests {
		t.Run(strings.TrimPrefix(test.Name, filepath.ToSlash(folder)+"/"), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeoutCause(t.Context(), limit, testrun.ErrTimeout)
			defer cancel()
			out := &testrun.Output{}
			result := kinds[test.Kind].Run(ctx, test, &testrun.Context{Options: options, Output: out})
			if f := result.Failure; f != nil {
				t.Errorf("%s\n%s%s%s", f.Message, f.Text, out.Stdout.String(), out.Stderr.String())
			} else if result.Outcome == testrun.Ignored {
				t.Skip(result.Note)
			}
		})
	}
}

// TestOtherProgramsCheck holds that programs which are run by hand only have no mistakes.
func TestOtherProgramsCheck(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"bench", "peers", "soak"} {
		var programs []string
		err := filepath.WalkDir(filepath.Join("..", "..", "testdata", dir), func(name string, d fs.DirEntry, err error) error {
			if filepath.Ext(name) == ".hew" {
				programs = append(programs, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(programs) == 0 {
			t.Errorf("there are no programs in testdata/%s", dir)
		}
		for _, name := range programs {
			if out, err := exec.CommandContext(t.Context(), "hewq", "check", name).CombinedOutput(); err != nil {
				t.Errorf("hewq check %s: %v\n%s", name, err, out)
			}
		}
	}
}
