package quic

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"

	quicgo "github.com/quic-go/quic-go"

	"hewq/lang/value"
	"hewq/native"
)

func TestExplain(t *testing.T) {
	const dial = `connect("127.0.0.1:4433", "localhost")`
	remote := func(reason string) error { return &quicgo.ApplicationError{Remote: true, ErrorMessage: reason} }
	reset := &quicgo.StreamError{Remote: true, ErrorCode: 9}
	there := netip.MustParseAddrPort("[::1]:1")
	cases := []struct {
		call         string
		err          error
		reason, help string // beginnings
	}{
		{dial, &quicgo.IdleTimeoutError{}, "timed out", "nothing answers at this address"},
		{dial, &quicgo.HandshakeTimeoutError{}, "timed out", "nothing answers at this address"},
		{dial, context.DeadlineExceeded, "timed out", "nothing answers at this address"},
		{dial, &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, "tls: failed to verify certificate", "give `new_client_with_ca`"},
		{dial, &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}, "tls: failed to verify certificate", "the server needs a new certificate"},
		{dial, &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}}, "tls: failed to verify certificate", ""},
		{dial, &AddressError{Text: "no port"}, "no port", "an address is "},
		{dial, &AddressError{Text: "no port", addr: "https://a:1"}, "no port", "an address has no `https://`"},
		{"new_client_with_ca", fmt.Errorf("failed: %w", errNoPEM), "failed: missing certificate PEM", "it takes the text of certificates"},
		{dial, &AddressError{Text: "no name", cause: &net.DNSError{IsNotFound: true, Name: "nowhere.invalid"}}, "no name", "is the name spelled right? `nowhere.invalid` has"},
		{dial, &AddressError{Text: "no answer", cause: &net.DNSError{IsTimeout: true}}, "no answer", "no name server has answered"},
		{dial, &unreachableError{netip.MustParseAddrPort("[::1]:0")}, "invalid remote address: [::1]:0", "no program can be at port 0"},
		{dial, &unreachableError{netip.MustParseAddrPort("0.0.0.0:1")}, "invalid remote address: 0.0.0.0:1", "no program can be at port 0"},
		{dial, &unreachableError{there}, "invalid remote address: [::1]:1", "an endpoint at one address reaches only"},
		{dial, pathErrorOf(there, syscall.ECONNREFUSED), "connection refused: nothing listens on [::1]:1 (UDP)", "is the server running"},
		{dial, pathErrorOf(there, syscall.ENETUNREACH), "no route to [::1]:1: the network is unreachable", "is this machine in a network"},
		{dial, pathErrorOf(there, syscall.EHOSTUNREACH), "no route to [::1]:1: the host is unreachable", "is this machine in a network"},
		{dial, pathErrorOf(there, syscall.EADDRNOTAVAIL), "no route to [::1]:1: this machine has no address", "is this machine in a network"},
		{dial, pathErrorOf(there, syscall.EPERM), "sending to [::1]:1 is forbidden: operation not permitted", "a firewall or a route"},
		{dial, pathErrorOf(there, syscall.EMSGSIZE), "the way to [::1]:1 takes no packets of 1200 bytes", "QUIC needs networks"},
		{dial, pathErrorOf(there, syscall.EINVAL), "cannot send to [::1]:1: invalid argument", "is this machine in a network"},
		{dial, &nameError{"x y"}, "invalid server name: x y", "the second argument"},
		{dial, &quicgo.TransportError{Remote: true, ErrorCode: 0x178}, "aborted by peer: ", "both sides need a protocol"},
		{"accept", &quicgo.TransportError{Remote: true, ErrorCode: 0x12a}, "aborted by peer: ", "the client does not trust"},
		{"accept", &quicgo.TransportError{ErrorCode: 0x12a}, "the cryptographic handshake failed: error 42", ""},
		{"accept", errNotListening, "endpoint does not accept connections: it was made by new_client", ""},
		{`new_server(":1")`, fmt.Errorf("failed: %w", systemError{syscall.EADDRINUSE}), "failed: Address already in use", "another program has this port"},
		{`new_server(":1")`, systemError{syscall.EACCES}, "Permission denied", "ports below 1024"},
		{"new_client()", fmt.Errorf("SSLKEYLOGFILE: %w", &fs.PathError{Op: "open", Path: "k", Err: syscall.EACCES}), "SSLKEYLOGFILE: open k: permission denied", "SSLKEYLOGFILE names a file"},
		{`new_server("192.0.2.1:1")`, systemError{syscall.EADDRNOTAVAIL}, "Cannot assign requested address", "the address must be one of this machine"},
		{"send", reset, "sending stopped by peer: error 9", "the peer wants no more data"},
		{"recv", reset, "stream reset by peer: error 9", "the peer has abandoned its data with the code 9, as `stop(9)` does"},
		{"finish", errClosedStream, "closed stream", "nothing can be sent after"},
		{"recv", &quicgo.IdleTimeoutError{}, "timed out", "nothing came from the peer for too long. It may be gone, or the two sides wait"},
		{"accept_stream", &quicgo.IdleTimeoutError{}, "timed out", "nothing came from the peer for too long. It may be gone, or have sent nothing"},
		{"send", &quicgo.StatelessResetError{}, "reset by peer: the peer has lost the connection", "connect again"},
		{"send", remote("closed"), "closed by peer: closed (code 0)", "the peer's program has ended"},
		{"send", remote("disconnected"), "closed by peer: disconnected (code 0)", "the peer has called `disconnect`"},
		{"send", remote("tired"), "closed by peer: tired (code 0)", ""},
		{"send", errNone, "its handle is a zero value", ""},
	}
	for _, tc := range cases {
		got := explain(tc.call, "failed", tc.err)
		want := "`" + tc.call + "` failed: " + tc.reason
		_, help, _ := strings.Cut(got, "\nhelp: ")
		if !strings.HasPrefix(got, want) || !strings.HasPrefix(help, tc.help) || (help == "") != (tc.help == "") {
			t.Errorf("%s, %v:\n%swant %q, help %q", tc.call, tc.err, got, want, tc.help)
		}
	}
}

