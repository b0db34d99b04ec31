package repl

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A fakeHost notes what the editor asks for. Evaluations end when the test says so.
type fakeHost struct {
	whole      func(text string) bool // nil if every input is
	candidates func(text string, cursor int) Completion
	printed    strings.Builder
	begun      []string
	delivered  []string
	judging    string
	interrupts int
	explained  int
	cleared    int
	left       bool
	status     int
}

func (h *fakeHost) incomplete(text string) bool { return h.whole != nil && !h.whole(text) }

func (h *fakeHost) complete(text string, cursor int) Completion {
	if h.candidates == nil {
		return Completion{}
	}
	return h.candidates(text, cursor)
}

func (h *fakeHost) judge(text string) { h.judging = text }
func (h *fakeHost) begin(text string) { h.begun = append(h.begun, text) }

func (h *fakeHost) deliver(line string, ok bool) {
	h.delivered = append(h.delivered, fmt.Sprintf("%q %v", line, ok))
}

func (h *fakeHost) interrupt()        { h.interrupts++ }
func (h *fakeHost) explain()          { h.explained++ }
func (h *fakeHost) print(text string) { h.printed.WriteString(text) }
func (h *fakeHost) clear()            { h.cleared++ }
func (h *fakeHost) suspend()          {}
func (h *fakeHost) quit(status int)   { h.left, h.status = true, status }

func newTestEditor(h *fakeHost) *editor {
	e := newEditor(h, openHistory(""), false)
	e.update(tea.WindowSizeMsg{Width: 80, Height: 24})
	return e
}

var keyCodes = map[string]rune{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace,
	"delete": tea.KeyDelete, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd,
}

// key is the message for a key by its name, or for a character.
func key(name string) tea.KeyPressMsg {
	k := tea.KeyPressMsg{}
	for {
		mod, rest, ok := strings.Cut(name, "+")
		if !ok || rest == "" {
			break
		}
		k.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[mod]
		name = rest
	}
	if code, ok := keyCodes[name]; ok {
		k.Code = code
		return k
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

// press presses keys: words in angle brackets by name, all else character by character.
func press(e *editor, keys string) {
	for keys != "" {
		if name, rest, ok := strings.Cut(keys[1:], ">"); keys[0] == '<' && ok && !strings.Contains(name, " ") {
			e.update(key(name))
			keys = rest
			continue
		}
		r := []rune(keys)[0]
		e.update(key(string(r)))
		keys = keys[len(string(r)):]
	}
}

// marked is the text with the cursor as a bar.
func marked(e *editor) string {
	text, at := e.buffer.text(), e.buffer.cursor()
	return text[:at] + "|" + text[at:]
}

// bracketed tells whether the brackets of a text are closed.
func bracketed(text string) bool {
	return strings.Count(text, "{") <= strings.Count(text, "}") && strings.Count(text, "(") <= strings.Count(text, ")")
}

// A long line stays on the screen with its beginning.
func TestEcho(t *testing.T) {
	h := &fakeHost{whole: bracketed}
	e := newTestEditor(h)
	e.update(tea.PasteMsg{Content: "let s = \"" + strings.Repeat("é", 1<<20) + "\""})
	press(e, "<enter>")
	e.judged(false)
	if got := h.printed.String(); !strings.HasPrefix(got, "hew> let s = \"é") || !strings.HasSuffix(got, "é…\n") || len(got) > 2*echoedLine {
		t.Errorf("%d bytes: %.40q", len(got), got)
	}
}

func TestEditing(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"characters", "ab<left>c", "ac|b"},
		{"beginning and end", "abc<ctrl+a>x<ctrl+e>y<home>1<end>2", "1xabcy2|"},
		{"kill and yank", "one two<left><left><left><ctrl+k><ctrl+a><ctrl+y>", "two|one "},
		{"kill to the beginning", "one two<left><ctrl+u>", "|o"},
		{"kill a word", "let a.b<ctrl+w>", "let |"},
		{"kill a part", "let a.b<alt+backspace>", "let a.|"},
		{"kill what follows", "let ab c<alt+b><alt+b><alt+d>", "let | c"},
		{"words", "one two_2 x<alt+b><alt+b>|<alt+f>!", "one |two_2!| x"},
		{"delete", "abc<ctrl+a><delete><ctrl+d>", "|c"},
		{"wide characters", "日本é<left><left><backspace>", "|本é"},
		{"a combined character", "e\u0301x<left><backspace>", "|x"},
		{"a flag", "a🇩🇪b<left><left>", "a|🇩🇪b"},
		{"lines", "a{<enter>b<up><ctrl+a><down>x", "a{\nx|    b"},
		{"join backwards", "a{<enter><backspace><backspace>", "a{|"},
		{"join forwards", "a{<enter>b<up><end><delete>", "a{|    b"},
		{"join by killing", "a{<enter>b<up><end><ctrl+k><ctrl+k>", "a{|"},
		{"left and right over lines", "a{<enter><left><left><left><left><left><right><right>", "a{\n |   "},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newTestEditor(&fakeHost{whole: bracketed})
			press(e, c.keys)
			if got := marked(e); got != c.want {
				t.Errorf("%s: got %q, want %q", c.keys, got, c.want)
			}
		})
	}
}

