package lsp

// This file plays the sessions of testdata.

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hewq/internal/golden"
	"hewq/internal/lspclient"
	"hewq/manual"
	"hewq/stdlib"
)

// limit ends what hangs.
const limit = time.Minute

// connect begins a server and a client of it. ended gives what Serve gave.
func connect(t testing.TB, o Options) (c *lspclient.Client, ended <-chan error) {
	t.Helper()
	o.Modules, o.Version, o.Word = stdlib.Modules, "VERSION", manual.New(stdlib.Modules).Word
	if o.RunTest == nil {
		o.RunTest = func(context.Context, string, string, string, io.Writer) (bool, error) {
			return false, errors.New("not here")
		}
	}
	return connectTo(t, newServer(o))
}

// connectTo is connect with a server that is made already.
func connectTo(t testing.TB, s *server) (c *lspclient.Client, ended <-chan error) {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	result := make(chan error, 1)
	go func() { result <- s.serve(t.Context(), toServer, fromServer) }()
	c = lspclient.New(t.Context(), toClient, fromClient)
	t.Cleanup(func() { c.Close() })
	return c, result
}

func TestSessions(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
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
			c, _ := connect(t, Options{Cache: filepath.Join(dir, "hewq", "std")})
			got, err := lspclient.Play(ctx, c, dir, script)
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			golden.Check(t, strings.TrimSuffix(name, ".txt")+".golden", got)
			for _, message := range c.Logged() {
				t.Errorf("the server logged %s", message)
			}
		})
	}
}
