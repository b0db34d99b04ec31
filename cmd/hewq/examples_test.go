package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hewq/internal/badnet"
)

var examplesOfTests = filepath.Join("..", "..", "examples", "testing")

// The examples of tests pass, on a simulated network in virtual time, as their README has it.
func TestExamplesOfTests(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "hewq", "test", "--virtual-time", examplesOfTests).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "7 passed; 0 failed") {
		t.Errorf("%v: %s", err, out)
	}
}

// The functions of the cookbook pass their tests. TestExamples runs its programs and scripts.
func TestCookbookFunctions(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "cookbook", "*_test.hew"))
	if err != nil || len(files) == 0 {
		t.Fatalf("found %d files: %v", len(files), err)
	}
	if out, err := exec.CommandContext(t.Context(), "hewq", append([]string{"test"}, files...)...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// The cookbook's list has every recipe, each recipe says its exit codes and has a test.
func TestCookbookIsWhole(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..", "examples", "cookbook")
	list, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	programs, err := filepath.Glob(filepath.Join(folder, "*.hew"))
	if err != nil {
		t.Fatal(err)
	}
	recipes := 0
	for _, program := range programs {
		name := strings.TrimSuffix(filepath.Base(program), ".hew")
		if strings.HasSuffix(name, "_test") {
			continue
		}
		recipes++
		if !strings.Contains(string(list), "["+name+"]("+name+".hew)") {
			t.Errorf("README.md does not name %s", name)
		}
		text, err := os.ReadFile(program)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(text), "\nimport ")
		for _, part := range []string{" " + name + ".hew", "Exit code"} {
			if !strings.Contains(head, part) {
				t.Errorf("the comment of %s has no %q", name, part)
			}
		}
		if tests, err := filepath.Glob(filepath.Join(folder, name+".[gt]*")); err != nil || len(tests) == 0 {
			t.Errorf("%s has neither a golden file nor a script: %v", name, err)
		}
	}
	if recipes < 20 {
		t.Errorf("found only %d recipes", recipes)
	}
}

// The same in real time: two processes with a relay between, which loses some datagrams, and then all
// for longer than the idle timeout, which is shorter here.
func TestIdleTimeoutInRealTime(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it waits for the idle timeout")
	}
	server := launch(t, filepath.Join(examplesOfTests, "counter.hew"), "127.0.0.1:0")
	relay, err := badnet.Listen(strings.TrimPrefix(server.first, "listening on "), 7)
	if err != nil {
		t.Fatal(err)
	}
	defer relay.Close()
	relay.Set(badnet.Weather{Loss: 0.02, Delay: 20 * time.Millisecond})
	client := launchWith(t, []string{"HEWQ_QUIC_IDLE_TIMEOUT=10s"}, filepath.Join(examplesOfTests, "client.hew"), relay.Addr())
	wants := func(pattern string) {
		t.Helper()
		line, err := client.rest.ReadString('\n')
		if !regexp.MustCompile(pattern).MatchString(line) {
			t.Fatalf("the client says %q, %v, want %s; stderr: %s", line, err, pattern, client.stderr)
		}
	}
	if client.first != "1" {
		t.Fatalf("the client says %q first, want 1", client.first)
	}
	wants("^2\n$")
	relay.Cut(true)
	wants("^timed out, (9|1[0-9]) s after the last answer\n$")
	relay.Cut(false)
	wants("^1\n$") // the server is well, and the client has found it again
	wants("^2\n$")
}
