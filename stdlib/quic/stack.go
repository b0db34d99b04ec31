package quic

// This file holds what all endpoints of one program share.

import (
	"cmp"
	"context"
	"maps"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A Stack is the QUIC side of one program: its settings and its endpoints. It is safe for use
// from several goroutines.
type Stack struct {
	conf     Config
	listen   func(network string, addr *net.UDPAddr) (net.PacketConn, error)
	dial     func(network string, local, remote *net.UDPAddr) (net.Conn, error) // a socket that is told when nothing listens
	lookup   func(ctx context.Context, host string) ([]netip.Addr, error)
	tracer   tracer // nil for none
	chunks   chunks
	patience time.Duration      // see the constant; 0 for that
	onLoss   func(*Conn, error) // hears of data that was not delivered where no call tells of it; may be nil

	last     sync.Once
	lastOver chan struct{} // see lastCalls

	hurry   sync.Once
	hurried chan struct{} // closed by Hurry
	dropped chan struct{} // closed when Shutdown must return
	unread  atomic.Int64  // bytes that scripts have not received yet

	begun  time.Time // traces count from it
	scribe scribe
	named  atomic.Int64 // connections so far

	secretOnce sync.Once
	secret     []byte // see userSecret

	mu        sync.Mutex // guards what follows
	endpoints map[*Endpoint]struct{}
	leaving   map[*Endpoint]context.CancelFunc // those that close behind their actor's back
	ending    bool                             // Shutdown was called
	shut      []net.Addr                       // of the endpoints that it closes
	behind    sync.WaitGroup                   // writers of trace files, endpoints in leaving
}

type tracer func(ctx context.Context, isClient bool, id quicgo.ConnectionID) qlogwriter.Trace

// NewStack makes a Stack without endpoints.
//
// It has quic-go keep its remarks on the sizes of UDP buffers to itself: they would go to
// stderr, which is not the library's.
func NewStack(conf Config) *Stack {
	_ = os.Setenv("QUIC_GO_DISABLE_RECEIVE_BUFFER_WARNING", "true") // fails only for malformed names
	s := &Stack{
		conf:      conf,
		begun:     time.Now(),
		endpoints: map[*Endpoint]struct{}{},
		leaving:   map[*Endpoint]context.CancelFunc{},
		hurried:   make(chan struct{}),
		dropped:   make(chan struct{}),
	}
	s.listen = func(network string, addr *net.UDPAddr) (net.PacketConn, error) {
		c, err := net.ListenUDP(network, addr)
		if err != nil {
			return nil, err // not c: a nil *net.UDPConn in an interface is not nil
		}
		return coalesce(&greeter{UDPConn: c}), nil
	}
	s.lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}
	s.dial = func(network string, local, remote *net.UDPAddr) (net.Conn, error) {
		c, err := net.DialUDP(network, local, remote)
		if err != nil {
			return nil, err
		}
		hearMore(c)
		return c, nil
	}
	if n := conf.Network; n != nil {
		s.listen, s.dial, s.lookup = n.ListenUDP, n.DialUDP, n.LookupNetIP
	}
	if conf.QlogDir != "" {
		s.tracer = s.qlog
	}
	return s
}

// Shutdown closes all endpoints, each as Endpoint.Close does, and waits for them and for what
// goes on behind their back. When ctx ends it drops all of that.
func (s *Stack) Shutdown(ctx context.Context) {
	s.mu.Lock()
	s.ending = true
	all := slices.Collect(maps.Keys(s.endpoints))
	for _, ep := range all {
		for _, so := range ep.opened() {
			s.shut = append(s.shut, so.conn.LocalAddr())
		}
	}
	leaving := slices.Collect(maps.Values(s.leaving))
	s.mu.Unlock()
	defer context.AfterFunc(ctx, func() {
		close(s.dropped)
		for _, cancel := range leaving {
			cancel()
		}
	})()
	var closing sync.WaitGroup
	for _, ep := range all {
		closing.Go(func() { ep.Close(ctx) })
	}
	closing.Wait()
	s.behind.Wait()
	s.scribe.wait(ctx)
}

// Hurry shortens what closing waits for: the user has asked for the end of the program.
func (s *Stack) Hurry() { s.hurry.Do(func() { close(s.hurried) }) }

// shuts tells whether Shutdown closes the endpoint at an address of this machine.
func (s *Stack) shuts(peer net.Addr) bool {
	at, ok := peer.(*net.UDPAddr)
	s.mu.Lock()
	defer s.mu.Unlock()
	return ok && slices.ContainsFunc(s.shut, func(local net.Addr) bool {
		l, ok := local.(*net.UDPAddr)
		return ok && l.Port == at.Port && (l.IP.Equal(at.IP) || l.IP.IsUnspecified() && at.IP.IsLoopback())
	})
}

// lost tells that a connection has ended without what was sent on it.
func (s *Stack) lost(c *Conn, err error) {
	if err != nil && s.onLoss != nil {
		s.onLoss(c, err)
	}
}

func (s *Stack) add(ep *Endpoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoints[ep] = struct{}{}
}

func (s *Stack) all() []*Endpoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.endpoints))
}

func (s *Stack) remove(ep *Endpoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.endpoints, ep)
}

// The limits are those of Hew's own runtime: what two programs can send each other before either
// reads must not depend on what runs them. It has none for a connection as a whole; the one here
// bounds the memory that a peer can make a program use.
const (
	streamWindow              = 1_250_000
	connectionWindow          = 16 << 20
	packetSize                = 1200 // at first; larger ones are found to pass (RFC 8899)
	handshakeTimeout          = 10 * time.Second
	idleTimeout               = 30 * time.Second
	incomingStreamsPerConn    = 100
	incomingUniStreamsPerConn = 100
)

func (s *Stack) quicConfig() *quicgo.Config {
	return &quicgo.Config{
		InitialPacketSize:              packetSize,
		HandshakeIdleTimeout:           handshakeTimeout,
		MaxIdleTimeout:                 cmp.Or(s.conf.IdleTimeout, idleTimeout),
		KeepAlivePeriod:                s.conf.KeepAlive,
		InitialStreamReceiveWindow:     streamWindow,
		InitialConnectionReceiveWindow: uint64(s.conf.window()),
		MaxConnectionReceiveWindow:     uint64(s.conf.window()),
		MaxIncomingStreams:             incomingStreamsPerConn,
		MaxIncomingUniStreams:          incomingUniStreamsPerConn,
		Tracer:                         s.newMonitor,
	}
}
