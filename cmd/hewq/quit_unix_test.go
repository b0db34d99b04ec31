//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A signalled process is one whose standard error a test reads while it runs.
type quitting struct {
	*exec.Cmd
	stderr *bufio.Reader
}

// startQuitting runs hewq until it has printed "ready".
func startQuitting(t *testing.T, stdin io.Reader, args ...string) *quitting {
	t.Helper()
	q := &quitting{Cmd: exec.CommandContext(t.Context(), "hewq", args...)}
	q.Stdin = stdin
	stdout, err := q.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := q.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	q.stderr = bufio.NewReader(stderr)
	if err := q.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the first line is %q (%v)", line, err)
	}
	return q
}

func (q *quitting) signal(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if err := q.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

// lines reads n lines of the standard error.
func (q *quitting) lines(t *testing.T, n int) string {
	t.Helper()
	var b strings.Builder
	for range n {
		line, err := q.stderr.ReadString('\n')
		if err != nil {
			t.Fatalf("%v, behind %q", err, &b)
		}
		b.WriteString(line)
	}
	return steadyReport(b.String())
}

const askingReport = "where the program is:\n" +
	"  main waits for a reply of actor #1 (Slow) in main at program.hew:12:19\n"

// At SIGQUIT a program tells where it is, and goes on.
func TestQuitTells(t *testing.T) {
	q := startQuitting(t, nil, "run", write(t, asking))
	q.signal(t, syscall.SIGQUIT)
	if got := strings.Replace(q.lines(t, 2), q.Args[2], "program.hew", 1); got != askingReport {
		t.Errorf("got %q, want %q", got, askingReport)
	}
	q.lines(t, 1) // what the actor does
	q.signal(t, syscall.SIGINT)
	rest, err := io.ReadAll(q.stderr)
	if err != nil || len(rest) > 0 {
		t.Errorf("afterwards: %q, %v", rest, err)
	}
	_ = q.Wait() // the status is looked at below
	if got := q.ProcessState.ExitCode(); got != 130 {
		t.Errorf("exit status %d, want 130", got)
	}
}

// A second SIGQUIT soon after the first gives the stacks of Go.
func TestQuitTwiceDumps(t *testing.T) {
	q := startQuitting(t, nil, "run", write(t, asking))
	rest := make(chan []byte)
	go func() {
		all, err := io.ReadAll(q.stderr)
		if err != nil {
			t.Error(err)
		}
		rest <- all
	}()
	for {
		if err := q.Process.Signal(syscall.SIGQUIT); err != nil {
			break // it has ended
		}
		select {
		case all := <-rest:
			_ = q.Wait() // the status is looked at below
			if got := q.ProcessState.ExitCode(); got != 2 {
				t.Errorf("exit status %d, want 2", got)
			}
			if !bytes.Contains(all, []byte("SIGQUIT: quit\n")) || !bytes.Contains(all, []byte("goroutine 1 ")) {
				t.Errorf("stderr %q", all)
			}
			return
		default:
		}
	}
	<-rest
}

// On Ctrl-C a program tells where it is if that is wanted, and ends.
func TestExplainHang(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			q := startQuitting(t, nil, "run", "--explain-hang", write(t, asking))
			q.signal(t, sig)
			if got := strings.Replace(q.lines(t, 2), q.Args[3], "program.hew", 1); got != askingReport {
				t.Errorf("got %q, want %q", got, askingReport)
			}
			q.lines(t, 1) // what the actor does
			_ = q.Wait()  // the status is looked at below
			if got := q.ProcessState.ExitCode(); got != 128+int(sig) {
				t.Errorf("exit status %d", got)
			}
		})
	}
}

// A prompt without a terminal tells at SIGQUIT what its input waits for, and goes on.
func TestQuitOfAPrompt(t *testing.T) {
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer typing.Close()
	if _, err := typing.WriteString("let a = actor |n: i64| -> i64 { println(\"ready\"); sleep(3600); n };\nlet r = await a(1);\n"); err != nil {
		t.Fatal(err)
	}
	q := startQuitting(t, in, "repl")
	q.signal(t, syscall.SIGQUIT)
	got := q.lines(t, 3)
	if !strings.HasPrefix(got, "where the program is:\n  the input waits for a reply of actor #1 (lambda actor in input) in input at ") {
		t.Errorf("got %q", got)
	}
	q.signal(t, syscall.SIGTERM)
	_ = q.Wait() // it has ended by a signal
}

// `hewq test` tells at SIGQUIT what the tests do that run.
func TestQuitOfTests(t *testing.T) {
	name := write(t, "#[test]\nfn sleeps() { sleep(3600); }\n")
	cmd := exec.CommandContext(t.Context(), "hewq", "test", "--format", "json", name)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	events := bufio.NewReader(stdout)
	for line := ""; !strings.Contains(line, `"event":"start"`); {
		if line, err = events.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	q := &quitting{Cmd: cmd, stderr: bufio.NewReader(stderr)}
	q.signal(t, syscall.SIGQUIT)
	if got, want := q.lines(t, 1), "test "+name+"::sleeps runs\n"; got != want && got != "nothing runs\n" {
		t.Errorf("got %q, want %q", got, want)
	}
	q.signal(t, syscall.SIGTERM)
	_ = q.Wait() // the status is looked at below
	if got := q.ProcessState.ExitCode(); got != 143 {
		t.Errorf("exit status %d, want 143", got)
	}
}

// With --json a signal is in the object, and the process ends as it does without.
func TestSignalOfAnEvaluationAsJSON(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "begun")
	name := write(t, fmt.Sprintf("import std::fs;\nfs.write(%q, \"\");\nsleep(3600);\n", marker))
	var stdout strings.Builder
	cmd := exec.CommandContext(t.Context(), "hewq", "eval", "--json", "-f", name)
	cmd.Stdout = &stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(marker); err == nil {
			break
		}
		<-time.After(time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != 143 || !strings.Contains(stdout.String(), `"exit_code":143`) {
		t.Errorf("exit status %d, printed %s", got, &stdout)
	}
}
