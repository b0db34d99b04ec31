// Package badnet is a bad network for tests: a relay of datagrams on the loopback that loses,
// delays, repeats and reorders them, and takes none that is too large.
package badnet

import (
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// Weather is how bad the network is. The zero value passes everything on at once.
type Weather struct {
	Loss      float64       // of a hundred percent: the part of the datagrams that is lost
	Duplicate float64       // the part that arrives twice
	Delay     time.Duration // of each datagram, in each direction
	Jitter    time.Duration // how much longer a datagram may take, at random: they overtake each other
	Largest   int           // how many bytes a datagram may have at most, without IP and UDP headers; 0 for any number
}

// A Relay passes datagrams on between any number of clients and one server. It is safe for use
// from several goroutines.
type Relay struct {
	front  *net.UDPConn // what clients send to
	server *net.UDPAddr

	mu      sync.Mutex // guards what follows
	random  *rand.Rand
	weather Weather
	cut     bool
	closed  bool
	up      int               // bytes of the largest datagram that has passed to the server
	down    int               // and to a client
	routes  map[string]*route // by the address of the client

	work sync.WaitGroup // goroutines, and datagrams that are on their way
}

// A route is what the server sees of a client.
type route struct {
	client *net.UDPAddr
	back   *net.UDPConn
}

// Listen makes a relay to the UDP address of a server. What is lost depends on seed.
func Listen(server string, seed uint64) (*Relay, error) {
	to, err := net.ResolveUDPAddr("udp4", server)
	if err != nil {
		return nil, err
	}
	front, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	r := &Relay{front: front, server: to, random: rand.New(rand.NewPCG(seed, 1)), routes: map[string]*route{}}
	r.work.Go(r.serve)
	return r, nil
}

// Addr is where clients find the server behind the relay.
func (r *Relay) Addr() string { return r.front.LocalAddr().String() }

// Set changes the weather, for datagrams that come from now on.
func (r *Relay) Set(w Weather) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.weather = w
}

// Largest is how many bytes the largest datagrams had that have passed to the server, and to a
// client.
func (r *Relay) Largest() (up, down int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.up, r.down
}

// Cut has everything lost until it is called with false.
func (r *Relay) Cut(cut bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut = cut
}

// Rebind has the server see every client at another port from now on, as when a router has
// forgotten them.
func (r *Relay) Rebind() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, old := range r.routes {
		delete(r.routes, key)
		_ = old.back.Close() // its goroutine ends
	}
}

// Close ends the relay: neither side hears of the other again. It waits for its goroutines.
func (r *Relay) Close() {
	r.mu.Lock()
	r.closed = true
	_ = r.front.Close()
	for _, x := range r.routes {
		_ = x.back.Close()
	}
	r.mu.Unlock()
	r.work.Wait()
}

// serve takes what clients send.
func (r *Relay) serve() {
	buf := make([]byte, 1<<16)
	for {
		n, from, err := r.front.ReadFromUDP(buf)
		if err != nil {
			return
		}
		x := r.routeOf(from)
		if x == nil {
			continue
		}
		r.pass(buf[:n], &r.up, func(b []byte) { _, _ = x.back.Write(b) }) // a datagram may be lost
	}
}

// routeOf is the route of a client, nil if there can be none.
func (r *Relay) routeOf(client *net.UDPAddr) *route {
	r.mu.Lock()
	defer r.mu.Unlock()
	if x := r.routes[client.String()]; x != nil || r.closed {
		return x
	}
	back, err := net.DialUDP("udp4", nil, r.server)
	if err != nil {
		return nil
	}
	x := &route{client, back}
	r.routes[client.String()] = x
	r.work.Go(func() { r.answer(x) })
	return x
}

// answer takes what the server sends to one client.
func (r *Relay) answer(x *route) {
	buf := make([]byte, 1<<16)
	for {
		n, err := x.back.Read(buf)
		if err != nil && !r.current(x) {
			return
		}
		if n > 0 { // else the server's port was closed for a moment
			r.pass(buf[:n], &r.down, func(b []byte) { _, _ = r.front.WriteToUDP(b, x.client) })
		}
	}
}

func (r *Relay) current(x *route) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.closed && r.routes[x.client.String()] == x
}

// pass sends a datagram on, as the weather is. largest is that of its direction.
func (r *Relay) pass(b []byte, largest *int, send func([]byte)) {
	r.mu.Lock()
	w, copies := r.weather, 1
	if r.cut || r.closed || w.Largest > 0 && len(b) > w.Largest || r.random.Float64() < w.Loss {
		copies = 0
	} else if r.random.Float64() < w.Duplicate {
		copies = 2
	}
	if copies > 0 {
		*largest = max(*largest, len(b))
	}
	delays := make([]time.Duration, copies)
	for i := range delays {
		delays[i] = w.Delay
		if w.Jitter > 0 {
			delays[i] += time.Duration(r.random.Int64N(int64(w.Jitter)))
		}
	}
	r.mu.Unlock()
	for _, d := range delays {
		if d == 0 {
			send(b)
			continue
		}
		kept := append([]byte(nil), b...)
		r.work.Add(1)
		time.AfterFunc(d, func() {
			defer r.work.Done()
			send(kept)
		})
	}
}
