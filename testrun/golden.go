package testrun

// This file runs programs that have their output beside them.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang/diag"
)

// Goldens are programs NAME.hew with a file NAME.golden, which has what `hewq run NAME.hew` does in the
// folder of the program: the standard output, then `-- stderr --` and the standard error if there is any,
// then `-- exit N --` if the status is not 0. The standard input is NAME.in if there is such a file, else
// it is empty. Each runs in a process of its own.
type Goldens struct {
	Hewq string // the executable that runs programs
}

// Name is "golden".
func (Goldens) Name() string { return "golden" }

// Takes takes programs with a golden file.
func (Goldens) Takes(c Candidate) bool {
	if filepath.Ext(c.Path) != ".hew" {
		return false
	}
	info, err := os.Stat(beside(c.Path, ".golden"))
	return err == nil && !info.IsDir()
}

// Find gives the program as one test.
func (g Goldens) Find(file string) ([]Test, []diag.Diagnostic, error) {
	return []Test{wholeFile(g, file)}, nil, nil
}

// wholeFile is the test that a file is as a whole. Its name is that of the file.
func wholeFile(k Kind, file string) Test {
	return Test{Kind: k.Name(), File: file, Name: filepath.ToSlash(file), Line: 1}
}

// beside is the file with the name of a program and another ending.
func beside(program, ending string) string { return strings.TrimSuffix(program, ".hew") + ending }

// Run runs the program and compares what it does. With Options.Update the golden file is rewritten
// instead.
func (g Goldens) Run(ctx context.Context, t Test, c *Context) Result {
	golden := beside(t.File, ".golden")
	text, err := os.ReadFile(golden)
	if err != nil {
		return Fail(NotAvailable, err.Error())
	}
	var used *Used
	if c.Options.Watch {
		if used, err = NewUsed(); err != nil {
			return Fail(NotAvailable, err.Error())
		}
		defer used.Close() // what is left behind does no harm
	}
	got, err := g.outcome(ctx, t.File, c, used)
	switch {
	case ctx.Err() != nil:
		return Ended(ctx, c.Options)
	case err != nil:
		return Fail(NotAvailable, err.Error())
	}
	want := strings.ReplaceAll(string(text), "\r\n", "\n") // a checkout may have rewritten the line ends
	result := Pass()
	if got != want && c.Options.Update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			return Fail(NotAvailable, err.Error())
		}
		result.Note = "rewritten"
	} else if got != want {
		result = Fail(Differed, "the program does something else than "+golden+" says; --update rewrites it")
		result.Failure.Place = &Place{golden, differs(want, got), 1}
		result.Failure.Text = difference(golden, want, got)
	}
	result.Files = []string{golden, beside(t.File, ".in")}
	if used != nil {
		result.Files = append(result.Files, used.Files()...)
	}
	return result
}

// outcome is what a program does. If ctx ends before, what it has printed until then goes to c.Output. If used is not
// nil, the program tells which files it uses.
func (g Goldens) outcome(ctx context.Context, program string, c *Context, used *Used) (string, error) {
	cmd := exec.CommandContext(ctx, g.Hewq, append(append([]string{"run"}, flags(c.Options.Sandbox)...), filepath.Base(program))...)
	cmd.Dir = filepath.Dir(program)
	cmd.Env = c.environ(os.Environ())
	if used != nil {
		cmd.Env = append(cmd.Env, FilesVariable+"="+used.Name())
	}
	cmd.Cancel = func() error { return end(ctx, cmd.Process) }
	cmd.WaitDelay = endGrace
	cmd.Stdin = strings.NewReader("") // and not the null device, which a bare folder as the root does not have
	in, err := os.Open(beside(program, ".in"))
	switch {
	case err == nil:
		defer in.Close()
		cmd.Stdin = in
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	}
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	if ctx.Err() != nil {
		_, _ = c.Output.Stdout.Write([]byte(stdout.String())) // neither can fail
		_, _ = c.Output.Stderr.Write([]byte(stderr.String()))
		return "", nil
	}
	if err != nil && cmd.ProcessState == nil {
		return "", err
	}
	return outcome(stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()), nil
}

// outcome is what golden files have of a program.
func outcome(stdout, stderr string, status int) string {
	text := stdout
	section := func(title string) {
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		text += "-- " + title + " --\n"
	}
	if stderr != "" {
		section("stderr")
		text += stderr
	}
	if status != 0 {
		section(fmt.Sprintf("exit %d", status))
	}
	return text
}

// endGrace is how long a process may take to end when it was told to.
const endGrace = 5 * time.Second

// reportTime is how long a process gets to report where it hangs.
const reportTime = time.Second

// end has a process end as after Ctrl-C, whose context has. If its time is over, it reports first where it
// hangs.
func end(ctx context.Context, p *os.Process) error {
	if !errors.Is(context.Cause(ctx), ErrTimeout) {
		return tell(p, os.Interrupt)
	}
	time.AfterFunc(reportTime, func() { _ = tell(p, os.Interrupt) }) // it may have ended
	return tell(p, syscall.SIGQUIT)
}

// tell sends a signal. Where the system has no such signal, the process is killed.
func tell(p *os.Process, s os.Signal) error {
	err := p.Signal(s)
	if err != nil && !errors.Is(err, os.ErrProcessDone) {
		return p.Kill()
	}
	return err
}

// differs is the first line of want, from 1, that got does not have.
func differs(want, got string) int {
	n := 1
	rest := strings.SplitAfter(got, "\n")
	for line := range strings.SplitAfterSeq(want, "\n") {
		if n > len(rest) || rest[n-1] != line {
			break
		}
		n++
	}
	return min(n, strings.Count(want, "\n")+1)
}

// difference shows in lines what a file has and what came instead.
func difference(file, want, got string) string {
	text := string(diff.Diff(file, []byte(want), "what it does", []byte(got)))
	_, text, _ = strings.Cut(text, "\n") // the command line of diff
	return text
}
