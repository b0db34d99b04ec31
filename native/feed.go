package native

import "context"

// A Feed is a Resource that can have what arrives sent to an actor.
type Feed interface {
	Resource

	// Deliver gives what arrives to t from now on, until the resource is closed, t fails or ctx
	// ends. It does not wait.
	Deliver(ctx context.Context, t Target)
}

// A Target is an actor that takes what arrives.
type Target interface {
	// Data sends some bytes, which it may keep. It waits while the actor has too much to do, and
	// fails when nothing more is of use.
	Data(b []byte) error

	// End tells that nothing more arrives.
	End()

	// Over is called last, once, however the delivery ended.
	Over()
}
