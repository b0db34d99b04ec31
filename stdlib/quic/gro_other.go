//go:build !linux

package quic

import "net"

// coalesce makes reads of c hold several packets where the system can do that.
func coalesce(c *greeter) net.PacketConn { return c }
