package quic

// This file receives many packets of a sender with one system call.
//
// With the socket option UDP_GRO the kernel hands over packets of equal size that came after one
// another from one sender as one (udp(7), Linux 5.0). quic-go would read with recvmmsg, which
// costs a walk through the network stack for each packet.

import (
	"encoding/binary"
	"net"
	"net/netip"

	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"
)

const (
	groBuffer = 1 << 16 // of one read: the longest that UDP can carry
	groOOB    = 192
)

// A groConn is a UDP socket whose reads may hold several packets. Only one goroutine reads.
type groConn struct {
	*greeter
	buf, oobBuf []byte

	data   []byte // packets that are read and not handed out
	size   int    // of each; only the last one may be shorter
	oob    []byte // their control messages
	sender netip.AddrPort
	addr   *net.UDPAddr // the same
}

// coalesce makes reads of c hold several packets, if the system can do that.
func coalesce(c *greeter) net.PacketConn {
	raw, err := c.SyscallConn()
	if err != nil {
		return c
	}
	var failed error
	if err := raw.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_UDP, unix.UDP_GRO, 1)
	}); err != nil || failed != nil {
		return c
	}
	return &groConn{greeter: c, buf: make([]byte, groBuffer), oobBuf: make([]byte, groOOB)}
}

// ReadBatch waits for packets and puts each into one of ms. It is what quic-go reads with.
func (g *groConn) ReadBatch(ms []ipv4.Message, _ int) (int, error) {
	if len(g.data) == 0 {
		if err := g.read(); err != nil {
			return 0, err
		}
	}
	filled := 0
	for filled == 0 || filled < len(ms) && len(g.data) > 0 { // a packet may be empty
		m, n := &ms[filled], min(g.size, len(g.data))
		m.N, m.NN, m.Addr = copy(m.Buffers[0], g.data[:n]), copy(m.OOB, g.oob), g.addr
		g.data = g.data[n:]
		filled++
	}
	return filled, nil
}

// read waits for the next packets of a sender.
func (g *groConn) read() error {
	n, oobn, _, sender, err := g.ReadMsgUDPAddrPort(g.buf, g.oobBuf)
	if err != nil {
		return err
	}
	if sender != g.sender {
		g.sender, g.addr = sender, net.UDPAddrFromAddrPort(sender)
	}
	size, left := segment(g.oobBuf[:oobn])
	if size == 0 {
		size = n
	}
	g.data, g.size, g.oob = g.buf[:n], size, g.oobBuf[:left]
	return nil
}

// segment takes the size of packets out of the control messages of a read: quic-go has no room for
// it. It returns 0 if there is none, and the length of what is left.
func segment(oob []byte) (size, left int) {
	left = len(oob)
	for rest := oob; len(rest) > 0; {
		h, data, next, err := unix.ParseOneSocketControlMessage(rest)
		if err != nil {
			break
		}
		if h.Level == unix.IPPROTO_UDP && h.Type == unix.UDP_GRO && len(data) >= 4 {
			size = int(binary.NativeEndian.Uint32(data))
			return size, len(oob) - len(rest) + copy(rest, next)
		}
		rest = next
	}
	return 0, left
}
