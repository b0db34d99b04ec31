package lsp

// This file runs tests as editors do.

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creachadair/jrpc2"

	"hewq/internal/lspclient"
	"hewq/lsp/rpc"
)

// ran is what a TestRunner was called with.
type ran struct{ dir, file, name string }

func TestRunTest(t *testing.T) {
	dir := t.TempDir()
	inner := filepath.Join(dir, "inner")
	file := filepath.Join(inner, "a_test.hew")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	const text = "#[test]\nfn works() {}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	uri, root := "file://"+filepath.ToSlash(file), "file://"+filepath.ToSlash(dir)
	const report = "running 1 tests\n\nfailures:\n\n---- works ----\nit was wrong\nx:1:1:\n  |\n1 | fn\n\ntest result: FAILED\n"
	var got ran
	c, _ := connect(t, Options{RunTest: func(ctx context.Context, dir, file, name string, out io.Writer) (bool, error) {
		got = ran{dir, file, name}
		switch name {
		case "missing":
			return false, errors.New("there is no hewq")
		case "waits":
			<-ctx.Done()
			return false, ctx.Err()
		}
		io.WriteString(out, report)
		return name == "works", nil
	}})
	if _, err := c.Call(t.Context(), "initialize", map[string]any{
		"capabilities": map[string]any{}, "workspaceFolders": []folder{{root}, {"file:///elsewhere"}, {"file://" + filepath.ToSlash(inner)}},
	}); err != nil {
		t.Fatal(err)
	}
	notify(t, c, "initialized", map[string]any{})

	message := func(method string, n int) string {
		t.Helper()
		all, err := c.Messages(t.Context(), method, n)
		if err != nil {
			t.Fatal(err)
		}
		return all[n-1]
	}
	for i, tc := range []struct{ name, want, shown string }{
		{"works", `{"test":"works","passed":true}`, `{"type":3,"message":"the test ` + "`works`" + ` passed"}`},
		{"fails", `{"test":"fails","passed":false}`, `{"type":1,"message":"the test ` + "`fails`" + ` failed\nit was wrong\nx:1:1:"}`},
	} {
		answer, err := c.Call(t.Context(), "workspace/executeCommand", command{Command: runTest, Arguments: []string{uri, tc.name}})
		if err != nil || string(answer) != tc.want {
			t.Errorf("%s: the answer is %s, %v", tc.name, answer, err)
		}
		if want := (ran{inner, file, tc.name}); got != want {
			t.Errorf("the test was run as %v, want %v", got, want)
		}
		if shown := message(lspclient.ShowMessage, i+1); shown != tc.shown {
			t.Errorf("%s: the client shows %s", tc.name, shown)
		}
		if logged := message(lspclient.LogMessage, i+1); !strings.Contains(logged, "test result: FAILED") {
			t.Errorf("%s: the client's log has %s", tc.name, logged)
		}
	}

	open(t, c, uri, text+"\n")
	if _, err := c.Call(t.Context(), "workspace/executeCommand", command{Command: runTest, Arguments: []string{uri, "works"}}); err != nil {
		t.Error(err)
	}
	if shown := message(lspclient.ShowMessage, 3); !strings.Contains(shown, "passed; changes that are not saved were not in it") {
		t.Errorf("of a text that is not saved the client shows %s", shown)
	}

	_, err := c.Call(t.Context(), "workspace/executeCommand", command{Command: runTest, Arguments: []string{uri, "missing"}})
	if err == nil || !strings.Contains(err.Error(), "the test `missing` could not be run: there is no hewq") {
		t.Errorf("a test that cannot be run is answered with %v", err)
	}
	cancelled(t, c, uri)
}

// cancelled holds that a test ends whose request is cancelled. It is the sixth request of the connection.
func cancelled(t *testing.T, c *lspclient.Client, uri string) {
	answer := make(chan error)
	go func() {
		_, err := c.Call(t.Context(), "workspace/executeCommand", command{Command: runTest, Arguments: []string{uri, "waits"}})
		answer <- err
	}()
	for {
		select {
		case err := <-answer:
			if refused := (*jrpc2.Error)(nil); !errors.As(err, &refused) || rpc.Code(refused.Code) != requestCancelled {
				t.Errorf("a cancelled test is answered with %v", err)
			}
			return
		default:
			notify(t, c, "$/cancelRequest", map[string]any{"id": 6})
		}
	}
}
