package simnet

// This file holds sockets.

import (
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

const (
	inboxAtMost  = 4 << 20   // bytes that a socket keeps until they are read
	longestEver  = 1<<16 - 1 // bytes of a packet with its headers
	packetItself = 64        // what the system counts for a datagram besides its bytes, about
)

// A Socket is one of UDP. It is safe for use from several goroutines.
type Socket struct {
	network *Network
	local   netip.AddrPort // as it was bound
	remote  netip.AddrPort // of one that is connected

	via map[netip.AddrPort]netip.Addr // where others have sent to that is bound to all addresses; guarded by the network

	mu       sync.Mutex // guards what follows
	changed  *sync.Cond
	inbox    []packet
	size     int   // of what is in the inbox
	refused  error // what a connected socket is told next
	closed   bool
	deadline time.Time
	alarm    *time.Timer // at the deadline; nil for none
}

// A packet is a datagram that has arrived.
type packet struct {
	from netip.AddrPort
	data []byte
}

func newSocket(n *Network, at netip.AddrPort) *Socket {
	s := &Socket{network: n, local: at, via: map[netip.AddrPort]netip.Addr{}}
	s.changed = sync.NewCond(&s.mu)
	return s
}

// send sends a datagram. The data is copied.
func (n *Network) send(s *Socket, data []byte, to netip.AddrPort) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch size := len(data) + headers(to); {
	case to.Port() == 0:
		return syscall.EINVAL
	case to.Addr().Is4() != s.local.Addr().Is4():
		return syscall.EAFNOSUPPORT
	case size > longestEver:
		return syscall.EMSGSIZE
	}
	n.counts.Sent++
	r := route{s.source(to), to}
	kept := append([]byte(nil), data...)
	n.pass(r, len(data), func() { n.deliver(r, s, kept) })
	return nil
}

// pass has a datagram arrive when it must, if it must. The network is locked.
func (n *Network) pass(r route, size int, arrive func()) {
	now := time.Now()
	f := n.fate(r, size, now)
	if f.lost != nil {
		*f.lost++
	}
	for _, at := range f.arrives {
		if at.After(now) {
			n.flight.add(&n.mu, at, arrive)
		} else {
			arrive()
		}
	}
}

// deliver hands over a datagram that has arrived. If nothing listens there, a sender that is
// connected is told. The network is locked.
func (n *Network) deliver(r route, sender *Socket, data []byte) {
	to := n.socketAt(r.to)
	switch {
	case to == nil:
		n.counts.Nowhere++
		if sender.remote.IsValid() && n.isLocal(r.to.Addr()) {
			n.pass(route{r.to, r.from}, min(len(data), refusalSize), func() { sender.refuse() })
		}
	case to.remote.IsValid() && to.remote != r.from:
		n.counts.Nowhere++ // the system takes it for a port at which nothing listens, too
	case !to.take(packet{r.from, data}):
		n.counts.Full++
	default:
		n.counts.Arrived++
		n.counts.Largest = max(n.counts.Largest, len(data))
		if to.local.Addr().IsUnspecified() {
			to.via[r.from] = r.to.Addr()
		}
	}
}

// refusalSize is how many bytes of a datagram the report of a closed port repeats at most.
const refusalSize = 548

// source is the address from which a datagram to some address is sent. The network is locked.
func (s *Socket) source(to netip.AddrPort) netip.AddrPort {
	if !s.local.Addr().IsUnspecified() {
		return s.local
	}
	at, ok := s.via[to]
	if !ok {
		at = s.network.sourceFor(to.Addr())
	}
	return netip.AddrPortFrom(at, s.local.Port())
}

// take puts a packet into the inbox, unless that is full or the socket is closed.
func (s *Socket) take(p packet) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := len(p.data) + packetItself
	if s.closed || s.size+size > inboxAtMost {
		return false
	}
	s.inbox = append(s.inbox, p)
	s.size += size
	s.changed.Signal()
	return true
}

// refuse tells that nothing listens at the remote address.
func (s *Socket) refuse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = syscall.ECONNREFUSED
	s.changed.Broadcast()
}

