package simnet

// This file has sockets say that they never send in fragments: what uses them then looks for the
// largest packets that arrive (RFC 8899), as it does on sockets of a system that can be told so.

import (
	"errors"
	"syscall"
)

// A rawConn takes all options for set. There is no file descriptor.
type rawConn struct{}

var errNoFile = errors.New("a simulated socket has no file descriptor")

// SyscallConn gives a connection whose options can all be set, and have no effect.
func (*Socket) SyscallConn() (syscall.RawConn, error) { return rawConn{}, nil }

func (rawConn) Control(func(fd uintptr)) error { return nil }

func (rawConn) Read(func(fd uintptr) bool) error { return errNoFile }

func (rawConn) Write(func(fd uintptr) bool) error { return errNoFile }
