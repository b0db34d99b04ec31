package value

// This file holds what is common to all HashMaps and HashSets.

// A Map is a HashMap or HashSet: all holders share it. It keeps the order of insertion.
//
// Its entries have numbers from 0 on. One that was removed keeps its number until the gaps are
// closed. A Map is the beginning of an Ints or a Texts: its Pairs tell of which.
type Map struct {
	index
	pairs   Pairs
	count   int      // entries, with those that were removed
	removed int      // entries that were
	gone    []uint64 // a bit for each entry that was removed; it may be too short
}

// A Pairs tells how the entries of a map are held.
type Pairs uint8

// The ways to hold entries. Keys that are neither numbers nor strings are found by a text that
// stands for them. Values that need n alone are numbers.
const (
	IntOnly    Pairs = iota // Ints[None]
	IntNumber               // Ints[int64]
	IntValue                // Ints[Value]
	TextOnly                // Texts[None]
	TextNumber              // Texts[int64]
	TextValue               // Texts[Value]
	Other                   // Texts[Entry]
)

// None is the value of a key in a set.
type None = struct{}

// An Entry is a key that is found by a text, with its value.
type Entry struct{ Key, Value Value }

// entries are the entries of a map, however they are held.
type entries interface {
	entry(i int) (key, val Value)
	set(i int, key, val Value)
	clone() *Map
	clear()
	take() *Map
}

// Len is the number of keys.
func (m *Map) Len() int { return m.count - m.removed }

// Count is the number of entries, with those that were removed.
func (m *Map) Count() int { return m.count }

// Live tells whether the entry at i was not removed.
func (m *Map) Live(i int) bool {
	return m.removed == 0 || m.stays(i)
}

func (m *Map) stays(i int) bool {
	return i>>6 >= len(m.gone) || m.gone[i>>6]&(1<<(i&63)) == 0
}

// Entry is the entry at i, which is live; val is the zero Value in a set.
func (m *Map) Entry(i int) (key, val Value) { return m.entries().entry(i) }

// SetEntry replaces key and value of the entry at i. The key must be found as the old one was.
func (m *Map) SetEntry(i int, key, val Value) { m.entries().set(i, key, val) }

// All are the keys with their values. The map must not change meanwhile.
func (m *Map) All(yield func(key, val Value) bool) {
	e := m.entries()
	for i := range m.count {
		if !m.Live(i) {
			continue
		}
		if !yield(e.entry(i)) {
			return
		}
	}
}

// Clear removes all keys.
func (m *Map) Clear() { m.entries().clear() }

// Take is a map with all that m has; m has nothing from then on.
func (m *Map) Take() *Map { return m.entries().take() }

// Clone makes a map of its own with the same keys and values.
func (m *Map) Clone() *Map { return m.entries().clone() }

// drop marks the entry at i as removed. It tells whether the gaps are more than the rest.
func (m *Map) drop(i int) bool {
	for i>>6 >= len(m.gone) {
		m.gone = append(m.gone, 0)
	}
	m.gone[i>>6] |= 1 << (i & 63)
	m.removed++
	return m.removed >= 32 && m.removed >= m.count/2
}
