package quic

// This file holds the UDP sockets of endpoints. IPv4 and IPv6 each have their own: that is as fast
// as it was, an IPv4 peer is never told as ::ffff:…, and path MTU discovery works on systems where
// it does not on sockets of both families (macOS before version 15).

import (
	"errors"
	"net"
	"net/netip"
	"slices"

	quicgo "github.com/quic-go/quic-go"
)

// A socket is a UDP socket of an endpoint, with what quic-go keeps for it.
type socket struct {
	conn      net.PacketConn
	transport *quicgo.Transport
	listener  *quicgo.Listener // nil for a client
	greeter   *greeter         // conn, or what it is made of; nil on a simulated network
}

func (s *Stack) newSocket(conn net.PacketConn) *socket {
	so := &socket{conn: conn, transport: &quicgo.Transport{Conn: conn, Tracer: s.newDoorman(conn)}}
	if c, ok := conn.(interface{ self() *greeter }); ok {
		so.greeter = c.self()
	}
	return so
}

// is4 reports whether the socket is one of IPv4.
func (s *socket) is4() bool {
	local, ok := s.conn.LocalAddr().(*net.UDPAddr)
	return ok && local.IP.To4() != nil
}

// close ends all connections without a word to their peers.
func (s *socket) close() {
	// Neither can leave anything open: the socket is gone in any case.
	_ = s.transport.Close()
	_ = s.conn.Close()
}

// portTries is how often a server that may have any port looks for one that is free in both
// families.
const portTries = 16

// bind opens the sockets of a server.
func (s *Stack) bind(at place) ([]net.PacketConn, error) {
	if !at.both {
		conn, err := s.listen(network(at.addr), at.addr)
		return []net.PacketConn{conn}, err
	}
	for try := 1; ; try++ {
		conns, err := s.bindBoth(at.addr)
		if err == nil || at.addr.Port != 0 || try == portTries {
			return conns, err
		}
	}
}

// bindBoth opens a socket at addr, one of all addresses of its family, and one of the other family
// with the same port. It does without the other family if this machine does not have it.
func (s *Stack) bindBoth(addr *net.UDPAddr) ([]net.PacketConn, error) {
	first, err := s.listen(network(addr), addr)
	if err != nil {
		return nil, err
	}
	beside := otherFamily(addr)
	beside.Port = first.LocalAddr().(*net.UDPAddr).Port
	second, err := s.listen(network(beside), beside)
	if err == nil {
		return []net.PacketConn{first, second}, nil
	}
	beside.Port = 0
	probe, missing := s.listen(network(beside), beside)
	if missing != nil {
		return []net.PacketConn{first}, nil
	}
	return nil, errors.Join(err, probe.Close(), first.Close())
}

// otherFamily is all addresses of the family that addr is not of.
func otherFamily(addr *net.UDPAddr) *net.UDPAddr {
	if addr.IP.To4() != nil {
		return &net.UDPAddr{IP: net.IPv6unspecified}
	}
	return &net.UDPAddr{IP: net.IPv4zero}
}

// network is the one to listen on addr with.
func network(addr *net.UDPAddr) string {
	if addr.IP.To4() != nil {
		return "udp4"
	}
	return "udp6"
}

// socketFor is the socket to dial remote with. A client opens the one for IPv6 when it is first
// needed.
func (ep *Endpoint) socketFor(remote netip.Addr) (*socket, error) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	for _, s := range ep.sockets {
		if s.is4() == remote.Is4() {
			return s, nil
		}
	}
	if ep.closed.Load() {
		return nil, errStopping
	}
	addr := otherFamily(ep.sockets[0].conn.LocalAddr().(*net.UDPAddr))
	conn, err := ep.stack.listen(network(addr), addr)
	if err != nil {
		return nil, err
	}
	s := ep.stack.newSocket(conn)
	ep.sockets = append(ep.sockets, s)
	return s, nil
}

// opened are the sockets of the endpoint. A closed one opens no more.
func (ep *Endpoint) opened() []*socket {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	return slices.Clone(ep.sockets)
}

// reaches reports whether the endpoint has a socket that can send to remote, or can have one.
// Without this check the kernel's refusal would come back as an internal error of the connection.
func (ep *Endpoint) reaches(remote netip.AddrPort) bool {
	if remote.Port() == 0 || remote.Addr().IsUnspecified() {
		return false
	}
	ep.mu.Lock()
	defer ep.mu.Unlock()
	for _, s := range ep.sockets {
		if s.is4() == remote.Addr().Is4() {
			return true
		}
	}
	return ep.server == nil
}

// localAddr is the address of the socket that reaches remote.
func (ep *Endpoint) localAddr(remote net.Addr) string {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	peer, ok := remote.(*net.UDPAddr)
	for _, s := range ep.sockets {
		if ok && s.is4() == (peer.IP.To4() != nil) {
			return s.conn.LocalAddr().String()
		}
	}
	return ep.sockets[0].conn.LocalAddr().String()
}
