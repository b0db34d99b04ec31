package eval

// This file makes a tree of decisions of the patterns of a match: each value is looked at once, and
// what it is leads to the patterns that can still fit.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A decision gives the arm for a value, -1 if there is none; its variables are set.
type decision struct {
	arm     int
	by      func(f *frame, v value.Value) int // nil where it is always arm
	numbers *numberTable                      // what by does, if that is a look into a table
}

// A numberTable decides by a number, from lo on.
type numberTable struct {
	lo    int64
	table []decision
	other decision
}

// of is the decision for n.
func (t *numberTable) of(n int64) *decision {
	if i := uint64(n - t.lo); i < uint64(len(t.table)) {
		return &t.table[i]
	}
	return &t.other
}

func (d *decision) make(f *frame, v value.Value) int {
	if d.by == nil {
		return d.arm
	}
	return d.by(f, v)
}

// A decider makes the tree of one match.
type decider struct {
	guards []cond // of the arms, nil where an arm has none
	left   int    // how many more decisions there may be
	slots  []int  // of the parts of the tuple that is matched, nil if it is a value
}

// A stand is where a tree has come to: it is given what so many steps of the paths lead to.
type stand struct {
	depth int
	part  int // of the tuple whose parts are in slots, -1 before the first and in any other value
}

// decide makes a tree of the patterns of a match over a t, which are lowered. It gives false if one of them is
// tested otherwise, or if the tree would be large. The parts of a tuple may be in slots.
func (l *lowerer) decide(x *ast.MatchExpr, t types.Type, guards []cond, slots []int) (decision, bool) {
	if l.closes(t) {
		return decision{}, false
	}
	var all []patternRow
	for i, arm := range x.Arms {
		rows, ok := l.rows(arm.Pattern, nil, t)
		if !ok {
			return decision{}, false
		}
		for j := range rows {
			rows[j].arm = i
		}
		all = append(all, rows...)
	}
	d := decider{guards: guards, left: 16 + 4*len(all), slots: slots}
	root := d.tree(all, stand{part: -1})
	return root, d.left >= 0
}

// tree decides between rows.
func (d *decider) tree(rows []patternRow, in stand) decision {
	if d.left--; len(rows) == 0 || d.left < 0 {
		return decision{arm: -1}
	}
	first := rows[0]
	if len(first.tests) == 0 {
		return d.leaf(first, rows[1:], in)
	}
	if part := first.tests[0].at; d.slots != nil && part[0].field != in.part {
		in = stand{depth: 1, part: part[0].field}
		slot, next := d.slots[in.part], d.node(rows, in)
		return decision{by: func(f *frame, _ value.Value) int { return next.make(f, f.s[slot]) }}
	}
	if to := shared(rows); len(to) > in.depth {
		read := to[in.depth:].reader()
		in.depth = len(to)
		next := d.node(rows, in)
		return decision{by: func(f *frame, v value.Value) int { return next.make(f, read(v)) }}
	}
	return d.node(rows, in)
}

// shared is the longest path that all that is tested and bound begins with.
func shared(rows []patternRow) path {
	to := rows[0].tests[0].at
	for _, r := range rows {
		for _, test := range r.tests {
			to = to[:to.common(test.at)]
		}
		for _, b := range r.binds {
			to = to[:to.common(b.at)]
		}
	}
	return to
}

// leaf is the decision for a row whose tests hold: if its guard does not, one of the other arms.
func (d *decider) leaf(r patternRow, others []patternRow, in stand) decision {
	arm, guard := r.arm, d.guards[r.arm]
	bind := d.binder(r.binds, in)
	if guard == nil {
		if bind == nil {
			return decision{arm: arm}
		}
		return decision{by: func(f *frame, v value.Value) int { bind(f, v); return arm }}
	}
	other := d.tree(slices.DeleteFunc(slices.Clone(others), func(r patternRow) bool { return r.arm == arm }), in)
	return decision{by: func(f *frame, v value.Value) int {
		if bind != nil {
			bind(f, v)
		}
		if guard(f) {
			return arm
		}
		return other.make(f, v)
	}}
}

// binder sets the variables of a row, nil if there are none.
func (d *decider) binder(binds []patternBind, in stand) func(*frame, value.Value) {
	if len(binds) == 0 {
		return nil
	}
	first, rest := binds[0], d.binder(binds[1:], in)
	from := -1 // the slot of another part
	if d.slots != nil && first.at[0].field != in.part {
		in = stand{depth: 1, part: first.at[0].field}
		from = d.slots[in.part]
	}
	read, slot, bind := first.at[in.depth:].reader(), first.slot, first.bind
	var one func(*frame, value.Value)
	switch {
	case read == nil && slot >= 0:
		one = func(f *frame, v value.Value) { f.s[slot].SetInt(v.Int()) }
	case read == nil:
		one = func(f *frame, v value.Value) { bind(f, v) }
	case slot >= 0:
		one = func(f *frame, v value.Value) { f.s[slot].SetInt(read(v).Int()) }
	default:
		one = func(f *frame, v value.Value) { bind(f, read(v)) }
	}
	if inPart := one; from >= 0 {
		one = func(f *frame, _ value.Value) { inPart(f, f.s[from]) }
	}
	if rest == nil {
		return one
	}
	return func(f *frame, v value.Value) { one(f, v); rest(f, v) }
}

