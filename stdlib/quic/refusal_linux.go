package quic

// This file has probes hear of more than closed ports.

import (
	"net"
	"syscall"
)

// hearMore has a connected socket told of machines and networks that cannot be reached, too
// (IP_RECVERR in ip(7)). It is for probes alone: see refusal.go.
func hearMore(conn *net.UDPConn) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return
	}
	// What cannot be set is not heard of.
	_ = raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, syscall.IP_RECVERR, 1)
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IPV6, syscall.IPV6_RECVERR, 1)
	})
}
