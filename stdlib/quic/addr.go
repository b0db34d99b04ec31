package quic

// This file resolves the addresses that scripts write.

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// An AddressError is an address that cannot be used, told as a whole sentence.
type AddressError struct{ Text string }

func (e *AddressError) Error() string { return e.Text }

// An unreachableError is an address that a socket cannot send to.
type unreachableError struct{ remote *net.UDPAddr }

func (e *unreachableError) Error() string { return "invalid remote address: " + e.remote.String() }

// resolveBind finds the address to listen on. ":4433" is all of IPv4.
func resolveBind(ctx context.Context, addr string) (*net.UDPAddr, error) {
	if addr == "" {
		return nil, &AddressError{"invalid bind address"}
	}
	return resolve(ctx, addr, "0.0.0.0", "bind")
}

// resolveConnect finds the address to dial. ":4433" is this machine.
func resolveConnect(ctx context.Context, addr string) (*net.UDPAddr, error) {
	return resolve(ctx, addr, "127.0.0.1", "connect")
}

func resolve(ctx context.Context, addr, defaultHost, purpose string) (*net.UDPAddr, error) {
	full := addr
	if strings.HasPrefix(addr, ":") {
		full = defaultHost + addr
	}
	bad := func(format string, args ...any) error {
		return &AddressError{fmt.Sprintf("could not resolve %s address `%s`: ", purpose, addr) + fmt.Sprintf(format, args...)}
	}
	host, port, err := splitHostPort(full)
	if err != nil {
		return nil, bad("parse failure: %v", err)
	}
	n, err := parsePort(port)
	if err != nil {
		return nil, bad("parse failure: invalid port `%s`: %v", port, err)
	}
	ip, err := lookup(ctx, host)
	if err != nil {
		return nil, bad("resolution failure: %v", err)
	}
	return net.UDPAddrFromAddrPort(netip.AddrPortFrom(ip, n)), nil
}

func splitHostPort(addr string) (host, port string, err error) {
	var ok bool
	if rest, bracket := strings.CutPrefix(addr, "["); bracket {
		host, port, ok = strings.Cut(rest, "]:")
		if !ok {
			return "", "", errors.New("missing closing `]` or port separator")
		}
	} else {
		i := strings.LastIndexByte(addr, ':')
		if i < 0 {
			return "", "", errors.New("missing port separator")
		}
		host, port = addr[:i], addr[i+1:]
		if strings.Contains(host, ":") {
			return "", "", errors.New("unexpected `:` in host; IPv6 addresses must use `[addr]:port`")
		}
	}
	if host == "" {
		return "", "", errors.New("missing host")
	}
	if port == "" {
		return "", "", errors.New("missing port")
	}
	return host, port, nil
}

func parsePort(port string) (uint16, error) {
	n, err := strconv.ParseUint(port, 10, 16)
	switch {
	case err == nil:
		return uint16(n), nil
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("number too large to fit in target type")
	}
	return 0, errors.New("invalid digit found in string")
}

// lookup prefers IPv4: that is what most sockets here are bound to.
func lookup(ctx context.Context, host string) (netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap(), nil
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.Addr{}, err
	}
	for _, ip := range ips {
		if ip.Unmap().Is4() {
			return ip.Unmap(), nil
		}
	}
	if len(ips) == 0 {
		return netip.Addr{}, errors.New("no address found")
	}
	return ips[0], nil
}

// canReach reports whether a socket bound to local can send to remote at all. Without this
// check, the kernel's refusal comes back as an internal error of the connection.
func canReach(local net.Addr, remote *net.UDPAddr) bool {
	if remote.Port == 0 || remote.IP.IsUnspecified() {
		return false
	}
	l, ok := local.(*net.UDPAddr)
	if !ok || l.IP.Equal(net.IPv6unspecified) {
		return true
	}
	return (l.IP.To4() == nil) == (remote.IP.To4() == nil)
}

// network is the one to listen on addr with. "[::]" is all of IPv4 too.
func network(addr *net.UDPAddr) string {
	switch {
	case addr.IP.To4() != nil:
		return "udp4"
	case addr.IP.IsUnspecified():
		return "udp"
	}
	return "udp6"
}
