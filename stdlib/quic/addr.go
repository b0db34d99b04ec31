package quic

// This file resolves the addresses that scripts write.

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// An AddressError is an address that cannot be used, told as a whole sentence.
type AddressError struct {
	Text  string
	addr  string // as the script wrote it
	cause error  // of a name that could not be resolved; nil if it is not a name
}

func (e *AddressError) Error() string { return e.Text }

func (e *AddressError) Unwrap() error { return e.cause }

// advice is what the reader can do.
func (e *AddressError) advice() string {
	if scheme, _, ok := strings.Cut(e.addr, "://"); ok {
		return fmt.Sprintf("an address has no `%s://`: it is \"HOST:PORT\", such as \"127.0.0.1:4433\"", scheme)
	}
	return "an address is \"HOST:PORT\", such as \"127.0.0.1:4433\", or \":PORT\""
}

// An unreachableError is an address that a socket cannot send to.
type unreachableError struct{ remote netip.AddrPort }

func (e *unreachableError) Error() string { return "invalid remote address: " + e.remote.String() }

// advice is what the reader can do.
func (e *unreachableError) advice() string {
	if e.remote.Port() == 0 || e.remote.Addr().IsUnspecified() {
		return "no program can be at port 0, or at 0.0.0.0 or [::]"
	}
	return "an endpoint at one address reaches only addresses of its family, IPv4 or IPv6; one of `new_client` or `new_server(\":PORT\")` reaches both"
}

// A place is where a server listens.
type place struct {
	addr *net.UDPAddr
	both bool // addr is all of its family, and the other family is meant as well
}

// resolveBind finds the address to listen on. ":4433" and "[::]:4433" are all addresses of both
// families; a name is one address, of IPv4 if it has one.
func (s *Stack) resolveBind(ctx context.Context, addr string) (place, error) {
	if addr == "" {
		return place{}, &AddressError{Text: "invalid bind address"}
	}
	all, err := s.resolve(ctx, addr, "0.0.0.0", "bind")
	if err != nil {
		return place{}, err
	}
	at := all[0]
	if i := slices.IndexFunc(all, func(a netip.AddrPort) bool { return a.Addr().Is4() }); i >= 0 {
		at = all[i]
	}
	both := strings.HasPrefix(addr, ":") || at.Addr() == netip.IPv6Unspecified()
	return place{net.UDPAddrFromAddrPort(at), both}, nil
}

// resolveConnect finds the addresses to dial, in the order in which to try them; there is at least
// one. ":4433" is this machine.
func (s *Stack) resolveConnect(ctx context.Context, addr string) ([]netip.AddrPort, error) {
	return s.resolve(ctx, addr, "127.0.0.1", "connect")
}

func (s *Stack) resolve(ctx context.Context, addr, defaultHost, purpose string) ([]netip.AddrPort, error) {
	full := addr
	if strings.HasPrefix(addr, ":") {
		full = defaultHost + addr
	}
	bad := func(cause error, format string, args ...any) error {
		text := fmt.Sprintf("could not resolve %s address `%s`: ", purpose, addr) + fmt.Sprintf(format, args...)
		return &AddressError{Text: text, addr: addr, cause: cause}
	}
	host, port, err := splitHostPort(full)
	if err != nil {
		return nil, bad(nil, "parse failure: %v", err)
	}
	n, err := parsePort(port)
	if err != nil {
		return nil, bad(nil, "parse failure: invalid port `%s`: %v", port, err)
	}
	ips, err := s.addressesOf(ctx, host)
	if err != nil {
		return nil, bad(err, "resolution failure: %v", err)
	}
	all := make([]netip.AddrPort, len(ips))
	for i, ip := range ips {
		all[i] = netip.AddrPortFrom(ip, n)
	}
	return all, nil
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

// addressesOf are the addresses of a host, in the order in which to try them. "localhost" is
// always this machine, by both families (RFC 6761, section 6.3): few lists of hosts have ::1.
func (s *Stack) addressesOf(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip.Unmap()}, nil
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	ips, err := s.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(ips) == 0 {
		return nil, errors.New("no address found")
	}
	return interleave(ips), nil
}

// lookupAdvice is what the reader can do if a name has no address.
func lookupAdvice(err *net.DNSError) string {
	if err.IsNotFound {
		return "is the name spelled right? `" + err.Name + "` has no address that this machine knows of"
	}
	return "no name server has answered: is this machine in a network? An IP address needs no name server"
}

// interleave has the two families take turns, beginning with that of the first address
// (RFC 8305, section 4). The order within a family stays.
func interleave(ips []netip.Addr) []netip.Addr {
	var first, second, mixed []netip.Addr
	for _, ip := range ips {
		if ip = ip.Unmap(); slices.Contains(first, ip) || slices.Contains(second, ip) {
			continue
		}
		if len(first) == 0 || ip.Is4() == first[0].Is4() {
			first = append(first, ip)
		} else {
			second = append(second, ip)
		}
	}
	for i := range max(len(first), len(second)) {
		mixed = append(mixed, first[min(i, len(first)):min(i+1, len(first))]...)
		mixed = append(mixed, second[min(i, len(second)):min(i+1, len(second))]...)
	}
	return mixed
}
