package quic

// This file tells people about certificates: what a server presented, and how it was judged.

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Certificate is what people want to know of the certificate that a server presents.
type Certificate struct {
	Subject    string   // such as "CN=example.org"
	Issuer     string   // the subject of the certificate that signed it
	Names      []string // DNS names and IP addresses that it is for
	NotBefore  time.Time
	NotAfter   time.Time
	SelfSigned bool
}

func certificateOf(c *x509.Certificate) *Certificate {
	names := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	return &Certificate{
		Subject:    c.Subject.String(),
		Issuer:     c.Issuer.String(),
		Names:      names,
		NotBefore:  c.NotBefore,
		NotAfter:   c.NotAfter,
		SelfSigned: c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil,
	}
}

// String describes c for people, in one line.
func (c *Certificate) String() string {
	signed := "signed by " + cmp.Or(c.Issuer, "a nameless issuer")
	if c.SelfSigned {
		signed = "self-signed"
	}
	return fmt.Sprintf("%s, for %s, valid from %s to %s, %s",
		cmp.Or(c.Subject, "no subject"), cmp.Or(strings.Join(c.Names, " "), "no name"),
		c.NotBefore.UTC().Format(time.DateOnly), c.NotAfter.UTC().Format(time.DateOnly), signed)
}

// presentedBy is the certificate that a server with conf presents; nil if it cannot be read.
func presentedBy(conf *tls.Config) *Certificate {
	if conf == nil || len(conf.Certificates) == 0 || len(conf.Certificates[0].Certificate) == 0 {
		return nil
	}
	cert, err := x509.ParseCertificate(conf.Certificates[0].Certificate[0])
	if err != nil {
		return nil
	}
	return certificateOf(cert)
}

// judged says why a client with conf went on with the server's certificate.
func judged(conf *tls.Config, cs tls.ConnectionState) string {
	switch {
	case len(cs.PeerCertificates) == 0:
		return ""
	case conf.InsecureSkipVerify:
		return "not checked: `new_client` trusts any server"
	case len(cs.VerifiedChains) == 0 || len(cs.VerifiedChains[0]) == 0:
		return "verified before, in a connection that this one resumes"
	}
	chain := cs.VerifiedChains[0]
	if len(chain) == 1 {
		return fmt.Sprintf("trusted for %q: it was given to `new_client_with_ca`", conf.ServerName)
	}
	return fmt.Sprintf("trusted for %q: `new_client_with_ca` was given %s, which signed it", conf.ServerName, chain[len(chain)-1].Subject)
}

// refused is the certificate that err is about and why it was refused; nil if it is about none.
func refused(err error) (*Certificate, string) {
	var unverified *tls.CertificateVerificationError
	if !errors.As(err, &unverified) || len(unverified.UnverifiedCertificates) == 0 {
		return nil, ""
	}
	return certificateOf(unverified.UnverifiedCertificates[0]), "refused: " + unverified.Err.Error()
}
