package shape

import (
	"strings"
	"testing"

	"hewq/lang/value"
)

// What does not fit its line is spread over several; no line is longer than it has to be.
func TestInspectLines(t *testing.T) {
	w := newWorld()
	many := make([]int64, 14)
	for i := range many {
		many[i] = int64(i * 1000)
	}
	named := record(value.String("a name with blanks"), ints(many...), bytesOf("xy"))
	nothing := func(b []byte, s *Shape, _ value.Value) []byte { return b }
	for _, c := range []struct {
		name  string
		limit Limit
		show  func(limit Limit) []byte
		want  string
	}{
		{
			"fits",
			Limit{Elems: 100, Bytes: 100, Depth: 100, Width: 30},
			func(l Limit) []byte { return w.Of(w.of(w.point)).Inspect(nil, point(1, 0.5), l, nothing) },
			"Point { x: 1, y: 0.5 }",
		},
		{
			"as many numbers as fit",
			Limit{Elems: 12, Bytes: 100, Depth: 100, Width: 30},
			func(l Limit) []byte { return w.Of(w.vec(w.i64)).Inspect(nil, ints(many...), l, nothing) },
			"[\n    0, 1000, 2000, 3000, 4000,\n    5000, 6000, 7000, 8000,\n    9000, 10000, 11000,\n    … 14 in all\n]",
		},
		{
			"a field on each line",
			Limit{Elems: 4, Bytes: 100, Depth: 100, Width: 40},
			func(l Limit) []byte { return w.Of(w.of(w.named)).Inspect([]byte("=> "), named, l, nothing) },
			"=> Named {\n    name: \"a name with blanks\",\n    cells: [\n        0, 1000, 2000, 3000, … 14 in all\n    ],\n    raw: b\"xy\" [78 79]\n}",
		},
		{
			"records in a Vec",
			Limit{Elems: 9, Bytes: 100, Depth: 100, Width: 26},
			func(l Limit) []byte {
				return w.Of(w.vec(w.of(w.point))).Inspect(nil, slab(2, point(1, 2), point(3, 4)), l, nothing)
			},
			"[\n    Point {\n        x: 1,\n        y: 2.0\n    },\n    Point { x: 3, y: 4.0 }\n]",
		},
		{
			"an entry on each line",
			Limit{Elems: 9, Bytes: 100, Depth: 100, Width: 12},
			func(l Limit) []byte {
				return w.Of(w.mapOf(w.str, w.i64)).Inspect(nil, mapOf("é key", value.Int(1000)), l, nothing)
			},
			"{\n    \"é key\": 1000\n}",
		},
		{
			"nothing in it",
			Limit{Elems: 9, Bytes: 100, Depth: 100, Width: 1},
			func(l Limit) []byte { return w.Of(w.vec(w.i64)).Inspect(nil, ints(), l, nothing) },
			"[]",
		},
	} {
		if got := string(c.show(c.limit)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		flat := c.limit
		flat.Width = 0
		one := string(c.show(flat))
		if joined := strings.Join(strings.Fields(c.want), ""); strings.Join(strings.Fields(one), "") != joined {
			t.Errorf("%s: on one line it is\n%s", c.name, one)
		}
	}
}
