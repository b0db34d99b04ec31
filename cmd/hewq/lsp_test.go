package main

// This file plays the sessions of package lsp with the real command.

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/internal/lspclient"
)

// serve starts `hewq lsp` and a client of it, in a folder for its caches.
func serve(t *testing.T, cache string, args ...string) (*exec.Cmd, *lspclient.Client) {
	t.Helper()
	cmd := exec.Command("hewq", append([]string{"lsp"}, args...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache, "LocalAppData="+cache, "HOME="+cache)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// It has ended already, but where the test failed.
		_ = cmd.Process.Kill()
	})
	return cmd, lspclient.New(t.Context(), out, in)
}

func TestLSPSessions(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("..", "..", "lsp", "testdata", "*.txt"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("found no sessions: %v", err)
	}
	for _, name := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			dir := t.TempDir()
			cmd, c := serve(t, dir)
			got, err := lspclient.Play(ctx, c, dir, script)
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			golden.Check(t, strings.TrimSuffix(name, ".txt")+".golden", got)
			leave(t, cmd, c, 0)
		})
	}
}

// leave ends a session as the protocol wants, and looks at the exit status.
func leave(t *testing.T, cmd *exec.Cmd, c *lspclient.Client, want int) {
	t.Helper()
	if want == 0 {
		_, _ = c.Call(t.Context(), "shutdown", nil) // refused where the session has done so
	}
	if err := c.Notify(t.Context(), "exit", nil); err != nil {
		t.Error(err)
	}
	if got := status(cmd.Wait()); got != want {
		t.Errorf("the exit status is %d, want %d", got, want)
	}
}

func status(err error) int {
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return failed.ExitCode()
	}
	return 0
}

// TestLSPRunTest runs tests as an editor does.
func TestLSPRunTest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "a_test.hew")
	const text = "#[test]\nfn works() {}\n\n#[test]\nfn fails() {\n    assert_eq(1 + 1, 3);\n}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd, c := serve(t, dir)
	if _, err := c.Call(t.Context(), "initialize", map[string]any{"capabilities": map[string]any{}}); err != nil {
		t.Fatal(err)
	}
	for i, tc := range []struct{ name, want, shown string }{
		{"works", `{"test":"works","passed":true}`, "passed"},
		{"fails", `{"test":"fails","passed":false}`, `failed\nassertion failed: assert_eq(2, 3)\n`},
		{"none", `{"test":"none","passed":false}`, "there is no test `none`"},
	} {
		answer, err := c.Call(t.Context(), "workspace/executeCommand", map[string]any{
			"command": "hewq.runTest", "arguments": []string{"file://" + filepath.ToSlash(file), tc.name},
		})
		if err != nil || string(answer) != tc.want {
			t.Errorf("%s: the answer is %s, %v", tc.name, answer, err)
		}
		if shown, err := c.Messages(t.Context(), lspclient.ShowMessage, i+1); err != nil || !strings.Contains(shown[i], tc.shown) {
			t.Errorf("%s: the client shows %s, %v", tc.name, shown, err)
		}
	}
	leave(t, cmd, c, 0)
}

func TestLSPLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	cmd, c := serve(t, dir, "--log", log, "--stdio")
	if _, err := c.Call(t.Context(), "initialize", map[string]any{"capabilities": map[string]any{}}); err != nil {
		t.Fatal(err)
	}
	leave(t, cmd, c, 1)
	text, err := os.ReadFile(log)
	if err != nil || !strings.Contains(string(text), " initialize 1 ") {
		t.Errorf("the log is %q (%v)", text, err)
	}

	cmd, c = serve(t, dir)
	c.Close()
	if got := status(cmd.Wait()); got != 1 {
		t.Errorf("the exit status after the client died is %d", got)
	}
}
