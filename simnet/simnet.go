// Package simnet is a network in memory, for the UDP sockets of one program: it holds datagrams up,
// loses, repeats and reorders them as it is told.
//
// Binding, the choice of ports, names and ports at which nothing listens are as on a system that has
// the addresses of the loopback, and those of AddHost.
package simnet

import (
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// A Network connects sockets. It is safe for use from several goroutines. Nothing of it blocks but
// reading from its sockets, and it has no goroutine of its own while no datagram is on its way: in
// a bubble of testing/synctest it is used by the goroutines of that bubble alone.
type Network struct {
	mu         sync.Mutex // guards what follows; taken before the mutex of a socket
	conditions Conditions
	cuts       []window
	partitions [][2]side
	hosts      map[string][]netip.Addr // by name
	local      map[netip.Addr]bool     // the addresses that sockets can be bound to
	sockets    map[netip.AddrPort]*Socket
	lastPort   uint16 // that was chosen
	paths      map[route]*path
	flight     flight
	counts     Counts
	closed     bool
}

// A window is a time in which everything is lost.
type window struct{ from, to time.Time }

// New makes a network. The cuts of c count from now.
func New(c Conditions) *Network {
	n := &Network{
		hosts:   map[string][]netip.Addr{},
		local:   map[netip.Addr]bool{loopback4: true, netip.IPv6Loopback(): true},
		sockets: map[netip.AddrPort]*Socket{},
	}
	n.set(c)
	return n
}

// Simulate replaces the conditions by those of a text, for datagrams that are sent from now on, and
// ends all cuts and partitions. It fails as Parse does.
func (n *Network) Simulate(text string) error {
	c, err := Parse(text)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.partitions = nil
	n.set(c)
	return nil
}

// Change is Simulate that leaves alone what the text does not name. Cuts are added.
func (n *Network) Change(text string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.conditions
	c.Cuts = nil
	if err := c.read(text); err != nil {
		return err
	}
	reseeded := c.Seed != n.conditions.Seed
	n.conditions = c
	n.addCuts(c.Cuts)
	if reseeded {
		n.paths = map[route]*path{}
	}
	return nil
}

// set has the conditions of c begin. The network is locked, or new.
func (n *Network) set(c Conditions) {
	n.conditions, n.cuts, n.paths = c, nil, map[route]*path{}
	n.addCuts(c.Cuts)
}

func (n *Network) addCuts(cuts []Cut) {
	now := time.Now()
	for _, c := range cuts {
		n.cuts = append(n.cuts, window{now.Add(c.After), now.Add(c.After + c.For)})
	}
}

// Conditions are those of now, without the cuts.
func (n *Network) Conditions() Conditions {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.conditions
	c.Cuts = nil
	return c
}

// Cut has everything that is sent from now on be lost, for d.
func (n *Network) Cut(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.addCuts([]Cut{{For: d}})
}

// isCut reports whether what is sent at a time is lost. The network is locked.
func (n *Network) isCut(at time.Time) bool {
	for _, w := range n.cuts {
		if !at.Before(w.from) && at.Before(w.to) {
			return true
		}
	}
	return false
}

// Partition has everything be lost that is sent between a and b, until Heal or Simulate. Each is a
// socket, "HOST:PORT", all sockets of a host, "HOST", or those with a port, ":PORT". A host of all
// addresses, as in "0.0.0.0:PORT", stands for any.
func (n *Network) Partition(a, b string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	from, err := n.sideOf(a)
	if err != nil {
		return err
	}
	to, err := n.sideOf(b)
	if err != nil {
		return err
	}
	n.partitions = append(n.partitions, [2]side{from, to})
	return nil
}

// Heal ends all partitions.
func (n *Network) Heal() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.partitions = nil
}

// isParted reports whether there is a partition between two addresses. The network is locked.
func (n *Network) isParted(r route) bool {
	for _, p := range n.partitions {
		if p[0].has(r.from) && p[1].has(r.to) || p[0].has(r.to) && p[1].has(r.from) {
			return true
		}
	}
	return false
}

// Counts are how many datagrams were sent, and what became of them. Those that arrive twice count
// twice as arrived; those that are on their way count as sent alone.
type Counts struct {
	Sent    int64
	Arrived int64
	Chance  int64 // lost by Loss
	Cut     int64 // lost in a cut or a partition
	Large   int64 // larger than the MTU
	Full    int64 // there was no room in the queue of Rate, or in that of the receiver
	Nowhere int64 // nothing listens there

	Largest int // bytes of the largest that arrived
}

// Lost are all that did not arrive.
func (c Counts) Lost() int64 { return c.Chance + c.Cut + c.Large + c.Full + c.Nowhere }

// String tells the counts in one line.
func (c Counts) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%d datagrams sent, %d arrived", c.Sent, c.Arrived)
	for _, part := range []struct {
		n    int64
		what string
	}{
		{c.Chance, "lost by chance"},
		{c.Cut, "lost in a cut"},
		{c.Large, "larger than the MTU"},
		{c.Full, "lost in a full queue"},
		{c.Nowhere, "to where nothing listens"},
	} {
		if part.n > 0 {
			fmt.Fprintf(&text, ", %d %s", part.n, part.what)
		}
	}
	return text.String()
}

// Counts are those since the network was made.
func (n *Network) Counts() Counts {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.counts
}

// Tally is how many datagrams were sent, and how many of them did not arrive.
func (n *Network) Tally() (sent, lost int64) {
	c := n.Counts()
	return c.Sent, c.Lost()
}

// Close loses what is on its way. Sockets that are open stay so, and hear of nothing any more.
func (n *Network) Close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = true
	n.flight.stop()
}
