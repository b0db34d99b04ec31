package repl

// This file lends the files of a terminal to the terminal library.

import (
	"errors"
	"io"
	"os"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// typing is a terminal's input. The library drops bytes that are not UTF-8; here they become a
// character that the editor can show.
type typing struct {
	file *os.File
	fd   uintptr // of file; the library asks until the end, when file may be closed
	gone func()  // called when the terminal ends
	rest []byte  // the beginning of a character
}

func newTyping(file *os.File, gone func()) *typing {
	return &typing{file: file, fd: file.Fd(), gone: gone}
}

func (t *typing) Fd() uintptr             { return t.fd }
func (t *typing) Name() string            { return t.file.Name() }
func (*typing) Write([]byte) (int, error) { return 0, errOneWay }
func (*typing) Close() error              { return nil }

// Read reads what was typed.
func (t *typing) Read(p []byte) (int, error) {
	for {
		raw := make([]byte, len(t.rest)+max((len(p)-utf8.UTFMax*3)/3, 1))
		n, err := t.file.Read(raw[copy(raw, t.rest):])
		raw = raw[:len(t.rest)+n]
		if err != nil {
			t.gone()
			return 0, err
		}
		if n == 0 {
			t.gone()
			return 0, io.EOF
		}
		out := p[:0]
		for len(raw) > 0 {
			r, size := utf8.DecodeRune(raw)
			if r == utf8.RuneError {
				if size == 1 && !utf8.FullRune(raw) {
					break
				}
				r = unreadable
			}
			out = utf8.AppendRune(out, r)
			raw = raw[size:]
		}
		t.rest = append(t.rest[:0], raw...)
		if len(out) > 0 {
			return len(out), nil
		}
	}
}

// silent is the output of a terminal on which nothing is written: the screen does that.
type silent struct{ fd uintptr }

func (silent) Write(p []byte) (int, error) { return len(p), nil }
func (silent) Read([]byte) (int, error)    { return 0, errOneWay }
func (silent) Close() error                { return nil }
func (s silent) Fd() uintptr               { return s.fd }

var errOneWay = errors.New("the input is not written, nor the output read")

// A model hands the messages of the library to a Console.
type model struct{ c *Console }

func (model) Init() tea.Cmd  { return nil }
func (model) View() tea.View { return tea.NewView("") }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.c.update(msg) }
