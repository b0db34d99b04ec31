package value

// This file holds the entries of maps.

// A pair is an entry with a key that is compared by ==.
type pair[K comparable, V any] struct {
	Val V // first: an empty field at the end would take room
	Key K
}

// A table is a Map with its entries. The first are in a slice that grows, the others in chunks, so that
// growing a large map copies nothing.
type table[K comparable, V any] struct {
	Map
	head []pair[K, V]
	tail []*[chunkLen]pair[K, V]
}

// at is the entry number i.
func (t *table[K, V]) at(i int) *pair[K, V] {
	if i < len(t.head) {
		return &t.head[i]
	}
	i -= chunkLen
	return &t.tail[i>>chunkBits][i&(chunkLen-1)]
}

// push adds an entry that is not in the index yet.
func (t *table[K, V]) push(k K, v V) {
	if n := len(t.head); n < chunkLen {
		if n == cap(t.head) {
			head := make([]pair[K, V], n, max(4, 2*n))
			copy(head, t.head)
			t.head = head
		}
		t.head = append(t.head, pair[K, V]{v, k})
	} else {
		i := t.count - chunkLen
		if i>>chunkBits == len(t.tail) {
			t.tail = append(t.tail, new([chunkLen]pair[K, V]))
		}
		t.tail[i>>chunkBits][i&(chunkLen-1)] = pair[K, V]{v, k}
	}
	t.count++
}

// scan finds the number of a key where there is no index, -1 if it is not there.
func (t *table[K, V]) scan(k K) int {
	for i := range t.head {
		if t.head[i].Key == k && t.Live(i) {
			return i
		}
	}
	return -1
}

// add adds an entry whose key is not there; h is its hash if there is an index.
func (t *table[K, V]) add(hash func(K) uint64, h uint64, k K, v V) {
	switch {
	case t.slots == nil && t.count < unindexed:
	case t.full(t.count):
		t.push(k, v)
		t.reindex(hash)
		return
	default:
		t.index.add(h, t.count)
	}
	t.push(k, v)
}

// reindex makes the index anew.
func (t *table[K, V]) reindex(hash func(K) uint64) {
	t.renew(t.Len(), t.count)
	for i := range t.count {
		if t.Live(i) {
			t.index.add(hash(t.at(i).Key), i)
		}
	}
}

// remove removes the entry number i, and closes the gaps when they are more than the rest.
func (t *table[K, V]) remove(hash func(K) uint64, i int) {
	*t.at(i) = pair[K, V]{}
	if !t.drop(i) {
		return
	}
	live := 0
	for i := range t.count {
		if t.Live(i) {
			*t.at(live) = *t.at(i)
			live++
		}
	}
	t.cut(live)
	if t.slots != nil {
		t.reindex(hash)
	}
}

// keptRoom is for how many entries the room is kept when most of them were removed.
const keptRoom = 64

// cut keeps the first entries, which are all live.
func (t *table[K, V]) cut(live int) {
	for i := live; i < t.count && i&(chunkLen-1) != 0; i++ {
		*t.at(i) = pair[K, V]{}
	}
	if live <= len(t.head) {
		t.head, t.tail = t.head[:live], nil
		if room := cap(t.head); room > keptRoom && live < room/4 {
			t.head = append([]pair[K, V](nil), t.head...)
		}
	} else {
		chunks := (live - 1) >> chunkBits
		clear(t.tail[chunks:])
		t.tail = t.tail[:chunks]
	}
	t.count, t.removed, t.gone = live, 0, t.gone[:0]
}

func (t *table[K, V]) clear() { *t = table[K, V]{Map: Map{pairs: t.pairs}} }

func (t *table[K, V]) take() *Map {
	all := *t
	t.clear()
	return &all.Map
}

func (t *table[K, V]) clone() *Map {
	c := *t
	c.slots = append([]uint32(nil), t.slots...)
	c.gone = append([]uint64(nil), t.gone...)
	c.head = append([]pair[K, V](nil), t.head...)
	c.tail = nil
	for _, chunk := range t.tail {
		own := *chunk
		c.tail = append(c.tail, &own)
	}
	return &c.Map
}

// asValue is the value v of a key, the zero Value in a set.
func asValue[V any](v *V) Value {
	switch v := any(v).(type) {
	case *int64:
		return Int(*v)
	case *Value:
		return *v
	}
	return Value{}
}

// setValue stores a value where asValue reads it.
func setValue[V any](to *V, v Value) {
	switch to := any(to).(type) {
	case *int64:
		*to = v.Int()
	case *Value:
		*to = v
	}
}
