package quic

// This file remembers which streams of a connection the program still has. It does not keep them
// from being collected.

import (
	"cmp"
	"slices"
	"sync"
	"weak"

	quicgo "github.com/quic-go/quic-go"
)

// heldAtLeast is how many streams a connection has had before it looks which are over.
const heldAtLeast = 16

// A holding knows the streams that the program still has. It is safe for use from several goroutines.
type holding struct {
	mu      sync.Mutex
	streams map[quicgo.StreamID]weak.Pointer[Stream]
	sweepAt int
}

// add notes s. It looks at as many streams as were added since it last looked.
func (h *holding) add(s *Stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.streams == nil {
		h.streams = map[quicgo.StreamID]weak.Pointer[Stream]{}
	}
	if len(h.streams) >= max(heldAtLeast, h.sweepAt) {
		for id, p := range h.streams {
			if old := p.Value(); old == nil || old.Over() {
				delete(h.streams, id)
			}
		}
		h.sweepAt = 2 * len(h.streams)
	}
	h.streams[s.id] = weak.Make(s)
}

// forget drops all streams.
func (h *holding) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams = nil
}

// all are the streams that are still held, by number.
func (h *holding) all() []*Stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []*Stream
	for _, p := range h.streams {
		if s := p.Value(); s != nil {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *Stream) int { return cmp.Compare(a.id, b.id) })
	return all
}