func TestEnter(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		begun      []string
		left       string
	}{
		{"an input", "1 + 2<enter>", []string{"1 + 2"}, "|"},
		{"nothing", "  <enter>", nil, "|"},
		{"a block", "fn f() {<enter>x<enter>}<enter>", []string{"fn f() {\n    x\n}"}, "|"},
		{"an open block", "fn f() {<enter>if x {<enter>", nil, "fn f() {\n    if x {\n        |"},
		{"a blank line", "f(<enter><enter>", nil, "f(\n\n|"},
		{"two blank lines", "f(<enter><enter><enter>", []string{"f("}, "|"},
		{"indented by hand", "{<enter>  a<enter>  }<enter>", []string{"{\n  a\n  }"}, "|"},
		{"a new line anyway", "1<alt+enter>2", nil, "1\n2|"},
		{"in the middle", "f(1)<left><enter>", []string{"f(1)"}, "|"},
		{"line feed", "1<ctrl+j>", []string{"1"}, "|"},
		{"a command", ":type (<enter>", []string{":type ("}, "|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &fakeHost{whole: func(text string) bool { return text[0] == ':' || bracketed(text) }}
			e := newTestEditor(h)
			press(e, c.keys)
			if fmt.Sprint(h.begun) != fmt.Sprint(c.begun) || marked(e) != c.left {
				t.Errorf("%s: began %q, left %q; want %q, %q", c.keys, h.begun, marked(e), c.begun, c.left)
			}
		})
	}
}

// What is typed while something runs comes into the inputs after it, whatever it is.
func TestTypedAhead(t *testing.T) {
	h := &fakeHost{whole: bracketed}
	e := newTestEditor(h)
	press(e, "first<enter>second<enter>f(<enter>1)<enter>:third<left>x<enter>rest")
	e.update(tea.PasteMsg{Content: "ed"})
	if rows := strings.Join(e.frame("").rows, "/"); rows != "second/f(/1)/:thirxd/rested" {
		t.Errorf("shown: %s", rows)
	}
	for range 4 {
		e.finished()
	}
	want := []string{"first", "second", "f(\n    1)", ":thirxd"}
	if fmt.Sprint(h.begun) != fmt.Sprint(want) || marked(e) != "rested|" {
		t.Errorf("began %q, left %q", h.begun, marked(e))
	}
}