// The note of the first failure stays while zero values fail because of it, and goes with the
// next success.
func TestNotes(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	str := value.String
	want := func(what, text string) {
		t.Helper()
		if got := s.call.Actor.Note; !strings.Contains(got, text) || (got == "") != (text == "") {
			t.Errorf("after %s the note is %q, want %q", what, got, text)
		}
	}
	s.do("new_server", str("nowhere"))
	want("a failed constructor", "`new_server(\"nowhere\")` failed: could not resolve")
	s.do("endpoint_accept", value.Value{})
	want("its zero value", "`new_server(\"nowhere\")` failed: could not resolve")
	srv := s.do("new_server", str("127.0.0.1:0"))
	want("success", "")
	s.do("endpoint_accept", value.Value{})
	want("a zero value", "`accept` failed: its handle is a zero value")
	conn := s.do("endpoint_connect", s.do("new_client"), s.do("endpoint_local_addr", srv), str("localhost"))
	strm := s.do("conn_open_stream", conn)
	s.do("stream_stop", strm, value.Int(-1))
	want("a bad code", "`stop` failed: invalid QUIC application error code -1")
	s.do("stream_recv_timeout", strm, value.Int(1))
	want("a deadline", "")
}

func TestNoNoteOfInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := &native.Call{Context: ctx, Actor: &native.Actor{}}
	if err := outcome(c, (*Stream)(nil), "recv", ctx.Err()); err != context.Canceled || c.Actor.Note != "" {
		t.Errorf("error %v, note %q, want %v and none", err, c.Actor.Note, context.Canceled)
	}
	if err := outcome(c, (*Stream)(nil), "recv_timeout", os.ErrDeadlineExceeded); err != nil {
		t.Errorf("a deadline is an error: %v", err)
	}
}
