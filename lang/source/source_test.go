package source

import "testing"

func TestPlace(t *testing.T) {
	f := New("x.hew", "ab\nçd\r\n\nend")
	tests := []struct {
		name   string
		offset int
		want   Place
	}{
		{"start", 0, Place{1, 1}},
		{"line end belongs to its line", 2, Place{1, 3}},
		{"columns count characters", 5, Place{2, 2}},
		{"empty line", 8, Place{3, 1}},
		{"last line", 11, Place{4, 3}},
		{"past the end", 99, Place{4, 4}},
		{"before the start", -1, Place{1, 1}},
	}
	for _, tc := range tests {
		if got := f.Place(tc.offset); got != tc.want {
			t.Errorf("%s: Place(%d) = %v, want %v", tc.name, tc.offset, got, tc.want)
		}
	}
}

func TestLine(t *testing.T) {
	f := New("x.hew", "one\r\ntwo\n")
	for n, want := range map[int]string{0: "", 1: "one", 2: "two", 3: "", 4: ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestSpanText(t *testing.T) {
	f := New("x.hew", "let x = 1;")
	for _, tc := range []struct {
		span Span
		want string
	}{{Span{f, 4, 5}, "x"}, {Span{f, 8, 99}, "1;"}, {Span{f, 99, 120}, ""}, {Span{}, ""}} {
		if got := tc.span.Text(); got != tc.want {
			t.Errorf("%d..%d: got %q, want %q", tc.span.Start, tc.span.End, got, tc.want)
		}
	}
}

func TestInvalidLine(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a\né\n": 0, "\xff": 1, "a\nb\xc3\nc": 2, "\ufffd": 0} {
		if got := InvalidLine(text); got != want {
			t.Errorf("%q: line %d, want %d", text, got, want)
		}
	}
}
