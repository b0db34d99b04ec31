package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hewq/internal/golden"
)

// scripts is the folder of the programs and scripts that are run here.
var scripts = filepath.Join("..", "..", "testdata", "scripts")

// limit is how long one program may take. It only ends what hangs.
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
	return m.M.Run()
}

// TestScripts runs the .txtar files: several processes, failures, diagnostics.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 scripts,
		UpdateScripts:       golden.Update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Deadline:            time.Now().Add(limit),
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"freeport": movePort, "steadytrace": steadyTrace},
		Setup: func(e *testscript.Env) error {
			examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
			e.Setenv("EXAMPLES", examples)
			return err
		},
	})
}

// TestPrograms runs every NAME.hew that has a NAME.golden beside it.
func TestPrograms(t *testing.T) {
	runPrograms(t, scripts)
}

// TestExamples runs the examples that are whole programs by themselves.
func TestExamples(t *testing.T) {
	runPrograms(t, filepath.Join("..", "..", "examples"))
}

// runPrograms runs the programs below a folder that have a golden file.
func runPrograms(t *testing.T, root string) {
	ran := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".hew" {
			return err
		}
		want := strings.TrimSuffix(name, ".hew") + ".golden"
		if _, err := os.Stat(want); errors.Is(err, fs.ErrNotExist) {
			return nil // a part of another program, or of a .txtar
		}
		ran++
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(strings.TrimSuffix(rel, ".hew")), func(t *testing.T) {
			t.Parallel()
			golden.Check(t, want, outcome(t, name))
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if ran == 0 {
		t.Fatalf("no program below %s has a golden file", root)
	}
}

// outcome is what `hewq run` does with a program: its output, then what is not usual.
func outcome(t *testing.T, name string) string {
	cmd := exec.CommandContext(t.Context(), "hewq", "run", filepath.Base(name))
	cmd.Dir = filepath.Dir(name)
	cmd.WaitDelay = limit
	if in, err := os.Open(strings.TrimSuffix(name, ".hew") + ".in"); err == nil {
		defer in.Close()
		cmd.Stdin = in
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	timer := time.AfterFunc(limit, func() {
		t.Errorf("still running after %v", limit)
		_ = cmd.Process.Kill() // it may have ended meanwhile
	})
	defer timer.Stop()
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	text := stdout.String()
	section := func(title string) {
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		text += "-- " + title + " --\n"
	}
	if stderr.Len() > 0 {
		section("stderr")
		text += stderr.String()
	}
	if status := cmd.ProcessState.ExitCode(); status != 0 {
		section(fmt.Sprintf("exit %d", status))
	}
	return text
}

// TestOtherProgramsCheck holds that programs which are run by hand only have no mistakes.
func TestOtherProgramsCheck(t *testing.T) {
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
