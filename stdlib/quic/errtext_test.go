package quic

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"syscall"
	"testing"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
)

func TestConnectionText(t *testing.T) {
	cases := []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&quicgo.ApplicationError{Remote: true, ErrorCode: 7, ErrorMessage: "going away"}, "closed by peer: going away (code 7)"},
		{&quicgo.ApplicationError{Remote: true, ErrorCode: 7}, "closed by peer: 7"},
		{&quicgo.ApplicationError{ErrorCode: 7, ErrorMessage: "going away"}, "closed"},
		{&quicgo.TransportError{Remote: true, ErrorCode: 0x12a, ErrorMessage: "tls: bad certificate"}, "aborted by peer: the cryptographic handshake failed: error 42: tls: bad certificate"},
		{&quicgo.TransportError{Remote: true, ErrorCode: quicgo.ConnectionRefused}, "aborted by peer: the server refused to accept a new connection"},
		{&quicgo.TransportError{ErrorCode: quicgo.ProtocolViolation, ErrorMessage: "odd"}, "PROTOCOL_VIOLATION: odd"},
		{&quicgo.IdleTimeoutError{}, "timed out"},
		{&quicgo.HandshakeTimeoutError{}, "timed out"},
		{fmt.Errorf("dial: %w", context.DeadlineExceeded), "timed out"},
		{&quicgo.StatelessResetError{}, textReset},
		{&quicgo.TransportError{ErrorCode: quicgo.InternalError, ErrorMessage: "write udp4 a->b: sendmsg: network is unreachable"}, "no route to the peer: the network is unreachable"},
		{&quicgo.TransportError{Remote: true, ErrorCode: quicgo.InternalError, ErrorMessage: "write udp4 a->b: sendmsg: network is unreachable"}, "aborted by peer: INTERNAL_ERROR: write udp4 a->b: sendmsg: network is unreachable"},
		{&quicgo.VersionNegotiationError{Theirs: []quicgo.Version{0x1a2a3a4a, 0xff00001d}, Ours: []quicgo.Version{quicgo.Version1, quicgo.Version2}}, "peer doesn't implement any supported version: it has draft-29, hewq has v1, v2"},
		{&quicgo.VersionNegotiationError{Theirs: []quicgo.Version{0x1a2a3a4a}, Ours: []quicgo.Version{quicgo.Version1}}, "peer doesn't implement any supported version: it has none that can be used, hewq has v1"},
		{&limitError{&quicgo.IdleTimeoutError{}, 100}, "timed out: the peer allows 100 streams at once, and all are open"},
		{&alpnError{&quicgo.TransportError{Remote: true, ErrorCode: 0x178, ErrorMessage: "tls: no application protocol"}, "this client offered", nil}, "aborted by peer: the cryptographic handshake failed: error 120: tls: no application protocol: this client offered none"},
		{&alpnError{&quicgo.TransportError{ErrorCode: 0x178, ErrorMessage: "odd"}, "this server insists on", []string{"a", "b"}}, `the cryptographic handshake failed: error 120: odd: this server insists on "a", "b"`},
		{quicgo.ErrTransportClosed, "endpoint stopping"},
		{quicgo.ErrServerClosed, "endpoint stopping"},
		{errEndpointGone, "endpoint closed"},
	}
	for _, tc := range cases {
		if got := connectionText(tc.err); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.err, got, tc.want)
		}
	}
}

func TestVersionNames(t *testing.T) {
	got := versionNames([]quicgo.Version{0xdaca6a5a, quicgo.Version2, 0x1a2a3a4a, quicgo.Version1})
	if want := []string{"v2", "v1"}; !slices.Equal(got, want) {
		t.Errorf("versions %q, want %q: the others are there to be ignored", got, want)
	}
}

func TestDropText(t *testing.T) {
	for why, want := range map[qlog.PacketDropReason]string{
		qlog.PacketDropDOSPrevention:       "more waited to be handled than this side keeps",
		qlog.PacketDropPayloadDecryptError: "payload decrypt error",
	} {
		if got := dropText(why); got != want {
			t.Errorf("%s: %q, want %q", why, got, want)
		}
	}
}

func TestStreamTexts(t *testing.T) {
	cases := []struct {
		err         error
		read, write string
	}{
		{&quicgo.StreamError{Remote: true, ErrorCode: 42}, "stream reset by peer: error 42", "sending stopped by peer: error 42"},
		{&quicgo.StreamError{ErrorCode: 42}, "closed stream", "closed stream"},
		{quicgo.ErrStreamClosed, "closed stream", "closed stream"},
		{errClosedStream, "closed stream", "closed stream"},
		{errHandleClosing, "closed stream", "closed stream"},
		{&quicgo.ApplicationError{Remote: true}, "connection lost", "connection lost"},
		{&quicgo.IdleTimeoutError{}, "connection lost", "connection lost"},
	}
	for _, tc := range cases {
		if got := readText(tc.err); got != tc.read {
			t.Errorf("reading, %v: %q, want %q", tc.err, got, tc.read)
		}
		if got := writeText(tc.err); got != tc.write {
			t.Errorf("writing, %v: %q, want %q", tc.err, got, tc.write)
		}
	}
}

func TestSystemError(t *testing.T) {
	in := fmt.Errorf("listen: %w", syscall.EACCES)
	if got, want := (systemError{in}).Error(), fmt.Sprintf("Permission denied (os error %d)", int(syscall.EACCES)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (systemError{errors.New("other")}).Error(); got != "other" {
		t.Errorf("%q, want other", got)
	}
}
