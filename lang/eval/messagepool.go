package eval

// This file keeps messages for reuse: making them anew is half of what it takes to send one.

import "sync"

// A messagePool has messages that are not in use.
type messagePool struct{ pool sync.Pool }

// take gives a message that is empty, for somebody who will not wait for it.
func (p *messagePool) take() *message {
	m, ok := p.pool.Get().(*message)
	if !ok {
		m = &message{}
	}
	m.spare = true
	return m
}

// give takes a message that was handled.
func (p *messagePool) give(m *message) {
	if m.spare {
		*m = message{}
		p.pool.Put(m)
	}
}
