package quic

// This file keeps account of each stream's bytes: which the peer has acknowledged, and which of
// the peer's have arrived. It hears both from the packets that quic-go reports.

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A ledger is the account of one connection. It is safe for use from several goroutines.
//
// It counts bytes of streams and not packets: quic-go counts a packet as lost before it sends
// again what was in it, and a probe timeout gives up packets without saying so.
type ledger struct {
	isClient bool
	blank    bool // it hears nothing, and knows nothing
	begun    time.Time
	heard    atomic.Int64 // when the peer's latest packet came, in nanoseconds since begun
	moved    atomic.Int64 // the same, of the latest packet that shows that the peer reads
	got      atomic.Int64 // the same, of the latest packet that acknowledges something new
	idle     atomic.Int64 // the peer's idle timeout in nanoseconds; 0 for none

	drain drain

	mu        sync.Mutex // guards what follows
	flows     map[quicgo.StreamID]*flow
	latest    *flow // was looked up last
	flight    flight
	unsettled int             // flows on which the peer lacks something
	lacked    time.Time       // when unsettled was 0 last
	settling  []chan struct{} // closed when unsettled is 0
	parting   bool            // closing has begun: it does not wait for later data
	opened    int64           // bidirectional streams that the peer has opened
	windows   windows
}

// A flow is the account of one stream. Those of streams that are over both ways are dropped.
type flow struct {
	ledger *ledger
	id     quicgo.StreamID

	// What this side sends. The mutex of the ledger guards it.
	taken      int64 // bytes that Send has said Ok to, or has sent of what it failed with
	acked      extent
	ended      bool // the end is sent after taken bytes
	endAcked   bool
	reset      bool // it is sent instead
	resetAcked bool
	refused    bool  // the peer wants no more
	lacking    bool  // counted in ledger.unsettled
	limit      int64 // how far the peer has said that it takes data
	window     int64 // how much it takes before its program reads on

	// What the peer sends. The mutex of the ledger guards arrived and final.
	arrived extent
	final   int64 // -1 until the end has arrived
	cut     bool  // the peer has reset it: the rest cannot be read
	read    atomic.Int64
	over    atomic.Bool // nothing more is read: the end, an error, a closed handle
	whole   atomic.Bool // all has arrived, the end too
	inbox   atomic.Pointer[inbox]
}

func newLedger(isClient, blank bool) *ledger {
	l := &ledger{isClient: isClient, blank: blank, begun: time.Now(), flows: map[quicgo.StreamID]*flow{}}
	l.drain.init()
	return l
}

// hear implements listener.
func (l *ledger) hear(e qlogwriter.Event) {
	if l.blank {
		return
	}
	switch e := e.(type) {
	case qlog.PacketSent:
		if e.Header.PacketType == qlog.PacketType1RTT {
			l.sent(int64(e.Header.PacketNumber), e.Frames)
		}
	case qlog.PacketReceived:
		l.heard.Store(int64(time.Since(l.begun)))
		if e.Header.PacketType == qlog.PacketType1RTT {
			l.received(e.Frames)
		}
	case qlog.PacketLost:
		if e.Header.PacketType == qlog.PacketType1RTT {
			l.mu.Lock()
			l.flight.lose(int64(e.Header.PacketNumber))
			l.mu.Unlock()
		}
	case qlog.ParametersSet:
		if e.Initiator == qlog.InitiatorRemote {
			l.idle.Store(int64(e.MaxIdleTimeout))
			l.windows.begin(l, e)
		}
	}
}

// lastHeard is when the peer's latest packet came.
func (l *ledger) lastHeard() time.Time { return l.begun.Add(time.Duration(l.heard.Load())) }

// lastMoved is when the peer last showed that its program reads.
func (l *ledger) lastMoved() time.Time { return l.begun.Add(time.Duration(l.moved.Load())) }

// lastGot is when the peer last acknowledged something new.
func (l *ledger) lastGot() time.Time { return l.begun.Add(time.Duration(l.got.Load())) }

