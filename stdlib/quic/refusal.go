package quic

// This file finds out from the system why no packet reaches a server. Only a connected socket is
// told (RFC 1122, section 4.1.3.3); that of the endpoint must not be: quic-go takes what it reads
// there as the end of all its connections. So each address has a second socket, as long as nothing
// has come back.

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

const (
	refusedWait    = 2 * time.Second
	probeFirst     = 50 * time.Millisecond // most handshakes are over by then
	probeLoopback  = 200 * time.Millisecond
	probeElsewhere = 500 * time.Millisecond // a system sends few reports a second
	probeRarely    = 2 * time.Second        // as long as nothing is told
	probeSlack     = 25 * time.Millisecond
	reportedSoon   = 40 * time.Millisecond // most packets arrive by then, or are refused
)

// probeDatagram is what probes send. No protocol that shares its ports with QUIC begins with a byte
// from 4 to 15 (RFC 9443, section 3), QUIC itself drops it for its fixed bit, and it is too short
// to be answered by anything.
var probeDatagram = []byte{0x0f}

// A sign is what a probe has found out.
type sign struct {
	target *target
	err    error // what the system tells; nil if it tells nothing any more
	urgent bool  // the time for a server to start is over

	refused time.Time // if it tells nothing any more: when the probe was sent of which it told last
}

func (s *Stack) refusedWait() time.Duration {
	if s.conf.RefusedWait != 0 {
		return s.conf.RefusedWait
	}
	return refusedWait
}

// probe begins to watch t.
func (r *race) probe(t *target) {
	if _, ok := t.socket.conn.(syscall.Conn); ok { // not on a simulated network
		r.ep.start(func() { r.watch(r.probing, t, t.socket.conn.LocalAddr().(*net.UDPAddr)) }) // not if it is too late
	}
}

