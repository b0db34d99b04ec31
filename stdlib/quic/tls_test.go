package quic

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"
)

// An authority signs certificates.
type authority struct {
	t    testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// newAuthority returns its certificate in PEM too.
func newAuthority(t testing.TB) (string, *authority) {
	t.Helper()
	a := &authority{t: t}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, key := a.sign(template, template, nil)
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	a.cert, a.key = cert, key
	return inPEM("CERTIFICATE", der), a
}

// issue makes a certificate for names, and its key, both in PEM.
func (a *authority) issue(names ...string) (cert, key string) {
	a.t.Helper()
	der, k := a.sign(&x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}, a.cert, a.key)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		a.t.Fatal(err)
	}
	return inPEM("CERTIFICATE", der), inPEM("PRIVATE KEY", pkcs8)
}

func (a *authority) sign(template, parent *x509.Certificate, with *ecdsa.PrivateKey) ([]byte, *ecdsa.PrivateKey) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	if with == nil {
		with = key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), with)
	if err != nil {
		a.t.Fatal(err)
	}
	return der, key
}

func inPEM(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func TestVerifiedServer(t *testing.T) {
	ctx := testContext(t)
	root, a := newAuthority(t)
	cert, key := a.issue("hew.example")
	s := newStack(t, Config{})
	srv, err := s.NewServerWithTLS(ctx, "127.0.0.1:0", cert, key)
	if err != nil {
		t.Fatal(err)
	}
	cl, err := s.NewClientWithCA("a comment\n" + root)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cl.Connect(ctx, srv.LocalAddr(), "hew.example"); err != nil {
		t.Errorf("Connect: %v", err)
	}
	_, err = cl.Connect(ctx, srv.LocalAddr(), "localhost")
	wantErr(t, "Connect by another name", err, cl.LastError(),
		"the cryptographic handshake failed: error 42: x509: certificate is valid for hew.example, not localhost")
}

// A chain is sent as a whole: the client knows only the root.
func TestChain(t *testing.T) {
	ctx := testContext(t)
	root, a := newAuthority(t)
	der, key := a.sign(&x509.Certificate{
		SerialNumber: big.NewInt(3), Subject: pkix.Name{CommonName: "intermediate"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, a.cert, a.key)
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	leaf, leafKey := (&authority{t, cert, key}).issue("localhost")
	s := newStack(t, Config{})
	cl, err := s.NewClientWithCA(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ chain, want string }{
		"whole":     {leaf + inPEM("CERTIFICATE", der), ""},
		"leaf only": {leaf, "the cryptographic handshake failed: error 42: x509: certificate signed by unknown authority"},
	} {
		srv, err := s.NewServerWithTLS(ctx, "127.0.0.1:0", tc.chain, leafKey)
		if err != nil {
			t.Fatal(err)
		}
		_, err = cl.Connect(ctx, srv.LocalAddr(), "localhost")
		if (err == nil) != (tc.want == "") || cl.LastError() != tc.want {
			t.Errorf("%s: %v, last error %q, want %q", name, err, cl.LastError(), tc.want)
		}
	}
}

func TestKeyForms(t *testing.T) {
	_, a := newAuthority(t)
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sec1, err := x509.MarshalECPrivateKey(ec)
	if err != nil {
		t.Fatal(err)
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(rsaKey)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name   string
		public any
		key    string
	}{
		{"SEC 1", ec.Public(), inPEM("EC PRIVATE KEY", sec1)},
		{"PKCS #1", rsaKey.Public(), inPEM("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey))},
		{"PKCS #8", rsaKey.Public(), inPEM("PRIVATE KEY", pkcs8)},
	}
	s := newStack(t, Config{})
	for _, tc := range cases {
		template := &x509.Certificate{SerialNumber: big.NewInt(4), NotAfter: time.Now().Add(time.Hour)}
		der, err := x509.CreateCertificate(rand.Reader, template, a.cert, tc.public, a.key)
		if err != nil {
			t.Fatal(err)
		}
		srv, err := s.NewServerWithTLS(testContext(t), "127.0.0.1:0", inPEM("CERTIFICATE", der), tc.key)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		dial(t, client(t, s), srv)
	}
}

func TestTrustedSelfSigned(t *testing.T) {
	ctx := testContext(t)
	cert, err := selfSigned()
	if err != nil {
		t.Fatal(err)
	}
	s := newStack(t, Config{})
	local, err := s.resolveBind(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv, err := s.newServer(ctx, local, cert, newSecret())
	if err != nil {
		t.Fatal(err)
	}
	cl, err := s.NewClientWithCA(inPEM("CERTIFICATE", cert.Certificate[0]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cl.Connect(ctx, srv.LocalAddr(), "localhost"); err != nil {
		t.Errorf("Connect: %v", err)
	}
}

func TestOneDatagramHello(t *testing.T) {
	if got := len((Config{}).baseTLS().CurvePreferences); got != 3 {
		t.Errorf("%d key exchanges, want the three that fit a datagram", got)
	}
	if got := (Config{PostQuantum: true}).baseTLS().CurvePreferences; got != nil {
		t.Errorf("key exchanges %v, want Go's choice", got)
	}
}

func TestConstructorErrors(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	taken := server(t, s).LocalAddr()
	_, a := newAuthority(t)
	cert, key := a.issue("x")
	_, otherKey := a.issue("x")
	cases := []struct {
		name, want string
		make       func() (*Endpoint, error)
	}{
		{"no certificate in CA", "failed to configure client CA bundle: missing certificate PEM", func() (*Endpoint, error) { return s.NewClientWithCA("nothing") }},
		{"key as CA", "failed to configure client CA bundle: missing certificate PEM", func() (*Endpoint, error) { return s.NewClientWithCA(key) }},
		{"damaged CA", "failed to configure client CA bundle: x509: ", func() (*Endpoint, error) {
			return s.NewClientWithCA(inPEM("CERTIFICATE", []byte("x")))
		}},
		{"empty address", "invalid bind address", func() (*Endpoint, error) { return s.NewServer(ctx, "") }},
		{"no port", "could not resolve bind address `localhost`: parse failure: missing port separator", func() (*Endpoint, error) { return s.NewServer(ctx, "localhost") }},
		{"port taken", "failed to bind server socket: Address already in use (os error ", func() (*Endpoint, error) { return s.NewServer(ctx, taken) }},
		{"no certificate", "failed to configure server TLS: ", func() (*Endpoint, error) { return s.NewServerWithTLS(ctx, "127.0.0.1:0", "", key) }},
		{"key of another", "failed to configure server TLS: ", func() (*Endpoint, error) { return s.NewServerWithTLS(ctx, "127.0.0.1:0", cert, otherKey) }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			ep, err := tc.make()
			if ep != nil || err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got %v, %v, want error %q", ep, err, tc.want)
			}
		})
	}
}

func TestIsServerName(t *testing.T) {
	for name, want := range map[string]bool{
		"localhost": true, "a.example": true, "a.example.": true, "under_score.example": true,
		"127.0.0.1": true, "::1": true, "xn--bcher-kva.example": true,
		"": false, ".": false, "a..b": false, "-a": false, "a-": false, "a b": false, "bücher.example": false,
		strings.Repeat("a", 64): false, strings.Repeat("a.", 126) + "a": true, strings.Repeat("a.", 126) + "aa": false,
	} {
		if got := isServerName(name); got != want {
			t.Errorf("isServerName(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestEncryptedKeys(t *testing.T) {
	cases := []struct {
		name, text string
		want       bool
	}{
		{"PKCS #8", inPEM("ENCRYPTED PRIVATE KEY", []byte("x")), true},
		{"PKCS #1 of old", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\neA==\n-----END RSA PRIVATE KEY-----\n", true},
		{"behind others", inPEM("EC PARAMETERS", []byte("x")) + inPEM("ENCRYPTED PRIVATE KEY", []byte("x")), true},
		{"plain", inPEM("PRIVATE KEY", []byte("x")), false},
		{"none", "", false},
	}
	for _, tc := range cases {
		if got := isEncrypted(tc.text); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}
