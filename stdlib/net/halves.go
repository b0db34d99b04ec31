package net

// This file makes a Stream and a Sink of std::stream of a connection.

import (
	"context"
	"sync/atomic"

	"hewq/native"
)

// A Stream delivers what arrives on a connection: see native.Source.
type Stream struct {
	x    *Connection
	open *atomic.Int32 // halves of x that are not closed
	over atomic.Bool
}

// A Sink writes to a connection: see native.Drain.
type Sink struct {
	x    *Connection
	open *atomic.Int32
	over atomic.Bool
}

// halves takes a connection over. Those of a closed one deliver and take nothing.
func (x *Connection) halves() (*Stream, *Sink) {
	open := &atomic.Int32{}
	open.Store(2)
	return &Stream{x: x, open: open}, &Sink{x: x, open: open}
}

// Next waits for data, at most 8 KiB; ok is false at the end of it, and when the connection
// fails.
func (s *Stream) Next(c *native.Call) (item []byte, ok bool, err error) {
	if s.Over() {
		return nil, false, nil
	}
	data, err := s.x.Read(c.Context, 0)
	if err != nil && c.Err() != nil {
		return nil, false, c.Err()
	}
	return data, len(data) > 0, nil
}

// Close lets go of what arrives from now on.
func (s *Stream) Close() error {
	if s.over.Swap(true) || s.open.Add(-1) > 0 {
		return nil
	}
	_ = s.x.Close() // somebody may have done it already
	return nil
}

// Abandon closes the stream: see native.Resource.
func (s *Stream) Abandon(context.Context, native.Departure) { _ = s.Close() } // never fails

// Over tells whether the stream is closed.
func (s *Stream) Over() bool { return s.over.Load() || s.x.Over() }

// String describes s for people.
func (s *Stream) String() string { return "Stream of " + s.x.String() }

// Put writes item. What fails is lost, as with Connection.Write.
func (s *Sink) Put(c *native.Call, item []byte) error {
	if s.Over() {
		return nil
	}
	if err := s.x.Write(c.Context, item); err != nil {
		return c.Err()
	}
	return nil
}

// Flush does nothing: nothing is held back.
func (s *Sink) Flush(*native.Call) error { return nil }

// Close has the peer read the end of data.
func (s *Sink) Close() error {
	switch {
	case s.over.Swap(true):
	case s.open.Add(-1) > 0:
		_ = s.x.closeWrite() // the peer is gone if it fails
	default:
		_ = s.x.Close()
	}
	return nil
}

// Abandon closes the sink: see native.Resource.
func (s *Sink) Abandon(context.Context, native.Departure) { _ = s.Close() } // never fails

// Over tells whether the sink is closed.
func (s *Sink) Over() bool { return s.over.Load() || s.x.Over() }

// String describes s for people.
func (s *Sink) String() string { return "Sink of " + s.x.String() }

// Name is the address of the peer.
func (s *Stream) Name() string { return s.x.Name() }

// Name is the address of the peer.
func (s *Sink) Name() string { return s.x.Name() }
