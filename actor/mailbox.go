package actor

// A Mailbox says how many messages an actor keeps and what happens to more.
type Mailbox struct {
	Capacity int // DefaultCapacity if 0
	Overflow Policy

	// Key tells which messages may replace each other, in a mailbox with the policy Coalesce:
	// those of the same key. A message for which ok is false replaces none.
	Key      func(m any) (key Key, ok bool)
	Fallback Policy // of Coalesce, for a message that replaces none; not Coalesce itself

	// Lazy has Start wait for the first message, or for the end.
	Lazy bool

	// Forgotten, if not nil, has the system forget an actor that waits for messages when it
	// cannot be sent one any more. It is called once then, by any goroutine; nothing else is
	// told. It must not refer to the actor.
	Forgotten func()
}

// A Key is what messages have in common that may replace each other.
type Key struct {
	Kind int // of message
	Hash uint64
}

// DefaultCapacity is how many messages a mailbox keeps unless its actor says otherwise.
const DefaultCapacity = 1024

// A Policy is what happens to a message for a mailbox that is full.
type Policy uint8

// The policies.
const (
	Block    Policy = iota // the sender waits for room
	DropNew                // the message is dropped
	DropOld                // the oldest message is dropped instead
	Fail                   // the sender is told
	Coalesce               // it replaces a message of the same key
)

// An outcome is what became of a message for a mailbox.
type outcome uint8

const (
	queued   outcome = iota
	replaced         // and another message was dropped, or it was itself
	refused
	full // the sender has to wait
)

// A mailbox is the messages for an actor.
type mailbox struct {
	options Mailbox
	queue[any]
}

func (b *mailbox) capacity() int {
	if b.options.Capacity > 0 {
		return b.options.Capacity
	}
	return DefaultCapacity
}

// put adds m if there is room, or does what the policy says. dropped is the message that
// will not be handled.
func (b *mailbox) put(m any) (o outcome, dropped any) {
	if b.n < b.capacity() {
		b.push(m)
		return queued, nil
	}
	policy := b.options.Overflow
	if policy == Coalesce {
		if i, ok := b.same(m); ok {
			old := *b.at(i)
			*b.at(i) = m
			return replaced, old
		}
		policy = b.options.Fallback
	}
	switch policy {
	case DropNew, Coalesce:
		return replaced, m
	case DropOld:
		old, _ := b.take()
		b.push(m)
		return replaced, old
	case Fail:
		return refused, nil
	}
	return full, nil
}

// same is where a message stands that m may replace.
func (b *mailbox) same(m any) (i int, ok bool) {
	key, ok := b.options.Key(m)
	if !ok {
		return 0, false
	}
	for i := range b.n {
		if other, ok := b.options.Key(*b.at(i)); ok && other == key {
			return i, true
		}
	}
	return 0, false
}

// find is where m stands.
func (b *mailbox) find(m any) (i int, ok bool) {
	for i := range b.n {
		if *b.at(i) == m {
			return i, true
		}
	}
	return 0, false
}
