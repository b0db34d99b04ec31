package quic

// This file knows when the first packets of a client's handshakes were sent, and keeps back those of
// handshakes that were withdrawn. quic-go tells of a packet before it sends it: how long before
// depends on the machine.

import (
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A greeter is a UDP socket that knows the packets of handshakes under way by the server's connection
// ID that they carry, which the client makes up (RFC 9000, section 7.2).
type greeter struct {
	*net.UDPConn
	expects atomic.Int32 // how many handshakes are under way, so that most packets need no lock

	mu        sync.Mutex
	greetings map[string]*greeting // by connection ID
}

// A greeting is what the first packets of a handshake are.
type greeting struct {
	sent      time.Time // when the newest was; zero if none was
	withdrawn bool      // no other is sent
}

// self is the greeter in a socket that is made of one.
func (g *greeter) self() *greeter { return g }

// expect says that packets with a connection ID are about to be sent.
func (g *greeter) expect(id string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.greetings == nil {
		g.greetings = map[string]*greeting{}
	}
	g.greetings[id] = &greeting{}
	g.expects.Store(int32(len(g.greetings)))
}

// forget says that no packets with a connection ID are sent any more.
func (g *greeter) forget(id string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.greetings, id)
	g.expects.Store(int32(len(g.greetings)))
}

// withdraw keeps back what would be sent with one of the connection IDs. It reports false, and keeps
// back nothing, if a packet with one of them was not sent before a time.
func (g *greeter) withdraw(ids []string, before time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if slices.ContainsFunc(ids, func(id string) bool { n := g.greetings[id]; return n == nil || !n.sent.Before(before) }) {
		return false
	}
	for _, id := range ids {
		g.greetings[id].withdrawn = true
	}
	return true
}

// greets tells whether a packet may be the first of a handshake: one with a long header.
func (g *greeter) greets(b []byte) bool { return g.expects.Load() > 0 && len(b) > 0 && b[0]&0x80 != 0 }

// keepsBack tells whether a packet must not be sent, and sent that it was. The caller holds mu.
func (g *greeter) keepsBack(b []byte) bool {
	n := g.greetings[serverID(b)]
	return n != nil && n.withdrawn
}

func (g *greeter) sent(b []byte) {
	if n := g.greetings[serverID(b)]; n != nil {
		n.sent = time.Now()
	}
}

// serverID is the destination connection ID of a packet with a long header (RFC 9000, section 17.2).
func serverID(b []byte) string {
	const version = 5 // bytes before the length
	if len(b) <= version || len(b) < version+1+int(b[version]) {
		return ""
	}
	return string(b[version+1:][:b[version]])
}

// WriteMsgUDP is what quic-go sends with.
func (g *greeter) WriteMsgUDP(b, oob []byte, to *net.UDPAddr) (n, oobn int, err error) {
	if g.greets(b) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.keepsBack(b) {
			return len(b), len(oob), nil
		}
		defer g.sent(b)
	}
	return g.UDPConn.WriteMsgUDP(b, oob, to)
}

// WriteTo is what quic-go sends with on systems where it sends nothing beside the data.
func (g *greeter) WriteTo(b []byte, to net.Addr) (int, error) {
	if g.greets(b) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.keepsBack(b) {
			return len(b), nil
		}
		defer g.sent(b)
	}
	return g.UDPConn.WriteTo(b, to)
}
