package value_test

import (
	"strings"
	"testing"

	"hewq/lang/value"
)

func TestDecodeText(t *testing.T) {
	cases := []struct{ name, bytes, want string }{
		{"nothing", "", ""},
		{"characters of 1 to 4 bytes", "aé日😀", "aé日😀"},
		{"U+FFFD itself", "\uFFFD", "\uFFFD"},
		{"bytes that are never UTF-8", "a\xff\xfe\xc0\xc1\xf5b", "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb"},
		{"no first byte", "\x80\xbf", "\uFFFD\uFFFD"},
		{"cut at the end", "a\xe6\x97", "a\uFFFD"},
		{"cut by another character", "\xf0\x9f\x98a", "\uFFFDa"},
		{"cut by the next", "\xe6\x97\xe6\x97\xa5", "\uFFFD日"},
		{"a longer form than needed", "\xe0\x80\x80", "\uFFFD\uFFFD\uFFFD"},
		{"a surrogate", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
		{"beyond the last character", "\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := value.DecodeText([]byte(tc.bytes)); got != tc.want {
				t.Errorf("text of % x is %q, want %q", tc.bytes, got, tc.want)
			}
		})
	}
}

// TestDecodeAllText compares with a decoder that goes by the table of well-formed sequences.
func TestDecodeAllText(t *testing.T) {
	// The least and the greatest byte of each range of the table, and those beside them.
	edges := []byte{0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff}
	all := [][]byte{nil}
	for range 4 {
		next := [][]byte{nil}
		for _, b := range all {
			for _, c := range edges {
				next = append(next, append(b[:len(b):len(b)], c))
			}
		}
		all = next
	}
	for _, b := range all {
		if got, want := value.DecodeText(b), byTable(b); got != want {
			t.Fatalf("text of % x is %q, want %q", b, got, want)
		}
	}
}

// byTable decodes b by table 3-7 of the Unicode Standard, byte by byte.
func byTable(b []byte) string {
	table := []struct {
		first, last byte // of the first byte
		low, high   byte // of the second
		size        int
	}{
		{0x00, 0x7f, 0, 0, 1},
		{0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	}
	var text strings.Builder
	for i := 0; i < len(b); {
		from, size := i, 0
		for _, row := range table {
			if row.first <= b[from] && b[from] <= row.last {
				size = row.size
				for i++; i < len(b) && i < from+size; i++ {
					low, high := byte(0x80), byte(0xbf)
					if i == from+1 {
						low, high = row.low, row.high
					}
					if b[i] < low || b[i] > high {
						break
					}
				}
			}
		}
		switch {
		case size == 0:
			text.WriteString("\uFFFD")
			i++
		case i < from+size:
			text.WriteString("\uFFFD")
		default:
			text.WriteString(string(b[from:i]))
		}
	}
	return text.String()
}
