package shape

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"hewq/lang/types"
	"hewq/lang/value"
)

// world has the types that the tests are about.
type world struct {
	*Table
	resources                                  []*types.Def
	i64, f64, str, bytes                       types.Type
	point, named, list, node, tree, res, poly  *types.Def
	vecDef, mapDef, setDef, optionDef, connDef *types.Def
}

func (w *world) Normalize(t types.Type) types.Type { return types.Resolve(t) }
func (w *world) Closed(t types.Type) bool          { return slices.Contains(w.resources, types.DefOf(t)) }
func (w *world) IsState(*types.Def) bool           { return false }

func newWorld() *world {
	w := &world{i64: types.Of(types.I64), f64: types.Of(types.F64), str: types.Of(types.String), bytes: types.Of(types.Bytes)}
	w.Table = NewTable(w)
	generic := func(name string, n int) *types.Def {
		d := &types.Def{Name: name, Shape: types.Collection}
		for i := range n {
			d.Params = append(d.Params, &types.Param{Name: string(rune('A' + i))})
		}
		return d
	}
	w.vecDef, w.mapDef, w.setDef = generic("Vec", 1), generic("HashMap", 2), generic("HashSet", 1)
	w.optionDef = generic("Option", 1)
	w.optionDef.Shape = types.Enum
	w.optionDef.Variants = []*types.Variant{
		{Def: w.optionDef, Name: "Some", Fields: []types.Field{{Name: "0", Type: w.optionDef.Params[0]}}},
		{Def: w.optionDef, Tag: 1, Name: "None"},
	}
	w.point = &types.Def{Name: "Point", Fields: []types.Field{{Name: "x", Type: w.i64}, {Name: "y", Type: w.f64}}}
	w.named = &types.Def{Name: "Named", Fields: []types.Field{{Name: "name", Type: w.str}, {Name: "cells", Type: w.vec(w.i64)}, {Name: "raw", Type: w.bytes}}}
	w.list = &types.Def{Name: "List", Shape: types.Enum, Indirect: true}
	w.list.Variants = []*types.Variant{
		{Def: w.list, Name: "Node", Fields: []types.Field{{Name: "0", Type: w.i64}, {Name: "1", Type: w.of(w.list)}}},
		{Def: w.list, Tag: 1, Name: "End"},
		{Def: w.list, Tag: 2, Name: "Back", Fields: []types.Field{{Name: "0", Type: w.of(w.list)}, {Name: "1", Type: w.i64}}},
	}
	w.node = &types.Def{Name: "Node"}
	w.node.Fields = []types.Field{{Name: "kids", Type: w.vec(w.of(w.node))}, {Name: "name", Type: w.str}}
	w.tree = &types.Def{Name: "Tree"}
	w.tree.Fields = []types.Field{{Name: "kids", Type: w.mapOf(w.str, w.of(w.tree))}}
	w.connDef = &types.Def{Name: "Conn", Module: "net", Shape: types.Opaque}
	w.res = &types.Def{Name: "Res", Resource: true, Fields: []types.Field{{Name: "name", Type: w.str}, {Name: "conn", Type: w.of(w.connDef)}}}
	w.resources = []*types.Def{w.res}
	t := &types.Param{Name: "T"}
	w.poly = &types.Def{Name: "Poly", Params: []*types.Param{t}}
	w.poly.Fields = []types.Field{{Name: "v", Type: t}, {Name: "k", Type: w.vec(&types.Named{Def: w.poly, Args: []types.Type{w.vec(t)}})}}
	return w
}

