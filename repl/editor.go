package repl

// This file is the editor: it turns keys into text, and text into inputs.

import (
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// indent is how many columns a block is indented by.
const indent = 4

// The prompts of the first line of an input and of the others.
const (
	prompt     = "hew> "
	morePrompt = "... "
)

// A host is what an editor edits for.
type host interface {
	incomplete(text string) bool
	complete(text string, cursor int) Completion
	judge(text string)            // ends with editor.judged
	begin(text string)            // to evaluate; ends with editor.finished
	deliver(line string, ok bool) // to a program that reads; without ok its input ends
	interrupt()                   // what runs
	explain()                     // where that is, which is printed later
	print(text string)            // whole lines above the editor
	clear()                       // the screen
	suspend()
	quit(status int)
}

// A mode is what the editor waits for.
type mode uint8

const (
	idle    mode = iota // for an input
	judging             // for the word whether a long input is whole
	running             // for the end of an evaluation
	reading             // for a line that a program reads
)

// leaveWithin is how soon Ctrl-\ must come again to leave.
const leaveWithin = 2 * time.Second

// An editor edits one input after the other. What is typed while an input runs is kept as it
// came, and typed as soon as something waits for it.
type editor struct {
	host    host
	history *history
	color   bool

	mode   mode
	buffer buffer
	prefix brackets
	colors highlighter
	menu   *menu
	search *search
	notice string // a sentence below the input, until the next key

	walked int            // the place in the history that is shown; its length behind the last input
	drafts map[int]string // what was typed at places of the history
	soft   bool           // the blanks before the cursor were not typed

	ahead   []tea.Msg // keys that nothing has waited for
	preview *buffer   // what they look like, nil if that is to be found out
	asked   int       // how often Ctrl-C was pressed

	explained time.Time // when Ctrl-\ has last had what runs explained
	width     int       // of the terminal; 0 until it is known
	height    int
}

func newEditor(h host, past *history, color bool) *editor {
	return &editor{host: h, history: past, color: color, walked: len(past.entries)}
}

// update takes what the terminal has to tell.
func (e *editor) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.width, e.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		e.take(msg, msg.Keystroke())
	case tea.PasteMsg:
		e.take(msg, "")
	}
}

// take takes a key or a paste, or keeps it until something waits for it.
func (e *editor) take(msg tea.Msg, key string) {
	switch key {
	case "ctrl+\\":
		if time.Since(e.explained) > leaveWithin {
			e.explained = time.Now()
			e.host.explain()
			return
		}
		e.host.interrupt()
		e.host.quit(128 + 3)
		return
	case "ctrl+z":
		if runtime.GOOS != "windows" {
			e.host.suspend()
		}
		return
	}
	if e.mode == idle || e.mode == reading {
		e.typed(msg)
		return
	}
	if key == "ctrl+c" {
		e.stop()
		return
	}
	e.ahead = append(e.ahead, msg)
	e.preview = nil
}

// stop ends what runs. Asked again, it also drops what was typed ahead.
func (e *editor) stop() {
	e.host.interrupt()
	if e.asked++; e.asked > 1 {
		e.ahead, e.preview = nil, nil
		e.notice = "still stopping; Ctrl-\\ tells where it is, and twice leaves at once"
	}
}

// replay types what was typed ahead, as long as something waits for it.
func (e *editor) replay() {
	e.preview = nil
	for len(e.ahead) > 0 && (e.mode == idle || e.mode == reading) {
		msg := e.ahead[0]
		e.ahead = e.ahead[1:]
		e.typed(msg)
	}
}

// foreseen is how many keys typed ahead are shown.
const foreseen = 2000

// typedAhead is what the keys look like that were typed ahead.
func (e *editor) typedAhead() *buffer {
	if e.preview == nil {
		e.preview = &buffer{}
		for _, msg := range e.ahead[:min(len(e.ahead), foreseen)] {
			key, text := keyOf(msg)
			if key == "enter" {
				e.preview.end()
				text = "\n"
			}
			text, _ = clean(text)
			e.preview.edit(key, text)
		}
	}
	return e.preview
}

// keyOf is the name of a key, and the text it stands for.
func keyOf(msg tea.Msg) (key, text string) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return "", msg.Content
	case tea.KeyPressMsg:
		key, text = msg.Keystroke(), msg.Text
		switch key {
		case "ctrl+j", "ctrl+m", "kpenter":
			return "enter", ""
		case "alt+enter", "shift+enter", "alt+ctrl+j", "ctrl+alt+j":
			return "alt+enter", ""
		case "ctrl+[":
			return "esc", ""
		case "ctrl+i":
			return "tab", ""
		}
		return key, text
	}
	return "", ""
}

