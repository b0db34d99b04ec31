package quic

// This file tells what happens to the streams of a connection.

import (
	"fmt"
	"time"

	"github.com/quic-go/quic-go/qlog"
)

// A streamLine is what is known of a stream that goes on.
type streamLine struct {
	told               bool // that it was opened
	sent, got          int64
	sentOver, gotOver  bool
	peerWants, notWant bool // whether STOP_SENDING was told: of the peer, of this side
}

// A streamLines follows the streams of a connection. Of those that are over it knows only that
// their numbers are not new (RFC 9000, section 2.1: they are used in order).
type streamLines struct {
	client     bool
	known      map[qlog.StreamID]*streamLine
	next       [4]qlog.StreamID // the first number of its kind that was not seen yet
	opened, by int64            // by this side, by the peer
	reset      int64
}

func (s *streamLines) begin(client bool) {
	s.client = client
	s.known = map[qlog.StreamID]*streamLine{}
	for kind := range s.next {
		s.next[kind] = qlog.StreamID(kind)
	}
}

// forget drops what is not needed any more.
func (s *streamLines) forget() { clear(s.known) }

// there notes a stream that was there before the follower was.
func (s *streamLines) there(id qlog.StreamID) {
	s.reach(id)
	s.known[id].told = true
}

// reach notes that the streams up to id exist.
func (s *streamLines) reach(id qlog.StreamID) {
	kind := id % 4
	for ; s.next[kind] <= id; s.next[kind] += 4 {
		s.known[s.next[kind]] = &streamLine{}
	}
}

// stream is the stream id, nil if it is over. It tells of one that is new.
func (f *follower) stream(id qlog.StreamID) *streamLine {
	s := &f.streams
	s.reach(id)
	l := s.known[id]
	if l == nil || l.told {
		return l
	}
	l.told = true
	if (id%2 == 0) == s.client {
		s.opened++
		f.say("stream %d: opened by this side", id)
	} else {
		s.by++
		f.say("stream %d: opened by the peer", id)
	}
	return l
}

// settle forgets a stream that is over both ways.
func (f *follower) settle(id qlog.StreamID, l *streamLine) {
	if l.sentOver && l.gotOver || id%4 >= 2 && (l.sentOver || l.gotOver) {
		delete(f.streams.known, id)
		f.limits.over(id)
	}
}

func (s *streamLines) all() string {
	text := fmt.Sprintf("%d opened by this side, %d by the peer", s.opened, s.by)
	if s.reset > 0 {
		text += fmt.Sprintf(", %s reset", counted(s.reset, "direction"))
	}
	return text
}

func (f *follower) sentFrame(now time.Time, frame any) {
	switch fr := frame.(type) {
	case *qlog.StreamFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.sentOver {
			l.sent = max(l.sent, fr.Offset+fr.Length)
			if fr.Fin {
				l.sentOver = true
				f.say("stream %d: finished by this side after %d B", fr.StreamID, l.sent)
				f.settle(fr.StreamID, l)
			}
		}
	case *qlog.ResetStreamFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.sentOver {
			l.sentOver = true
			f.streams.reset++
			f.say("stream %d: reset by this side with code %d after %d B", fr.StreamID, fr.ErrorCode, fr.FinalSize)
			f.settle(fr.StreamID, l)
		}
	case *qlog.StopSendingFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.notWant {
			l.notWant = true
			f.say("stream %d: this side asks for no more data, with code %d", fr.StreamID, fr.ErrorCode)
		}
	case *qlog.StreamDataBlockedFrame:
		if f.stream(fr.StreamID) != nil {
			f.limits.stops(f, now, limit{ofStream, fr.StreamID, false}, int64(fr.MaximumStreamData))
		}
	case *qlog.DataBlockedFrame:
		f.limits.stops(f, now, limit{ofAll, 0, false}, int64(fr.MaximumData))
	case *qlog.StreamsBlockedFrame:
		f.limits.stops(f, now, limit{ofStreams, 0, false}, int64(fr.StreamLimit))
	case *qlog.MaxStreamDataFrame:
		f.limits.goesOn(f, now, limit{ofStream, fr.StreamID, true}, int64(fr.MaximumStreamData))
	case *qlog.MaxDataFrame:
		f.limits.goesOn(f, now, limit{ofAll, 0, true}, int64(fr.MaximumData))
	case *qlog.MaxStreamsFrame:
		f.limits.goesOn(f, now, limit{ofStreams, 0, true}, int64(fr.MaxStreamNum))
	}
}

func (f *follower) gotFrame(now time.Time, frame any) {
	switch fr := frame.(type) {
	case *qlog.StreamFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.gotOver {
			l.got = max(l.got, fr.Offset+fr.Length)
			if fr.Fin {
				l.gotOver = true
				f.say("stream %d: finished by the peer after %d B", fr.StreamID, l.got)
				f.settle(fr.StreamID, l)
			}
		}
	case *qlog.ResetStreamFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.gotOver {
			l.gotOver = true
			f.streams.reset++
			f.say("stream %d: reset by the peer with code %d after %d B", fr.StreamID, fr.ErrorCode, fr.FinalSize)
			f.settle(fr.StreamID, l)
		}
	case *qlog.StopSendingFrame:
		if l := f.stream(fr.StreamID); l != nil && !l.peerWants {
			l.peerWants = true
			f.say("stream %d: the peer asks for no more data, with code %d", fr.StreamID, fr.ErrorCode)
		}
	case *qlog.StreamDataBlockedFrame:
		if f.stream(fr.StreamID) != nil {
			f.limits.stops(f, now, limit{ofStream, fr.StreamID, true}, int64(fr.MaximumStreamData))
		}
	case *qlog.DataBlockedFrame:
		f.limits.stops(f, now, limit{ofAll, 0, true}, int64(fr.MaximumData))
	case *qlog.StreamsBlockedFrame:
		f.limits.stops(f, now, limit{ofStreams, 0, true}, int64(fr.StreamLimit))
	case *qlog.MaxStreamDataFrame:
		f.limits.goesOn(f, now, limit{ofStream, fr.StreamID, false}, int64(fr.MaximumStreamData))
	case *qlog.MaxDataFrame:
		f.limits.goesOn(f, now, limit{ofAll, 0, false}, int64(fr.MaximumData))
	case *qlog.MaxStreamsFrame:
		f.limits.goesOn(f, now, limit{ofStreams, 0, false}, int64(fr.MaxStreamNum))
	}
}