func (w *world) of(d *types.Def, args ...types.Type) types.Type {
	return &types.Named{Def: d, Args: args}
}
func (w *world) vec(t types.Type) types.Type      { return w.of(w.vecDef, t) }
func (w *world) mapOf(k, v types.Type) types.Type { return w.of(w.mapDef, k, v) }
func (w *world) setOf(k types.Type) types.Type    { return w.of(w.setDef, k) }
func (w *world) option(t types.Type) types.Type   { return w.of(w.optionDef, t) }
func (w *world) pair(a, b types.Type) types.Type  { return &types.Tuple{Elems: []types.Type{a, b}} }
func (w *world) array(t types.Type) types.Type    { return &types.Array{Elem: t, Len: 2} }
func vecOf(all ...value.Value) value.Value        { return value.FromVec(&value.Vec[value.Value]{S: all}) }

func slab(words int, all ...value.Value) value.Value {
	s := value.NewSlab(words, 0)
	for _, v := range all {
		s.Push(v)
	}
	return value.FromSlab(s)
}
func ints(all ...int64) value.Value            { return value.FromVec(&value.Vec[int64]{S: all}) }
func some(v value.Value) value.Value           { return value.Variant1(0, v) }
func record(fields ...value.Value) value.Value { return value.Record(fields) }
func box(s *Shape, v value.Value) value.Value  { return value.FromRef(&Box{v, s}) }
func bytesOf(s string) value.Value             { return value.FromBytes(&value.Bytes{B: []byte(s)}) }
func point(x int64, y float64) value.Value     { return value.Scalars2(x, value.Float(y).Int()) }
func mapOf(key string, v value.Value) value.Value {
	m := value.NewMap(value.TextValue)
	value.TextsOf[value.Value](m).Put(key, v)
	return value.FromMap(m)
}

// text shows a value in full.
func (w *world) text(t types.Type, v value.Value) string {
	return string(w.Of(t).Inspect(nil, v, Limit{Elems: 100, Bytes: 100, Depth: 100}, func(b []byte, s *Shape, _ value.Value) []byte {
		return append(b, s.Type.String()...)
	}))
}

func TestWalks(t *testing.T) {
	w := newWorld()
	named := func(n int64) value.Value { return record(value.String("a"), ints(n), bytesOf("xy")) }
	for _, c := range []struct {
		t           types.Type
		make        func(n int64) value.Value // equal if and only if n is
		text        string
		bytes       int64
		send, store bool // whether it is copied; a clone is copied where what is sent is
	}{
		{w.i64, func(n int64) value.Value { return value.Int(n) }, "1", 8, false, false},
		{w.str, func(n int64) value.Value { return value.String(fmt.Sprint(n)) }, `"1"`, 9, false, false},
		{w.f64, func(n int64) value.Value { return value.Float(float64(n)) }, "1.0", 8, false, false},
		{w.of(w.point), func(n int64) value.Value { return point(n, 0.5) }, "Point { x: 1, y: 0.5 }", 16, true, false},
		{w.vec(w.str), func(n int64) value.Value { return value.Strings([]string{fmt.Sprint(n)}) }, `["1"]`, 17, true, true},
		{w.vec(w.of(w.point)), func(n int64) value.Value { return slab(2, point(n, 2)) }, "[Point { x: 1, y: 2.0 }]", 24, true, true},
		{w.pair(w.of(w.point), w.i64), func(n int64) value.Value { return value.Scalars3(n, value.Float(2).Int(), 7) }, "(Point { x: 1, y: 2.0 }, 7)", 24, true, false},
		{w.vec(w.pair(w.i64, w.of(w.point))), func(n int64) value.Value { return slab(3, value.Scalars3(7, n, value.Float(2).Int())) }, "[(7, Point { x: 1, y: 2.0 })]", 32, true, true},
		{w.pair(w.str, w.i64), func(n int64) value.Value { return record(value.String("s"), value.Int(n)) }, `("s", 1)`, 17, true, false},
		{w.option(w.i64), func(n int64) value.Value { return value.Scalar1(0, n) }, "Some(1)", 16, false, false},
		{w.option(w.str), func(n int64) value.Value { return some(value.String(fmt.Sprint(n))) }, `Some("1")`, 17, false, false},
		{w.option(w.vec(w.i64)), func(n int64) value.Value { return some(ints(n)) }, "Some([1])", 24, true, true},
		{w.of(w.named), named, `Named { name: "a", cells: [1], raw: b"xy" [78 79] }`, 9 + 16 + 10, true, true},
		{w.of(w.list), func(n int64) value.Value { return value.Variant2(0, value.Int(n), value.Unit(1)) }, "List::Node(1, List::End)", 24, false, false},
		{w.of(w.node), func(n int64) value.Value {
			return record(vecOf(record(vecOf(), value.String("k"))), value.String(fmt.Sprint(n)))
		}, `Node { kids: [Node { kids: [], name: "k" }], name: "1" }`, 34, true, false},
	} {
		s := w.Of(c.t)
		a, b, other := c.make(1), c.make(1), c.make(2)
		if got := w.text(c.t, a); got != c.text {
			t.Errorf("%s is shown as %s, want %s", c.t, got, c.text)
		}
		if !s.Equal(a, b) || s.Equal(a, other) {
			t.Errorf("%s is compared wrongly", c.text)
		}
		if string(s.Encode(nil, a)) != string(s.Encode(nil, b)) || string(s.Encode(nil, a)) == string(s.Encode(nil, other)) {
			t.Errorf("%s as a key is the same as another, or not the same as itself", c.text)
		}
		if got := s.Measure(a); got != c.bytes {
			t.Errorf("%s holds %d bytes, want %d", c.text, got, c.bytes)
		}
		for why, want := range map[Reason]bool{Send: c.send, Clone: c.send, Store: c.store, Array: false} {
			if s.Copied(why) != want || (s.Copier(why) != nil) != want {
				t.Errorf("%s: copied for reason %d is %v, want %v", c.t, why, s.Copied(why), want)
			}
			if d := s.Copy(a, why); !s.Equal(a, d) || want == value.Same(a, d) && s.Kind > Duration {
				t.Errorf("%s: the copy for reason %d is %s", c.text, why, w.text(c.t, d))
			}
		}
	}
}

