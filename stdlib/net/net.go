// Package net implements the Hew module std::net: byte streams over TCP.
//
// Its types Listener and Connection know nothing of Hew; this file binds them to the stub
// net.hew.
package net

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage net.hew

//go:embed net.image
var image string

// Module is std::net.
var Module = native.Module{Path: "std::net", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_tcp_listen":              native.Waits(native.F1(listen), "to listen[ on {0}]"),
		"hew_tcp_accept":              native.Waits(native.F1(accept), "to accept a connection[ on {0}]"),
		"hew_tcp_accept_within":       native.Waits(native.F2(acceptWithin), "to accept a connection[ on {0}]"),
		"hew_tcp_listener_local_port": native.F1(localPort),
		"hew_tcp_listener_close":      native.Closes(native.F1(closeListener)),
		"hew_listener_is_valid":       native.F1(func(_ *native.Call, l *Listener) (bool, error) { return l != nil, nil }),

		"hew_tcp_connect":           native.Waits(native.F1(connect), "to connect[ to {0}]"),
		"hew_tcp_connect_timeout":   native.Waits(native.F3(connectWithin), "to connect[ to {0}]"),
		"hew_connection_is_valid":   native.F1(func(_ *native.Call, x *Connection) (bool, error) { return x != nil, nil }),
		"hew_tcp_read":              native.Waits(native.F1(read), "for data[ from {0}]"),
		"hew_tcp_read_within":       native.Waits(native.F2(readWithin), "for data[ from {0}]"),
		"hew_tcp_write":             native.Waits(native.F2(write), "to write[ to {0}]"),
		"hew_tcp_set_read_timeout":  native.F2(setReadTimeout),
		"hew_tcp_set_write_timeout": native.F2(setWriteTimeout),
		"hew_tcp_close":             native.Closes(native.F1(closeConnection)),
		"hew_tcp_stream":            native.F1(streamOf),
		"hew_tcp_sink":              native.F1(sinkOf),
		"hew_tcp_broadcast_except":  native.Waits(native.F2(broadcastExcept), "to write to all connections"),
		"hew_tcp_last_errno":        native.F0(takeErrno),
	}
}}

// A program is what the module keeps for a running Hew program.
type program struct {
	table table
}

func ofProgram(env *native.Env) *program {
	p := &program{}
	env.OnEnd(func(native.Ending) { p.table.closeAll() })
	return p
}

// A caller is what the module keeps for an actor.
type caller struct {
	errno int32 // of its latest call that failed, until it is taken
	sink  *Sink // of its latest call of streamOf
}

// failed notes why a call failed. An interrupted one fails with the reason of that.
func failed(c *native.Call, err error) error {
	if err == nil {
		return nil
	}
	if c.Err() != nil {
		return c.Err()
	}
	native.Local[caller](c).errno = errno(err)
	return nil
}

// errno is the operating system's number for err, 0 if it has none.
func errno(err error) int32 {
	var n syscall.Errno
	switch {
	case errors.As(err, &n):
		return int32(n)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return int32(syscall.ETIMEDOUT)
	case errors.Is(err, errNone):
		return int32(syscall.EBADF)
	case errors.Is(err, errInvalid):
		return int32(syscall.EINVAL)
	}
	return 0
}

func takeErrno(c *native.Call) (int32, error) {
	l := native.Local[caller](c)
	n := l.errno
	l.errno = 0
	return n, nil
}

// possible fails where the program has no TCP.
func possible(c *native.Call, call, addr string) error {
	switch {
	case c.Env.Virtual:
		return fmt.Errorf("%s(%q): %w", call, addr, native.ErrVirtual)
	case c.Env.Network != nil:
		return fmt.Errorf("%s(%q): %w", call, addr, native.ErrSimulated)
	}
	return nil
}

func listen(c *native.Call, addr string) (*Listener, error) {
	if err := possible(c, "listen", addr); err != nil {
		return nil, err
	}
	l, err := Listen(c.Context, addr)
	if err != nil {
		return nil, failed(c, err)
	}
	l.table = &native.State(c.Env, ofProgram).table
	l.table.add(l)
	return l, nil
}

func accept(c *native.Call, l *Listener) (*Connection, error) {
	return take(c, l, 0)
}

// acceptWithin waits for ns nanoseconds at most; without any, it only looks.
func acceptWithin(c *native.Call, l *Listener, ns int64) (*Connection, error) {
	return take(c, l, time.Duration(max(ns, 1)))
}

func take(c *native.Call, l *Listener, limit time.Duration) (*Connection, error) {
	x, err := l.Accept(c.Context, limit)
	if err != nil {
		return nil, failed(c, err)
	}
	return x, nil
}

func localPort(_ *native.Call, l *Listener) (int32, error) { return int32(l.Port()), nil }

func closeListener(_ *native.Call, l *Listener) (int32, error) { return status(l.Close()), nil }

func connect(c *native.Call, addr string) (*Connection, error) {
	return dial(c, addr, 0)
}

func connectWithin(c *native.Call, host string, port, ms int32) (*Connection, error) {
	if port < 0 || port > 65535 || ms < 0 {
		return nil, nil
	}
	return dial(c, joinHostPort(host, port), max(time.Duration(ms)*time.Millisecond, 1))
}

func dial(c *native.Call, addr string, limit time.Duration) (*Connection, error) {
	if err := possible(c, "connect", addr); err != nil {
		return nil, err
	}
	x, err := Connect(c.Context, addr, limit)
	if err != nil {
		return nil, failed(c, err)
	}
	x.table = &native.State(c.Env, ofProgram).table
	x.table.add(x)
	return x, nil
}

func read(c *native.Call, x *Connection) ([]byte, error) {
	data, err := x.Read(c.Context, 0)
	return data, failed(c, err)
}

// readWithin waits as acceptWithin does. Afterwards the errno is that of the call, 0 if it did not
// fail.
func readWithin(c *native.Call, x *Connection, ns int64) ([]byte, error) {
	native.Local[caller](c).errno = 0
	data, err := x.Read(c.Context, time.Duration(max(ns, 1)))
	return data, failed(c, err)
}

func write(c *native.Call, x *Connection, data []byte) (native.Unit, error) {
	return native.Unit{}, failed(c, x.Write(c.Context, data))
}

func setReadTimeout(c *native.Call, x *Connection, ms int32) (int32, error) {
	err := x.SetReadTimeout(ms)
	return status(err), failed(c, err)
}

func setWriteTimeout(c *native.Call, x *Connection, ms int32) (int32, error) {
	err := x.SetWriteTimeout(ms)
	return status(err), failed(c, err)
}

func closeConnection(_ *native.Call, x *Connection) (int32, error) { return status(x.Close()), nil }

// streamOf and sinkOf make the two halves of a connection, which is theirs from then on.
func streamOf(c *native.Call, x *Connection) (*Stream, error) {
	stream, sink := x.halves()
	native.Local[caller](c).sink = sink
	return stream, nil
}

func sinkOf(c *native.Call, _ *Connection) (*Sink, error) {
	return native.Local[caller](c).sink, nil
}

func broadcastExcept(c *native.Call, sender *Connection, data []byte) (int32, error) {
	n, err := native.State(c.Env, ofProgram).table.broadcast(c.Context, sender, data)
	if err != nil {
		return -1, failed(c, err)
	}
	return int32(n), nil
}

func status(err error) int32 {
	if err != nil {
		return -1
	}
	return 0
}

// What an actor owns is closed with it.
var _, _, _, _ native.Resource = (*Connection)(nil), (*Stream)(nil), (*Sink)(nil), (*Listener)(nil)
