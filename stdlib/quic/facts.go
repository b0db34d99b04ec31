package quic

// This file tells what is known of a connection: to people, and to what builds on it.

import (
	"crypto/tls"
	"errors"
	"io"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

// Facts are what is known of a connection at one moment.
type Facts struct {
	Name   string // c1 for the first connection of the program, c2 for the next, as traces have it
	Client bool   // this side has dialled
	Local  string // the address of this side's socket
	Remote string // the address of the peer now

	Version     string       // of QUIC: "v1"
	ALPN        string       // the protocol agreed on (RFC 7301); "" for none
	Cipher      string       // the cipher suite of TLS (RFC 8446, appendix B.4)
	ServerName  string       // that the client asked for (SNI); "" for none, and for an address
	Certificate *Certificate // that the server presented; nil if it is not known
	Trust       string       // how the client judged it; "" on the server's side

	Began  time.Time
	Steps  Steps
	Lasted time.Duration // until now, or until its end

	MinRTT          time.Duration // RFC 9002, section 5; 0 before the first sample
	SmoothedRTT     time.Duration
	LatestRTT       time.Duration
	BytesSent       uint64 // of QUIC packets, without UDP and IP headers
	BytesReceived   uint64
	PacketsSent     uint64
	PacketsReceived uint64
	PacketsLost     uint64
	ProbeTimeouts   int // RFC 9002, section 6.2
	PathChanges     int // RFC 9000, section 9

	Opened   int64         // streams that OpenStream gave out
	Accepted int64         // streams that AcceptStream gave out
	Streams  []StreamFacts // those that the program holds and that are not over, by number
	Waiting  int           // streams of the peer that were not accepted yet

	// Unacknowledged says what the peer has not acknowledged of what was sent on streams; "" for
	// nothing, and if that is not followed.
	Unacknowledged string

	End string // why it ended and who ended it; "" while it is open
}

// StreamFacts are what is known of a stream at one moment.
type StreamFacts struct {
	ID        int64 // RFC 9000, section 2.1
	Own       bool  // this side has opened it
	Sent      int64 // bytes that Send gave to quic-go
	Received  int64 // bytes that Recv returned
	Unread    int64 // bytes that have arrived and were not received
	Sending   string
	Receiving string
	LastError string // why the latest call failed; "" if it did not
}

// Known are the facts about c. It does not wait. Of a connection that has ended and whose handle
// is released the certificate and the streams are not known any more.
func (c *Conn) Known() Facts {
	if c == nil || c.ep == nil {
		return Facts{}
	}
	qc := c.qc()
	if last := c.last.Load(); qc == nil && last != nil {
		return *last
	}
	f := c.history.known()
	f.Local = c.ep.localAddr(c.remote)
	c.mu.Lock()
	f.Opened, f.Accepted = c.opened, c.accepted
	c.mu.Unlock()
	f.Waiting = c.streams.len()
	if qc == nil {
		return f // it has ended just now
	}
	f.ask(c, qc)
	f.Certificate = c.certificate(qc)
	for _, s := range c.held.all() {
		if !s.Over() {
			f.Streams = append(f.Streams, s.Known())
		}
	}
	return f
}

// known are the facts that a history has.
func (h *history) known() Facts {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := Facts{
		Name: h.name, Client: h.client, Local: h.local, Remote: h.remote, Began: h.began, Steps: h.steps,
		ProbeTimeouts: h.probes, PathChanges: h.moves, End: h.ending(),
	}
	if h.closed.IsZero() {
		f.Lasted = time.Since(h.began)
	} else {
		f.Lasted = h.closed.Sub(h.began)
	}
	return f
}

// ask adds what quic-go knows.
func (f *Facts) ask(c *Conn, qc *quicgo.Conn) {
	stats, state := qc.ConnectionStats(), qc.ConnectionState()
	f.MinRTT, f.SmoothedRTT, f.LatestRTT = stats.MinRTT, stats.SmoothedRTT, stats.LatestRTT
	f.BytesSent, f.BytesReceived = stats.BytesSent, stats.BytesReceived
	f.PacketsSent, f.PacketsReceived, f.PacketsLost = stats.PacketsSent, stats.PacketsReceived, stats.PacketsLost
	f.Version, f.ALPN, f.ServerName = state.Version.String(), state.TLS.NegotiatedProtocol, state.TLS.ServerName
	if state.TLS.CipherSuite != 0 {
		f.Cipher = tls.CipherSuiteName(state.TLS.CipherSuite)
	}
	if !c.ep.stack.conf.Fast {
		f.Unacknowledged = c.ledger.lacks()
	}
	if f.Remote == "" { // there were no events
		f.Remote = qc.RemoteAddr().String()
	}
	if qc.Context().Err() != nil {
		f.End = endText(c.cause(qc), true)
	}
	if f.Client {
		f.Trust = judged(c.ep.client, state.TLS)
	}
}

// certificate is that of the server. It is computed when it is asked for: to tell whether it has
// signed itself takes as long as a part of a handshake.
func (c *Conn) certificate(qc *quicgo.Conn) *Certificate {
	if !c.history.client {
		return presentedBy(c.ep.server)
	}
	if chain := qc.ConnectionState().TLS.PeerCertificates; len(chain) > 0 {
		return certificateOf(chain[0])
	}
	return nil
}

// noteEnd keeps what is known of c when it has ended, since its handle may be asked later, and ends
// its trace. Only the first call does.
func (c *Conn) noteEnd(qc *quicgo.Conn) {
	if c.last.Load() != nil {
		return
	}
	last := c.history.known()
	last.ask(c, qc)
	last.Local = c.ep.localAddr(c.remote)
	c.mu.Lock()
	last.Opened, last.Accepted = c.opened, c.accepted
	c.mu.Unlock()
	if c.last.CompareAndSwap(nil, &last) {
		monitored(qc).over(c.cause(qc))
	}
}

// Known are the facts about s.
func (s *Stream) Known() StreamFacts {
	if s == nil || s.conn == nil {
		return StreamFacts{}
	}
	f := StreamFacts{ID: int64(s.id), Own: s.own(), Sent: s.sent.Load(), Sending: "open", Receiving: "open"}
	s.mu.Lock()
	f.Received, f.LastError = s.received, s.lastError
	switch {
	case s.stopped:
		f.Sending = "reset"
	case s.sendClosed:
		f.Sending = "finished"
	}
	over := s.recvClosed
	s.mu.Unlock()
	s.in.mu.Lock()
	f.Unread = int64(s.in.size)
	err := s.in.err
	s.in.mu.Unlock()
	switch {
	case over, err != nil && f.Unread == 0:
		f.Receiving = "ended by the peer"
	case err != nil:
		f.Receiving = "ended by the peer, not read to its end"
	}
	if s.conn.Closed() {
		const ended = "ended with the connection"
		if f.Sending == "open" {
			f.Sending = ended
		}
		if !over && f.Unread == 0 && !errors.Is(err, io.EOF) {
			f.Receiving = ended
		}
	}
	if s.closed.Load() {
		f.Sending, f.Receiving = "closed", "closed"
	}
	return f
}

// own tells whether this side has opened the stream.
func (s *Stream) own() bool { return (s.id%2 == 0) == s.conn.history.client }