// cleaned is text that fits into the buffer. It says so if something did not.
func (e *editor) cleaned(text string) string {
	text, damaged := clean(text)
	if damaged {
		e.notice = "what is not text (UTF-8) or would move the cursor shows as \uFFFD"
	}
	return text
}

// typed carries out a key or a paste.
func (e *editor) typed(msg tea.Msg) {
	key, text := keyOf(msg)
	armed := e.asked
	e.notice, e.asked = "", 0
	if e.mode == reading {
		e.readKey(key, e.cleaned(text))
		return
	}
	soft := e.soft
	e.soft = false
	if e.searchKey(key, text) || e.menuKey(key) {
		return
	}
	b := &e.buffer
	switch key {
	case "":
		e.paste(text)
	case "enter":
		if soft {
			e.dedent(b.col)
		}
		e.enter()
	case "alt+enter":
		e.newline()
	case "tab":
		e.complete()
	case "shift+tab":
		e.dedent(indent)
	case "ctrl+c":
		e.leave(armed)
	case "ctrl+d":
		if b.isEmpty() {
			e.host.print(e.echo(""))
			e.host.quit(0)
			return
		}
		b.remove()
	case "ctrl+l":
		e.host.clear()
	case "ctrl+r":
		e.startSearch()
	case "up", "ctrl+p":
		if !b.up() {
			e.walk(e.walked - 1)
		}
	case "down", "ctrl+n":
		if !b.down() {
			e.walk(e.walked + 1)
		}
	case "pgup", "alt+p":
		e.walk(e.walked - 1)
	case "pgdown", "alt+n":
		e.walk(e.walked + 1)
	default:
		if soft {
			switch text {
			case " ": // indented by hand
				e.dedent(b.col)
			case "}", ")", "]":
				e.dedent(indent)
			}
		}
		b.edit(key, e.cleaned(text))
	}
}

// edit carries out a key that changes nothing but the buffer, or inserts text.
func (b *buffer) edit(key, text string) {
	line := b.line()
	switch key {
	case "left", "ctrl+b":
		b.left()
	case "right", "ctrl+f":
		b.right()
	case "up", "ctrl+p":
		b.up()
	case "down", "ctrl+n":
		b.down()
	case "home", "ctrl+a":
		b.col = 0
	case "end", "ctrl+e":
		b.col = len(line)
	case "ctrl+home", "alt+<", "alt+shift+,":
		b.row, b.col = 0, 0
	case "ctrl+end", "alt+>", "alt+shift+.":
		b.end()
	case "alt+b", "alt+left", "ctrl+left":
		if b.col = b.wordLeft(isWord); b.col == 0 && line == "" {
			b.left()
		}
	case "alt+f", "alt+right", "ctrl+right":
		b.col = b.wordRight()
	case "backspace", "ctrl+h", "shift+backspace":
		b.backspace()
	case "delete", "ctrl+d":
		b.remove()
	case "ctrl+k":
		if b.col == len(line) && b.row+1 < len(b.lines) {
			b.join(b.row)
			b.killed = "\n"
		} else {
			b.kill(len(line))
		}
	case "ctrl+u":
		b.kill(0)
	case "ctrl+w":
		b.kill(b.wordLeft(isSolid))
	case "alt+backspace", "ctrl+backspace":
		b.kill(b.wordLeft(isWord))
	case "alt+d", "ctrl+delete":
		b.kill(b.wordRight())
	case "ctrl+y":
		b.insert(b.killed)
	default:
		if text != "" {
			b.insert(text)
		}
	}
}

// kill cuts up to a column of the line, for Ctrl-Y.
func (b *buffer) kill(col int) {
	if cut := b.cut(col); cut != "" {
		b.killed = cut
	}
}

// dedent removes blanks at the beginning of the line, n at most.
func (e *editor) dedent(n int) {
	b := &e.buffer
	line := b.line()
	n = min(n, len(line)-len(strings.TrimLeft(line, " ")))
	b.setLine(line[n:], max(b.col-n, 0))
}

// paste inserts text as it is, but for newlines at its end: Enter shall end it.
func (e *editor) paste(text string) {
	if text = e.cleaned(text); strings.Contains(strings.TrimRight(text, "\n"), "\n") || e.buffer.isEmpty() {
		text = strings.TrimRight(text, "\n ")
	}
	e.buffer.insert(unprompted(text))
}

