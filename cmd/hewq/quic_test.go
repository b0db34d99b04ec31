package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestDocumentedPairDelivers runs the programs of the documentation again and again: the reply
// of a server that leaves at once must arrive each time.
func TestDocumentedPairDelivers(t *testing.T) {
	t.Parallel()
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	archive, err := txtar.ParseFile(filepath.Join(scripts, "quic_documentation.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir, free := t.TempDir(), freePort(t)
	for _, f := range archive.Files {
		text := strings.ReplaceAll(string(f.Data), port, free)
		if f.Name == "client.hew" {
			const end = "let eof = stream.recv();"
			if !strings.Contains(text, end) {
				t.Fatalf("the client has no %q, before which to look at the reply", end)
			}
			text = strings.Replace(text, end, "println(reply.to_string()); "+end+" println(eof.len());", 1)
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for round := range rounds {
		var served bytes.Buffer
		server := exec.CommandContext(t.Context(), "hewq", "run", filepath.Join(dir, "server.hew"))
		server.Stdout, server.Stderr = &served, &served
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		client := exec.CommandContext(t.Context(), "hewq", "run", filepath.Join(dir, "client.hew"))
		got, err := client.CombinedOutput()
		if err != nil || string(got) != "hello quic\n0\n" {
			t.Errorf("round %d: the client (%v) says %q", round, err, got)
		}
		if err := server.Wait(); err != nil || served.Len() > 0 {
			t.Errorf("round %d: the server (%v) says %q", round, err, &served)
		}
		if t.Failed() {
			return
		}
	}
}
