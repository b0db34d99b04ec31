package quic

// This file has TLS tell a trace what the two sides ask for and agree on, in the middle of the
// handshake and before it is judged.

import (
	"crypto/tls"
	"fmt"
	"strings"
)

// followTLS is conf for one attempt to connect, whose trace hears of it. What conf itself wants to
// know of the connection it is still asked.
func (s *Stack) followTLS(conf *tls.Config, a *attempt) *tls.Config {
	if s.conf.Trace == nil {
		return conf
	}
	conf = conf.Clone()
	next := conf.VerifyConnection
	conf.VerifyConnection = func(cs tls.ConnectionState) error {
		lines := []string{agreed(cs)}
		if len(cs.PeerCertificates) > 0 {
			lines = append(lines, "server's certificate: "+certificateOf(cs.PeerCertificates[0]).String())
			lines = append(lines, "server's certificate: "+judged(conf, cs))
		}
		a.negotiated(lines...)
		if next != nil {
			return next(cs)
		}
		return nil
	}
	return conf
}

// followServerTLS is conf for a server, whose traces hear of it.
func (s *Stack) followServerTLS(conf *tls.Config) *tls.Config {
	if s.conf.Trace == nil {
		return conf
	}
	presented := "presents a certificate that cannot be read"
	if c := presentedBy(conf); c != nil {
		presented = "presents the certificate " + c.String()
	}
	each := conf.Clone()
	each.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		a, _ := hello.Context().Value(attemptKey{}).(*attempt)
		a.negotiated("client asks for "+serverName(hello.ServerName)+", offers "+protocols(hello.SupportedProtos), presented)
		chosen := conf
		if conf.GetConfigForClient != nil {
			c, err := conf.GetConfigForClient(hello)
			if err != nil {
				return nil, err
			}
			if c != nil {
				chosen = c
			}
		}
		chosen = chosen.Clone()
		chosen.GetConfigForClient = nil
		next := chosen.VerifyConnection
		chosen.VerifyConnection = func(cs tls.ConnectionState) error {
			a.negotiated(agreed(cs))
			if next != nil {
				return next(cs)
			}
			return nil
		}
		return chosen, nil
	}
	return each
}

// negotiated tells the trace of the attempt.
func (a *attempt) negotiated(lines ...string) {
	if a == nil {
		return
	}
	if m := a.monitor.Load(); m != nil {
		m.tell(negotiated{lines: lines})
	}
}

// agreed is what a handshake has settled, in one line.
func agreed(cs tls.ConnectionState) string {
	return fmt.Sprintf("agreed on %s, %s, key exchange %v, %s", tls.VersionName(cs.Version), tls.CipherSuiteName(cs.CipherSuite), cs.CurveID, protocol(cs.NegotiatedProtocol))
}

func serverName(name string) string {
	if name == "" {
		return "no server name"
	}
	return "server name " + name
}

func protocol(name string) string {
	if name == "" {
		return "no protocol (ALPN)"
	}
	return fmt.Sprintf("protocol (ALPN) %q", name)
}

func protocols(names []string) string {
	if len(names) == 0 {
		return "no protocols (ALPN)"
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return "protocols (ALPN) " + strings.Join(quoted, ", ")
}