// ReadFrom waits for a datagram. What does not fit into b is lost. It fails with a *net.OpError: when
// the socket is closed, at the deadline, and if a connected socket is told that nothing listens.
func (s *Socket) ReadFrom(b []byte) (int, net.Addr, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.closed:
			return 0, nil, s.failed("read", net.ErrClosed)
		case !s.deadline.IsZero() && !time.Now().Before(s.deadline):
			return 0, nil, s.failed("read", os.ErrDeadlineExceeded)
		case s.refused != nil:
			err := s.failed("read", os.NewSyscallError("recvfrom", s.refused))
			s.refused = nil
			return 0, nil, err
		case len(s.inbox) > 0:
			p := s.inbox[0]
			s.inbox[0] = packet{}
			s.inbox = s.inbox[1:]
			s.size -= len(p.data) + packetItself
			return copy(b, p.data), net.UDPAddrFromAddrPort(p.from), nil
		}
		s.changed.Wait()
	}
}

// Read is ReadFrom of a connected socket.
func (s *Socket) Read(b []byte) (int, error) {
	n, _, err := s.ReadFrom(b)
	return n, err
}

// WriteTo sends a datagram to an address, a *net.UDPAddr. It does not wait, and does not tell what
// becomes of it.
func (s *Socket) WriteTo(b []byte, to net.Addr) (int, error) {
	a, ok := to.(*net.UDPAddr)
	if !ok {
		return 0, s.failed("write", syscall.EAFNOSUPPORT)
	}
	return s.write(b, addrPort(a))
}

// Write sends a datagram to the address that the socket is connected to.
func (s *Socket) Write(b []byte) (int, error) { return s.write(b, s.remote) }

func (s *Socket) write(b []byte, to netip.AddrPort) (int, error) {
	s.mu.Lock()
	closed, refused := s.closed, s.refused
	s.refused = nil
	s.mu.Unlock()
	switch {
	case closed:
		return 0, s.failed("write", net.ErrClosed)
	case refused != nil:
		return 0, s.failed("write", os.NewSyscallError("sendto", refused))
	case !to.IsValid():
		return 0, s.failed("write", syscall.EDESTADDRREQ)
	}
	if err := s.network.send(s, b, to); err != nil {
		return 0, s.failed("write", os.NewSyscallError("sendto", err))
	}
	return len(b), nil
}

// failed is the error of a call.
func (s *Socket) failed(op string, err error) error {
	e := &net.OpError{Op: op, Net: "udp", Source: s.LocalAddr(), Err: err}
	if s.remote.IsValid() {
		e.Addr = s.RemoteAddr()
	}
	return e
}

// Close ends the socket and what waits for it. It fails on a closed one.
func (s *Socket) Close() error {
	s.network.mu.Lock()
	defer s.network.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return s.failed("close", net.ErrClosed)
	}
	s.closed, s.inbox = true, nil
	delete(s.network.sockets, s.local)
	s.setAlarm(time.Time{})
	s.changed.Broadcast()
	return nil
}

// LocalAddr is the *net.UDPAddr that the socket was bound to.
func (s *Socket) LocalAddr() net.Addr { return net.UDPAddrFromAddrPort(s.local) }

// RemoteAddr is the *net.UDPAddr that the socket is connected to.
func (s *Socket) RemoteAddr() net.Addr { return net.UDPAddrFromAddrPort(s.remote) }

// SetDeadline is SetReadDeadline: writing does not wait.
func (s *Socket) SetDeadline(t time.Time) error { return s.SetReadDeadline(t) }

// SetReadDeadline has reads fail from a time on; zero for never.
func (s *Socket) SetReadDeadline(t time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return s.failed("set", net.ErrClosed)
	}
	s.setAlarm(t)
	s.changed.Broadcast()
	return nil
}

// setAlarm has those who wait look again at a time. The socket is locked.
func (s *Socket) setAlarm(t time.Time) {
	if s.alarm != nil {
		s.alarm.Stop()
		s.alarm = nil
	}
	s.deadline = t
	if d := time.Until(t); !t.IsZero() && d > 0 {
		s.alarm = time.AfterFunc(d, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.changed.Broadcast()
		})
	}
}

// SetWriteDeadline does nothing: writing does not wait.
func (*Socket) SetWriteDeadline(time.Time) error { return nil }

// SetReadBuffer and SetWriteBuffer do nothing: there is room enough.
func (*Socket) SetReadBuffer(int) error { return nil }

func (*Socket) SetWriteBuffer(int) error { return nil }
