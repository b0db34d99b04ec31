package quic

// This file answers what scripts observe of endpoints, connections and streams, and describes
// them for people. Looking changes nothing, and works while other calls wait.

import (
	"fmt"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

// LocalAddr is the address of the socket, such as "0.0.0.0:4433"; "" for none.
func (ep *Endpoint) LocalAddr() string {
	if !ep.live() {
		return ""
	}
	return ep.localAddr(nil)
}

// Accepted counts the connections that Accept gave out.
func (ep *Endpoint) Accepted() int64 {
	if !ep.live() {
		return 0
	}
	ep.mu.Lock()
	defer ep.mu.Unlock()
	return ep.accepted
}

// LastError says why the latest Connect or Accept failed, or what an event taken since then tells of;
// "" if neither is the case.
func (ep *Endpoint) LastError() string {
	if !ep.live() {
		return ""
	}
	ep.mu.Lock()
	defer ep.mu.Unlock()
	return ep.lastError
}

// String describes ep for people.
func (ep *Endpoint) String() string {
	switch {
	case ep == nil, ep.came != nil:
		return "QUICEndpoint, none"
	case !ep.live():
		return "QUICEndpoint, closed"
	}
	return fmt.Sprintf("QUICEndpoint %s, open, %s", ep.LocalAddr(), counted(int64(len(ep.connections())), "connection"))
}

// LocalAddr is the address of the socket that the connection uses; "" for none.
func (c *Conn) LocalAddr() string {
	if !c.live() {
		return ""
	}
	if qc := c.qc(); qc != nil {
		return c.ep.localAddr(qc.RemoteAddr())
	}
	return c.ep.localAddr(nil)
}

// asked is the connection to look at; nil for a zero value and a released handle.
func (c *Conn) asked() *quicgo.Conn {
	if !c.live() {
		return nil
	}
	return c.qc()
}

// PeerAddr is the address of the peer; "" for none.
func (c *Conn) PeerAddr() string {
	qc := c.asked()
	if qc == nil {
		return ""
	}
	return qc.RemoteAddr().String()
}

// Opened counts the streams that OpenStream gave out.
func (c *Conn) Opened() int64 {
	if !c.live() {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.opened
}

// Accepted counts the streams that AcceptStream gave out.
func (c *Conn) Accepted() int64 {
	if !c.live() {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.accepted
}

// RTT is the smoothed round-trip time in milliseconds; 0 until one was measured, -1 for none.
func (c *Conn) RTT() int64 {
	qc := c.asked()
	if qc == nil {
		return -1
	}
	return measuredRTT(qc.ConnectionStats()).Milliseconds()
}

// measuredRTT is the smoothed round-trip time; 0 before the first sample, where quic-go has its
// guess in the place of all samples.
func measuredRTT(stats quicgo.ConnectionStats) time.Duration {
	const guess = 100 * time.Millisecond
	if stats.MinRTT == guess && stats.LatestRTT == guess && stats.MeanDeviation == 0 {
		return 0
	}
	return stats.SmoothedRTT
}

// BytesSent counts the bytes of QUIC packets sent: handshake, repetitions and all.
func (c *Conn) BytesSent() int64 {
	qc := c.asked()
	if qc == nil {
		return 0
	}
	return int64(qc.ConnectionStats().BytesSent)
}

// BytesReceived counts the bytes of QUIC packets received.
func (c *Conn) BytesReceived() int64 {
	qc := c.asked()
	if qc == nil {
		return 0
	}
	return int64(qc.ConnectionStats().BytesReceived)
}

// Closed reports whether the connection has ended, for any reason.
func (c *Conn) Closed() bool {
	qc := c.asked()
	return qc == nil || qc.Context().Err() != nil
}

// LastError says why the latest OpenStream or AcceptStream failed, or why the connection
// ended; "" if neither is the case. After a Disconnect that failed it says what is missing.
func (c *Conn) LastError() string {
	if c != nil && c.released.Load() {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.epitaph
	}
	qc := c.asked()
	if qc == nil {
		return ""
	}
	c.mu.Lock()
	text := c.lastError
	c.mu.Unlock()
	if text == "" && c.Closed() {
		return connectionText(c.cause(qc))
	}
	return text
}

// String describes c for people.
func (c *Conn) String() string {
	switch {
	case c == nil, c.came != nil:
		return "QUICConnection, none"
	case !c.live():
		return "QUICConnection, disconnected"
	case c.Closed():
		return fmt.Sprintf("QUICConnection %s, ended: %s", c.PeerAddr(), c.LastError())
	}
	return fmt.Sprintf("QUICConnection %s, open, %s, rtt %d ms", c.PeerAddr(), counted(c.Opened()+c.Accepted(), "stream"), c.RTT())
}

// BytesSent counts the bytes that Send gave to quic-go, those of sends that timed out included.
func (s *Stream) BytesSent() int64 {
	if !s.live() {
		return 0
	}
	return s.sent.Load()
}

// BytesReceived counts the bytes that Recv and RecvText took, those that are kept included.
func (s *Stream) BytesReceived() int64 {
	if !s.live() {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received
}

// SendClosed reports whether Finish or Stop was called; true for none.
func (s *Stream) SendClosed() bool {
	return !s.live() || s.isSendClosed()
}

// RecvClosed reports whether Recv has returned the end of the peer's data; true for none.
func (s *Stream) RecvClosed() bool {
	if !s.live() {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.recvClosed
}

// LastError says why the latest call failed; "" if it did not.
func (s *Stream) LastError() string {
	if !s.live() {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lastError
}

// String describes s for people.
func (s *Stream) String() string {
	switch {
	case s == nil, s.came != nil:
		return "QUICStream, none"
	case !s.live():
		return "QUICStream, closed"
	}
	qs := s.qs()
	if qs == nil {
		return "QUICStream, closed"
	}
	state := "open"
	switch send, recv := s.SendClosed(), s.RecvClosed(); {
	case send && recv:
		state = "ended both ways"
	case s.conn.Closed():
		state = "ended with its connection"
	case send:
		state = "finished"
	case recv:
		state = "finished by the peer"
	}
	return fmt.Sprintf("QUICStream %d, %s, %d B sent, %d B received", qs.StreamID(), state, s.BytesSent(), s.BytesReceived())
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
