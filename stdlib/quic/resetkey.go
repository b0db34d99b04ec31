package quic

// This file has a server that was started again tell its old peers (RFC 9000, section 10.3): it
// knows nothing of their connections, but the same secret as before, and signs with it that they
// are over. Anyone with the secret can end connections, so it is made of nothing that others know.

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"

	quicgo "github.com/quic-go/quic-go"
)

const secretSize = 32

// serverIDs is the length of the connection IDs of servers. It makes the shortest packet of a client
// long enough: quic-go answers none of 42 bytes or less with a reset.
const serverIDs = 20

// resetKey is the key of the socket at local. It is another one for each socket: else a server
// could be used to end the connections of another (RFC 9000, section 10.3.2).
func resetKey(secret []byte, local net.Addr) *quicgo.StatelessResetKey {
	return (*quicgo.StatelessResetKey)(derive(secret, local.String()))
}

// keySecret is made of the private key of a certificate.
func keySecret(key crypto.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return derive(der, "private key"), nil
}

func derive(secret []byte, purpose string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("hewq stateless reset " + purpose))
	return mac.Sum(nil)
}

// userSecret is kept in the user's configuration, for the servers that have no certificate of their
// own. Where it cannot be kept it is another one for each program: peers of a server that was
// started again then wait for the idle timeout.
func (s *Stack) userSecret() []byte {
	s.secretOnce.Do(func() {
		var err error
		if s.secret, err = loadSecret(s.conf.SecretFile); err != nil {
			s.secret = newSecret()
		}
	})
	return s.secret
}

func newSecret() []byte {
	b := make([]byte, secretSize)
	_, _ = rand.Read(b) // never fails
	return b
}

// secretFile is where the secret of the user is kept, as os.UserConfigDir has it; "" for nowhere.
func secretFile(system string, lookup func(string) (string, bool)) string {
	get := func(name string) string {
		v, _ := lookup(name)
		return v
	}
	var dir string
	home := get("HOME")
	switch {
	case system == "windows":
		dir = get("AppData")
	case home != "" && (system == "darwin" || system == "ios"):
		dir = filepath.Join(home, "Library", "Application Support")
	case get("XDG_CONFIG_HOME") != "":
		dir = get("XDG_CONFIG_HOME")
	case home != "":
		dir = filepath.Join(home, ".config")
	}
	if !filepath.IsAbs(dir) {
		return ""
	}
	return filepath.Join(dir, "hewq", "quic-reset-secret")
}

// loadSecret reads the secret, and makes it at first. Programs that make it at once agree on one.
func loadSecret(name string) ([]byte, error) {
	if name == "" {
		return nil, fs.ErrNotExist
	}
	secret, err := readSecret(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "secret-*") // mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(newSecret())
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	// Unlike a renaming, a link never takes the place of a file.
	if err := os.Link(f.Name(), name); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readSecret(name)
}

// readSecret reads a secret that no other user can have read.
func readSecret(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others", name)
	}
	secret := make([]byte, secretSize)
	if _, err := io.ReadFull(f, secret); err != nil || info.Size() != secretSize {
		return nil, errors.Join(err, fmt.Errorf("%s does not hold a secret of %d bytes", name, secretSize))
	}
	return secret, nil
}
