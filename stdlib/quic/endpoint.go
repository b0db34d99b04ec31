package quic

// This file holds endpoints: a UDP socket, the connections made on it, and their end.

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"maps"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"hewq/native"
)

// An Endpoint is a UDP socket that dials connections, and accepts them if it was made as a
// server; to the system it may be two sockets, for IPv4 and IPv6. A nil Endpoint is the zero value
// of its Hew type, and a closed one acts like it. It is safe for use from several goroutines.
type Endpoint struct {
	stack    *Stack
	client   *tls.Config // for dialling; its server name is set for each call
	server   *tls.Config // for accepting; nil for a client
	arrivals *queue[arrival]
	events   *queue[happening]
	closed   atomic.Bool     // a handle that acts like nil
	came     *native.Failure // of which it came, if it is a zero value
	made     time.Time

	mu        sync.Mutex         // guards what follows
	sockets   []*socket          // at most one for each family; the first is there as long as the endpoint
	losers    map[*try]time.Time // handshakes that are not needed, and how long to wait for each
	conns     map[*Conn]struct{}
	accepted  int64
	failed    int64  // handshakes of others with it
	lastFail  string // of them, with the address
	lastError string
	answering time.Time      // until when peers may need their goodbye again
	sealed    bool           // no more work
	work      sync.WaitGroup // all goroutines of the endpoint, its connections and streams
	held      int            // connections whose end is put off
	holds     sync.WaitGroup // the same
	evict     sync.Once
	evicted   chan struct{} // closed when they end now
	gone      chan struct{} // closed when the port is given back
}

// NewClient binds a client to a free port of all IPv4 addresses; one of IPv6 is bound when it is
// first needed. It trusts any certificate.
func (s *Stack) NewClient() (*Endpoint, error) {
	return s.newClient(nil)
}

// NewClientWithCA is like NewClient, but trusts only servers whose certificate is one of the
// PEM certificates in text or signed by one of them.
func (s *Stack) NewClientWithCA(text string) (*Endpoint, error) {
	roots, err := parseRoots(text)
	if err != nil {
		return nil, fmt.Errorf("failed to configure client CA bundle: %w", err)
	}
	return s.newClient(roots)
}

func (s *Stack) newClient(roots *x509.CertPool) (*Endpoint, error) {
	conn, err := s.listen("udp4", &net.UDPAddr{IP: net.IPv4zero})
	if err != nil {
		return nil, fmt.Errorf("failed to bind client socket: %w", systemError{err})
	}
	ep := s.newEndpoint(roots, conn)
	ep.arrivals.end(errNotListening)
	return ep, nil
}

// NewServer listens on addr, "host:port", or ":port" for all addresses of IPv4 and IPv6, with a
// fresh self-signed certificate. It waits only for the resolution of a host name, which ends with
// ctx.
func (s *Stack) NewServer(ctx context.Context, addr string) (*Endpoint, error) {
	at, err := s.resolveBind(ctx, addr)
	if err != nil {
		return nil, err
	}
	cert, err := selfSigned()
	if err != nil {
		return nil, fmt.Errorf("failed to configure self-signed TLS: %w", err)
	}
	return s.newServer(ctx, at, cert, s.userSecret())
}

// NewServerWithTLS is like NewServer, with a certificate chain and its private key in PEM.
func (s *Stack) NewServerWithTLS(ctx context.Context, addr, chain, key string) (*Endpoint, error) {
	at, err := s.resolveBind(ctx, addr)
	if err != nil {
		return nil, err
	}
	cert, err := tls.X509KeyPair([]byte(chain), []byte(key))
	if err != nil {
		if isEncrypted(key) {
			err = encryptedKeyError{err}
		}
		return nil, fmt.Errorf("failed to configure server TLS: %w", err)
	}
	secret, err := keySecret(cert.PrivateKey)
	if err != nil {
		return nil, fmt.Errorf("failed to configure server TLS: %w", err)
	}
	return s.newServer(ctx, at, cert, secret)
}

