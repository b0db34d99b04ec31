package quic

import (
	"testing"

	"github.com/quic-go/quic-go/qlog"
)

// may open must not make the ledger open all streams before it.
func TestLedgerOpensOnlyWhatIsAllowed(t *testing.T) {
	l := newLedger(false, false)
	l.hear(qlog.PacketReceived{
		Header: qlog.PacketHeader{PacketType: qlog.PacketType1RTT},
		Frames: []qlog.Frame{{Frame: &qlog.StreamFrame{StreamID: 1 << 61, Length: 1}}},
	})
	if n := len(l.flows); n > incomingStreamsPerConn {
		t.Errorf("the ledger follows %d streams, want at most %d", n, incomingStreamsPerConn)
	}
}