func TestCopiesShareNothing(t *testing.T) {
	w := newWorld()
	inner := ints(1)
	keys := value.FromMap(value.NewMap(value.Other))
	value.TextsOf[value.Entry](keys.Map()).Put("k", value.Entry{Key: inner})
	for _, c := range []struct {
		t types.Type
		v value.Value
	}{
		{w.vec(w.vec(w.i64)), vecOf(inner)},
		{w.option(w.pair(w.str, w.vec(w.i64))), some(record(value.String("a"), inner))},
		{w.mapOf(w.str, w.vec(w.i64)), mapOf("k", inner)},
		{w.array(w.vec(w.i64)), vecOf(inner)},
		{w.setOf(w.vec(w.i64)), keys},
		{&types.Dyn{}, box(w.Of(w.vec(w.vec(w.i64))), vecOf(inner))},
	} {
		before := w.text(c.t, c.v)
		for _, why := range []Reason{Send, Clone} {
			if _, isDyn := c.t.(*types.Dyn); isDyn && why == Send {
				continue // no dyn is sent
			}
			d := w.Of(c.t).Copy(c.v, why)
			value.VecOf[int64](inner).S[0] = 2
			if got := w.text(c.t, d); got != before {
				t.Errorf("%s became %s when the original changed", before, got)
			}
			value.VecOf[int64](inner).S[0] = 1
		}
	}
}

func TestBinder(t *testing.T) {
	w := newWorld()
	cells := ints(1)
	v := record(value.String("a"), cells, bytesOf(""))
	d := w.Of(w.of(w.named)).Binder()(v)
	if value.Same(v, d) || !value.Same(cells, *d.Field(1)) {
		t.Error("a variable owns its record, and shares the collections in it")
	}
	array := w.pair(w.str, w.array(w.i64))
	v = record(value.String("a"), cells)
	if d := w.Of(array).Binder()(v); value.Same(cells, *d.Field(1)) {
		t.Error("a variable owns the arrays in its record")
	}
	if w.Of(w.vec(w.i64)).Binder() != nil || w.Of(w.str).Binder() != nil {
		t.Error("a Vec and a string are shared by all variables")
	}
}

