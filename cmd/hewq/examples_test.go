package main

import (
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

// The same in real time: two processes with a relay between, which loses some datagrams, and then all
// for longer than the idle timeout of 30 s.
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
	client := launch(t, filepath.Join(examplesOfTests, "client.hew"), relay.Addr())
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
	wants("^timed out, (29|3[0-9]) s after the last answer\n$")
	relay.Cut(false)
	wants("^1\n$") // the server is well, and the client has found it again
	wants("^2\n$")
}
