package diag

import (
	"testing"

	"hewq/lang/source"
)

func TestPositions(t *testing.T) {
	f := source.New("x.hew", "let a = \"é😀z\";\r\n\nend")
	for _, tc := range []struct {
		name   string
		offset int
		utf16  Position
		utf8   Position
	}{
		{"start", 0, Position{0, 0}, Position{0, 0}},
		{"before é", 9, Position{0, 9}, Position{0, 9}},
		{"behind é", 11, Position{0, 10}, Position{0, 11}},
		{"behind two units of UTF-16", 15, Position{0, 12}, Position{0, 15}},
		{"end of a line", 18, Position{0, 15}, Position{0, 18}},
		{"empty line", 20, Position{1, 0}, Position{1, 0}},
		{"end of the text", 24, Position{2, 3}, Position{2, 3}},
	} {
		for u, want := range map[Units]Position{UTF16: tc.utf16, UTF8: tc.utf8} {
			if got := u.Position(f, tc.offset); got != want {
				t.Errorf("%s: %v position of %d is %v, want %v", tc.name, u, tc.offset, got, want)
			}
			if got := u.Offset(f, want); got != tc.offset {
				t.Errorf("%s: %v offset of %v is %d, want %d", tc.name, u, want, got, tc.offset)
			}
		}
	}
}

func TestPositionsOutside(t *testing.T) {
	f := source.New("x.hew", "ab😀\r\nçd")
	for _, tc := range []struct {
		name  string
		at    Position
		utf16 int
		utf8  int
	}{
		{"behind the end of the line", Position{0, 99}, 6, 6},
		{"within a character", Position{0, 3}, 2, 2},
		{"behind the last line", Position{7, 0}, 11, 11},
		{"before the first line", Position{-1, 5}, 0, 0},
		{"before the line", Position{1, -1}, 8, 8},
		{"within two bytes", Position{1, 1}, 10, 8},
	} {
		for u, want := range map[Units]int{UTF16: tc.utf16, UTF8: tc.utf8} {
			if got := u.Offset(f, tc.at); got != want {
				t.Errorf("%s: %v offset of %v is %d, want %d", tc.name, u, tc.at, got, want)
			}
		}
	}
}