// newServer listens at a place. secret is what its stateless resets are signed with.
func (s *Stack) newServer(ctx context.Context, at place, cert tls.Certificate, secret []byte) (*Endpoint, error) {
	conns, err := s.bind(at)
	if err != nil && s.evict(at.addr.Port) {
		conns, err = s.bind(at)
	}
	if err != nil {
		return nil, fmt.Errorf("failed to bind server socket: %w", systemError{err})
	}
	ep := s.newEndpoint(nil, conns...)
	ep.server = s.conf.serverTLS(cert)
	for _, so := range ep.sockets {
		so.transport.ConnContext = ep.watchHandshake
		so.transport.ConnectionIDLength = serverIDs
		so.transport.StatelessResetKey = resetKey(secret, so.conn.LocalAddr())
		so.listener, err = so.transport.Listen(s.followServerTLS(ep.server), s.quicConfig())
		if err != nil {
			ep.Close(ctx)
			return nil, fmt.Errorf("failed to bind server socket: %w", err)
		}
		ctx := context.WithoutCancel(ctx)
		ep.start(func() { ep.acceptAll(ctx, so.listener) })
	}
	return ep, nil
}

func (s *Stack) newEndpoint(roots *x509.CertPool, conns ...net.PacketConn) *Endpoint {
	ep := &Endpoint{
		stack:    s,
		made:     time.Now(),
		client:   s.conf.clientTLS(roots),
		arrivals: newArrivals(),
		events:   newEndpointEvents(),
		conns:    map[*Conn]struct{}{},
		losers:   map[*try]time.Time{},
		evicted:  make(chan struct{}),
		gone:     make(chan struct{}),
	}
	for _, conn := range conns {
		ep.sockets = append(ep.sockets, s.newSocket(conn))
	}
	s.add(ep)
	return ep
}

func (ep *Endpoint) live() bool { return ep != nil && !ep.closed.Load() }

// Accept waits for the next incoming connection. It fails when a handshake did, and when the
// endpoint is closed; a client fails at once. ctx ends the wait.
func (ep *Endpoint) Accept(ctx context.Context) (*Conn, error) {
	if !ep.live() {
		return nil, errNone
	}
	a, err := ep.arrivals.pop(ctx)
	if err != nil {
		return nil, ep.fail(ctx, err)
	}
	if a.err != nil {
		err = ep.named(a.err)
		ep.setError(err)
		return nil, err
	}
	ep.succeed(1)
	return a.conn, nil
}

// Event waits for the next event. It is nil when the endpoint is closed or ctx ends first. The reason
// of a failure is the LastError then.
func (ep *Endpoint) Event(ctx context.Context) *Event {
	if !ep.live() {
		return nil
	}
	e, err := ep.events.pop(ctx)
	if err != nil {
		return nil
	}
	if e.kind == Failed {
		ep.mu.Lock()
		ep.lastError = e.why
		ep.mu.Unlock()
	}
	return &Event{kind: e.kind}
}

func (ep *Endpoint) add(c *Conn) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	ep.conns[c] = struct{}{}
}

func (ep *Endpoint) remove(c *Conn) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	delete(ep.conns, c)
}

func (ep *Endpoint) connections() []*Conn {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	return slices.Collect(maps.Keys(ep.conns))
}

func (ep *Endpoint) succeed(accepted int64) {
	ep.mu.Lock()
	ep.accepted += accepted
	ep.lastError = ""
	ep.mu.Unlock()
	ep.events.push(happening{kind: Connected})
}

// fail notes why there is no connection, unless that is only because ctx has ended.
func (ep *Endpoint) fail(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	ep.setError(err)
	ep.pushFailure(err)
	return err
}

// named adds to the reason of a failed handshake what this server insists on, if that was it.
func (ep *Endpoint) named(err error) error {
	return ep.stack.conf.named(err, "this server insists on")
}

func (ep *Endpoint) setError(err error) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	ep.lastError = connectionText(err)
}
