package value

// This file lets strings grow at their ends without being copied each time.

import "weak"

// A Growth knows which strings have room behind them. Appending to one of these uses the
// room, and the string itself stays as it is: it sees only its own bytes.
//
// A Growth is for one goroutine at a time. It keeps but one string from being collected, and after
// Rest none. The zero value is ready for use.
type Growth struct {
	made  [4]grown
	next  int    // the next of these
	rooms *rooms // nil before there are any
}

// A grown is a string without room that was made by appending to another.
type grown struct {
	last  uintptr // the address of its last byte
	times int     // how often it has grown
}

// rooms are those of the strings that grow by turns.
type rooms struct {
	last   [ways]uintptr // the address of the last byte of each string; 0 where there is none, open if something is being appended
	all    [ways]room
	recent int   // where the string is that has grown last
	held   *byte // keeps that string from being collected; nil if nothing does
	floor  int   // the least worth of a room that is kept
}

const (
	ways = 8
	open = 1 // no string ends there
)

// A Room is how Close finds what Open has found out about a string.
type Room struct {
	slot  int32 // of rooms
	turn  int32 // of that slot; 0 if the string had no room
	times int   // how often the string has grown without room
}

// A room is what is known of a string with room behind it.
type room struct {
	in    weak.Pointer[byte] // the object that the string is in; not made while that is held
	size  int                // the bytes from the beginning of the string to the end of the room
	spare int                // the bytes behind the string that nothing uses
	worth int                // rooms of the least worth are given up first
	turn  int32              // changes whenever the room is opened or given up
}

// Strings of Grows bytes and more are given room when they have grown several times, long ones at
// once: as much as they have bytes and at least a short one's, a quarter of it if they are long.
// Rooms below small cost less to make anew than to remember.
const (
	Grows   = 8
	several = 4
	short   = 64
	small   = 256
	long    = 512
)

// Open gives a slice of the bytes of s to append to, if s has room behind it or may well grow again.
// What is appended may grow other strings, even s.
func (g *Growth) Open(s string) (b []byte, r Room, ok bool) {
	if len(s) < Grows {
		return nil, Room{}, false
	}
	last := lastByte(s)
	if g.rooms != nil {
		if i := g.rooms.take(last); i >= 0 {
			r := &g.rooms.all[i]
			r.size, r.turn = len(s)+r.spare, max(1, r.turn+1)
			return extended(s, r.spare), Room{slot: int32(i), turn: r.turn}, true
		}
	}
	if len(s) >= long {
		return append(make([]byte, 0, len(s)+len(s)/4), s...), Room{}, true
	}
	for _, m := range g.made {
		switch {
		case m.last != last:
		case m.times >= several:
			return append(make([]byte, 0, max(short, 2*len(s))), s...), Room{}, true
		default:
			return nil, Room{times: m.times}, false
		}
	}
	return nil, Room{}, false
}

// Close is the string that b has become, which Open gave together with r.
func (g *Growth) Close(b []byte, r Room) string {
	if g.rooms == nil {
		g.rooms = new(rooms)
	}
	s := sealed(b)
	g.rooms.put(lastByte(s), b, r)
	return s
}

// Made notes a string that was made by appending without room. Open gave r.
func (g *Growth) Made(s string, r Room) {
	if len(s) >= Grows {
		g.made[g.next] = grown{lastByte(s), r.times + 1}
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

// take gives the slot of the string with a last byte, -1 if there is none. No other caller gets it any
// more.
func (rs *rooms) take(last uintptr) int {
	i := rs.recent
	if rs.last[i] != last || rs.held == nil {
		if i = rs.find(last); i < 0 {
			return -1
		}
		// The address may be that of a string that is gone.
		if rs.all[i].in.Value() == nil {
			rs.last[i] = 0
			return -1
		}
		rs.release()
		rs.recent = i
	}
	rs.last[i] = open
	return i
}

func (rs *rooms) find(last uintptr) int {
	for i, l := range rs.last {
		if l == last {
			return i
		}
	}
	return -1
}

// put notes the room of a string with a last byte, which is all of b. It was opened as at, unless
// that is zero.
func (rs *rooms) put(last uintptr, b []byte, at Room) {
	i := int(at.slot)
	same := at.turn != 0 && rs.all[i].turn == at.turn
	if !same || i != rs.recent {
		rs.release()
		if !same {
			i = rs.free()
		}
		rs.recent = i
	}
	r := &rs.all[i]
	if !same || cap(b) != r.size {
		r.in, r.size = weak.Pointer[byte]{}, cap(b)
	}
	if !same {
		r.turn = max(1, r.turn+1)
	}
	r.spare, r.worth = cap(b)-len(b), rs.floor+cap(b)
	rs.last[i] = last
	if p := &b[0]; rs.held != p {
		rs.held = p
	}
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
	switch r := &rs.all[rs.recent]; {
	case rs.last[rs.recent] == open, r.in != weak.Pointer[byte]{}:
	case r.size < small:
		rs.last[rs.recent] = 0
	default:
		r.in = weak.Make(rs.held)
	}
	rs.held = nil
}
