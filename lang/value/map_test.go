package value_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"hewq/lang/value"
)

// A model is what a map must be like: the keys in the order of insertion, and a value for each.
type model struct {
	keys []int64
	vals map[int64]int64
}

func (m *model) put(k, v int64) bool {
	_, old := m.vals[k]
	if !old {
		m.keys = append(m.keys, k)
	}
	m.vals[k] = v
	return !old
}

func (m *model) remove(k int64) bool {
	_, old := m.vals[k]
	if old {
		delete(m.vals, k)
		i := slices.Index(m.keys, k)
		m.keys = slices.Delete(m.keys, i, i+1)
	}
	return old
}

func (m *model) clone() *model {
	c := &model{slices.Clone(m.keys), map[int64]int64{}}
	maps.Copy(c.vals, m.vals)
	return c
}

// A way is how one kind of map is used with numbers for keys and values.
type way struct {
	put    func(m *value.Map, k, v int64) bool
	find   func(m *value.Map, k int64) (int64, bool)
	remove func(m *value.Map, k int64) bool
	key    func(value.Value) int64
	val    func(value.Value) int64
}

func wayOf[K, V any, T interface {
	Put(K, V) bool
	Find(K) *V
	Remove(K) bool
}](of func(*value.Map) T, key func(int64) K, val func(k, v int64) V, back func(V) int64) way {
	return way{
		put: func(m *value.Map, k, v int64) bool { return of(m).Put(key(k), val(k, v)) },
		find: func(m *value.Map, k int64) (int64, bool) {
			if v := of(m).Find(key(k)); v != nil {
				return back(*v), true
			}
			return 0, false
		},
		remove: func(m *value.Map, k int64) bool { return of(m).Remove(key(k)) },
	}
}

var ways = func() map[value.Pairs]way {
	itself := func(k int64) int64 { return k }
	text := func(k int64) string { return fmt.Sprint("key ", k) }
	none := func(k, v int64) value.None { return value.None{} }
	number := func(k, v int64) int64 { return v }
	boxed := func(k, v int64) value.Value { return value.String(fmt.Sprint(v)) }
	unbox := func(v value.Value) (n int64) { fmt.Sscan(v.Str(), &n); return n }
	zero := func(value.None) int64 { return 0 }
	all := map[value.Pairs]way{
		value.IntOnly:    wayOf(value.IntsOf[value.None], itself, none, zero),
		value.IntNumber:  wayOf(value.IntsOf[int64], itself, number, itself),
		value.IntValue:   wayOf(value.IntsOf[value.Value], itself, boxed, unbox),
		value.TextOnly:   wayOf(value.TextsOf[value.None], text, none, zero),
		value.TextNumber: wayOf(value.TextsOf[int64], text, number, itself),
		value.TextValue:  wayOf(value.TextsOf[value.Value], text, boxed, unbox),
		value.Other: wayOf(value.TextsOf[value.Entry], text, func(k, v int64) value.Entry {
			return value.Entry{Key: value.Int(k), Value: value.Int(v)}
		}, func(e value.Entry) int64 { return e.Value.Int() }),
	}
	for p, w := range all {
		w.key = value.Value.Int
		if p >= value.TextOnly && p < value.Other {
			w.key = func(v value.Value) (n int64) { fmt.Sscanf(v.Str(), "key %d", &n); return n }
		}
		switch p {
		case value.IntOnly, value.TextOnly:
			w.val = func(value.Value) int64 { return 0 }
		case value.IntValue, value.TextValue:
			w.val = unbox
		default:
			w.val = value.Value.Int
		}
		all[p] = w
	}
	return all
}()

// agree tells how m differs from what it must be like.
func (w way) agree(p value.Pairs, m *value.Map, want *model) error {
	isSet := p == value.IntOnly || p == value.TextOnly
	if m.Len() != len(want.keys) {
		return fmt.Errorf("length %d, want %d", m.Len(), len(want.keys))
	}
	var keys []int64
	for k, v := range m.All {
		key := w.key(k)
		keys = append(keys, key)
		if !isSet && w.val(v) != want.vals[key] {
			return fmt.Errorf("value %d of %d, want %d", w.val(v), key, want.vals[key])
		}
	}
	if !slices.Equal(keys, want.keys) {
		return fmt.Errorf("keys %v, want %v", keys, want.keys)
	}
	read := p.EntryReader()
	for i := range m.Count() {
		if m.Live(i) {
			a, b := read(m, i)
			c, d := m.Entry(i)
			if w.key(a) != w.key(c) || w.val(b) != w.val(d) {
				return fmt.Errorf("entry %d is read in two ways", i)
			}
		}
	}
	for k := int64(-2); k < 40; k++ {
		v, ok := w.find(m, k)
		if wanted, there := want.vals[k]; ok != there || ok && !isSet && v != wanted {
			return fmt.Errorf("found %d, %v of %d, want %d, %v", v, ok, k, wanted, there)
		}
	}
	return nil
}

