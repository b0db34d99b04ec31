package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A server is killed, and started again on its port: the client hears that its connection is over
// long before the idle timeout, though its packets are the smallest there are.
func TestServerStartedAgain(t *testing.T) {
	tls := filepath.Join("..", "..", "examples", "tls")
	faults := filepath.Join("..", "..", "testdata", "faults")
	config := "XDG_CONFIG_HOME=" + t.TempDir()
	for name, tc := range map[string]struct {
		host string // of the client
		addr string // of the server, without its port
		env  string
		more []string
	}{
		"one address":        {"127.0.0.1", "127.0.0.1", config, nil},
		"all addresses":      {"localhost", "", config, nil},
		"an own private key": {"127.0.0.1", "", "XDG_CONFIG_HOME=", []string{filepath.Join(tls, "server.pem"), filepath.Join(tls, "server-key.pem")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := func(port string) *launched {
				args := append([]string{filepath.Join(faults, "restarted.hew"), tc.addr + port}, tc.more...)
				return launchWith(t, []string{"HOME=", tc.env}, args...)
			}
			server := start(":0")
			port := server.first[strings.LastIndexByte(server.first, ':'):]
			client := launch(t, filepath.Join(faults, "messages.hew"), tc.host+port)
			if client.first != "after 60 messages" {
				t.Fatalf("the client says %q; stderr: %s", client.first, client.stderr)
			}
			if err := server.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = server.Wait() // it was killed
			if again := start(port); !strings.HasSuffix(again.first, port) {
				t.Fatalf("the server says %q", again.first)
			}
			line, _ := client.rest.ReadString('\n') // the end of the output is no line, and wrong
			const want = "reset by peer: the peer has lost the connection, probably because it was started again"
			if got := strings.TrimSpace(line); got != want {
				t.Errorf("the client says %q, want %q; stderr: %s", got, want, client.stderr)
			}
		})
	}
}