// closings notes what is closed. Closures own what they refer to.
type closings []string

func (c *closings) Close(_ *Shape, v value.Value, _ Rest) { *c = append(*c, v.Field(0).Str()) }
func (c *closings) Captured(v value.Value, add func(*Shape, value.Value)) {
	box := value.Ref[Box](v)
	add(box.Shape, box.Value)
	box.Value = value.Value{}
}

func TestClose(t *testing.T) {
	w := newWorld()
	res := func(name string) value.Value { return record(value.String(name), value.FromHandle(nil)) }
	r := w.of(w.res)
	pair := w.pair(r, r)
	for _, c := range []struct {
		t     types.Type
		make  func() value.Value
		order Order
		want  string
	}{
		{r, func() value.Value { return res("a") }, Backward, "a"},
		{r, func() value.Value { return value.Value{} }, Backward, ""},
		{pair, func() value.Value { return record(res("a"), res("b")) }, Backward, "b a"},
		{pair, func() value.Value { return record(res("a"), res("b")) }, Forward, "a b"},
		{pair, func() value.Value { return record(value.Value{}, res("b")) }, Forward, "b"},
		{w.pair(pair, pair), func() value.Value {
			return record(record(res("a"), res("b")), record(res("c"), value.Value{}))
		}, Backward, "c b a"},
		{w.pair(pair, r), func() value.Value { return record(value.Value{}, res("c")) }, Backward, "c"},
		{w.vec(pair), func() value.Value {
			return vecOf(record(res("a"), res("b")), value.Value{}, record(res("c"), res("d")))
		}, Backward, "b a d c"},
		{w.mapOf(w.str, r), func() value.Value { return mapOf("k", res("a")) }, Backward, "a"},
		{w.option(w.vec(r)), func() value.Value { return some(vecOf(res("a"), res("b"))) }, Backward, "a b"},
		{&types.Dyn{}, func() value.Value { return box(w.Of(pair), record(res("a"), res("b"))) }, Backward, "b a"},
		{&types.Func{Result: w.i64}, func() value.Value { return box(w.Of(pair), record(res("a"), res("b"))) }, Forward, "a b"},
		{w.vec(w.of(w.connDef)), func() value.Value { return vecOf(value.FromHandle(nil)) }, Backward, ""},
	} {
		v := c.make()
		for _, want := range []string{c.want, ""} { // what was closed is not closed again
			var closed closings
			w.Of(c.t).Close(v, c.order, &closed)
			if got := strings.Join(closed, " "); got != want {
				t.Errorf("%s: closed %q, want %q", c.t, got, want)
			}
			if k := w.Of(c.t).Kind; k != Vec && k != Map && k != Closure {
				break
			}
		}
	}
}

func TestEndlessTypes(t *testing.T) {
	w := newWorld()
	s := w.Of(w.of(w.poly, w.i64))
	v := record(value.Int(1), vecOf(record(ints(2), vecOf())))
	if d := s.Copy(v, Send); !s.Equal(v, d) || s.Closes() {
		t.Errorf("a copy is %s", w.text(s.Type, d))
	}
}

// chain is a list with its links first or last in each node, or in Vecs.
func (w *world) chain(kind string, n int) (types.Type, value.Value) {
	var v value.Value
	switch kind {
	case "tail", "head":
		v = value.Unit(1)
		for i := range n {
			if kind == "tail" {
				v = value.Variant2(0, value.Int(int64(i)), v)
			} else {
				v = value.Variant2(2, v, value.Int(int64(i)))
			}
		}
		return w.of(w.list), v
	case "vec":
		v = record(vecOf(), value.String("n"))
		for range n {
			v = record(vecOf(v), value.String("n"))
		}
		return w.of(w.node), v
	}
	v = record(mapOf("x", record(value.FromMap(value.NewMap(value.TextValue)))))
	for range n {
		v = record(mapOf("x", v))
	}
	return w.of(w.tree), v
}