// watch probes t until ctx ends.
func (r *race) watch(ctx context.Context, t *target, local *net.UDPAddr) {
	urgent := r.urgent
	if !pause(ctx, probeFirst, &urgent, nil) {
		return
	}
	conn, err := r.ep.stack.dial(network(local), &net.UDPAddr{IP: local.IP, Zone: local.Zone}, net.UDPAddrFromAddrPort(t.remote))
	if err != nil {
		return // the handshake fails in the same way
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	every := probeElsewhere
	if t.remote.Addr().IsLoopback() {
		every = probeLoopback
	}
	patience, next := every, every
	var refused time.Time // when the newest probe was sent, if it was refused
	for {
		select {
		case <-t.sent: // this probe is behind that packet
		default:
		}
		sent := time.Now()
		err := ask(conn, patience)
		next = min(2*next, probeRarely)
		switch {
		case isReport(err):
			next, patience, refused = every, min(every, 4*time.Since(sent)+probeSlack), sent
			r.sign(ctx, sign{target: t, err: pathErrorOf(t.remote, err), urgent: urgent == nil})
		case !refused.IsZero():
			r.sign(ctx, sign{target: t, refused: refused})
			refused = time.Time{}
		}
		if !pause(ctx, next-time.Since(sent), &urgent, t.sent) {
			return
		}
	}
}

// pause returns after d, or once when urgent is closed, which is nil then. When a packet is sent it
// returns soon: a probe behind the packet finds out whether the packet was refused. It reports false
// when ctx has ended.
func pause(ctx context.Context, d time.Duration, urgent *chan struct{}, packet <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-packet:
		pause(ctx, min(d, probeFirst), urgent, nil)
	case <-*urgent:
		*urgent = nil
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}

func (r *race) sign(ctx context.Context, s sign) {
	select {
	case r.signs <- s:
	case <-ctx.Done():
	}
}

// ask sends a probe and returns what the system tells of it for as long as patience lasts.
func ask(conn net.Conn, patience time.Duration) error {
	_, err := conn.Write(probeDatagram)
	if isReport(err) { // on an earlier probe, for which patience was too short; nothing was sent
		_, err = conn.Write(probeDatagram)
	}
	if err != nil {
		return err
	}
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	_, err = conn.Read(make([]byte, 1))
	return err
}

// isReport reports whether err is what a router, or the server's system, has answered to a probe.
func isReport(err error) bool {
	for _, errno := range []syscall.Errno{syscall.ECONNREFUSED, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EACCES} {
		if errors.Is(err, errno) {
			return true
		}
	}
	return false
}

// A pathError is what the system tells of packets that do not reach a server.
type pathError struct {
	errno   syscall.Errno
	remotes []netip.AddrPort
}

// pathErrorOf makes a pathError of the error of a system call; other errors stay what they are.
func pathErrorOf(remote netip.AddrPort, err error) error {
	var tr *quicgo.TransportError
	var errno syscall.Errno
	switch {
	case errors.As(err, &tr):
		errno = sendErrno(tr)
	case errors.As(err, &errno) && errno.Timeout():
		return err
	}
	if errno == 0 {
		return err
	}
	return &pathError{errno, []netip.AddrPort{remote}}
}

// sendErrno is why a packet could not be sent; 0 if err is of something else. Only the text of
// quic-go's error tells.
func sendErrno(err *quicgo.TransportError) syscall.Errno {
	if err.Remote || err.ErrorCode != quicgo.InternalError || !strings.HasPrefix(err.ErrorMessage, "write ") {
		return 0
	}
	for _, errno := range []syscall.Errno{
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT, syscall.EPERM, syscall.EACCES,
		syscall.EMSGSIZE, syscall.EINVAL, syscall.ENETDOWN, syscall.ENOBUFS, syscall.ECONNREFUSED,
	} {
		if strings.HasSuffix(err.ErrorMessage, ": "+errno.Error()) {
			return errno
		}
	}
	return 0
}

func (e *pathError) Unwrap() error { return e.errno }

func (e *pathError) refused() bool { return e.errno == syscall.ECONNREFUSED }

func (e *pathError) Error() string {
	names := make([]string, len(e.remotes))
	for i, a := range e.remotes {
		names[i] = a.String()
	}
	return errnoText(e.errno, strings.Join(names, " or "))
}

// errnoText says why nothing can be sent to where.
func errnoText(errno syscall.Errno, where string) string {
	switch errno {
	case syscall.ECONNREFUSED:
		return "connection refused: nothing listens on " + where + " (UDP)"
	case syscall.ENETUNREACH:
		return "no route to " + where + ": the network is unreachable"
	case syscall.EHOSTUNREACH:
		return "no route to " + where + ": the host is unreachable"
	case syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT:
		return "no route to " + where + ": this machine has no address of that kind"
	case syscall.EPERM, syscall.EACCES:
		return "sending to " + where + " is forbidden: " + errno.Error()
	case syscall.EMSGSIZE:
		return fmt.Sprintf("the way to %s takes no packets of %d bytes, the smallest that QUIC begins with", where, packetSize)
	}
	return "cannot send to " + where + ": " + errno.Error()
}

// advice is what the reader can do.
func (e *pathError) advice() string {
	switch e.errno {
	case syscall.ECONNREFUSED:
		return "is the server running, and is this its port? HEWQ_QUIC_REFUSED_WAIT=10s waits longer for one that is about to start"
	case syscall.EPERM, syscall.EACCES:
		return "a firewall or a route of this machine forbids it"
	case syscall.EMSGSIZE:
		return "QUIC needs networks and tunnels with an MTU of at least 1,228 bytes, 1,248 for IPv6"
	}
	return "is this machine in a network that leads there? `ip route get ADDRESS`, or the like, tells the way"
}

// allRefused names all addresses that refuse if why is the refusal of one.
func allRefused(targets []*target, why error) error {
	var first, path *pathError
	if !errors.As(why, &first) || !first.refused() {
		return why
	}
	all := &pathError{errno: first.errno}
	for _, t := range targets {
		if errors.As(t.failed, &path) && path.refused() {
			all.remotes = append(all.remotes, path.remotes...)
		}
	}
	return all
}
