package repl

// This file completes words.

import (
	"strings"
	"unicode/utf8"
)

// A menu shows the candidates of a completion.
type menu struct {
	all    []Candidate
	start  int    // column where the completed word begins
	typed  string // the word as it was
	chosen int    // -1 if none is
}

// menuRows is how many candidates are shown at once.
const menuRows = 8

// complete completes the word before the cursor.
func (e *editor) complete() {
	b := &e.buffer
	if e.menu != nil {
		e.choose(1)
		return
	}
	if strings.TrimSpace(b.line()[:b.col]) == "" {
		b.insert(strings.Repeat(" ", indent-b.col%indent))
		return
	}
	lineStart := b.cursor() - b.col
	if lineStart+b.col > completable {
		return
	}
	c := e.host.complete(b.text(), lineStart+b.col)
	start, end := c.Start-lineStart, c.End-lineStart
	if len(c.Candidates) == 0 || start < 0 || start > b.col || end != b.col {
		return
	}
	typed := b.line()[start:b.col]
	common := c.Candidates[0].Text
	for _, other := range c.Candidates[1:] {
		common = commonPrefix(common, other.Text)
	}
	only := len(c.Candidates) == 1
	if only && common != typed {
		b.cut(start)
		b.insert(common)
		e.notice = c.Candidates[0].told()
		return
	}
	if len(common) > len(typed) {
		b.cut(start)
		b.insert(common)
		typed = common
	}
	e.menu = &menu{all: c.Candidates, start: start, typed: typed, chosen: -1}
}

// told is what there is to say of a candidate, in one line.
func (c Candidate) told() string {
	if c.Detail == "" || c.Doc == "" {
		return c.Detail + c.Doc
	}
	return c.Detail + "  " + c.Doc
}

// choose puts another candidate in the place of the word.
func (e *editor) choose(step int) {
	m, b := e.menu, &e.buffer
	if m.chosen < 0 && step < 0 {
		m.chosen = 0
	}
	m.chosen = (m.chosen + step + len(m.all)) % len(m.all)
	b.cut(m.start)
	b.insert(m.all[m.chosen].Text)
}

// closeMenu closes the menu. The word stays as it was typed unless keep is set.
func (e *editor) closeMenu(keep bool) {
	if m := e.menu; m != nil && m.chosen >= 0 && !keep {
		e.buffer.cut(m.start)
		e.buffer.insert(m.typed)
	}
	e.menu = nil
}

// menuKey tells whether a key was for the menu.
func (e *editor) menuKey(key string) bool {
	if e.menu == nil {
		return false
	}
	switch key {
	case "tab", "down", "ctrl+n", "right":
		if key == "right" && e.menu.chosen < 0 {
			break
		}
		e.choose(1)
		return true
	case "shift+tab", "up", "ctrl+p", "left":
		if key == "left" && e.menu.chosen < 0 {
			break
		}
		e.choose(-1)
		return true
	case "esc", "ctrl+g", "ctrl+c":
		e.closeMenu(false)
		return true
	case "enter":
		chosen := e.menu.chosen >= 0
		e.closeMenu(true)
		return chosen
	}
	e.closeMenu(true)
	return false
}

// show adds the rows of the menu: text, signature and documentation as far as there is room.
// Of the chosen candidate all is shown below if something was cut.
func (m *menu) show(l *layout, room int) {
	height := min(room, menuRows)
	if height <= 0 {
		return
	}
	from := min(max(m.chosen-height/2, 0), max(len(m.all)-height, 0))
	shown := m.all[from:min(from+height, len(m.all))]
	var texts, details int
	for _, c := range shown {
		texts = max(texts, widthOf(c.Text))
		details = max(details, widthOf(c.Detail))
	}
	texts = min(texts, max(l.width/2, 8))
	details = min(details, max((l.width-texts-6)*3/5, 8))
	docs := l.width - texts - details - 6
	for i, c := range shown {
		lead, st := "  ", plain
		if from+i == m.chosen {
			lead, st = "> ", chosenStyle
		}
		if i == len(shown)-1 && from+len(shown) < len(m.all) {
			lead = lead[:1] + "↓"
		}
		detail, _ := clean(c.Detail)
		doc, _ := clean(c.Doc)
		l.one(styled{lead, faintStyle}, styled{padded(c.Text, texts), st},
			styled{"  " + padded(detail, details), plain}, styled{"  " + shortened(doc, docs), faintStyle})
	}
	if at := m.chosen; at >= 0 || len(m.all) == 1 {
		c := m.all[max(at, 0)]
		if widthOf(c.Text) > texts || widthOf(c.Detail) > details || widthOf(c.Doc) > docs {
			c.full(l, room-len(shown))
		}
	}
}

// full adds all about a candidate in some rows.
func (c Candidate) full(l *layout, height int) {
	before := len(l.rows)
	for _, text := range []string{c.Detail, c.Doc} {
		if text, _ = clean(text); text != "" {
			l.puts(text, faintStyle)
			l.end()
		}
	}
	l.rows = l.rows[:min(len(l.rows), before+max(height, 0))]
}

// padded is text with spaces up to a width, cut if it is wider.
func padded(text string, width int) string {
	text = shortened(text, width)
	return text + strings.Repeat(" ", max(width-widthOf(text), 0))
}

// shortened is text, cut if it is wider than width.
func shortened(text string, width int) string {
	if width <= 0 {
		return ""
	}
	if widthOf(text) <= width {
		return text
	}
	end, used := 0, 1
	for end < len(text) {
		n, w := cluster(text[end:])
		if used += w; used > width {
			break
		}
		end += n
	}
	return text[:end] + "…"
}

func commonPrefix(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return a[:n]
}
