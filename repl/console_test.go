package repl

import (
	"bytes"
	"strings"
	"testing"
)

// A bug in the editor or in what it looks like costs what was typed, not the session.
func TestEditorPanics(t *testing.T) {
	c := NewConsole(nil, nil, ConsoleOptions{})
	var out bytes.Buffer
	c.screen = newScreen(&out)
	c.editor = newTestEditor(nil)
	c.editor.host = c

	press(c.editor, "text")
	c.editor.buffer.row = 7 // where no line is
	f, text := c.view()
	if len(f.rows) != 1 || f.rows[0] != prompt || !strings.Contains(string(text), "internal error") {
		t.Errorf("shows %q below %q", f.rows, text)
	}
	c.editor.buffer.row = 7
	c.update(key("x"))
	c.update(key("y"))
	if got := marked(c.editor); got != "y|" {
		t.Errorf("after a panic: %q", got)
	}
	if _, text := c.view(); !strings.Contains(string(text), "the session goes on") {
		t.Errorf("reported: %q", text)
	}
}
