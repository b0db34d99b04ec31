package quic

// This file explains failed calls to people. A script sees of most of them only `Other(0)`; if
// it panics with that, the report should say what went wrong and what to do.

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"

	quicgo "github.com/quic-go/quic-go"
)

// explain says in whole lines why a call failed, and what can be done about it if that is known.
func explain(call, failed string, err error) string {
	text := "`" + call + "` " + failed + ": " + reason(call, err) + "\n"
	if help := advice(call, err); help != "" {
		text += "help: " + help + "\n"
	}
	return text
}

func reason(call string, err error) string {
	switch {
	case errors.Is(err, errNone):
		return "its handle is a zero value, or was closed before"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "its time was over before all of the data was taken"
	}
	var (
		lost   *UndeliveredError
		stream *quicgo.StreamError
	)
	switch {
	case errors.As(err, &lost):
		return lost.Error()
	case !errors.As(err, &stream):
		return connectionText(err)
	case sends(call):
		return writeText(err)
	}
	return readText(err)
}

// advice is what the reader can do; empty if the reason says it.
func advice(call string, err error) string {
	var (
		app       *quicgo.ApplicationError
		tr        *quicgo.TransportError
		idle      *quicgo.IdleTimeoutError
		shake     *quicgo.HandshakeTimeoutError
		stranger  x509.UnknownAuthorityError
		wrongName x509.HostnameError
		invalid   x509.CertificateInvalidError
		badName   *nameError
		badAddr   *AddressError
		nowhere   *unreachableError
		path      *pathError
		file      *fs.PathError
		unknown   *net.DNSError
		stream    *quicgo.StreamError
		reset     *quicgo.StatelessResetError
		version   *quicgo.VersionNegotiationError
		limit     *limitError
		encrypted encryptedKeyError
		lost      *UndeliveredError
	)
	dials := strings.HasPrefix(call, "connect(")
	switch {
	case errors.As(err, &path):
		return path.advice()
	case errors.As(err, &unknown):
		return lookupAdvice(unknown)
	case errors.Is(err, syscall.EADDRINUSE):
		return "another program has this port: end it, or take another one; port 0 is any free one"
	case errors.As(err, &file):
		return "SSLKEYLOGFILE names a file and QLOGDIR a folder that the program can write; unset them, or take others"
	case errors.Is(err, syscall.EACCES):
		return "ports below 1024 are for privileged programs: take a higher one"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "the address must be one of this machine; \":PORT\" is all of them"
	case errors.As(err, &badAddr):
		return badAddr.advice()
	case errors.As(err, &nowhere):
		return nowhere.advice()
	case errors.As(err, &badName):
		return "the second argument of `connect` is the server's name, such as \"localhost\""
	case errors.As(err, &encrypted):
		return "`openssl pkey -in KEY -out PLAIN_KEY` takes its password off"
	case errors.As(err, &stranger):
		return "give `new_client_with_ca` the certificate that signed the server's; `new_client` trusts every server"
	case errors.As(err, &wrongName):
		return "the second argument of `connect` must be a name in the server's certificate"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the server needs a new certificate, unless the clock of this machine is wrong"
	case errors.Is(err, errNoPEM):
		return "it takes the text of certificates, not the name of a file: `fs.read(\"ca.pem\")` reads one"
	case errors.As(err, &tr) && alert(tr) == noProtocol:
		return "both sides need a protocol (ALPN) in common, or none: see --alpn in `hewq run --help`"
	case errors.As(err, &tr) && tr.Remote && alert(tr) == noCertificate:
		return "the server demands a certificate of its clients, and hewq has none to show"
	case errors.As(err, &version):
		return "the two programs have no version of QUIC in common; hewq speaks those of RFC 9000 and RFC 9369"
	case errors.As(err, &limit):
		return limitHelp
	case errors.As(err, &tr) && tr.Remote && alert(tr) == badCertificate:
		return "the client does not trust the server's certificate, or wants one for another name"
	case dials && (errors.As(err, &idle) || errors.As(err, &shake) || errors.Is(err, context.DeadlineExceeded)):
		return "nothing answers at this address: is the server running, and is this its port? A firewall on the way may drop UDP"
	case errors.As(err, &reset):
		return "connect again: the peer knows nothing of this connection any more"
	case errors.As(err, &lost) && lost.Cause == nil && lost.Held:
		return "the peer must receive more, or close its connection"
	case errors.As(err, &lost) && lost.Cause == nil:
		return "the peer may be gone, or the path too slow: HEWQ_QUIC_DISCONNECT_WAIT=20s waits longer. Only an answer of the peer shows that its program has received what was sent"
	case errors.As(err, &idle):
		return silenceAdvice(call)
	case errors.As(err, &app) && app.Remote && app.ErrorMessage == textClosed:
		return "the peer's program has ended, or has closed its endpoint"
	case errors.As(err, &app) && app.Remote && app.ErrorMessage == textDisconnected:
		return "the peer has called `disconnect`"
	case errors.As(err, &app) && app.Remote && !isGood(uint64(app.ErrorCode)):
		return fmt.Sprintf("the peer has ended the connection with the code %d of its own: the meaning is in the peer's documentation", app.ErrorCode)
	case errors.As(err, &stream) && stream.Remote && sends(call):
		return "the peer wants no more data on this stream: it has closed its end"
	case errors.As(err, &stream) && stream.Remote:
		return fmt.Sprintf("the peer has abandoned its data with the code %d, as `stop(%d)` does", stream.ErrorCode, stream.ErrorCode)
	case errors.Is(err, errClosedStream):
		return "nothing can be sent after `finish` or `stop`"
	}
	return ""
}

// silenceAdvice is what can be done about a connection on which no packet came for too long.
func silenceAdvice(call string) string {
	waits := "the two sides wait for each other, for data or for a `finish`: then one must go first"
	if call == "accept_stream" {
		waits = "have sent nothing on its streams: `accept_stream` returns only when it has"
	}
	return "nothing came from the peer for too long. It may be gone, or " + waits + ". HEWQ_QUIC_KEEP_ALIVE=10s keeps a quiet connection"
}

// limitHelp is what can be done about too many streams.
const limitHelp = "a stream counts as open until both sides have ended it and the data is read: `close` those that are done"

func sends(call string) bool { return strings.HasPrefix(call, "send") || call == "finish" }

// TLS alerts (RFC 8446, section 6.2; RFC 7301, section 3.2).
const (
	badCertificate = 42
	noCertificate  = 116
	noProtocol     = 120
)

// alert is the TLS alert in a transport error; 0 if there is none.
func alert(err *quicgo.TransportError) uint64 {
	if !err.ErrorCode.IsCryptoError() {
		return 0
	}
	return uint64(err.ErrorCode) & 0xff
}
