package simnet_test

// This file has sockets of the system and simulated ones do the same.

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"hewq/simnet"
)

// A network is what both networks have.
type network interface {
	ListenUDP(network string, local *net.UDPAddr) (net.PacketConn, error)
	DialUDP(network string, local, remote *net.UDPAddr) (net.Conn, error)
	LookupNetIP(ctx context.Context, host string) ([]netip.Addr, error)
}

// A system is the network of the system.
type system struct{}

func (system) ListenUDP(network string, local *net.UDPAddr) (net.PacketConn, error) {
	c, err := net.ListenUDP(network, local)
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (system) DialUDP(network string, local, remote *net.UDPAddr) (net.Conn, error) {
	c, err := net.DialUDP(network, local, remote)
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (system) LookupNetIP(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}

// A rig is one of the networks in a test.
type rig struct {
	*testing.T
	network
}

// listen opens a socket that is closed when the test ends.
func (r rig) listen(network, address string) net.PacketConn {
	r.Helper()
	c, err := r.ListenUDP(network, udp(address))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { _ = c.Close() }) // it may be closed already
	return c
}

// refuses checks that an address cannot be bound to, and why.
func (r rig) refuses(network, address string, want error) {
	r.Helper()
	c, err := r.ListenUDP(network, udp(address))
	if err == nil {
		_ = c.Close()
	}
	var op *net.OpError
	if !errors.Is(err, want) || !errors.As(err, &op) || op.Op != "listen" || op.Net != network {
		r.Errorf("ListenUDP(%s, %s): %v, want %v", network, address, err, want)
	}
}

// passes checks that a datagram from a arrives at c, which was bound to another address.
func (r rig) passes(from, to net.PacketConn, address string, want string) {
	r.Helper()
	if _, err := from.WriteTo([]byte("hello"), udp(address)); err != nil {
		r.Fatal(err)
	}
	buf := make([]byte, 100)
	n, sender, err := to.ReadFrom(buf)
	if err != nil || string(buf[:n]) != "hello" || sender.String() != want {
		r.Errorf("%q from %v, %v; want hello from %s", buf[:n], sender, err, want)
	}
}

func udp(address string) *net.UDPAddr {
	return net.UDPAddrFromAddrPort(netip.MustParseAddrPort(address))
}

func port(c net.PacketConn) string {
	_, p, _ := net.SplitHostPort(c.LocalAddr().String())
	return p
}

// each are what acts the same on both networks.
var each = map[string]func(rig){
	"an address": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		if host, p, _ := net.SplitHostPort(a.LocalAddr().String()); host != "127.0.0.1" || p == "0" {
			r.Errorf("bound to %v", a.LocalAddr())
		}
		r.refuses("udp4", a.LocalAddr().String(), syscall.EADDRINUSE)
		if err := a.Close(); err != nil {
			r.Error(err)
		}
		r.listen("udp4", a.LocalAddr().String())
		if err := a.Close(); !errors.Is(err, net.ErrClosed) {
			r.Errorf("closed again: %v", err)
		}
	},
	"port 0 is another one each time": func(r rig) {
		a, b := r.listen("udp4", "0.0.0.0:0"), r.listen("udp4", "0.0.0.0:0")
		if port(a) == port(b) {
			r.Errorf("both have port %s", port(a))
		}
	},
	"all addresses take the port of each": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		r.refuses("udp4", "0.0.0.0:"+port(a), syscall.EADDRINUSE)
		b := r.listen("udp4", "0.0.0.0:0")
		r.refuses("udp4", "127.0.0.1:"+port(b), syscall.EADDRINUSE)
		r.refuses("udp4", "0.0.0.0:"+port(b), syscall.EADDRINUSE)
	},
	"two addresses have each port": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		r.listen("udp4", "127.0.0.2:"+port(a))
	},
	"two families have each port": func(r rig) {
		a := r.listen("udp4", "0.0.0.0:0")
		b := r.listen("udp6", "[::]:"+port(a))
		r.refuses("udp6", "[::1]:"+port(b), syscall.EADDRINUSE)
	},
	"an address of another machine": func(r rig) {
		r.refuses("udp4", "192.0.2.1:0", syscall.EADDRNOTAVAIL)
		r.refuses("udp6", "[2001:db8::1]:0", syscall.EADDRNOTAVAIL)
	},
	"datagrams": func(r rig) {
		a, b := r.listen("udp4", "127.0.0.1:0"), r.listen("udp4", "0.0.0.0:0")
		r.passes(a, b, "127.0.0.1:"+port(b), a.LocalAddr().String())
		r.passes(b, a, a.LocalAddr().String(), "127.0.0.1:"+port(b))
		c, d := r.listen("udp6", "[::1]:0"), r.listen("udp6", "[::]:0")
		r.passes(c, d, "[::1]:"+port(d), c.LocalAddr().String())
		r.passes(d, c, c.LocalAddr().String(), "[::1]:"+port(d))
	},
	"what does not fit is cut off": func(r rig) {
		a, b := r.listen("udp4", "127.0.0.1:0"), r.listen("udp4", "127.0.0.1:0")
		if _, err := a.WriteTo([]byte("hello"), b.LocalAddr()); err != nil {
			r.Fatal(err)
		}
		r.passes(a, a, a.LocalAddr().String(), a.LocalAddr().String())
		buf := make([]byte, 2)
		if n, _, err := b.ReadFrom(buf); n != 2 || err != nil {
			r.Errorf("read %d bytes, %v", n, err)
		}
	},
	"what cannot be sent": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		for address, n := range map[string]int{"127.0.0.1:0": 1, "127.0.0.1:9": 65_508} {
			if _, err := a.WriteTo(make([]byte, n), udp(address)); err == nil {
				r.Errorf("%d bytes were sent to %s", n, address)
			}
		}
		if n, err := a.WriteTo(make([]byte, 65_507), udp("127.0.0.1:9")); n != 65_507 || err != nil {
			r.Errorf("%d bytes sent, %v", n, err)
		}
	},
	"a closed port": func(r rig) {
		closed := r.listen("udp4", "127.0.0.1:0")
		if err := closed.Close(); err != nil {
			r.Fatal(err)
		}
		// What is not connected is not told.
		a := r.listen("udp4", "127.0.0.1:0")
		if _, err := a.WriteTo([]byte("hello"), closed.LocalAddr()); err != nil {
			r.Error(err)
		}
		r.passes(a, a, a.LocalAddr().String(), a.LocalAddr().String())
		c, err := r.DialUDP("udp4", nil, udp(closed.LocalAddr().String()))
		if err != nil {
			r.Fatal(err)
		}
		defer c.Close()
		for range 2 {
			if _, err := c.Write([]byte("hello")); err != nil {
				r.Error(err)
			}
			if _, err := c.Read(make([]byte, 10)); !errors.Is(err, syscall.ECONNREFUSED) {
				r.Errorf("Read: %v", err)
			}
		}
		late := r.listen("udp4", closed.LocalAddr().String())
		if _, err := c.Write([]byte("hello")); err != nil {
			r.Error(err)
		}
		if n, from, err := late.ReadFrom(make([]byte, 10)); n != 5 || from.String() != c.LocalAddr().String() || err != nil {
			r.Errorf("%d bytes from %v, %v", n, from, err)
		}
	},
	"a connected socket hears its peer alone": func(r rig) {
		a, b := r.listen("udp4", "127.0.0.1:0"), r.listen("udp4", "127.0.0.1:0")
		c, err := r.DialUDP("udp4", nil, udp(a.LocalAddr().String()))
		if err != nil {
			r.Fatal(err)
		}
		defer c.Close()
		for _, from := range []net.PacketConn{b, a} {
			if _, err := from.WriteTo([]byte(from.LocalAddr().String()), c.LocalAddr()); err != nil {
				r.Error(err)
			}
		}
		buf := make([]byte, 100)
		if n, err := c.Read(buf); err != nil || string(buf[:n]) != a.LocalAddr().String() {
			r.Errorf("heard %q, %v", buf[:n], err)
		}
	},
	"a deadline": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		for _, d := range []time.Duration{-time.Second, 10 * time.Millisecond} {
			if err := a.SetReadDeadline(time.Now().Add(d)); err != nil {
				r.Error(err)
			}
			if _, _, err := a.ReadFrom(nil); !errors.Is(err, os.ErrDeadlineExceeded) {
				r.Errorf("ReadFrom: %v", err)
			}
		}
		if err := a.SetReadDeadline(time.Time{}); err != nil {
			r.Error(err)
		}
		r.passes(a, a, a.LocalAddr().String(), a.LocalAddr().String())
	},
	"closing ends reading": func(r rig) {
		a := r.listen("udp4", "127.0.0.1:0")
		time.AfterFunc(10*time.Millisecond, func() { _ = a.Close() }) // it is seen below
		if _, _, err := a.ReadFrom(nil); !errors.Is(err, net.ErrClosed) {
			r.Errorf("ReadFrom: %v", err)
		}
		if _, err := a.WriteTo(nil, udp("127.0.0.1:9")); !errors.Is(err, net.ErrClosed) {
			r.Errorf("WriteTo: %v", err)
		}
		if err := a.SetReadDeadline(time.Now()); !errors.Is(err, net.ErrClosed) {
			r.Errorf("SetReadDeadline: %v", err)
		}
	},
	"names": func(r rig) {
		got, err := r.LookupNetIP(r.Context(), "localhost")
		if err != nil || !slices.ContainsFunc(got, func(a netip.Addr) bool { return a.Unmap() == netip.MustParseAddr("127.0.0.1") }) {
			r.Errorf("localhost is %v, %v", got, err)
		}
		if got, err = r.LookupNetIP(r.Context(), "192.0.2.1"); err != nil || len(got) != 1 || got[0].Unmap().String() != "192.0.2.1" {
			r.Errorf("192.0.2.1 is %v, %v", got, err)
		}
	},
}

func TestOnBothNetworks(t *testing.T) {
	for name, f := range each {
		t.Run(name, func(t *testing.T) {
			t.Run("system", func(t *testing.T) {
				if c, err := net.ListenUDP("udp6", udp("[::1]:0")); err != nil && strings.Contains(name, "families") {
					t.Skipf("no IPv6: %v", err)
				} else if err == nil {
					_ = c.Close()
				}
				f(rig{t, system{}})
			})
			t.Run("simulated", func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					n := simnet.New(simnet.Conditions{})
					defer n.Close()
					f(rig{t, n})
				})
			})
		})
	}
}