// node decides by the first test of the first row.
func (d *decider) node(rows []patternRow, in stand) decision {
	test := rows[0].tests[0]
	read := test.at[in.depth:].reader()
	by := map[patternKey]*[]patternRow{}
	var keys []patternKey // in the order of the rows
	var rest []patternRow // that ask for nothing there
	for _, r := range rows {
		i := slices.IndexFunc(r.tests, func(t patternTest) bool { return t.at.common(test.at) == len(test.at) && len(t.at) == len(test.at) })
		if i < 0 {
			for _, k := range keys {
				*by[k] = append(*by[k], r)
			}
			rest = append(rest, r)
			continue
		}
		k := patternKey{r.tests[i].n, r.tests[i].text}
		if by[k] == nil {
			by[k] = new(slices.Clone(rest))
			keys = append(keys, k)
		}
		r.tests = slices.Delete(slices.Clone(r.tests), i, i+1)
		*by[k] = append(*by[k], r)
	}
	kids := make([]decision, len(keys))
	for i, k := range keys {
		kids[i] = d.tree(*by[k], in)
	}
	other := d.tree(rest, in)
	switch test.kind {
	case testTag:
		return tagDecision(read, keys, kids, other)
	case testText:
		return textDecision(read, keys, kids, other)
	}
	return numberDecision(read, keys, kids, other)
}

// A patternKey is what a test compares with.
type patternKey struct {
	n    int64
	text string
}

// dense makes a table of decisions from the number lo on.
func dense(lo, hi int64, keys []patternKey, kids []decision, other decision) []decision {
	table := slices.Repeat([]decision{other}, int(hi-lo)+1)
	for i, k := range keys {
		table[k.n-lo] = kids[i]
	}
	return table
}

// ends are the least and the largest of numbers.
func ends(keys []patternKey) (lo, hi int64) {
	lo, hi = keys[0].n, keys[0].n
	for _, k := range keys {
		lo, hi = min(lo, k.n), max(hi, k.n)
	}
	return lo, hi
}

// tagDecision decides by the variant.
func tagDecision(read func(value.Value) value.Value, keys []patternKey, kids []decision, other decision) decision {
	_, hi := ends(keys)
	table := dense(0, hi, keys, kids, other)
	if read == nil {
		return decision{by: func(f *frame, v value.Value) int {
			if tag := v.Tag(); uint64(tag) < uint64(len(table)) {
				return table[tag].make(f, v)
			}
			return other.make(f, v)
		}}
	}
	return decision{by: func(f *frame, v value.Value) int {
		if tag := read(v).Tag(); uint64(tag) < uint64(len(table)) {
			return table[tag].make(f, v)
		}
		return other.make(f, v)
	}}
}

// mostSpread is how many entries of a table there may be for each number.
const mostSpread = 8

// numberDecision decides by a number: by a table if the numbers are close to each other.
func numberDecision(read func(value.Value) value.Value, keys []patternKey, kids []decision, other decision) decision {
	lo, hi := ends(keys)
	if spread := uint64(hi - lo); spread < uint64(mostSpread*(len(keys)+4)) {
		table := &numberTable{lo, dense(lo, hi, keys, kids, other), other}
		if read == nil {
			return decision{by: func(f *frame, v value.Value) int { return table.of(v.Int()).make(f, v) }, numbers: table}
		}
		return decision{by: func(f *frame, v value.Value) int { return table.of(read(v).Int()).make(f, v) }}
	}
	if read == nil {
		read = itself
	}
	known := make(map[int64]*decision, len(keys))
	for i, k := range keys {
		known[k.n] = &kids[i]
	}
	return decision{by: func(f *frame, v value.Value) int {
		if d := known[read(v).Int()]; d != nil {
			return d.make(f, v)
		}
		return other.make(f, v)
	}}
}

func itself(v value.Value) value.Value { return v }

// textDecision decides by a string.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func textDecision(read func(value.Value) value.Value, keys []patternKey, kids []decision, other decision) decision {
	known := make(map[string]*decision, len(keys))
	for i, k := range keys {
		known[k.text] = &kids[i]
	}
	if read == nil {
		read = itself
	}
	return decision{by: func(f *frame, v value.Value) int {
		if d := known[read(v).Str()]; d != nil {
			return d.make(f, v)
		}
		return other.make(f, v)
	}}
}
