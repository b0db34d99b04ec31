package quic

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

func TestSecretFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the places are those of other systems")
	}
	for _, tc := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/home/hew"}, "/home/hew/.config/hewq/quic-reset-secret"},
		{"linux", map[string]string{"HOME": "/home/hew", "XDG_CONFIG_HOME": "/etc/hew"}, "/etc/hew/hewq/quic-reset-secret"},
		{"linux", map[string]string{"HOME": "/home/hew", "XDG_CONFIG_HOME": "below"}, ""},
		{"linux", nil, ""},
		{"darwin", map[string]string{"HOME": "/Users/hew", "XDG_CONFIG_HOME": "/etc/hew"}, "/Users/hew/Library/Application Support/hewq/quic-reset-secret"},
		{"windows", map[string]string{"AppData": "/hew"}, "/hew/hewq/quic-reset-secret"},
		{"windows", map[string]string{"HOME": "/home/hew"}, ""},
	} {
		got := secretFile(tc.system, func(name string) (string, bool) { v, ok := tc.env[name]; return v, ok })
		if got != tc.want {
			t.Errorf("%s with %v: %q, want %q", tc.system, tc.env, got, tc.want)
		}
	}
}

// Programs that start at the same time agree on one secret, which nobody else can read.
func TestSecretIsAgreedOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "config", "hewq", "quic-reset-secret")
	secrets := make([][]byte, 32)
	var starts sync.WaitGroup
	for i := range secrets {
		starts.Go(func() {
			var err error
			secrets[i], err = loadSecret(name)
			must(t, "loadSecret", err)
		})
	}
	starts.Wait()
	for _, s := range secrets {
		if len(s) != secretSize || !bytes.Equal(s, secrets[0]) || bytes.Equal(s, make([]byte, secretSize)) {
			t.Fatalf("secrets %x and %x", s, secrets[0])
		}
	}
	left, err := os.ReadDir(filepath.Dir(name))
	must(t, "ReadDir", err)
	info, err := os.Stat(name)
	must(t, "Stat", err)
	if len(left) != 1 || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%d files, mode %v, want one of 0600", len(left), info.Mode())
	}
}

// What others may have read, and what is no secret, is not used, and not replaced.
func TestSecretsThatAreNone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no modes")
	}
	dir := t.TempDir()
	for name, f := range map[string]struct {
		text string
		mode os.FileMode
	}{
		"read by others": {string(newSecret()), 0o644},
		"too short":      {"secret", 0o600},
		"too long":       {string(newSecret()) + "x", 0o600},
	} {
		name = filepath.Join(dir, name)
		must(t, "WriteFile", os.WriteFile(name, []byte(f.text), f.mode))
		if secret, err := loadSecret(name); err == nil {
			t.Errorf("%s: %x", name, secret)
		}
		s := NewStack(Config{SecretFile: name})
		if secret := s.userSecret(); len(secret) != secretSize || !bytes.Equal(secret, s.userSecret()) {
			t.Errorf("%s: the secret of a program is %x, then %x", name, secret, s.userSecret())
		}
		after, err := os.ReadFile(name)
		must(t, "ReadFile", err)
		if string(after) != f.text {
			t.Errorf("%s was changed", name)
		}
	}
}

// Each socket has a key of its own, which stays the same.
func TestResetKey(t *testing.T) {
	secret, other := newSecret(), newSecret()
	at := func(text string) net.Addr {
		a, err := net.ResolveUDPAddr("udp", text)
		must(t, "ResolveUDPAddr", err)
		return a
	}
	key := *resetKey(secret, at("0.0.0.0:4433"))
	if key != *resetKey(secret, at("0.0.0.0:4433")) {
		t.Error("the key has changed")
	}
	for name, another := range map[string][32]byte{
		"port":    *resetKey(secret, at("0.0.0.0:4434")),
		"address": *resetKey(secret, at("127.0.0.1:4433")),
		"family":  *resetKey(secret, at("[::]:4433")),
		"secret":  *resetKey(other, at("0.0.0.0:4433")),
	} {
		if key == another {
			t.Errorf("another %s has the same key", name)
		}
	}
}