// unprompted is text without the prompts and the answers of a session that was copied.
func unprompted(text string) string {
	if !strings.HasPrefix(text, prompt) {
		return text
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		for _, p := range []string{prompt, morePrompt} {
			if in, ok := strings.CutPrefix(line, p); ok {
				lines = append(lines, in)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// judgedNow is the longest text that is judged at once.
const judgedNow = 16 << 10

// enter submits the input if it is whole; else there is a new line.
func (e *editor) enter() {
	b := &e.buffer
	blank := b.atEnd() && b.row > 0 && strings.TrimSpace(b.line()) == "" && strings.TrimSpace(b.lines[b.row-1]) == ""
	switch {
	case blank:
		e.submit()
	case e.prefix.open(b):
		e.newline()
	case b.size(judgedNow) > judgedNow:
		e.mode = judging
		e.host.judge(b.text())
	case e.host.incomplete(b.text()):
		e.newline()
	default:
		e.submit()
	}
}

// judged is the answer to host.judge.
func (e *editor) judged(incomplete bool) {
	e.mode, e.asked = idle, 0
	if incomplete {
		e.newline()
	} else {
		e.submit()
	}
	e.replay()
}

// newline begins a line that is indented as the one before, deeper behind a bracket.
func (e *editor) newline() {
	b := &e.buffer
	head := b.line()[:b.col]
	n := len(head) - len(strings.TrimLeft(head, " "))
	if trimmed := strings.TrimRight(head, " "); trimmed != "" && strings.ContainsAny(trimmed[len(trimmed)-1:], "{([") {
		n += indent
	}
	b.insert("\n" + strings.Repeat(" ", n))
	e.soft = n > 0
}

// submit runs the input.
func (e *editor) submit() {
	text := strings.TrimRight(e.buffer.text(), " \n")
	e.host.print(e.echo(text))
	e.reset()
	if strings.TrimSpace(text) == "" {
		return
	}
	e.history.add(text)
	e.notice = e.history.told()
	e.walked = len(e.history.entries)
	e.mode = running
	e.host.begin(text)
}

// reset empties the buffer.
func (e *editor) reset() {
	killed := e.buffer.killed
	e.buffer = buffer{killed: killed}
	e.menu, e.search, e.drafts, e.soft = nil, nil, nil, false
	e.walked = len(e.history.entries)
}

// leave clears the input, or ends the session when there was none twice.
func (e *editor) leave(armed int) {
	if !e.buffer.isEmpty() {
		e.buffer.killed = e.buffer.text()
		e.reset()
		return
	}
	if armed > 0 {
		e.host.print(e.echo(""))
		e.host.quit(0)
		return
	}
	e.asked = 1
	e.notice = "Ctrl-C again or Ctrl-D leaves"
}

// walk shows another input of the history, or what was typed behind its end. Changes are kept
// until an input is submitted.
func (e *editor) walk(to int) {
	n := len(e.history.entries)
	if to < 0 || to > n || to == e.walked {
		return
	}
	if e.drafts == nil {
		e.drafts = map[int]string{}
	}
	e.drafts[e.walked] = e.buffer.text()
	text, changed := e.drafts[to]
	if !changed && to < n {
		text = e.history.entries[to]
	}
	e.buffer.set(text)
	if to < e.walked {
		e.buffer.row = 0
		e.buffer.col = len(e.buffer.line())
	}
	e.walked = to
}

// finished tells that the input has run.
func (e *editor) finished() {
	if e.mode == reading {
		e.buffer = buffer{}
	}
	e.mode, e.asked = idle, 0
	e.replay()
}

// ask begins a line for a program that reads.
func (e *editor) ask() {
	e.mode = reading
	e.replay()
}

// readKey carries out a key of a line that a program reads.
func (e *editor) readKey(key, text string) {
	b := &e.buffer
	switch key {
	case "ctrl+c":
		e.mode = running
		e.buffer = buffer{}
		e.stop()
	case "ctrl+d":
		if b.isEmpty() {
			e.mode = running
			e.host.deliver("", false)
			return
		}
		b.remove()
	case "enter":
		text := b.text()
		e.buffer = buffer{}
		e.mode = running
		e.host.deliver(text+"\n", true)
	case "tab":
		b.insert("    ")
	case "":
		first, rest, more := strings.Cut(text, "\n")
		b.insert(first)
		if more {
			e.ahead = append([]tea.Msg{tea.PasteMsg{Content: rest}}, e.ahead...)
			e.readKey("enter", "")
		}
	default:
		b.edit(key, text)
	}
}
