package quic

// This file estimates how much the peer's program has left unread, from how the peer's
// flow control grows (RFC 9000, section 4): that is lost when a peer drops what has arrived as
// it hears of the end of the connection.

import "github.com/quic-go/quic-go/qlog"

// windows is what the peer has said about how much it takes. The mutex of the ledger guards it.
type windows struct {
	own    int64 // initial window of streams that this side opens
	theirs int64 // of streams that the peer opens
	all    int64 // of the connection as a whole: the largest that was announced
	unread int64 // at the end of streams that are over
	keeps  bool  // the peer drops nothing when the connection ends
}

// begin takes in the peer's transport parameters.
func (w *windows) begin(l *ledger, e qlog.ParametersSet) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.own, w.theirs = int64(e.InitialMaxStreamDataBidiRemote), int64(e.InitialMaxStreamDataBidiLocal)
	w.all = int64(e.InitialMaxData)
	// This window is that of hewq and of quinn, which keep what has arrived. quic-go, whose window
	// is another one, drops it.
	w.keeps = w.own == streamWindow
}

func (w *windows) first(fromPeer bool) int64 {
	if fromPeer {
		return w.theirs
	}
	return w.own
}

// grow takes in a MAX_STREAM_DATA frame. A receiver announces what its program has read and the
// size of its window, which can grow as well.
func (w *windows) grow(f *flow, limit int64) {
	if limit <= f.limit {
		return
	}
	f.limit = limit
	f.window = max(f.window, limit-f.acked.upto)
}

// growAll takes in a MAX_DATA frame.
func (w *windows) growAll(limit int64) {
	if limit <= w.all {
		return
	}
	w.unread = max(0, w.unread-(limit-w.all))
	w.all = limit
}

// littleUnread is how much a receiver may have read without saying so: quic-go tells of a quarter
// of its window, which is 512 KiB at first, at a time.
const littleUnread = 128 << 10

// unreadOf is about how much of what the peer has of f its program has not read and may lose; 0
// for a little.
func (w *windows) unreadOf(f *flow) int64 {
	if w.keeps || f.refused || f.reset {
		return 0
	}
	read := max(0, f.limit-f.window)
	if n := f.acked.upto - read; n > littleUnread {
		return n
	}
	return 0
}

// part takes in a stream that is over.
func (w *windows) part(f *flow) { w.unread += w.unreadOf(f) }

// unread is about how much of what this side sent the peer's program may lose when the
// connection ends now.
func (l *ledger) unread() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.windows.unread
	for _, f := range l.flows {
		n += l.windows.unreadOf(f)
	}
	return n
}
