package value

// This file lets strings grow at their ends without being copied each time.

import "weak"

// A Growth knows which strings have room behind them. Whoever appends to one of these uses the
// room, and the string itself stays as it is: it sees only its own bytes.
//
// A Growth is for one goroutine at a time. It keeps but one string from being collected, and after
// Rest none. The zero value
// is ready for use; a nil *Growth has no strings that could be opened.
type Growth struct {
	last   [ways]uintptr // the address of the last byte of each string; 0 where there is none
	rooms  [ways]Room
	recent int   // where the string is that has grown last
	held   *byte // keeps that string from being collected; nil if nothing does
	floor  int   // the least worth of a room that is kept

	made [4]uintptr // the last bytes of strings that were made without room
	next int        // the next of these
}

// ways is how many strings can grow by turns.
const ways = 8

// Grows is the length from which on strings are given room when they grow again, long the one from
// which on they are given some at once: as much as they have bytes and at least a short one's, a
// quarter of it if they are long.
const (
	Grows = 8
	short = 48
	long  = 512
)

// A Room is what is known of a string while something is appended to it.
type Room struct {
	in    weak.Pointer[byte] // the object that the string is in; not made while that is held
	size  int                // of the slice that Open gave
	spare int                // the bytes behind the string that nothing uses
	worth int                // rooms of the least worth are given up first
}

// Open gives a slice of the bytes of s to append to, if s has room behind it or may well grow again.
// What is appended may grow other strings, even s.
func (g *Growth) Open(s string) (b []byte, r Room, ok bool) {
	if len(s) < Grows || g == nil {
		return nil, Room{}, false
	}
	last := lastByte(s)
	i := g.recent
	if g.last[i] != last || g.held == nil {
		if i = g.find(last); i < 0 {
			return g.first(s, last)
		}
		// The address may be that of a string that is gone.
		if g.rooms[i].in.Value() == nil {
			g.last[i] = 0
			return g.first(s, last)
		}
		g.Rest()
		g.recent = i
	}
	r = g.rooms[i]
	g.last[i] = 0
	r.size = len(s) + r.spare
	return extended(s, r.spare), r, true
}

func (g *Growth) find(last uintptr) int {
	for i, l := range g.last {
		if l == last {
			return i
		}
	}
	return -1
}

// first is Open for a string without room.
func (g *Growth) first(s string, last uintptr) ([]byte, Room, bool) {
	if len(s) >= long {
		return append(make([]byte, 0, len(s)+len(s)/4), s...), Room{}, true
	}
	for _, m := range g.made {
		if m == last {
			return append(make([]byte, 0, max(short, 2*len(s))), s...), Room{}, true
		}
	}
	return nil, Room{}, false
}

// Close is the string that b has become, which Open gave together with r.
func (g *Growth) Close(b []byte, r Room) string {
	if cap(b) != r.size {
		r.in = weak.Pointer[byte]{}
	}
	r.spare, r.worth = cap(b)-len(b), g.floor+cap(b)
	s := sealed(b)
	i := g.recent
	if g.last[i] != 0 {
		g.Rest()
		i = g.free()
		g.recent = i
	}
	g.last[i], g.rooms[i], g.held = lastByte(s), r, &b[0]
	return s
}

// free is a place for another room. Those that cost least to lose go first, and the longer they
// have not been used, the less they count: what is copied because a room was given up is no more
// than what has been put into others.
func (g *Growth) free() int {
	least := 0
	for i, last := range g.last {
		if last == 0 {
			return i
		}
		if g.rooms[i].worth < g.rooms[least].worth {
			least = i
		}
	}
	g.floor = g.rooms[least].worth
	return least
}

// Rest lets go of the string that has grown last, which is kept until then, since it is likely to
// grow again.
func (g *Growth) Rest() {
	if g == nil || g.held == nil {
		return
	}
	if r := &g.rooms[g.recent]; r.in == (weak.Pointer[byte]{}) {
		r.in = weak.Make(g.held)
	}
	g.held = nil
}

// Made notes a string that was made without room.
func (g *Growth) Made(s string) {
	if len(s) >= Grows {
		g.made[g.next] = lastByte(s)
		g.next = (g.next + 1) % len(g.made)
	}
}
