package quic

// This file tells of flow control (RFC 9000, section 4): which side has to wait until the other
// one reads, or until streams have ended.

import (
	"fmt"
	"strings"
	"time"

	"github.com/quic-go/quic-go/qlog"
)

// A limitKind is what a limit is of.
type limitKind uint8

const (
	ofStream  limitKind = iota // bytes of a stream
	ofAll                      // bytes of all streams
	ofStreams                  // streams
)

// A limit is one that a side can come up against.
type limit struct {
	kind   limitKind
	stream qlog.StreamID // 0 unless of a stream
	peer   bool          // the peer is the one that has to wait
}

// String names what waits.
func (l limit) String() string {
	who := "this side"
	if l.peer {
		who = "the peer"
	}
	switch l.kind {
	case ofStream:
		return fmt.Sprintf("stream %d: %s", l.stream, who)
	case ofStreams:
		return "streams: " + who
	}
	return "all streams: " + who
}

// A stopped is what is known of a limit that was reached.
type stopped struct {
	since   time.Time     // zero when it is not reached now
	at      int64         // the limit
	told    bool          // the line that it is reached
	last    time.Time     // of that line
	pending bool          // a timer will tell it
	times   int           // since the last line
	all     int           // since the beginning
	waits   time.Duration // since the beginning
}

// A limitLines has the limits that were reached.
type limitLines struct {
	reached map[limit]*stopped
	sums    [3][2]stopped // of streams that are over: by kind and side
}

// stops notes that l is reached, at a number of bytes or streams.
func (ll *limitLines) stops(f *follower, now time.Time, l limit, at int64) {
	if ll.reached == nil {
		ll.reached = map[limit]*stopped{}
	}
	s := ll.reached[l]
	if s == nil {
		s = &stopped{}
		ll.reached[l] = s
	}
	if !s.since.IsZero() && s.at >= at {
		return // said again
	}
	s.all++
	s.times++
	s.since, s.at, s.told = now, at, false
	if left := apart - now.Sub(s.last); left > 0 {
		s.later(f, l, left)
		return
	}
	s.tell(f, now, l)
}

// later tells that l is reached if it is so for long.
func (s *stopped) later(f *follower, l limit, after time.Duration) {
	if s.pending {
		return
	}
	s.pending = true
	time.AfterFunc(after, func() { // it may run after the end, and does nothing then
		f.mu.Lock()
		defer f.mu.Unlock()
		s.pending = false
		if !f.over && !s.since.IsZero() && !s.told {
			s.tell(f, time.Now(), l)
		}
	})
}

func (s *stopped) tell(f *follower, now time.Time, l limit) {
	s.told, s.last = true, now
	again := ""
	if s.times > 1 {
		again = fmt.Sprintf(" (%d times since the last line)", s.times)
	}
	s.times = 0
	switch {
	case l.kind == ofStreams && l.peer:
		f.sayAt(now, "%v may open no more than %d: too many of them are open%s", l, s.at, again)
	case l.kind == ofStreams:
		f.sayAt(now, "%v may open no more than %d until the peer allows it%s", l, s.at, again)
	case l.peer:
		f.sayAt(now, "%v is blocked by flow control at %d B until this side reads%s", l, s.at, again)
	default:
		f.sayAt(now, "%v is blocked by flow control at %d B until the peer reads%s", l, s.at, again)
	}
}

// goesOn notes that l is now at a number of bytes or streams.
func (ll *limitLines) goesOn(f *follower, now time.Time, l limit, at int64) {
	s := ll.reached[l]
	if s == nil || s.since.IsZero() || at <= s.at {
		return
	}
	waited := now.Sub(s.since)
	s.waits += waited
	s.since = time.Time{}
	if !s.told {
		return
	}
	unit := " B"
	if l.kind == ofStreams {
		unit = ""
	}
	f.sayAt(now, "%v goes on after %s: up to %d%s", l, lasting(waited), at, unit)
}

// over sums up the limits of a stream that is over.
func (ll *limitLines) over(id qlog.StreamID) {
	for _, peer := range []bool{false, true} {
		l := limit{ofStream, id, peer}
		if s := ll.reached[l]; s != nil {
			ll.sums[l.kind][side(peer)].add(s)
			delete(ll.reached, l)
		}
	}
}

// all sums up; "" if no limit was reached.
func (ll *limitLines) all() string {
	for l, s := range ll.reached {
		ll.sums[l.kind][side(l.peer)].add(s)
	}
	ll.reached = nil
	var parts []string
	for kind, what := range []string{ofStream: "on single streams", ofAll: "on all streams", ofStreams: "in opening streams"} {
		for i, who := range []string{"this side", "the peer"} {
			s := ll.sums[kind][i]
			if s.all == 0 {
				continue
			}
			text := fmt.Sprintf("%s was blocked %s %s", who, what, timesText(s.all))
			if s.waits > 0 {
				text += ", for " + lasting(s.waits)
			}
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "; ")
}

func (s *stopped) add(o *stopped) {
	s.all += o.all
	s.waits += o.waits
}

func side(peer bool) int {
	if peer {
		return 1
	}
	return 0
}

func timesText(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
