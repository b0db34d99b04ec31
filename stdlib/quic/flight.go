package quic

// This file keeps what is under way: which piece of which stream each packet carries that the
// peer has neither acknowledged nor lost.

import (
	"slices"

	"github.com/quic-go/quic-go/qlog"
)

// A piece is what a packet carries of one stream.
type piece struct {
	flow  *flow
	bytes span
	end   bool // with the end of the data
	reset bool // instead of data
}

// covered reports whether the peer has what p carries, from this packet or from another one.
func (p piece) covered() bool {
	f := p.flow
	switch {
	case p.reset:
		return f.resetAcked || f.refused
	case f.reset, f.refused:
		return true // quic-go does not repeat it
	}
	return f.acked.has(p.bytes) && (!p.end || f.endAcked)
}

// A packet is one that was sent and carries pieces of streams. Most carry one piece.
type packet struct {
	number int64
	first  piece
	more   []piece
}

func (p *packet) covered() bool {
	return p.first.flow == nil || p.first.covered() && !slices.ContainsFunc(p.more, func(x piece) bool { return !x.covered() })
}

// A flight holds packets in the order of their numbers. A packet without a piece is over.
type flight struct {
	packets []packet
	head    int // those before it are over
}

func (f *flight) empty() bool { return f.head == len(f.packets) }

// add takes in the packet that was sent last.
func (f *flight) add(p packet) {
	if f.head > 64 && f.head > len(f.packets)/2 {
		n := copy(f.packets, f.packets[f.head:])
		clear(f.packets[n:])
		f.packets, f.head = f.packets[:n], 0
	}
	f.packets = append(f.packets, p)
}

// find is the place of the first packet whose number is not below number.
func (f *flight) find(number int64) int {
	i, _ := slices.BinarySearchFunc(f.packets[f.head:], number, func(p packet, n int64) int { return int(p.number - n) })
	return f.head + i
}

// lose forgets a packet that quic-go has given up: it sends again what was in it.
func (f *flight) lose(number int64) {
	if i := f.find(number); i < len(f.packets) && f.packets[i].number == number {
		f.packets[i] = packet{number: number}
	}
	f.trim()
}

// acknowledge calls take with each piece of the packets that ack names.
func (f *flight) acknowledge(ack *qlog.AckFrame, take func(piece)) {
	for _, r := range slices.Backward(ack.AckRanges) { // the largest numbers stand first
		if f.empty() {
			return
		}
		if int64(r.Largest) < f.packets[f.head].number {
			continue
		}
		for i := f.find(int64(r.Smallest)); i < len(f.packets) && f.packets[i].number <= int64(r.Largest); i++ {
			p := &f.packets[i]
			if p.first.flow == nil {
				continue
			}
			take(p.first)
			for _, x := range p.more {
				take(x)
			}
			*p = packet{number: p.number}
		}
	}
	f.trim()
}

// trim drops packets that are over from the front. A packet whose pieces the peer has from
// others is over too: a probe repeats what a packet carried without giving that one up.
func (f *flight) trim() {
	for f.head < len(f.packets) && f.packets[f.head].covered() {
		f.packets[f.head] = packet{}
		f.head++
	}
	if f.empty() {
		f.packets, f.head = f.packets[:0], 0
	}
}
