package quic

// This file tells what happens on a connection, a line for each thing that people want to know.
// What happens often is summed up: a transfer at full speed makes a few lines a second.

import (
	"fmt"
	"strings"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// apart is the time between two lines about the same thing that happens often.
const apart = 100 * time.Millisecond

// A follower tells about one connection. It hears its events, on any goroutine, and does not wait.
type follower struct {
	stack   *Stack
	history *history
	to      func(string) // gets each line, on the goroutine of the stack's scribe

	mu      sync.Mutex // guards what follows
	over    bool
	version qlog.Version           // 0 before the first packet
	from    quicgo.ConnectionStats // what was there before the follower was
	sent    traffic
	got     traffic
	lost    losses
	rtt     roundTrips
	streams streamLines
	limits  limitLines
}

// A traffic counts one direction.
type traffic struct{ packets, bytes int64 }

func (t *traffic) add(bytes int) {
	t.packets++
	t.bytes += int64(bytes)
}

// newFollower makes a follower of a connection from its beginning.
func newFollower(s *Stack, h *history, to func(string)) *follower {
	f := &follower{stack: s, history: h, to: to}
	f.streams.begin(h.client)
	return f
}

// traced writes a line of the trace of all connections.
func (s *Stack) traced(line string) {
	// A trace that cannot be written has no other place to say so.
	_, _ = fmt.Fprintln(s.conf.Trace, line)
}

// say tells a line, with the time and the name of the connection before it.
func (f *follower) say(format string, args ...any) {
	f.sayAt(time.Now(), format, args...)
}

func (f *follower) sayAt(at time.Time, format string, args ...any) {
	f.stack.scribe.put(fmt.Sprintf("%8s %s %s: ", stamp(at.Sub(f.stack.begun)), f.history.name, f.history.role())+fmt.Sprintf(format, args...), f.to)
}

// hear implements listener.
func (f *follower) hear(e qlogwriter.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.over {
		return
	}
	now := time.Now()
	if _, more := e.(qlog.PacketLost); !more && f.lost.pending > 0 {
		f.lost.tell(f, now, false)
		f.lost.later(f, now)
	}
	switch e := e.(type) {
	case qlog.PacketSent:
		f.sent.add(e.Raw.Length)
		if f.version == 0 {
			f.version = e.Header.Version
		}
		for _, fr := range e.Frames {
			f.sentFrame(now, fr.Frame)
		}
	case qlog.PacketReceived:
		f.got.add(e.Raw.Length)
		if e.Header.PacketType == qlog.PacketTypeRetry {
			f.say("handshake: the server wants this side's address proved first (Retry)")
		}
		for _, fr := range e.Frames {
			f.gotFrame(now, fr.Frame)
		}
	case qlog.PacketLost:
		f.lost.add(e)
	case qlog.SpuriousLoss:
		f.lost.spurious++
	case qlog.PacketDropped:
		f.lost.drop(e)
	case qlog.MetricsUpdated:
		f.rtt.hear(f, now, e)
	case qlog.PTOCountUpdated:
		if e.PTOCount > 0 {
			f.say("probe timeout %d in a row: nothing was acknowledged, so this side sends again", e.PTOCount)
		}
	default:
		f.step(e)
	}
}

// step tells of what happens once or a few times.
func (f *follower) step(e qlogwriter.Event) {
	h := f.history
	switch e := e.(type) {
	case qlog.StartedConnection:
		if h.client {
			f.say("dials %s from %s", tuple(e.Remote), tuple(e.Local))
		} else {
			f.say("is called by %s, at %s", tuple(e.Remote), tuple(e.Local))
		}
	case qlog.ConnectionStateUpdated:
		f.handshake(e.State)
	case qlog.VersionNegotiationReceived:
		f.say("handshake: the server speaks no %v, but %s", f.version, versions(e.SupportedVersions))
	case qlog.VersionInformation:
		if f.history.client {
			f.say("handshake: QUIC %v is chosen", e.ChosenVersion)
		}
	case qlog.ParametersSet:
		if e.Initiator == qlog.InitiatorRemote {
			f.say("peer allows %d streams, %d B on a stream, %d B in all; ends the connection after %s without packets",
				e.InitialMaxStreamsBidi, e.InitialMaxStreamDataBidiRemote, e.InitialMaxData, never(e.MaxIdleTimeout))
		}
	case negotiated:
		for _, l := range e.lines {
			f.say("%s", l)
		}
	case qlog.TupleAssigned:
		if e.TupleID == "" {
			f.say("path changed: now from %s to %s", tuple(e.Local), tuple(e.Remote))
		} else {
			f.say("path: packets between %s and %s are checked", tuple(e.Local), tuple(e.Remote))
		}
	case over:
		f.end(e.cause)
	}
}

func (f *follower) handshake(s qlog.ConnectionState) {
	since := lasting(time.Since(f.history.began))
	switch s {
	case qlog.ConnectionStateAttempted:
		if f.history.client {
			f.say("handshake: sends its first packet after %s", since)
		}
	case qlog.ConnectionStateHandshakeStarted:
		f.say("handshake: has the keys of the handshake after %s: the peer's hello came", since)
	case qlog.ConnectionStateHandshakeComplete:
		f.say("handshake: complete after %s: QUIC %v", since, f.version)
	case qlog.ConnectionStateHandshakeConfirmed:
		f.say("handshake: confirmed after %s: both sides have completed it", since)
	}
}

// end tells why the connection ended and sums up. cause is nil if it is not known.
func (f *follower) end(cause error) {
	h := f.history
	f.over = true
	h.mu.Lock()
	at, text := h.closed, h.ending()
	probes, complete := h.probes, h.steps.Complete > 0
	remote := h.remote
	h.mu.Unlock()
	if c, why := refused(cause); c != nil {
		f.sayAt(at, "server's certificate: %v", c)
		f.sayAt(at, "server's certificate: %s", why)
	}
	f.lost.tell(f, at, true)
	if !complete && !strings.Contains(text, remote) {
		text += "; the peer was " + remote
	}
	f.sayAt(at, "%s", text)
	total := f.total()
	f.sayAt(at, "in all: %s; sent %s, received %s; lost %s, %s; rtt %s; streams: %s",
		lasting(at.Sub(h.began)),
		trafficText(total.PacketsSent, total.BytesSent), trafficText(total.PacketsReceived, total.BytesReceived),
		f.lost.all(), counted(int64(probes), "probe timeout"), f.rtt.all(), f.streams.all())
	if text := f.limits.all(); text != "" {
		f.sayAt(at, "in all: %s", text)
	}
	f.streams.forget()
}

// total is the traffic of the connection, before the follower came and since.
func (f *follower) total() quicgo.ConnectionStats {
	t := f.from
	t.PacketsSent += uint64(f.sent.packets)
	t.BytesSent += uint64(f.sent.bytes)
	t.PacketsReceived += uint64(f.got.packets)
	t.BytesReceived += uint64(f.got.bytes)
	return t
}

func trafficText(packets, bytes uint64) string {
	return fmt.Sprintf("%d B in %s", bytes, counted(int64(packets), "packet"))
}

// A losses sums up packets that were lost.
type losses struct {
	pending  int
	timed    bool      // a timer will tell it
	last     time.Time // of a line
	total    int
	spurious int // those that came after all
	dropped  int
	why      qlog.PacketDropReason // of the last one dropped
}

func (l *losses) add(e qlog.PacketLost) {
	if !e.IsMTUProbePacket { // those are meant to find out what gets lost
		l.pending++
		l.total++
	}
}

func (l *losses) drop(e qlog.PacketDropped) {
	l.dropped++
	l.why = e.Trigger
}

// tell tells of what was lost since the last line, which must be long enough ago unless it must be
// told now.
func (l *losses) tell(f *follower, now time.Time, must bool) {
	if l.pending == 0 || !must && now.Sub(l.last) < apart {
		return
	}
	f.sayAt(now, "lost %s: what they had is sent again", counted(int64(l.pending), "packet"))
	l.pending, l.last = 0, now
}

// later tells of what was lost just now when the last line is long enough ago.
func (l *losses) later(f *follower, now time.Time) {
	if l.timed || l.pending == 0 {
		return
	}
	l.timed = true
	time.AfterFunc(max(apart-now.Sub(l.last), 0), func() { // it may run after the end, and does nothing then
		f.mu.Lock()
		defer f.mu.Unlock()
		l.timed = false
		if !f.over {
			l.tell(f, time.Now(), true)
		}
	})
}

func (l *losses) all() string {
	text := counted(int64(l.total), "packet")
	if l.spurious > 0 {
		text += fmt.Sprintf(" (%d of them only late)", l.spurious)
	}
	if l.dropped > 0 {
		text += fmt.Sprintf(", dropped %d that came (the last: %s)", l.dropped, dropText(l.why))
	}
	return text
}

// dropText says why a packet was dropped that came.
func dropText(why qlog.PacketDropReason) string {
	if why == qlog.PacketDropDOSPrevention {
		return "more waited to be handled than this side keeps"
	}
	return strings.ReplaceAll(string(why), "_", " ")
}

// A roundTrips follows the round-trip time.
type roundTrips struct {
	min, smoothed time.Duration
	told          time.Duration // the smoothed one of the last line
	last          time.Time     // of a line
}

func (r *roundTrips) hear(f *follower, now time.Time, e qlog.MetricsUpdated) {
	if e.MinRTT > 0 {
		r.min = e.MinRTT
	}
	if e.SmoothedRTT <= 0 {
		return
	}
	r.smoothed = e.SmoothedRTT
	change := r.smoothed - r.told
	if max(change, -change)*4 <= r.told || now.Sub(r.last) < apart {
		return
	}
	r.told, r.last = r.smoothed, now
	f.sayAt(now, "rtt %s: smoothed %s, min %s", lasting(max(e.LatestRTT, 0)), lasting(r.smoothed), lasting(r.min))
}

func (r *roundTrips) all() string {
	if r.smoothed == 0 {
		return "not known"
	}
	return fmt.Sprintf("min %s, smoothed %s", lasting(r.min), lasting(r.smoothed))
}

func versions(all []qlog.Version) string {
	return strings.Join(versionNames(all), ", ")
}

// stamp is a time since the program's start.
func stamp(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%.1fms", d.Seconds()*1000)
	case d < time.Minute:
		return fmt.Sprintf("%.3fs", d.Seconds())
	}
	return fmt.Sprintf("%dm%06.3fs", int(d.Minutes()), (d % time.Minute).Seconds())
}

// lasting is how long something took.
func lasting(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.2fms", d.Seconds()*1000)
	case d < time.Second:
		return fmt.Sprintf("%.1fms", d.Seconds()*1000)
	case d < time.Minute:
		return fmt.Sprintf("%.2fs", d.Seconds())
	}
	return d.Round(time.Second).String()
}

func never(d time.Duration) string {
	if d == 0 {
		return "any time"
	}
	return lasting(d)
}
