package quic

// This file tells people of a loop that goes on to receive when the peer's data has ended.

import "hewq/native"

// drainedOften is how many empty receives from one place make a loop that may never end: more than
// a script asks for by mistake, and over in a moment.
const drainedOften = 1000

// A drained counts receives at the end of one stream's data, from one place of the script.
type drained struct {
	of    *Stream
	last  *native.Failure // only its place counts
	times int
}

// emptied notes that call has received nothing of s, since the peer's data has ended. That is no
// failure. But a loop that does not see it goes round for ever: people are told of it, once.
func emptied(c *native.Call, s *Stream, call string) {
	me := &native.Local[caller](c).drained
	if at := c.Place(); me.of != s || me.last.Place != at {
		*me = drained{of: s, last: &native.Failure{
			Place: at,
			Text:  "`" + call + "` returns nothing again and again: the peer's data has ended\nhelp: empty bytes are the end: `break` out of the loop, and `close` the stream\n",
		}}
	}
	me.times++
	if me.times == drainedOften && told(c) {
		c.Env.Tell(me.last)
	}
}
