package main

// This file runs the programs and commands of documents.

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
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
	if regexp.MustCompile(`[ "]examples/`).Match(text) {
		if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS(filepath.Join("..", "..", "examples"))); err != nil {
			t.Fatal(err)
		}
	}
	got := block.ReplaceAllStringFunc(string(text), func(b string) string {
		m := block.FindStringSubmatch(b)
		if strings.HasPrefix(m[2], "$ hewq\n") {
			return "```console\n" + prompt(t, m[2]) + "```"
		}
		if m[1] == "console" {
			return "```console\n" + transcript(t, dir, free, m[2]) + "```"
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

// transcript runs the commands of a console block in dir and gives the block as it should be. In a program and in
// what it prints, port stands for the free one.
func transcript(t *testing.T, dir, free, text string) string {
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
		if words := strings.Fields(command); runsHere(dir, words) {
			j.output.WriteString(runHere(t, dir, words[1:]))
			continue
		}
		command, background := strings.CutSuffix(command, "&")
		if !strings.Contains(command, ";") {
			command = "exec " + command
		}
		j.cmd = exec.CommandContext(t.Context(), "sh", "-c", command)
		j.cmd.Dir = dir
		j.cmd.Stdout, j.cmd.Stderr = &j.output, &j.output
		if err := j.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if !background {
			_ = j.cmd.Wait() // some commands are shown failing
		}
	}
	shown := regexp.MustCompile(`\b` + free + `\b`)
	var b strings.Builder
	for _, j := range jobs {
		if j.cmd != nil && j.cmd.ProcessState == nil {
			if err := j.cmd.Wait(); err != nil {
				t.Errorf("%s: %v", j.line, err)
			}
		}
		b.WriteString(j.line)
		b.WriteString(shown.ReplaceAllString(j.output.String(), port))
	}
	if got := b.String(); !sameBut(text, got) {
		return got
	}
	return text
}

// sameBut tells whether got is want, where … stands for anything in a line, and a line that is … for any lines.
func sameBut(want, got string) bool {
	if !strings.Contains(want, "…") {
		return want == got
	}
	pattern := regexp.QuoteMeta(want)
	pattern = regexp.MustCompile(`(?m)^ *…\n`).ReplaceAllString(pattern, `(?:.*\n)*`)
	return regexp.MustCompile(`^` + strings.ReplaceAll(pattern, "…", ".*") + `$`).MatchString(got)
}

func TestSameBut(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		want, got string
		same      bool
	}{
		{"a\n", "a\n", true},
		{"a\n", "b\n", false},
		{"a … c\n", "a b c\n", true},
		{"a … c\n", "a b\nc\n", false},
		{"…\nb\n…\n", "a\na\nb\n", true},
		{"…\nb\n…\n", "b\nc\n", true},
		{"…\nb\n…\n", "a\nc\n", false},
		{"1.5 …\n", "1x5 s\n", false},
	} {
		if same := sameBut(tc.want, tc.got); same != tc.same {
			t.Errorf("sameBut(%q, %q) is %v", tc.want, tc.got, same)
		}
	}
}

// usesFiles is what a program says that reads or writes files, or asks for the folder that it runs in.
var usesFiles = regexp.MustCompile(`\b(?:fs|path|scanner)\.[a-z]|os\.cwd`)

// runsHere tells whether the command can run in the process of the test: it needs no shell, no folder of its own and
// no other process. That takes a tenth of the time.
func runsHere(dir string, words []string) bool {
	if words[0] != "hewq" || !slices.Contains([]string{"run", "check", "explain"}, words[1]) {
		return false
	}
	for _, word := range words {
		if strings.ContainsAny(word, "'\"|&<>;$*") || strings.HasSuffix(word, ".out") {
			return false
		}
		if strings.HasSuffix(word, ".hew") {
			text, err := os.ReadFile(filepath.Join(dir, word))
			if err != nil || usesFiles.Match(text) {
				return false
			}
		}
	}
	return true
}

// runHere executes a command of hewq and gives its output.
func runHere(t *testing.T, dir string, words []string) string {
	out, err := os.CreateTemp(t.TempDir(), "output")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	words = slices.Clone(words)
	for i, word := range words {
		if strings.HasSuffix(word, ".hew") {
			words[i] = filepath.Join(dir, word)
		}
	}
	p := &process{lookup: os.LookupEnv, environ: os.Environ(), stdin: strings.NewReader(""), stdout: out, stderr: out}
	p.execute(words)
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), dir+string(filepath.Separator), "")
}
