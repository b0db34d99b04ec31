package quic

// This file receives many packets of a sender with one system call.
//
// With the socket option UDP_GRO the kernel hands over packets of equal size that came after one
// another from one sender as one (udp(7), Linux 5.0). quic-go reads with recvmmsg, which costs a
// walk through the network stack for each packet.

import (
	"encoding/binary"
	"net"

	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"
)

const (
	groBatch  = 4       // reads of one system call
	groBuffer = 1 << 16 // of one read: the longest that UDP can carry
	groOOB    = 192
)

// A groConn is a UDP socket whose reads may hold several packets. Only one goroutine reads.
type groConn struct {
	*net.UDPConn
	batch *ipv4.PacketConn

	reads []ipv4.Message
	n     int // reads[:n] hold packets
	at    int // the first of them that is not handed out
	from  int // where its next packet begins
	size  int // of its packets; only the last one may be shorter
}

// coalesce makes reads of c hold several packets, if the system can do that.
func coalesce(c *net.UDPConn) net.PacketConn {
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
	g := &groConn{UDPConn: c, batch: ipv4.NewPacketConn(c), reads: make([]ipv4.Message, groBatch)}
	space := make([]byte, groBatch*(groBuffer+groOOB))
	for i := range g.reads {
		g.reads[i].Buffers = [][]byte{space[:groBuffer:groBuffer]}
		g.reads[i].OOB = space[groBuffer : groBuffer+groOOB : groBuffer+groOOB]
		space = space[groBuffer+groOOB:]
	}
	return g
}

// ReadBatch waits for packets and puts each into one of ms. It is what quic-go reads with.
func (g *groConn) ReadBatch(ms []ipv4.Message, flags int) (int, error) {
	if g.at == g.n {
		n, err := g.batch.ReadBatch(g.reads, flags)
		if err != nil {
			return 0, err
		}
		g.at, g.n = 0, n
		g.begin()
	}
	filled := 0
	for filled < len(ms) && g.at < g.n {
		read, m := &g.reads[g.at], &ms[filled]
		to := min(g.from+g.size, read.N)
		m.N = copy(m.Buffers[0], read.Buffers[0][g.from:to])
		m.NN = copy(m.OOB, read.OOB[:read.NN])
		m.Addr, m.Flags = read.Addr, read.Flags
		filled++
		if g.from = to; g.from >= read.N {
			g.at++
			g.begin()
		}
	}
	return filled, nil
}

// begin looks at the next read.
func (g *groConn) begin() {
	g.from = 0
	if g.at < g.n {
		read := &g.reads[g.at]
		g.size, read.NN = segment(read.OOB[:read.NN])
		if g.size == 0 {
			g.size = max(read.N, 1)
		}
	}
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
