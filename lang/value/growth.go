package value

// This file lets strings grow at their ends without being copied each time.

import "weak"

// A Growth knows which strings have room behind them. Whoever appends to one of these uses the
// room, and the string itself stays as it is: it sees only its own bytes.
//
// A Growth is for one goroutine at a time. It keeps but one string from being collected, and after
// Rest none. The zero value is ready for use.
type Growth struct {
	made  [4]uintptr // the last bytes of strings that were made by appending, without room
	next  int        // the next of these
	rooms *rooms     // nil before there are any
}

// rooms are those of the strings that grow by turns.
type rooms struct {
	last   [ways]uintptr // the address of the last byte of each string; 0 where there is none
	all    [ways]Room
	recent int   // where the string is that has grown last
	held   *byte // keeps that string from being collected; nil if nothing does
	floor  int   // the least worth of a room that is kept
}

const ways = 8

// A Room is what is known of a string while something is appended to it.
type Room struct {
	in    weak.Pointer[byte] // the object that the string is in; not made while that is held
	size  int                // of the slice that Open gave
	spare int                // the bytes behind the string that nothing uses
	worth int                // rooms of the least worth are given up first
}

// Grows is the length from which on strings are given room when they grow again, long the one from
// which on they are given some at once: as much as they have bytes and at least a short one's, a
// quarter of it if they are long.
const (
	Grows = 8
	short = 48
	long  = 512
)

// Open gives a slice of the bytes of s to append to, if s has room behind it or may well grow again.
// What is appended may grow other strings, even s.
func (g *Growth) Open(s string) (b []byte, r Room, ok bool) {
	if len(s) < Grows {
		return nil, Room{}, false
	}
	last := lastByte(s)
	if g.rooms != nil {
		if r, ok := g.rooms.take(last); ok {
			r.size = len(s) + r.spare
			return extended(s, r.spare), r, true
		}
	}
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
	if g.rooms == nil {
		g.rooms = new(rooms)
	}
	s := sealed(b)
	r.spare, r.worth = cap(b)-len(b), g.rooms.floor+cap(b)
	g.rooms.put(lastByte(s), r, &b[0])
	return s
}

// Made notes a string that was made by appending, without room.
func (g *Growth) Made(s string) {
	if len(s) >= Grows {
		g.made[g.next] = lastByte(s)
		g.next = (g.next + 1) % len(g.made)
	}
}

// Rest lets go of the string that has grown last, which is kept until then, since it is likely to
// grow again.
func (g *Growth) Rest() {
	if g.rooms != nil {
		g.rooms.release()
	}
}

// take gives the room of the string with a last byte, and nobody else gets it any more.
func (rs *rooms) take(last uintptr) (Room, bool) {
	i := rs.recent
	if rs.last[i] != last || rs.held == nil {
		if i = rs.find(last); i < 0 {
			return Room{}, false
		}
		// The address may be that of a string that is gone.
		if rs.all[i].in.Value() == nil {
			rs.last[i] = 0
			return Room{}, false
		}
		rs.release()
		rs.recent = i
	}
	rs.last[i] = 0
	return rs.all[i], true
}

func (rs *rooms) find(last uintptr) int {
	for i, l := range rs.last {
		if l == last {
			return i
		}
	}
	return -1
}

// put notes the room of a string with a last byte in the object that p points into.
func (rs *rooms) put(last uintptr, r Room, p *byte) {
	i := rs.recent
	if rs.last[i] != 0 {
		rs.release()
		i = rs.free()
		rs.recent = i
	}
	rs.last[i], rs.all[i], rs.held = last, r, p
}

// free is a place for another room. Those that cost least to lose go first, and the longer they
// have not been used, the less they count: what is copied because a room was given up is no more
// than what has been put into others.
func (rs *rooms) free() int {
	least := 0
	for i, last := range rs.last {
		if last == 0 {
			return i
		}
		if rs.all[i].worth < rs.all[least].worth {
			least = i
		}
	}
	rs.floor = rs.all[least].worth
	return least
}

// release lets the string that has grown last be collected.
func (rs *rooms) release() {
	if rs.held == nil {
		return
	}
	if r := &rs.all[rs.recent]; r.in == (weak.Pointer[byte]{}) {
		r.in = weak.Make(rs.held)
	}
	rs.held = nil
}
