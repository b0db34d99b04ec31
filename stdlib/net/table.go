package net

// This file keeps what a program has open, for its end and for messages to all.

import (
	"context"
	"sync"
	"unicode/utf8"
)

// A table has the open sockets of a program. It is safe for use from several goroutines.
type table struct {
	mu   sync.Mutex // guards open
	open map[socket]struct{}
	work sync.WaitGroup // goroutines that deliver to actors
}

// A socket is a *Listener or a *Connection.
type socket interface{ Close() error }

func (t *table) add(s socket) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open == nil {
		t.open = map[socket]struct{}{}
	}
	t.open[s] = struct{}{}
}

func (t *table) remove(s socket) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, s)
}

func (t *table) all() []socket {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := make([]socket, 0, len(t.open))
	for s := range t.open {
		all = append(all, s)
	}
	return all
}

// closeAll closes everything, and waits until nothing is delivered any more.
func (t *table) closeAll() {
	for _, s := range t.all() {
		_ = s.Close() // the program is over: a failure cannot be reported
	}
	t.work.Wait()
}

// broadcast writes a line to all connections of the program but one, and counts those that took
// it.
func (t *table) broadcast(ctx context.Context, except *Connection, text []byte) (int, error) {
	if !utf8.Valid(text) {
		return 0, errInvalid
	}
	line := text
	if len(text) == 0 || text[len(text)-1] != '\n' {
		line = append(append([]byte(nil), text...), '\n')
	}
	n := 0
	for _, s := range t.all() {
		x, ok := s.(*Connection)
		if !ok || x == except {
			continue
		}
		if err := x.Write(ctx, line); err == nil {
			n++
		} else if ctx.Err() != nil {
			return n, ctx.Err()
		}
	}
	return n, nil
}
