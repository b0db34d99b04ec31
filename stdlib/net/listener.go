package net

// This file holds listeners.

import (
	"context"
	"errors"
	"fmt"
	gonet "net"
	"strings"
	"sync/atomic"
	"time"

	"hewq/native"
)

// Errors that have no number of the operating system of their own.
var (
	errNone    = errors.New("the handle is closed")
	errInvalid = errors.New("invalid argument")
)

// A Listener takes connections at an address. A nil Listener is the zero value of its Hew type,
// and a closed one acts like it. It is safe for use from several goroutines.
type Listener struct {
	l      *gonet.TCPListener
	turn   turn
	closed atomic.Bool
	table  *table // of what is open, nil if there is none
}

// Listen listens at addr, "host:port" or ":port" for all IPv4 addresses. ctx ends the resolution
// of a name.
func Listen(ctx context.Context, addr string) (*Listener, error) {
	if strings.HasPrefix(addr, ":") {
		addr = "0.0.0.0" + addr
	}
	var conf gonet.ListenConfig
	l, err := conf.Listen(ctx, network(addr), addr)
	if err != nil {
		return nil, fmt.Errorf("listen %s: %w", addr, err)
	}
	return &Listener{l: l.(*gonet.TCPListener), turn: newTurn()}, nil
}

// network says whether an address means IPv4 alone: 0.0.0.0 does.
func network(addr string) string {
	if strings.HasPrefix(addr, "0.0.0.0:") {
		return "tcp4"
	}
	return "tcp"
}

func (l *Listener) live() bool { return l != nil && !l.closed.Load() }

// Port is the port that l listens at, -1 for none.
func (l *Listener) Port() int {
	if !l.live() {
		return -1
	}
	return l.l.Addr().(*gonet.TCPAddr).Port
}

// Accept waits for the next connection. It fails with os.ErrDeadlineExceeded after limit; none
// when not positive. ctx ends the wait too, and Close does.
func (l *Listener) Accept(ctx context.Context, limit time.Duration) (*Connection, error) {
	if !l.live() {
		return nil, errNone
	}
	var x *Connection
	err := l.turn.within(ctx, limit, l.l.SetDeadline, func() error {
		c, err := l.l.AcceptTCP()
		if err != nil {
			return err
		}
		x = newConnection(c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if l.table != nil {
		x.table = l.table
		l.table.add(x)
	}
	return x, nil
}

// Close frees the port. It fails on a closed listener.
func (l *Listener) Close() error {
	if l == nil || l.closed.Swap(true) {
		return errNone
	}
	if l.table != nil {
		l.table.remove(l)
	}
	return l.l.Close()
}

// Abandon closes the listener: see native.Resource.
func (l *Listener) Abandon(context.Context, native.Departure) { _ = l.Close() } // it is gone in any case

// Over tells whether the listener is closed.
func (l *Listener) Over() bool { return !l.live() }

// String describes l for people.
func (l *Listener) String() string {
	switch {
	case l == nil:
		return "Listener, none"
	case !l.live():
		return "Listener, closed"
	}
	return "Listener " + l.l.Addr().String()
}

// Name is the address that l listens at.
func (l *Listener) Name() string {
	if l == nil {
		return ""
	}
	return l.l.Addr().String()
}
