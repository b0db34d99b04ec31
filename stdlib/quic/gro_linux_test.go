package quic

import (
	"bytes"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"
)

// Packets of several senders and sizes come one by one, each as it was sent, also those that a
// sender gave to the system as one.
func TestCoalescedReads(t *testing.T) {
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	must(t, "ListenUDP", err)
	defer socket.Close()
	g, ok := coalesce(&greeter{UDPConn: socket}).(*groConn)
	if !ok {
		t.Skip("this system does not join packets")
	}
	must(t, "SetReadDeadline", socket.SetReadDeadline(time.Now().Add(time.Minute)))
	random := rand.New(rand.NewPCG(1, 2))
	want := map[string][][]byte{} // by sender
	var senders []*net.UDPConn
	for range 3 {
		s, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		must(t, "ListenUDP", err)
		defer s.Close()
		senders = append(senders, s)
	}
	total := 0
	for i := range 40 {
		s := senders[random.IntN(len(senders))]
		size := 1 + random.IntN(1400)
		data := make([]byte, size*(1+random.IntN(10))+random.IntN(size))
		for j := range data {
			data[j] = byte(random.Uint32())
		}
		if i%2 == 0 {
			data = data[:size]
		}
		if err := split(s, size); err != nil {
			t.Skipf("this system does not split packets: %v", err)
		}
		if _, err := s.WriteTo(data, socket.LocalAddr()); err != nil {
			t.Fatalf("WriteTo: %v", err)
		}
		from := s.LocalAddr().String()
		for len(data) > 0 {
			n := min(size, len(data))
			want[from] = append(want[from], data[:n])
			data = data[n:]
			total++
		}
	}
	ms := make([]ipv4.Message, 8)
	for i := range ms {
		ms[i].Buffers, ms[i].OOB = [][]byte{make([]byte, 1500)}, make([]byte, 128)
	}
	for total > 0 {
		n, err := g.ReadBatch(ms, 0)
		if err != nil {
			t.Fatalf("ReadBatch, %d packets before the end: %v", total, err)
		}
		for _, m := range ms[:n] {
			from := m.Addr.String()
			if len(want[from]) == 0 || !bytes.Equal(m.Buffers[0][:m.N], want[from][0]) {
				t.Fatalf("a packet of %d bytes from %s is not the next one that was sent", m.N, from)
			}
			want[from] = want[from][1:]
			total--
		}
	}
}

// split has the system split what is sent on a socket into packets of a size; 0 for not.
func split(s *net.UDPConn, size int) (failed error) {
	raw, err := s.SyscallConn()
	if err != nil {
		return err
	}
	if err := raw.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_UDP, unix.UDP_SEGMENT, size)
	}); err != nil {
		return err
	}
	return failed
}
