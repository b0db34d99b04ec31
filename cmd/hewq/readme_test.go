package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/diag"
	"hewq/repl"
	"hewq/stdlib"
	"hewq/testrun"
)

// block is a fenced block of a document.
var block = regexp.MustCompile("(?ms)^```(hew|console)\n(.*?)^```$")

// TestReadme runs the blocks of the README: a `hew` block whose first line names a file is
// written there with a free port, a `console` block is run line by line and must print what stands below. A
// command that ends in & runs until the end of its block.
func TestReadme(t *testing.T) {
	t.Parallel()
	text := runDocument(t, filepath.Join("..", "..", "README.md"))
	if lines := strings.Count(text, "\n"); lines > 200 {
		t.Errorf("the README has %d lines; 200 are enough", lines)
	}
}

// TestTestingPage runs the blocks of docs/testing.md in the same way.
func TestTestingPage(t *testing.T) { runDocument(t, filepath.Join("..", "..", "docs", "testing.md")) }

// runDocument runs the blocks of a document, and gives it.
func runDocument(t *testing.T, path string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a Unix shell")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, free := t.TempDir(), freePort(t)
	if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS(filepath.Join("..", "..", "examples"))); err != nil {
		t.Fatal(err)
	}
	got := block.ReplaceAllStringFunc(string(text), func(b string) string {
		m := block.FindStringSubmatch(b)
		if strings.HasPrefix(m[2], "$ hewq\n") {
			return "```console\n" + prompt(t, m[2]) + "```"
		}
		if m[1] == "console" {
			return "```console\n" + transcript(t, dir, m[2]) + "```"
		}
		first, _, _ := strings.Cut(m[2], "\n")
		if name, ok := strings.CutPrefix(first, "// "); ok && strings.HasSuffix(name, ".hew") {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.ReplaceAll(m[2], port, free)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return b
	})
	golden.Check(t, path, got)
	return got
}

// port is the one of the documents' programs.
const port = "4433"

// volatile is what differs from run to run in the answers of a session.
var volatile = regexp.MustCompile(`rtt \d+`)

// prompt evaluates the inputs of a block in one session and gives the block as it should be.
func prompt(t *testing.T, text string) string {
	free := freePort(t)
	s := repl.New(repl.Options{Modules: stdlib.Modules})
	var got strings.Builder
	got.WriteString("$ hewq\n")
	for line := range strings.Lines(text) {
		in, ok := strings.CutPrefix(line, "hew> ")
		if !ok {
			continue
		}
		a := s.Eval(t.Context(), strings.ReplaceAll(in, port, free))
		t.Logf("%s: %v", strings.TrimSpace(in), a.Elapsed)
		a.Elapsed = 0
		got.WriteString(line + a.Shown() + a.Trouble(diag.Options{}))
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	answers := strings.ReplaceAll(got.String(), free, port)
	if volatile.ReplaceAllString(answers, "") == volatile.ReplaceAllString(text, "") {
		return text
	}
	return answers
}

// freePort is a UDP port that nothing else uses until the test has ended.
func freePort(t *testing.T) string {
	t.Helper()
	number, free, err := testrun.Port()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(free)
	return number
}

// A job is a command of a transcript that has been started.
type job struct {
	line   string
	output bytes.Buffer
	cmd    *exec.Cmd
}

// transcript runs the commands of a console block in dir and gives the block as it should be.
func transcript(t *testing.T, dir, text string) string {
	var jobs []*job
	for line := range strings.Lines(text) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
		if !ok {
			continue
		}
		j := &job{line: line}
		jobs = append(jobs, j)
		command = strings.Replace(command, "go run ./cmd/hewq ", "hewq ", 1)
		if !strings.Contains(command, "hewq ") {
			continue // a command of Go itself, such as the one that runs this test
		}
		command, background := strings.CutSuffix(command, "&")
		j.cmd = exec.CommandContext(t.Context(), "sh", "-c", "exec "+command)
		j.cmd.Dir = dir
		j.cmd.Stdout, j.cmd.Stderr = &j.output, &j.output
		if err := j.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if !background {
			_ = j.cmd.Wait() // some commands are shown failing
		}
	}
	var b strings.Builder
	for _, j := range jobs {
		if j.cmd != nil && j.cmd.ProcessState == nil {
			if err := j.cmd.Wait(); err != nil {
				t.Errorf("%s: %v", j.line, err)
			}
		}
		b.WriteString(j.line)
		b.Write(j.output.Bytes())
	}
	return b.String()
}

// link is a link of a document to a file of the repository.
var link = regexp.MustCompile(`\]\(([^):#]+)\)`)

// TestLinks looks whether the files exist that the documents link to.
func TestLinks(t *testing.T) {
	root := filepath.Join("..", "..")
	var documents []string
	for _, pattern := range []string{"*.md", "docs/*.md", "testdata/scripts/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, found...)
	}
	if len(documents) < 5 {
		t.Fatalf("found only %q", documents)
	}
	for _, d := range documents {
		text, err := os.ReadFile(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(d), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", d, m[1], err)
			}
		}
	}
}