func TestInterrupt(t *testing.T) {
	h := &fakeHost{}
	e := newTestEditor(h)
	press(e, "some text<ctrl+c>")
	if marked(e) != "|" || h.left {
		t.Errorf("left %q", marked(e))
	}
	press(e, "<ctrl+y>")
	if marked(e) != "some text|" {
		t.Errorf("what was cleared cannot be brought back: %q", marked(e))
	}
	press(e, "<ctrl+c><ctrl+c>")
	if h.left || e.notice == "" {
		t.Errorf("left %v, notice %q", h.left, e.notice)
	}
	press(e, "x<backspace><ctrl+c>")
	if h.left {
		t.Error("left though something was typed in between")
	}
	press(e, "<ctrl+c>")
	if !h.left || h.status != 0 {
		t.Errorf("left %v with %d", h.left, h.status)
	}

	h = &fakeHost{}
	e = newTestEditor(h)
	press(e, "loop<enter>next<ctrl+c>")
	if h.interrupts != 1 {
		t.Errorf("%d interrupts", h.interrupts)
	}
	e.finished()
	if marked(e) != "next|" {
		t.Errorf("typed ahead: %q", marked(e))
	}
	press(e, "<enter>dropped<ctrl+c><ctrl+c>")
	e.finished()
	if marked(e) != "|" {
		t.Errorf("after two interrupts: %q", marked(e))
	}
}

func TestEndOfInput(t *testing.T) {
	h := &fakeHost{}
	e := newTestEditor(h)
	press(e, "x<ctrl+d>")
	if h.left {
		t.Fatal("left with text")
	}
	press(e, "<backspace><ctrl+d>")
	if !h.left {
		t.Error("did not leave")
	}
}

func TestReading(t *testing.T) {
	h := &fakeHost{}
	e := newTestEditor(h)
	press(e, "read()<enter>ahead<enter>b")
	e.ask()
	e.ask()
	if rows := e.frame("Name: ").rows; rows[0] != "Name: b" {
		t.Errorf("shown: %q", rows)
	}
	press(e, "ob<enter>")
	e.ask()
	e.update(tea.PasteMsg{Content: "x\ny\nz"})
	e.ask()
	e.ask()
	press(e, "<enter>")
	e.ask()
	press(e, "<ctrl+d>")
	want := `["ahead\n" true "bob\n" true "x\n" true "y\n" true "z\n" true "" false]`
	if got := fmt.Sprint(h.delivered); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	e.ask()
	press(e, "gone<ctrl+c>")
	if h.interrupts != 1 {
		t.Errorf("%d interrupts", h.interrupts)
	}
	press(e, "kept")
	e.finished()
	if marked(e) != "kept|" {
		t.Errorf("left %q", marked(e))
	}
}

func TestPaste(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"lines", "a\r\n\tb\rc\n\n", "a\n    b\nc|"},
		{"a space at the end", "x ", "x|"},
		{"a transcript", "hew> let a = f(\n...   1)\n=> 3 : i64\nhew> a\n", "let a = f(\n  1)\na|"},
		{"what moves the cursor", "a\x1b[2Jb", "a\uFFFD[2Jb|"},
		{"not UTF-8", "a" + string(unreadable), "a\uFFFD|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &fakeHost{}
			e := newTestEditor(h)
			e.update(tea.PasteMsg{Content: c.text})
			if got := marked(e); got != c.want || len(h.begun) > 0 {
				t.Errorf("got %q, want %q; began %q", got, c.want, h.begun)
			}
			if damaged := strings.Contains(c.want, "\uFFFD"); damaged != (e.notice != "") {
				t.Errorf("notice %q", e.notice)
			}
		})
	}
	e := newTestEditor(&fakeHost{})
	press(e, "f(b)<left>")
	e.update(tea.PasteMsg{Content: ", c "})
	if got := marked(e); got != "f(b, c |)" {
		t.Errorf("in a line: %q", got)
	}
}

