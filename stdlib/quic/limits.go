package quic

// This file holds the limits of what is kept and waited for. docs/quic.md lists them for users.

import (
	"cmp"
	"time"
)

// What a Config says by its zero values.
const (
	defaultDisconnectWait = 5 * time.Second
	defaultReaderWait     = 60 * time.Second
	defaultUnread         = 128_000_000
	defaultUnreadTotal    = 512_000_000
)

func (c Config) disconnectWait() time.Duration {
	return cmp.Or(c.DisconnectWait, defaultDisconnectWait)
}
func (c Config) readerWait() time.Duration { return cmp.Or(c.ReaderWait, defaultReaderWait) }
func (c Config) unreadTotal() int64        { return cmp.Or(c.UnreadTotal, defaultUnreadTotal) }

// The unread bytes of a connection lie in two places: in quic-go, at most as many as the
// connection's flow control window, and in the inboxes of its streams.
func (c Config) window() int64 {
	return min(connectionWindow, max(cmp.Or(c.Unread, defaultUnread)/2, streamWindow))
}

func (c Config) inboxes() int64 {
	return max(cmp.Or(c.Unread, defaultUnread)-c.window(), 0)
}