func (l *ledger) sent(number int64, frames []qlog.Frame) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := packet{number: number}
	put := func(x piece) {
		if p.first.flow == nil {
			p.first = x
		} else {
			p.more = append(p.more, x)
		}
	}
	for _, f := range frames {
		switch f := f.Frame.(type) {
		case *qlog.StreamFrame:
			if flow := l.find(f.StreamID); flow != nil {
				put(piece{flow: flow, bytes: span{f.Offset, f.Offset + f.Length}, end: f.Fin})
			}
		case *qlog.ResetStreamFrame:
			if flow := l.find(f.StreamID); flow != nil {
				put(piece{flow: flow, reset: true})
			}
		}
	}
	if p.first.flow != nil {
		l.flight.add(p)
	}
}

func (l *ledger) received(frames []qlog.Frame) {
	var closing bool
	l.mu.Lock()
	for _, f := range frames {
		switch f := f.Frame.(type) {
		case *qlog.AckFrame:
			l.flight.acknowledge(f, l.take)
		case *qlog.StreamFrame:
			l.arrive(f)
		case *qlog.ResetStreamFrame:
			if flow := l.findOrOpen(f.StreamID); flow != nil {
				flow.cut = true
				l.review(flow)
			}
		case *qlog.StopSendingFrame:
			if flow := l.findOrOpen(f.StreamID); flow != nil {
				flow.refused = true
				l.review(flow)
			}
		case *qlog.StreamDataBlockedFrame:
			l.findOrOpen(f.StreamID)
		case *qlog.MaxStreamDataFrame:
			l.moved.Store(l.heard.Load())
			if flow := l.findOrOpen(f.StreamID); flow != nil {
				l.windows.grow(flow, int64(f.MaximumStreamData))
			}
		case *qlog.MaxDataFrame:
			l.moved.Store(l.heard.Load())
			l.windows.growAll(int64(f.MaximumData))
		case *qlog.MaxStreamsFrame:
			l.moved.Store(l.heard.Load())
		case *qlog.ConnectionCloseFrame:
			closing = true
		}
	}
	l.mu.Unlock()
	if closing {
		l.takeAll()
	}
}

// take notes that the peer has acknowledged a piece.
func (l *ledger) take(p piece) {
	l.got.Store(l.heard.Load())
	f := p.flow
	if p.reset {
		f.resetAcked = true
	} else {
		f.acked.add(p.bytes)
		f.endAcked = f.endAcked || p.end
	}
	l.review(f)
}

func (l *ledger) arrive(frame *qlog.StreamFrame) {
	f := l.findOrOpen(frame.StreamID)
	if f == nil {
		return
	}
	f.arrived.add(span{frame.Offset, frame.Offset + frame.Length})
	if frame.Fin {
		f.final = frame.Offset + frame.Length
	}
	if f.final >= 0 && f.arrived.upto == f.final && !f.whole.Swap(true) {
		f.release()
	}
}

// release has the pump read on if it waits for room.
func (f *flow) release() {
	if in := f.inbox.Load(); in != nil {
		poke(in.room)
	}
}

// release has all pumps that wait for room look again.
func (l *ledger) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.flows {
		f.release()
	}
}

// find is the flow of a stream, nil for one that is over.
func (l *ledger) find(id quicgo.StreamID) *flow {
	if f := l.latest; f != nil && f.id == id {
		return f
	}
	f := l.flows[id]
	if f != nil {
		l.latest = f
	}
	return f
}

// The lowest bits of a stream's number tell its kind (RFC 9000, section 2.1).
const (
	byServer       = 1
	unidirectional = 2
)

func (l *ledger) fromPeer(id quicgo.StreamID) bool { return id&byServer != 0 == l.isClient }

// findOrOpen is find for a stream that the peer names: it may be new, and with it all of a lower
// number. It is nil for a stream that the peer may not open: quic-go reports that frame, too,
// before it ends the connection.
func (l *ledger) findOrOpen(id quicgo.StreamID) *flow {
	if id&unidirectional != 0 {
		return nil
	}
	if l.fromPeer(id) {
		if int64(id/4) >= l.opened+incomingStreamsPerConn {
			return nil
		}
		for l.opened <= int64(id/4) {
			l.add(quicgo.StreamID(l.opened*4) | id&byServer)
			l.opened++
		}
	}
	return l.find(id)
}

func (l *ledger) add(id quicgo.StreamID) *flow {
	f := &flow{ledger: l, id: id, final: -1}
	f.limit = l.windows.first(l.fromPeer(id))
	f.window = f.limit
	l.flows[id] = f
	return f
}

