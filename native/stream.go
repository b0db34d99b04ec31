package native

// This file is what a Stream or a Sink of std::stream holds that a module made.

// A Source delivers the items of a Stream. Its handle is a value of type Stream<string> or
// Stream<bytes>. Only one goroutine uses it at a time.
type Source interface {
	// Next waits for the next item; ok is false at the end. It ends promptly when the context of
	// its Call does.
	Next(*Call) (item []byte, ok bool, err error)

	// Close is called when the reader wants no more. It may be called again.
	Close() error
}

// A Drain takes the items of a Sink. Its handle is a value of type Sink<string> or Sink<bytes>.
// Only one goroutine uses it at a time.
type Drain interface {
	// Put takes an item, which it must not keep. It ends promptly when the context of its Call does.
	Put(c *Call, item []byte) error

	// Flush passes on what Put holds back.
	Flush(*Call) error

	// Close is called when there are no more items. It may be called again.
	Close() error
}
