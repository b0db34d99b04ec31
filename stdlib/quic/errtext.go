package quic

// This file turns errors of quic-go and the system into the texts of last_error. Their words
// are those of Hew's own runtime, so that scripts which look at them work on both.

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"syscall"

	quicgo "github.com/quic-go/quic-go"
)

const (
	textClosedStream = "closed stream"
	textLost         = "connection lost"
	textClosed       = "closed"
	textTimedOut     = "timed out"
	textDisconnected = "disconnected"
	textReset        = "reset by peer: the peer has lost the connection, probably because it was started again"
)

// Errors of our own, with the texts that scripts see.
var (
	errNone          = errors.New("no such handle")
	errEndpointGone  = errors.New("endpoint closed")
	errStopping      = errors.New("endpoint stopping")
	errNotListening  = errors.New("endpoint does not accept connections: it was made by new_client")
	errClosedStream  = errors.New(textClosedStream)
	errHandleClosing = errors.New("handle closed meanwhile")
	errParting       = errors.New("connection closed meanwhile")
	errNoPEM         = errors.New("missing certificate PEM")
)

// A nameError is a server name that is none.
type nameError struct{ name string }

func (e *nameError) Error() string { return "invalid server name: " + e.name }

// connectionText says why a connection ended or did not come about.
func connectionText(err error) string {
	var (
		app     *quicgo.ApplicationError
		tr      *quicgo.TransportError
		idle    *quicgo.IdleTimeoutError
		shake   *quicgo.HandshakeTimeoutError
		reset   *quicgo.StatelessResetError
		version *quicgo.VersionNegotiationError
		limit   *limitError
		alpn    *alpnError
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &limit):
		return limit.Error()
	case errors.As(err, &alpn):
		return alpn.Error()
	case errors.As(err, &app):
		return applicationText(app)
	case errors.As(err, &tr):
		return transportText(tr)
	case errors.As(err, &idle), errors.As(err, &shake), errors.Is(err, context.DeadlineExceeded):
		return textTimedOut
	case errors.As(err, &reset):
		return textReset
	case errors.As(err, &version):
		return "peer doesn't implement any supported version: " + versionText(version)
	case errors.Is(err, quicgo.ErrTransportClosed), errors.Is(err, quicgo.ErrServerClosed):
		return errStopping.Error()
	}
	return err.Error()
}

// versionText says which versions of QUIC the two sides have.
func versionText(err *quicgo.VersionNegotiationError) string {
	list := func(versions []quicgo.Version) string {
		return cmp.Or(strings.Join(versionNames(versions), ", "), "none that can be used")
	}
	return fmt.Sprintf("it has %s, hewq has %s", list(err.Theirs), list(err.Ours))
}

// versionNames leaves out those that peers name only to test that others ignore them (RFC 9368,
// section 3).
func versionNames(versions []quicgo.Version) []string {
	var names []string
	for _, v := range versions {
		if v&0x0f0f0f0f != 0x0a0a0a0a {
			names = append(names, v.String())
		}
	}
	return names
}

// An alpnError is a handshake that failed for want of a protocol (RFC 7301) that both sides have.
type alpnError struct {
	err  *quicgo.TransportError
	side string // what this side has done: "this client offered"
	ours []string
}

func (e *alpnError) Unwrap() error { return e.err }

func (e *alpnError) Error() string {
	names := "none"
	if len(e.ours) > 0 {
		names = fmt.Sprintf("%q", e.ours)
		names = strings.ReplaceAll(names[1:len(names)-1], "\" \"", "\", \"")
	}
	return transportText(e.err) + ": " + e.side + " " + names
}

// named adds to err what this side has offered or insisted on, if that made the handshake fail.
func (c Config) named(err error, side string) error {
	var tr *quicgo.TransportError
	if errors.As(err, &tr) && alert(tr) == noProtocol {
		return &alpnError{tr, side, c.ALPN}
	}
	return err
}

func applicationText(err *quicgo.ApplicationError) string {
	switch {
	case !err.Remote:
		return textClosed
	case err.ErrorMessage == "":
		return fmt.Sprintf("closed by peer: %d", err.ErrorCode)
	}
	return fmt.Sprintf("closed by peer: %s (code %d)", err.ErrorMessage, err.ErrorCode)
}

func transportText(err *quicgo.TransportError) string {
	var text string
	if errno := sendErrno(err); errno != 0 {
		return errnoText(errno, "the peer")
	}
	switch {
	case err.ErrorCode.IsCryptoError():
		text = fmt.Sprintf("the cryptographic handshake failed: error %d", uint64(err.ErrorCode)&0xff)
	case err.ErrorCode == quicgo.ConnectionRefused:
		text = "the server refused to accept a new connection"
	default:
		text = err.ErrorCode.String()
	}
	if reason := transportReason(err); reason != "" {
		text += ": " + reason
	}
	if err.Remote {
		return "aborted by peer: " + text
	}
	return text
}

func transportReason(err *quicgo.TransportError) string {
	var unverified *tls.CertificateVerificationError
	if errors.As(err, &unverified) {
		return unverified.Err.Error()
	}
	if err.ErrorMessage != "" {
		return err.ErrorMessage
	}
	// The local cause is not a field that can be read, but the full text ends with it.
	_, reason, _ := strings.Cut(err.Error(), "): ")
	return reason
}

// streamText says why reading from or writing to a stream failed: resetWords name what the
// peer did to it.
func streamText(err error, resetWords string) string {
	var stream *quicgo.StreamError
	switch {
	case errors.As(err, &stream) && stream.Remote:
		return fmt.Sprintf("%s by peer: error %d", resetWords, stream.ErrorCode)
	case stream != nil, errors.Is(err, quicgo.ErrStreamClosed), errors.Is(err, errClosedStream), errors.Is(err, errHandleClosing):
		return textClosedStream
	}
	return textLost
}

func readText(err error) string  { return streamText(err, "stream reset") }
func writeText(err error) string { return streamText(err, "sending stopped") }

// A systemError is a system call's error in the words of Rust.
type systemError struct{ error }

func (e systemError) Unwrap() error { return e.error }

func (e systemError) Error() string {
	var errno syscall.Errno
	if !errors.As(e.error, &errno) {
		return e.error.Error()
	}
	text := errno.Error()
	return strings.ToUpper(text[:1]) + text[1:] + fmt.Sprintf(" (os error %d)", int(errno))
}
