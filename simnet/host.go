package simnet

// This file has the names and addresses of hosts.

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

var loopback4 = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// AddHost makes a host known by its name, or one more of its addresses. Sockets can be bound to the
// address from then on. The same may be added again.
func (n *Network) AddHost(name, address string) error {
	addr, err := netip.ParseAddr(address)
	switch {
	case err != nil:
		return fmt.Errorf("`%s` is not an IP address", address)
	case addr.IsUnspecified(), addr.IsMulticast(), addr.Zone() != "":
		return fmt.Errorf("`%s` cannot be the address of one host", address)
	case name == "" || isLocalhost(name) || isAddress(name) || strings.ContainsAny(name, ": []%"):
		return fmt.Errorf("`%s` cannot be the name of a host", name)
	}
	addr, name = addr.Unmap(), strings.ToLower(name)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.local[addr] = true
	if !slices.Contains(n.hosts[name], addr) {
		n.hosts[name] = append(n.hosts[name], addr)
	}
	return nil
}

// isAddress tells whether a name is read as an address, so that no host is found by it.
func isAddress(name string) bool {
	_, err := netip.ParseAddr(name)
	return err == nil
}

// LookupNetIP finds the addresses of a host by its name or address. It fails with a *net.DNSError.
func (n *Network) LookupNetIP(_ context.Context, host string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	all, ok := n.addressesOf(host)
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return slices.Clone(all), nil
}

// addressesOf are the addresses of a host. The network is locked.
func (n *Network) addressesOf(host string) ([]netip.Addr, bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr.Unmap()}, true
	}
	if isLocalhost(host) {
		return []netip.Addr{loopback4, netip.IPv6Loopback()}, true
	}
	all, ok := n.hosts[strings.ToLower(host)]
	return all, ok
}

func isLocalhost(host string) bool {
	return strings.EqualFold(strings.TrimSuffix(host, "."), "localhost")
}

// isLocal reports whether a socket can be bound to an address. The network is locked.
func (n *Network) isLocal(addr netip.Addr) bool {
	return addr.IsLoopback() && addr.Is4() || n.local[addr]
}

// A side of a partition is some sockets.
type side struct {
	addrs []netip.Addr // nil for any
	port  uint16       // 0 for any
}

// has reports whether a socket at an address belongs to s.
func (s side) has(a netip.AddrPort) bool {
	return (s.port == 0 || s.port == a.Port()) && (s.addrs == nil || slices.Contains(s.addrs, a.Addr()))
}

// sideOf reads a side. The network is locked.
func (n *Network) sideOf(text string) (side, error) {
	var s side
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		host = strings.Trim(text, "[]")
	} else {
		p, err := strconv.ParseUint(port, 10, 16)
		if err != nil || p == 0 {
			return s, fmt.Errorf("`%s` has no port that a socket can have", text)
		}
		s.port = uint16(p)
		if host == "" {
			return s, nil
		}
	}
	all, ok := n.addressesOf(host)
	if !ok {
		return s, fmt.Errorf("`%s` is neither an address nor a host of this network", host)
	}
	if !all[0].IsUnspecified() {
		s.addrs = all
	}
	return s, nil
}
