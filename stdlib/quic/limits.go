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
	defaultUnread         = 112 << 20 // with what quic-go holds, 128 MiB
	defaultUnreadTotal    = 512 << 20
)

func (c Config) disconnectWait() time.Duration {
	return cmp.Or(c.DisconnectWait, defaultDisconnectWait)
}
func (c Config) readerWait() time.Duration { return cmp.Or(c.ReaderWait, defaultReaderWait) }
func (c Config) unread() int64             { return cmp.Or(c.Unread, defaultUnread) }
func (c Config) unreadTotal() int64        { return cmp.Or(c.UnreadTotal, defaultUnreadTotal) }
