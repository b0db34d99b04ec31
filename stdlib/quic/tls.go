package quic

// This file makes TLS configurations and the development certificate.

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/netip"
	"strings"
	"time"
)

// baseTLS holds what clients and servers have in common.
func (c Config) baseTLS() *tls.Config {
	conf := &tls.Config{MinVersion: tls.VersionTLS13, NextProtos: c.ALPN, KeyLogWriter: c.KeyLog}
	if !c.PostQuantum {
		// With Go's default the ClientHello takes two datagrams, and some peers never answer.
		conf.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}
	}
	return conf
}

// clientTLS trusts the certificates of roots; nil trusts any peer.
func (c Config) clientTLS(roots *x509.CertPool) *tls.Config {
	conf := c.baseTLS()
	conf.RootCAs = roots
	conf.InsecureSkipVerify = roots == nil
	return conf
}

// serverTLS presents cert. Without a list of protocols it agrees to whatever a client offers
// first, and to none when none is offered: a client that offers some gives up otherwise.
func (c Config) serverTLS(cert tls.Certificate) *tls.Config {
	conf := c.baseTLS()
	conf.Certificates = []tls.Certificate{cert}
	if len(c.ALPN) > 0 {
		return conf
	}
	conf.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if len(hello.SupportedProtos) == 0 {
			return nil, nil
		}
		agreed := conf.Clone()
		agreed.GetConfigForClient = nil
		agreed.NextProtos = hello.SupportedProtos[:1]
		return agreed, nil
	}
	return conf
}

// An encryptedKeyError is a private key that needs a password (RFC 5958, section 3; RFC 1421).
type encryptedKeyError struct{ error }

func (e encryptedKeyError) Unwrap() error { return e.error }
func (e encryptedKeyError) Error() string { return e.error.Error() + ": it is encrypted" }

// isEncrypted tells whether the private key in a PEM text needs a password.
func isEncrypted(text string) bool {
	rest := []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return false
		}
		if block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "" {
			return true
		}
	}
}

// parseRoots reads one or more PEM certificates.
func parseRoots(text string) (*x509.CertPool, error) {
	pool, rest, found := x509.NewCertPool(), []byte(text), false
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		pool.AddCert(cert)
		found = true
	}
	if !found {
		return nil, errNoPEM
	}
	return pool, nil
}

// selfSigned makes a fresh certificate for localhost. It is not marked as an authority: a
// client that is told to trust it, and nothing else, would refuse it as a server's then.
func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "hewq self-signed certificate"},
		DNSNames:              []string{"localhost"},
		NotBefore:             now.AddDate(0, 0, -1),
		NotAfter:              now.AddDate(10, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// isServerName reports whether name can be sent and verified: an IP address or a DNS name.
func isServerName(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	name = strings.TrimSuffix(name, ".")
	if name == "" || len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if !isLabel(label) {
			return false
		}
	}
	return true
}

func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}
