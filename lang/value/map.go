package value

// This file holds Hew's HashMap and HashSet.

import "maps"

// A Map is a HashMap or HashSet: all holders share it. It keeps the order of insertion.
//
// Keys are found by a number or by a string; the caller knows which of its own key goes with
// the key's type, and uses always the same.
type Map struct {
	Entries []Entry
	numbers map[int64]int32
	strings map[string]int32
	removed int
}

// An Entry is a key with its value. It is not Live once it was removed.
type Entry struct {
	Key, Value Value
	Live       bool
}

// NewMap makes an empty map.
func NewMap() *Map { return &Map{} }

// Len is the number of keys.
func (m *Map) Len() int { return len(m.Entries) - m.removed }

// ByInt finds the entry of a number, nil if there is none. It is valid until the map changes.
func (m *Map) ByInt(n int64) *Entry {
	if i, ok := m.numbers[n]; ok {
		return &m.Entries[i]
	}
	return nil
}

// ByString finds the entry of a string, nil if there is none. It is valid until the map changes.
func (m *Map) ByString(s string) *Entry {
	if i, ok := m.strings[s]; ok {
		return &m.Entries[i]
	}
	return nil
}

// ByBytes is ByString without making a string.
func (m *Map) ByBytes(b []byte) *Entry {
	if i, ok := m.strings[string(b)]; ok {
		return &m.Entries[i]
	}
	return nil
}

// PutInt sets the value of the key that n stands for and tells whether it is new.
func (m *Map) PutInt(n int64, key, val Value) bool {
	if i, ok := m.numbers[n]; ok {
		m.Entries[i].Value = val
		return false
	}
	if m.numbers == nil {
		m.numbers = map[int64]int32{}
	}
	m.numbers[n] = int32(len(m.Entries))
	m.Entries = append(m.Entries, Entry{key, val, true})
	return true
}

// PutString sets the value of the key that s stands for and tells whether it is new.
func (m *Map) PutString(s string, key, val Value) bool {
	if i, ok := m.strings[s]; ok {
		m.Entries[i].Value = val
		return false
	}
	if m.strings == nil {
		m.strings = map[string]int32{}
	}
	m.strings[s] = int32(len(m.Entries))
	m.Entries = append(m.Entries, Entry{key, val, true})
	return true
}

// RemoveInt removes the key that n stands for and tells whether it was there.
func (m *Map) RemoveInt(n int64) bool {
	i, ok := m.numbers[n]
	if ok {
		delete(m.numbers, n)
		m.drop(i)
	}
	return ok
}

// RemoveString removes the key that s stands for and tells whether it was there.
func (m *Map) RemoveString(s string) bool {
	i, ok := m.strings[s]
	if ok {
		delete(m.strings, s)
		m.drop(i)
	}
	return ok
}

// drop marks an entry as removed, and closes the gaps when they are more than the rest.
func (m *Map) drop(i int32) {
	m.Entries[i] = Entry{}
	m.removed++
	if m.removed < 32 || m.removed < len(m.Entries)/2 {
		return
	}
	moved := make([]int32, len(m.Entries))
	live := m.Entries[:0:0]
	for i, e := range m.Entries {
		if e.Live {
			moved[i] = int32(len(live))
			live = append(live, e)
		}
	}
	for k, i := range m.numbers {
		m.numbers[k] = moved[i]
	}
	for k, i := range m.strings {
		m.strings[k] = moved[i]
	}
	m.Entries, m.removed = live, 0
}

// Clear removes all keys.
func (m *Map) Clear() { *m = Map{} }

// Clone makes a map of its own with the same keys and values.
func (m *Map) Clone() *Map {
	c := &Map{Entries: append([]Entry(nil), m.Entries...), removed: m.removed}
	if m.numbers != nil {
		c.numbers = make(map[int64]int32, len(m.numbers))
		maps.Copy(c.numbers, m.numbers)
	}
	if m.strings != nil {
		c.strings = make(map[string]int32, len(m.strings))
		maps.Copy(c.strings, m.strings)
	}
	return c
}
