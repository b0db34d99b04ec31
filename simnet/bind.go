package simnet

// This file opens sockets: it chooses their addresses and ports as a system does.

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"syscall"
)

// The ports that are chosen for sockets that may have any (RFC 6335, section 6), one after the other.
const (
	firstPort = 49152
	lastPort  = 65535
)

// ListenUDP opens a socket at a local address as net.ListenUDP does; network is "udp4" or "udp6". It
// fails with a *net.OpError.
func (n *Network) ListenUDP(network string, local *net.UDPAddr) (net.PacketConn, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	at := addrPort(local)
	if !at.Addr().IsValid() {
		at = netip.AddrPortFrom(unspecified(network), at.Port())
	}
	s, err := n.open(network, at)
	if err != nil {
		return nil, &net.OpError{Op: "listen", Net: network, Addr: local, Err: os.NewSyscallError("bind", err)}
	}
	return s, nil
}

// DialUDP opens a socket that sends to a remote address and hears from that alone, as net.DialUDP
// does. Unlike others it is told when nothing listens there. It fails with a *net.OpError.
func (n *Network) DialUDP(network string, local, remote *net.UDPAddr) (net.Conn, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	failed := func(call string, err error) error {
		return &net.OpError{Op: "dial", Net: network, Source: local, Addr: remote, Err: os.NewSyscallError(call, err)}
	}
	to := addrPort(remote)
	switch {
	case !isOf(network, to.Addr()):
		return nil, failed("connect", syscall.EAFNOSUPPORT)
	case to.Addr().IsUnspecified(): // a connection to all addresses is one to the loopback
		to = netip.AddrPortFrom(loopbackOf(network), to.Port())
	}
	at := addrPort(local)
	if !at.Addr().IsValid() || at.Addr().IsUnspecified() {
		at = netip.AddrPortFrom(n.sourceFor(to.Addr()), at.Port())
	}
	s, err := n.open(network, at)
	if err != nil {
		return nil, failed("bind", err)
	}
	s.remote = to
	return s, nil
}

// open makes a socket. The network is locked.
func (n *Network) open(network string, at netip.AddrPort) (*Socket, error) {
	switch {
	case !isOf(network, at.Addr()):
		return nil, syscall.EAFNOSUPPORT
	case !at.Addr().IsUnspecified() && !n.isLocal(at.Addr()):
		return nil, syscall.EADDRNOTAVAIL
	}
	if at.Port() == 0 {
		port, ok := n.freePort()
		if !ok {
			return nil, syscall.EADDRINUSE
		}
		at = netip.AddrPortFrom(at.Addr(), port)
	} else if n.isTaken(at) {
		return nil, syscall.EADDRINUSE
	}
	s := newSocket(n, at)
	n.sockets[at] = s
	return s, nil
}

// freePort finds a port that no socket has, of whichever family. The network is locked.
func (n *Network) freePort() (uint16, bool) {
	used := map[uint16]bool{}
	for at := range n.sockets {
		used[at.Port()] = true
	}
	for range lastPort - firstPort + 1 {
		if n.lastPort < firstPort || n.lastPort == lastPort {
			n.lastPort = firstPort - 1
		}
		n.lastPort++
		if !used[n.lastPort] {
			return n.lastPort, true
		}
	}
	return 0, false
}

// isTaken reports whether a socket keeps another one from being bound to at. The network is locked.
func (n *Network) isTaken(at netip.AddrPort) bool {
	for other := range n.sockets {
		if other.Port() == at.Port() && other.Addr().Is4() == at.Addr().Is4() &&
			(other.Addr() == at.Addr() || other.Addr().IsUnspecified() || at.Addr().IsUnspecified()) {
			return true
		}
	}
	return false
}

// socketAt is the socket that takes what is sent to an address; nil if there is none. The network is
// locked.
func (n *Network) socketAt(to netip.AddrPort) *Socket {
	if s := n.sockets[to]; s != nil {
		return s
	}
	if !n.isLocal(to.Addr()) {
		return nil
	}
	all := netip.IPv6Unspecified()
	if to.Addr().Is4() {
		all = netip.IPv4Unspecified()
	}
	return n.sockets[netip.AddrPortFrom(all, to.Port())]
}

// sourceFor is the address from which a socket that has none of its own sends to another one. The
// network is locked.
func (n *Network) sourceFor(to netip.Addr) netip.Addr {
	switch {
	case n.isLocal(to):
		return to
	case to.Is4():
		return loopback4
	}
	return netip.IPv6Loopback()
}

// addrPort is an address of the net package; that of nil is zero.
func addrPort(a *net.UDPAddr) netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	ap := a.AddrPort()
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}

func isOf(network string, a netip.Addr) bool { return a.IsValid() && a.Is4() == isIPv4(network) }

func unspecified(network string) netip.Addr {
	if isIPv4(network) {
		return netip.IPv4Unspecified()
	}
	return netip.IPv6Unspecified()
}

func loopbackOf(network string) netip.Addr {
	if isIPv4(network) {
		return loopback4
	}
	return netip.IPv6Loopback()
}

// isIPv4 reports which family a network has: "udp4" or "udp6".
func isIPv4(network string) bool {
	switch network {
	case "udp4":
		return true
	case "udp6":
		return false
	}
	panic(fmt.Sprintf("internal error: a simulated socket of %q", network))
}
