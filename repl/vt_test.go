package repl

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// A vt is a terminal as far as the screen needs one: it wraps, scrolls, and knows the
// sequences that the screen writes. Lines that scroll out are kept.
type vt struct {
	width, height int
	rows          [][]rune // the last height of them are on the screen
	row, col      int      // of the cursor; row counts from the first of rows
	unknown       []string // sequences
	rest          []byte   // the beginning of a sequence or a character whose end has not come yet
}

func newVT(width, height int) *vt {
	v := &vt{width: width, height: height}
	for range height {
		v.rows = append(v.rows, nil)
	}
	return v
}

func (v *vt) top() int { return len(v.rows) - v.height }

func (v *vt) Write(p []byte) (int, error) {
	n := len(p)
	p = append(v.rest, p...)
	v.rest = nil
	for len(p) > 0 {
		switch {
		case p[0] == '\r':
			v.col = 0
			p = p[1:]
		case p[0] == '\n':
			v.feed()
			p = p[1:]
		case p[0] == 0x1b && (len(p) == 1 || p[1] == '['):
			end := 2
			for end < len(p) && (p[end] < 0x40 || p[end] > 0x7e) {
				end++
			}
			if end >= len(p) {
				v.rest = p
				return n, nil
			}
			v.sequence(string(p[2:end]), p[end])
			p = p[end+1:]
		case !utf8.FullRune(p):
			v.rest = p
			return n, nil
		default:
			r, size := utf8.DecodeRune(p)
			v.put(r)
			p = p[size:]
		}
	}
	return n, nil
}

func (v *vt) feed() {
	if v.row++; v.row == len(v.rows) {
		v.rows = append(v.rows, nil)
	}
}

func (v *vt) put(r rune) {
	if v.col >= v.width {
		v.col = 0
		v.feed()
	}
	line := v.rows[v.row]
	for len(line) <= v.col {
		line = append(line, ' ')
	}
	line[v.col] = r
	v.rows[v.row] = line
	v.col++
}

func (v *vt) sequence(args string, kind byte) {
	n, err := strconv.Atoi(args)
	if err != nil {
		n = 1
	}
	switch kind {
	case 'A':
		v.row = max(v.row-n, v.top())
	case 'C':
		v.col = min(v.col+n, v.width-1)
	case 'K':
		v.rows[v.row] = v.rows[v.row][:min(v.col, len(v.rows[v.row]))]
	case 'J':
		if args == "2" {
			for i := v.top(); i < len(v.rows); i++ {
				v.rows[i] = nil
			}
			return
		}
		v.rows[v.row] = v.rows[v.row][:min(v.col, len(v.rows[v.row]))]
		for i := v.row + 1; i < len(v.rows); i++ {
			v.rows[i] = nil
		}
	case 'H':
		v.row, v.col = v.top(), 0
	case 'm', 'h', 'l':
	default:
		v.unknown = append(v.unknown, args+string(kind))
	}
}

// resize makes the terminal narrower, with lines wrapped as terminals do, or wider.
func (v *vt) resize(width int) {
	var rows [][]rune
	row, col := v.row, v.col
	for i, line := range v.rows {
		line = []rune(strings.TrimRight(string(line), " "))
		if i == v.row {
			row, col = len(rows)+v.col/width, v.col%width
			for len(line) < v.col {
				line = append(line, ' ')
			}
		}
		for len(line) > width {
			rows = append(rows, line[:width:width])
			line = line[width:]
		}
		rows = append(rows, line)
	}
	for last := len(rows) - 1; last > row && len(rows[last]) == 0 && len(rows) > v.height; last-- {
		rows = rows[:last]
	}
	v.rows, v.row, v.col, v.width = rows, row, col, width
}

// all is everything ever shown, without blanks at the ends.
func (v *vt) all() string {
	var lines []string
	for _, line := range v.rows {
		lines = append(lines, strings.TrimRight(string(line), " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// shown is the screen with the cursor as a bar.
func (v *vt) shown() string {
	var lines []string
	for i, line := range v.rows[v.top():] {
		text := []rune(strings.TrimRight(string(line), " "))
		if i+v.top() == v.row {
			for len(text) < v.col {
				text = append(text, ' ')
			}
			text = append(text[:v.col:v.col], append([]rune{'|'}, text[v.col:]...)...)
		}
		lines = append(lines, string(text))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// What a terminal shows does not depend on how the bytes come.
func TestVTInPieces(t *testing.T) {
	text := "one\r\n\x1b[?2026htwo\x1b[1A\r\x1b[2Cé\x1b[K\x1b[?2026l"
	whole := newVT(20, 4)
	_, _ = whole.Write([]byte(text)) // never fails
	for cut := range len(text) {
		pieces := newVT(20, 4)
		_, _ = pieces.Write([]byte(text[:cut])) // never fails
		_, _ = pieces.Write([]byte(text[cut:])) // never fails
		if got, want := pieces.shown(), whole.shown(); got != want || len(pieces.unknown) > 0 {
			t.Errorf("cut at %d: %q, unknown %q, want %q", cut, got, pieces.unknown, want)
		}
	}
}
