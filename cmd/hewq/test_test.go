package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// A tested is a `hewq test` that runs in a folder of its own.
type tested struct {
	t   *testing.T
	dir string
	cmd *exec.Cmd
	out *bufio.Scanner
	err *bytes.Buffer
}

// beginTests begins `hewq test` with flags in a folder with files.
func beginTests(t *testing.T, files map[string]string, flags ...string) *tested {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send the signal of Ctrl-C on Windows")
	}
	r := &tested{t: t, dir: t.TempDir(), err: &bytes.Buffer{}}
	for name, text := range files {
		r.write(name, text)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit) // it only ends what hangs
	t.Cleanup(cancel)
	r.cmd = exec.CommandContext(ctx, "hewq", append([]string{"test"}, flags...)...)
	r.cmd.Dir, r.cmd.Stderr = r.dir, r.err
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r.out = bufio.NewScanner(out)
	return r
}

// write writes a file in the folder, all at once as editors do.
func (r *tested) write(name, text string) {
	r.t.Helper()
	name = filepath.Join(r.dir, name)
	if err := os.WriteFile(name+".new", []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		r.t.Fatal(err)
	}
}

// until gives the lines up to one with a beginning, that among them.
func (r *tested) until(begins string) string {
	r.t.Helper()
	var lines strings.Builder
	for r.out.Scan() {
		lines.WriteString(r.out.Text() + "\n")
		if strings.HasPrefix(r.out.Text(), begins) {
			return lines.String()
		}
	}
	r.t.Fatalf("no line begins with %q:\n%s\nstderr: %s", begins, &lines, r.err)
	return ""
}

// interrupt is Ctrl-C. It gives the lines that follow, and holds that the status is 130.
func (r *tested) interrupt() string {
	r.t.Helper()
	if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
		r.t.Fatal(err)
	}
	var lines strings.Builder
	for r.out.Scan() {
		lines.WriteString(r.out.Text() + "\n")
	}
	_ = r.cmd.Wait() // the status is looked at
	if got := r.cmd.ProcessState.ExitCode(); got != 130 {
		r.t.Errorf("the status is %d, want 130; stderr: %s", got, r.err)
	}
	return lines.String()
}

func TestInterruptedRun(t *testing.T) {
	r := beginTests(t, map[string]string{"a_test.hew": `
#[test]
fn one() {}
#[test]
fn two() { panic("two"); }
#[test]
fn waits() { sleep(1000); }
#[test]
fn never() {}
`}, "-j", "1")
	r.until("test two")
	got := r.interrupt()
	for _, part := range []string{"---- two ----\ntwo\n", "test result: FAILED. 1 passed; 1 failed; 0 ignored; 2 not run; interrupted\n"} {
		if !strings.Contains(got, part) {
			t.Errorf("after Ctrl-C it lacks %q:\n%s", part, got)
		}
	}
}

func TestWatch(t *testing.T) {
	const result = "test result: "
	r := beginTests(t, map[string]string{
		"lib.hew":    "pub fn double(n: i64) -> i64 { 2 * n }\n",
		"a_test.hew": "import lib;\n#[test]\nfn doubles() { assert_eq(lib.double(2), 4); }\n",
		"b_test.hew": "#[test]\nfn other() {}\n",
	}, "--watch", "-j", "1")
	expect := func(want ...string) {
		t.Helper()
		got := r.until(result)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Fatalf("it lacks %q:\n%s", part, got)
			}
		}
	}
	expect("running 2 tests\ntest doubles ... ok\ntest other ... ok\n")
	r.write("lib.hew", "pub fn double(n: i64) -> i64 { 3 * n }\n")
	expect("running 1 tests\ntest doubles ... FAILED\n")
	r.write("c_test.hew", "#[test]\nfn fresh() {}\n")
	expect("running 1 tests\ntest fresh ... ok\n")
	r.write("b_test.hew", "import more;\n#[test]\nfn other() { more.none(); }\n")
	expect("running 1 tests\ntest other ... FAILED\n", "no module")
	r.write("more.hew", "pub fn none() {}\n")
	expect("running 1 tests\ntest other ... ok\n")
	r.write("report.out", "running 3 tests\n") // a change of its own report does not start it again
	r.write("c_test.hew", "#[test]\nfn (\n")
	r.write("c_test.hew", "#[test]\nfn mended() {}\n")
	expect("running 1 tests\ntest mended ... ok\n")
	if rest := r.interrupt(); rest != "" && rest != "\n" {
		t.Errorf("after Ctrl-C it says %q", rest)
	}
}
