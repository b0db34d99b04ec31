package repl

// This file is the screen: what was printed, and below it the frame of the editor.

import (
	"bytes"
	"cmp"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	backlog = 1 << 20              // how much may wait to be shown before printing blocks
	pace    = 4 * time.Millisecond // between two paintings
)

// A screen writes to a terminal. What was printed is shown in its order, many lines at once if
// many are ready. It is safe from several goroutines.
type screen struct {
	out  io.Writer
	view func() (frame, []byte) // the frame, and by take what is to be shown above it

	mu      sync.Mutex
	changed sync.Cond // of everything below
	text    []byte    // whole lines that are not shown yet
	dirty   bool      // the frame is not what is shown
	stale   bool      // nothing of the frame can be kept
	wiped   bool      // nothing of the screen shall be kept
	painter chan struct{}
	paused  bool
	closed  bool
	failed  error // of writing

	streams []*stream
	frame   frame // that is shown
	width   int   // of the terminal when it was
}

func newScreen(out io.Writer) *screen {
	s := &screen{out: out}
	s.changed.L = &s.mu
	return s
}

// A stream is one of the outputs of programs. It shows whole lines.
type stream struct {
	screen *screen
	begun  []byte // the line that is not finished
}

// stream makes an output.
func (s *screen) stream() *stream {
	st := &stream{screen: s}
	s.streams = append(s.streams, st)
	return st
}

// Write shows the lines that p finishes. It blocks while too much waits to be shown.
func (st *stream) Write(p []byte) (int, error) {
	s := st.screen
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.text) > backlog && s.painter != nil && !s.closed {
		s.changed.Wait()
	}
	if s.failed != nil {
		return 0, s.failed
	}
	if s.closed {
		return s.out.Write(p)
	}
	st.begun = append(st.begun, p...)
	if end := bytes.LastIndexByte(st.begun, '\n') + 1; end > 0 {
		s.text = append(s.text, st.begun[:end]...)
		st.begun = append(st.begun[:0], st.begun[end:]...)
	}
	s.dirty = true
	s.changed.Broadcast()
	return len(p), nil
}

// print shows whole lines. It does not block.
func (s *screen) print(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = append(s.text, text...)
	s.changed.Broadcast()
}

// finish ends the line that programs have begun with end, or with a newline where there is one.
func (s *screen) finish(end string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.streams {
		if len(st.begun) > 0 {
			s.text = append(s.text, st.begun...)
			st.begun = st.begun[:0]
			end = cmp.Or(end, "\n")
		}
	}
	s.text = append(s.text, end...)
	s.changed.Broadcast()
}

// unfinished is what the lines look like that programs have begun.
func (s *screen) unfinished() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for _, st := range s.streams {
		b.Write(st.begun[max(0, len(st.begun)-longLine):])
	}
	return b.String()
}

// refresh shows the frame again.
func (s *screen) refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dirty = true
	s.changed.Broadcast()
}

// clear empties the screen.
func (s *screen) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wiped, s.dirty = true, true
	s.changed.Broadcast()
}

// columns is how wide the terminal is, 0 if that is not known yet.
func (s *screen) columns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.width
}

// resized tells how wide the terminal is now. It has wrapped what was wider.
func (s *screen) resized(width int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.width > width && width > 0 {
		row := s.frame.col / width
		for _, text := range s.frame.rows[:min(s.frame.row, len(s.frame.rows))] {
			row += max(1, (widthOf(visible(text))+width-1)/width)
		}
		s.frame.row = row
	}
	s.stale = s.stale || s.width != width
	s.width, s.dirty = width, true
	s.changed.Broadcast()
}

// pause leaves the terminal to somebody else until resume.
func (s *screen) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.painter == nil || s.paused {
		return
	}
	s.paused = true
	s.write([]byte(strings.Repeat("\r\n", max(len(s.frame.rows)-s.frame.row, 1)) + pasteOff))
	s.frame = frame{}
}

// resume takes the terminal back.
func (s *screen) resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused {
		s.paused, s.dirty = false, true
		s.write([]byte(pasteOn))
		s.changed.Broadcast()
	}
}

// What is told to the terminal.
const (
	pasteOn   = "\x1b[?2004h" // pastes are marked
	pasteOff  = "\x1b[?2004l"
	syncBegin = "\x1b[?2026h" // what comes is one change; unknown to some, and harmless
	syncEnd   = "\x1b[?2026l"
	eraseLine = "\x1b[K"
	eraseDown = "\x1b[J"
	wipe      = "\x1b[H\x1b[2J"
)

// open begins to show. It ends with close.
func (s *screen) open(view func() (frame, []byte)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.view = view
	s.painter = make(chan struct{})
	s.write([]byte(pasteOn))
	go s.paint()
}

// close shows what is left and takes the frame away. What is printed afterwards is written at
// once.
func (s *screen) close() error {
	s.finish("")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.changed.Broadcast()
	if s.painter != nil {
		s.mu.Unlock()
		<-s.painter
		s.mu.Lock()
	}
	b := s.draw(frame{}, s.text)
	s.text = nil
	s.write(append(b, pasteOff...))
	return s.failed
}

// paint shows what changes until the screen is closed.
func (s *screen) paint() {
	defer close(s.painter)
	timer := time.NewTimer(pace)
	defer timer.Stop()
	for {
		s.mu.Lock()
		for !s.closed && (s.paused || !s.dirty && len(s.text) == 0) {
			s.changed.Wait()
		}
		if s.closed {
			s.mu.Unlock()
			return
		}
		s.dirty = false
		s.mu.Unlock()

		f, text := s.view() // takes locks of its own

		s.mu.Lock()
		s.write(s.draw(f, text))
		s.changed.Broadcast()
		s.mu.Unlock()
		timer.Reset(pace)
		<-timer.C
	}
}

// take takes the lines that are to be shown.
func (s *screen) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.text
	s.text = nil
	return text
}

// write writes to the terminal. After a failure everything is dropped.
func (s *screen) write(b []byte) {
	if s.failed == nil && len(b) > 0 {
		_, s.failed = s.out.Write(b)
	}
}

// draw is what changes the terminal from the frame that is shown to f, below text.
func (s *screen) draw(f frame, text []byte) []byte {
	old := s.frame
	var b bytes.Buffer
	b.WriteString(syncBegin)
	if old.row > 0 {
		b.WriteString("\x1b[" + strconv.Itoa(old.row) + "A")
	}
	b.WriteByte('\r')
	if s.wiped {
		b.WriteString(wipe)
	}
	if s.stale || s.wiped || len(text) > 0 {
		b.WriteString(eraseDown)
		old = frame{}
	}
	s.stale, s.wiped = false, false
	if len(text) > 0 {
		b.Write(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
		b.WriteString(escapes[plain])
	}
	for i, row := range f.rows {
		if i > 0 {
			b.WriteString("\r\n")
		}
		if i >= len(old.rows) || old.rows[i] != row || row == "" {
			b.WriteString(row + eraseLine)
		}
	}
	last := max(len(f.rows)-1, 0)
	if len(old.rows) > len(f.rows) {
		if len(f.rows) == 0 {
			b.WriteString(eraseDown)
		} else {
			b.WriteString("\r\n" + eraseDown + "\x1b[A")
		}
	}
	if last > f.row {
		b.WriteString("\x1b[" + strconv.Itoa(last-f.row) + "A")
	}
	b.WriteByte('\r')
	if f.col > 0 {
		b.WriteString("\x1b[" + strconv.Itoa(f.col) + "C")
	}
	b.WriteString(syncEnd)
	s.frame = f
	return b.Bytes()
}