func TestWalk(t *testing.T) {
	h := &fakeHost{}
	e := newTestEditor(h)
	for _, in := range []string{"one", "two\nlines", "three"} {
		e.history.add(in)
	}
	e.reset()
	steps := []struct{ keys, want string }{
		{"draft", "draft|"},
		{"<up>", "three|"},
		{"!", "three!|"},
		{"<up>", "two|\nlines"},
		{"<up>", "one|"},
		{"<up>", "one|"},
		{"<down>", "two\nlines|"},
		{"<down>", "three!|"},
		{"<down>", "draft|"},
		{"<down>", "draft|"},
		{"<up><up><ctrl+end>?<enter>", "|"},
		{"<up>", "two|\nlines?"},
		{"<up>", "three|"},
	}
	for _, s := range steps {
		press(e, s.keys)
		if len(h.begun) > 0 && e.mode == running {
			e.finished()
		}
		if got := marked(e); got != s.want {
			t.Errorf("%s: got %q, want %q", s.keys, got, s.want)
		}
	}
}

func TestSearch(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"newest", "<ctrl+r>let", "let c = 1|"},
		{"older", "<ctrl+r>let<ctrl+r>", "let b = 2|"},
		{"and back", "<ctrl+r>let<ctrl+r><ctrl+r><ctrl+s>", "let b = 2|"},
		{"narrower", "<ctrl+r>let b", "let b = 2|"},
		{"wider", "<ctrl+r>let bx<backspace>", "let b = 2|"},
		{"edited", "<ctrl+r>2<esc>!", "let b = 2!|"},
		{"moved", "<ctrl+r>2<home>!", "!|let b = 2"},
		{"given up", "draft<ctrl+r>let<ctrl+g>", "draft|"},
		{"nothing", "draft<ctrl+r>zzz", "draft|"},
		{"walked from there", "<ctrl+r>2<esc><up>", "println(a)|"},
		{"run", "<ctrl+r>a = 3<enter>", "|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &fakeHost{}
			e := newTestEditor(h)
			for _, in := range []string{"let a = 3", "println(a)", "let b = 2", "let c = 1"} {
				e.history.add(in)
			}
			e.reset()
			press(e, c.keys)
			if got := marked(e); got != c.want {
				t.Errorf("%s: got %q, want %q", c.keys, got, c.want)
			}
			if c.name == "run" && fmt.Sprint(h.begun) != "[let a = 3]" {
				t.Errorf("began %q", h.begun)
			}
		})
	}
}

// A long input is judged beside the editor; keys wait meanwhile.
func TestJudging(t *testing.T) {
	h := &fakeHost{}
	e := newTestEditor(h)
	long := strings.Repeat("a + ", judgedNow)
	e.update(tea.PasteMsg{Content: long})
	press(e, "<enter>1<enter>2")
	if h.judging == "" || len(h.begun) > 0 {
		t.Fatalf("judging %d bytes, began %q", len(h.judging), h.begun)
	}
	e.judged(true)
	if h.judging != strings.TrimRight(long, " ")+"\n1" {
		t.Errorf("judging %q", h.judging[len(h.judging)-20:])
	}
	e.judged(false)
	if len(h.begun) != 1 {
		t.Fatalf("began %d inputs", len(h.begun))
	}
	e.finished()
	if marked(e) != "2|" {
		t.Errorf("left %q", marked(e))
	}
}

// Ctrl-\ tells where it is that runs, and pressed again leaves. So it does while nothing runs but actors, and
// while a program reads: a key that comes too late must not end the session.
func TestQuitKeyExplainsFirst(t *testing.T) {
	for name, m := range map[string]mode{"idle": idle, "reading": reading, "running": running} {
		t.Run(name, func(t *testing.T) {
			h := &fakeHost{}
			e := newEditor(h, &history{}, false)
			e.update(tea.WindowSizeMsg{Width: 80, Height: 24})
			key := tea.KeyPressMsg{Code: '\\', Mod: tea.ModCtrl}
			e.mode = m
			e.update(key)
			if h.explained != 1 || h.left || h.interrupts > 0 {
				t.Errorf("after the first: %d explained, left %v", h.explained, h.left)
			}
			e.update(key)
			if h.explained != 1 || !h.left || h.status != 131 {
				t.Errorf("after the second: %d explained, left %v, status %d", h.explained, h.left, h.status)
			}
		})
	}
}