func TestDeepValues(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(1 << 20))
	w := newWorld()
	const n = 100_000
	for _, kind := range []string{"tail", "head", "vec", "map"} {
		typ, v := w.chain(kind, n)
		_, same := w.chain(kind, n)
		s := w.Of(typ)
		if kind != "map" && (!s.Equal(v, same) || !s.Equal(v, s.Copy(v, Send))) {
			t.Errorf("%s: a copy is not equal", kind)
		}
		if got := s.Measure(s.Copy(v, Send)); got < n*8 {
			t.Errorf("%s: holds %d bytes", kind, got)
		}
		if len(s.Encode(nil, v)) < n && kind != "map" {
			t.Errorf("%s: a key of %d bytes", kind, len(s.Encode(nil, v)))
		}
		if got := len(w.text(typ, v)); got > 10_000 {
			t.Errorf("%s: is shown with %d bytes", kind, got)
		}
		s.Close(v, Backward, new(closings))
	}
}

func TestStorer(t *testing.T) {
	w := newWorld()
	node := w.Of(w.of(w.node))
	store := node.Storer(node.Parts[0].Shape)
	kids := vecOf()
	self := record(kids, value.String("n"))
	outer := record(vecOf(self), value.String("m"))
	for name, v := range map[string]value.Value{"itself": self, "what has it": outer} {
		if got := store(kids, v); value.Same(got, v) || node.endless(kids, got) {
			t.Errorf("%s is stored as it is", name)
		}
	}
	if other := record(vecOf(), value.String("o")); !value.Same(store(kids, other), other) {
		t.Error("what does not have the collection in it is copied")
	}
	rows := w.Of(w.vec(w.vec(w.i64)))
	row := ints(1)
	if got := rows.Elem.Storer(rows)(vecOf(), row); value.Same(got, row) {
		t.Error("a collection in a collection is not copied")
	}
	if points := w.Of(w.vec(w.of(w.point))); points.Elem.Storer(points) != nil {
		t.Error("a record of numbers is copied")
	}
}

// endless tells whether a collection is in v.
func (s *Shape) endless(collection, v value.Value) bool {
	look := looking{collection.Object(), mostLooked}
	return look.finds(s, v, 0)
}

func TestValuesInThemselves(t *testing.T) {
	w := newWorld()
	kids := value.FromMap(value.NewMap(value.TextValue))
	tree := record(kids)
	value.TextsOf[value.Value](kids.Map()).Put("self", tree)
	again := vecOf()
	node := record(again, value.String("n"))
	value.VecOf[value.Value](again).S = []value.Value{node, node}
	twice := func() (a, b value.Value) {
		kids := vecOf()
		n := record(kids, value.String("n"))
		value.VecOf[value.Value](kids).S = []value.Value{n}
		return n, n
	}
	a, b := twice()
	for name, walk := range map[string]func(){
		"copy a map": func() { w.Of(w.of(w.tree)).Copy(tree, Send) },
		"copy":       func() { w.Of(w.of(w.node)).Copy(node, Send) },
		"measure":    func() { w.Of(w.of(w.node)).Measure(node) },
		"encode":     func() { w.Of(w.of(w.node)).Encode(nil, node) },
		"equal":      func() { w.Of(w.of(w.node)).Equal(a, b) },
		"inspect all": func() {
			w.Of(w.of(w.node)).Inspect(nil, node, Limit{Elems: 1 << 40, Bytes: 1 << 40, Depth: 1 << 40}, nil)
			panic(Loop{})
		},
	} {
		func() {
			defer func() {
				if r := recover(); r != (Loop{}) {
					t.Errorf("%s: %v", name, r)
				}
			}()
			walk()
			t.Errorf("%s: it ended", name)
		}()
	}
}
