package net

// This file holds connections.

import (
	"context"
	"errors"
	"fmt"
	"io"
	gonet "net"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"hewq/native"
)

// A Connection carries bytes both ways. A nil Connection is the zero value of its Hew type, and
// a closed one acts like it. It is safe for use from several goroutines: one may read while
// another writes.
type Connection struct {
	c       *gonet.TCPConn
	reading turn
	writing turn
	closed  atomic.Bool
	table   *table // of what is open, nil if there is none

	readLimit  atomic.Int64 // of a read, in nanoseconds; none when not positive
	writeLimit atomic.Int64
}

// chunkAtMost is how much one read gives.
const chunkAtMost = 8192

func newConnection(c *gonet.TCPConn) *Connection {
	return &Connection{c: c, reading: newTurn(), writing: newTurn()}
}

// Connect dials addr, "host:port" or ":port" for this machine. It fails with a deadline's error
// after limit; none when not positive. ctx ends the attempt too.
func Connect(ctx context.Context, addr string, limit time.Duration) (*Connection, error) {
	if strings.HasPrefix(addr, ":") {
		addr = "127.0.0.1" + addr
	}
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	var d gonet.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("connect %s: %w", addr, err)
	}
	return newConnection(c.(*gonet.TCPConn)), nil
}

func joinHostPort(host string, port int32) string {
	return gonet.JoinHostPort(host, strconv.Itoa(int(port)))
}

func (x *Connection) live() bool { return x != nil && !x.closed.Load() }

// Read waits for data and returns what has arrived, at most 8 KiB; nothing, and no error, at the
// end of the peer's data. It fails with os.ErrDeadlineExceeded after limit, or after the read
// timeout; none when not positive. ctx ends the wait too, and Close does.
func (x *Connection) Read(ctx context.Context, limit time.Duration) ([]byte, error) {
	if !x.live() {
		return nil, errNone
	}
	if own := time.Duration(x.readLimit.Load()); limit <= 0 || own > 0 && own < limit {
		limit = own
	}
	var data []byte
	err := x.reading.within(ctx, limit, x.c.SetReadDeadline, func() error {
		buf := make([]byte, chunkAtMost)
		n, err := x.c.Read(buf)
		if n > 0 {
			data = append([]byte(nil), buf[:n]...)
			return nil
		}
		return err
	})
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return data, err
}

// Deliver gives what arrives to t until the peer ends or the connection fails, which t is told,
// or until it is closed here or t fails: see native.Feed. Reads have to wait meanwhile.
func (x *Connection) Deliver(ctx context.Context, t native.Target) {
	if !x.live() || x.table == nil {
		t.Over()
		return
	}
	x.table.work.Go(func() {
		defer t.Over()
		for {
			data, err := x.Read(ctx, 0)
			switch {
			case len(data) > 0:
				if t.Data(data) != nil {
					return
				}
			case errors.Is(err, os.ErrDeadlineExceeded): // of the read timeout: more may come
			case !x.live() || ctx.Err() != nil:
				return
			default:
				t.End()
				return
			}
		}
	})
}

// Write writes all of data. It fails with os.ErrDeadlineExceeded after the write timeout. ctx
// ends the wait too, and Close does.
func (x *Connection) Write(ctx context.Context, data []byte) error {
	if !x.live() {
		return errNone
	}
	if len(data) == 0 {
		return nil
	}
	return x.writing.within(ctx, time.Duration(x.writeLimit.Load()), x.c.SetWriteDeadline, func() error {
		_, err := x.c.Write(data)
		return err
	})
}

// SetReadTimeout bounds each later read to ms milliseconds; negative for no bound. It fails for 0.
func (x *Connection) SetReadTimeout(ms int32) error {
	return x.setTimeout(func() { x.readLimit.Store(nanoseconds(ms)) }, ms)
}

// SetWriteTimeout bounds each later write as SetReadTimeout does reads.
func (x *Connection) SetWriteTimeout(ms int32) error {
	return x.setTimeout(func() { x.writeLimit.Store(nanoseconds(ms)) }, ms)
}

func (x *Connection) setTimeout(set func(), ms int32) error {
	switch {
	case !x.live():
		return errNone
	case ms == 0:
		return errors.New("a timeout of 0 milliseconds")
	}
	set()
	return nil
}

func nanoseconds(ms int32) int64 { return int64(time.Duration(max(ms, 0)) * time.Millisecond) }

// Close ends the connection both ways: the peer reads what was written, then the end. It fails
// on a closed connection.
func (x *Connection) Close() error {
	if x == nil || x.closed.Swap(true) {
		return errNone
	}
	if x.table != nil {
		x.table.remove(x)
	}
	return x.c.Close()
}

// closeWrite ends the data that x writes.
func (x *Connection) closeWrite() error {
	if !x.live() {
		return errNone
	}
	return x.c.CloseWrite()
}

// Abandon closes the connection: see native.Resource.
func (x *Connection) Abandon(context.Context, native.Departure) { _ = x.Close() } // it is gone in any case

// Over tells whether the connection is closed.
func (x *Connection) Over() bool { return !x.live() }

// String describes x for people.
func (x *Connection) String() string {
	switch {
	case x == nil:
		return "Connection, none"
	case !x.live():
		return "Connection, closed"
	}
	return "Connection " + x.c.RemoteAddr().String()
}

// Name is the address of the peer.
func (x *Connection) Name() string {
	if x == nil {
		return ""
	}
	return x.c.RemoteAddr().String()
}
