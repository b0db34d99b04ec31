package native

// This file is the network and the time that a program has.

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"
)

// A Network is a simulated one, on which a program has its UDP sockets in place of the system's. It
// is safe for use from several goroutines.
type Network interface {
	// ListenUDP opens a socket as net.ListenUDP does; network is "udp4" or "udp6".
	ListenUDP(network string, local *net.UDPAddr) (net.PacketConn, error)

	// DialUDP opens a connected socket as net.DialUDP does: it is told when nothing listens.
	DialUDP(network string, local, remote *net.UDPAddr) (net.Conn, error)

	// LookupNetIP finds the addresses of a host as net.Resolver does.
	LookupNetIP(ctx context.Context, host string) ([]netip.Addr, error)

	// Simulate replaces the conditions by those of a text such as "delay=20ms loss=2%".
	Simulate(conditions string) error

	// Change is Simulate that leaves alone what the text does not name.
	Change(conditions string) error

	// Cut has everything be lost for d.
	Cut(d time.Duration)

	// Partition has everything be lost between a and b: a host, "HOST:PORT", or ":PORT".
	Partition(a, b string) error

	// Heal ends all partitions.
	Heal()

	// AddHost makes a host known, and lets sockets be bound to its address.
	AddHost(name, address string) error

	// Tally tells how many datagrams were sent, and how many of these did not arrive.
	Tally() (sent, lost int64)
}

// ErrVirtual is the error of what cannot be in virtual time.
var ErrVirtual = errors.New("the program runs in virtual time, which cannot wait for what is outside of it; without --virtual-time it can")

// ErrSimulated is the error of what a simulated network does not have.
var ErrSimulated = errors.New("the program runs on a simulated network, which has no TCP; without --net it has the network of the system")