// TestMapModel does the same to maps and to what they must be like.
func TestMapModel(t *testing.T) {
	for p, w := range ways {
		for seed := range uint64(8) {
			r := rand.New(rand.NewPCG(seed, uint64(p)))
			keys := []int64{6, 12, 40, 700, 5000}[r.IntN(5)]
			m, want := value.NewMap(p), &model{vals: map[int64]int64{}}
			var other *value.Map
			var otherWant *model
			for step := range 2500 {
				k, v := r.Int64N(keys)-1, r.Int64N(1000)
				same := true
				switch what := r.IntN(100); {
				case what < 50+int(seed)*3:
					same = w.put(m, k, v) == want.put(k, v)
				case what < 98:
					same = w.remove(m, k) == want.remove(k)
				case what < 99 && step%7 == 0:
					other, otherWant = m.Clone(), want.clone()
					if r.IntN(2) == 0 {
						m, other = other, m
					}
				case step%50 == 0:
					m.Clear()
					want = &model{vals: map[int64]int64{}}
				case step%51 == 0:
					left := m
					m = m.Take()
					if left.Len() != 0 || left.Count() != 0 {
						t.Fatalf("map %d, seed %d, step %d: what was taken is still there", p, seed, step)
					}
				}
				if !same {
					t.Fatalf("map %d, seed %d, step %d: %d is said to be new, or not", p, seed, step, k)
				}
				if step%193 != 0 && step < 2490 {
					continue
				}
				if err := w.agree(p, m, want); err != nil {
					t.Fatalf("map %d, seed %d, step %d: %v", p, seed, step, err)
				}
				if other != nil {
					if err := w.agree(p, other, otherWant); err != nil {
						t.Fatalf("map %d, seed %d, step %d: the copy has %v", p, seed, step, err)
					}
				}
			}
		}
	}
}

// TestMapGaps pins when gaps are closed: loops that remove from the map they go over see it.
func TestMapGaps(t *testing.T) {
	for p, w := range ways {
		m := value.NewMap(p)
		for i := range int64(100) {
			w.put(m, i, i)
		}
		for i := range int64(49) {
			w.remove(m, i)
		}
		if m.Count() != 100 || m.Live(48) || !m.Live(49) {
			t.Errorf("map %d: gaps are closed too early", p)
		}
		w.remove(m, 99)
		if m.Count() != 50 || !m.Live(0) {
			t.Errorf("map %d: gaps are not closed when they are as many as the rest", p)
		}
		if k, _ := m.Entry(0); w.key(k) != 49 {
			t.Errorf("map %d: the first key is %d, want 49", p, w.key(k))
		}
	}
}

// TestMapSetEntry replaces values, and keys that are found as before.
func TestMapSetEntry(t *testing.T) {
	for p, w := range ways {
		m := value.NewMap(p)
		w.put(m, 1, 10)
		w.put(m, 2, 20)
		k, v := m.Entry(1)
		if p == value.Other {
			k = value.Int(3)
		}
		if p != value.IntOnly && p != value.TextOnly {
			_, v = m.Entry(0)
		}
		m.SetEntry(1, k, v)
		k, v = m.Entry(1)
		want := int64(2)
		if p == value.Other {
			want = 3
		}
		if w.key(k) != want {
			t.Errorf("map %d: the key is %d, want %d", p, w.key(k), want)
		}
		if _, first := m.Entry(0); w.val(v) != w.val(first) {
			t.Errorf("map %d: the value was not replaced", p)
		}
	}
}

// TestMapLarge goes through chunks of entries, and back.
func TestMapLarge(t *testing.T) {
	for p, w := range ways {
		m := value.NewMap(p)
		const n = 5000
		for i := range int64(n) {
			if !w.put(m, i*1_000_003, i) {
				t.Fatalf("map %d: %d is said to be there already", p, i)
			}
		}
		c := m.Clone()
		for i := range int64(n) {
			if i%10 != 0 && !w.remove(m, i*1_000_003) {
				t.Fatalf("map %d: %d is said to be missing", p, i)
			}
		}
		for i := range int64(n) {
			_, ok := w.find(m, i*1_000_003)
			_, inCopy := w.find(c, i*1_000_003)
			if ok != (i%10 == 0) || !inCopy {
				t.Fatalf("map %d: %d is there: %v, in the copy: %v", p, i, ok, inCopy)
			}
		}
		if m.Len() != n/10 || c.Len() != n {
			t.Errorf("map %d: lengths %d and %d, want %d and %d", p, m.Len(), c.Len(), n/10, n)
		}
	}
}