// follow is the flow of a stream that quic-go has given out.
func (l *ledger) follow(id quicgo.StreamID) *flow {
	if l.blank {
		return &flow{ledger: l, id: id, final: -1}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if f := l.find(id); f != nil {
		return f
	}
	if !l.fromPeer(id) {
		return l.add(id)
	}
	return l.findOrOpen(id)
}

// review counts f among the unsettled flows or not, and drops it when it is over.
func (l *ledger) review(f *flow) {
	lacking := !f.settled()
	if lacking != f.lacking {
		f.lacking = lacking
		if lacking {
			if l.unsettled == 0 {
				l.lacked = time.Now()
			}
			l.unsettled++
		} else if l.unsettled--; l.unsettled == 0 {
			for _, c := range l.settling {
				close(c)
			}
			l.settling = nil
		}
	}
	if f.sendOver() && f.over.Load() && l.flows[f.id] == f {
		l.windows.part(f)
		delete(l.flows, f.id)
		if l.latest == f {
			l.latest = nil
		}
	}
}

// settled reports whether the peer has what was sent, or wants no more.
func (f *flow) settled() bool {
	switch {
	case f.refused:
		return true
	case f.reset:
		return f.resetAcked || f.complete()
	}
	return f.acked.upto >= f.taken && (!f.ended || f.endAcked)
}

// complete reports whether the peer has all data and the end. A reset is not sent then.
func (f *flow) complete() bool { return f.ended && f.endAcked && f.acked.upto >= f.taken }

func (f *flow) sendOver() bool { return f.refused || f.resetAcked || f.complete() }

// note changes the account of what this side sends.
func (f *flow) note(change func()) {
	l := f.ledger
	if l.blank {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
	l.review(f)
}

// took notes that quic-go has taken n further bytes. It reports false when that is too late.
func (f *flow) took(n int) (inTime bool) {
	inTime = true
	f.note(func() {
		if inTime = !f.ledger.parting; inTime {
			f.taken += int64(n)
		}
	})
	return inTime
}

// finished notes that the end is sent.
func (f *flow) finished() { f.note(func() { f.ended = true }) }

// stopped notes that the stream is reset, unless the peer has all of it.
func (f *flow) stopped() { f.note(func() { f.reset = !f.complete() }) }

// left notes that nothing more of the stream is read.
func (f *flow) left() {
	f.over.Store(true)
	f.note(func() {})
	f.ledger.drain.progress()
}

// settle returns a channel that is closed when the peer lacks nothing, nil if that is so now. From
// now on sends fail: another caller that goes on sending must not hold up the end for ever, and what
// it sends at the last moment would be lost.
func (l *ledger) settle() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.parting = true
	if l.unsettled == 0 {
		return nil
	}
	c := make(chan struct{})
	l.settling = append(l.settling, c)
	return c
}

// forsake drops a channel that settle gave out and that is not waited for any more.
func (l *ledger) forsake(c <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, x := range l.settling {
		if x == c {
			l.settling[i] = l.settling[len(l.settling)-1]
			l.settling = l.settling[:len(l.settling)-1]
			return
		}
	}
}

// lacks says what the peer has not acknowledged; "" for nothing.
func (l *ledger) lacks() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var first *flow
	for _, f := range l.flows {
		if f.lacking && (first == nil || f.id < first.id) {
			first = f
		}
	}
	if first == nil {
		return ""
	}
	text := fmt.Sprintf("stream %d: ", first.id)
	switch f := first; {
	case f.reset:
		text += "the reset is not acknowledged"
	case f.acked.upto < f.taken && f.ended:
		text += fmt.Sprintf("%d of %d bytes are acknowledged, and the end is not", f.acked.size(), f.taken)
	case f.acked.upto < f.taken:
		text += fmt.Sprintf("%d of %d bytes are acknowledged", f.acked.size(), f.taken)
	default:
		text += fmt.Sprintf("all %d bytes are acknowledged, but the end is not", f.taken)
	}
	if more := l.unsettled - 1; more > 0 {
		text += fmt.Sprintf("; and %s more", counted(int64(more), "stream"))
	}
	return text
}

// ledgerOf is the ledger of qc.
func ledgerOf(qc *quicgo.Conn) *ledger { return monitored(qc).ledger }
