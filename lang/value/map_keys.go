package value

// This file has the maps by what their keys are.

// An Ints is a map whose keys need n alone.
type Ints[V any] struct{ table[int64, V] }

// Find is the value of a key, nil if the key is not there. It is valid until the map changes.
func (m *Ints[V]) Find(k int64) *V {
	if i, _ := m.number(k); i >= 0 {
		return &m.at(i).Val
	}
	return nil
}

// number is the number of the entry of a key, -1 if it is not there, and the hash of the key if there
// is an index.
func (m *Ints[V]) number(k int64) (i int, hash uint64) {
	if m.slots == nil {
		return m.scan(k), 0
	}
	hash = hashInt(k)
	slots, numbers := m.slots, m.numbers
	want, mask := uint32(hash>>32)&^numbers, len(slots)-1
	for at := int(hash) & mask; ; at = (at + 1) & mask {
		s := slots[at]
		if s == 0 {
			return -1, hash
		}
		if s&^numbers == want {
			if i := int(s&numbers) - 1; m.at(i).Key == k && m.Live(i) {
				return i, hash
			}
		}
	}
}

// Put sets the value of a key and tells whether the key is new.
func (m *Ints[V]) Put(k int64, v V) bool {
	i, h := m.number(k)
	if i >= 0 {
		m.at(i).Val = v
		return false
	}
	m.add(hashInt, h, k, v)
	return true
}

// Remove removes a key and tells whether it was there.
func (m *Ints[V]) Remove(k int64) bool {
	i, _ := m.number(k)
	if i >= 0 {
		m.remove(hashInt, i)
	}
	return i >= 0
}

func (m *Ints[V]) entry(i int) (key, val Value) {
	e := m.at(i)
	return Int(e.Key), asValue(&e.Val)
}

func (m *Ints[V]) set(i int, _, val Value) { setValue(&m.at(i).Val, val) }

// A Texts is a map whose keys are strings, or are found by a string.
type Texts[V any] struct{ table[string, V] }

// Find is the value of a key, nil if the key is not there. It is valid until the map changes.
func (m *Texts[V]) Find(k string) *V {
	if i, _ := m.number(k); i >= 0 {
		return &m.at(i).Val
	}
	return nil
}

// FindBytes is Find without making a string.
func (m *Texts[V]) FindBytes(k []byte) *V { return m.Find(lent(k)) }

// number is the number of the entry of a key, -1 if it is not there, and the hash of the key if there
// is an index.
func (m *Texts[V]) number(k string) (i int, hash uint64) {
	if m.slots == nil {
		return m.scan(k), 0
	}
	hash = hashText(k)
	slots, numbers := m.slots, m.numbers
	want, mask := uint32(hash>>32)&^numbers, len(slots)-1
	for at := int(hash) & mask; ; at = (at + 1) & mask {
		s := slots[at]
		if s == 0 {
			return -1, hash
		}
		if s&^numbers == want {
			if i := int(s&numbers) - 1; m.at(i).Key == k && m.Live(i) {
				return i, hash
			}
		}
	}
}

// Put sets the value of a key and tells whether the key is new.
func (m *Texts[V]) Put(k string, v V) bool {
	i, h := m.number(k)
	if i >= 0 {
		m.at(i).Val = v
		return false
	}
	m.add(hashText, h, k, v)
	return true
}

// Remove removes a key and tells whether it was there.
func (m *Texts[V]) Remove(k string) bool {
	i, _ := m.number(k)
	if i >= 0 {
		m.remove(hashText, i)
	}
	return i >= 0
}

// RemoveBytes is Remove without making a string.
func (m *Texts[V]) RemoveBytes(k []byte) bool { return m.Remove(lent(k)) }

func (m *Texts[V]) entry(i int) (key, val Value) {
	e := m.at(i)
	if other, ok := any(&e.Val).(*Entry); ok {
		return other.Key, other.Value
	}
	return String(e.Key), asValue(&e.Val)
}

func (m *Texts[V]) set(i int, key, val Value) {
	v := &m.at(i).Val
	if other, ok := any(v).(*Entry); ok {
		*other = Entry{key, val}
		return
	}
	setValue(v, val)
}

// EntryReader gives the function that reads the entry at i, which is live, of such maps.
func (p Pairs) EntryReader() func(m *Map, i int) (key, val Value) {
	switch p {
	case IntNumber:
		return func(m *Map, i int) (key, val Value) {
			e := IntsOf[int64](m).at(i)
			return Int(e.Key), Int(e.Val)
		}
	case IntValue:
		return func(m *Map, i int) (key, val Value) {
			e := IntsOf[Value](m).at(i)
			return Int(e.Key), e.Val
		}
	case TextNumber:
		return func(m *Map, i int) (key, val Value) {
			e := TextsOf[int64](m).at(i)
			return String(e.Key), Int(e.Val)
		}
	case TextValue:
		return func(m *Map, i int) (key, val Value) {
			e := TextsOf[Value](m).at(i)
			return String(e.Key), e.Val
		}
	}
	return (*Map).Entry
}
