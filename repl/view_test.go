package repl

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"hewq/internal/golden"
)

// screened shows what the editor looks like on a terminal.
func screened(e *editor, unfinished string) string {
	v := newVT(e.width, e.height)
	s := newScreen(v)
	s.write(s.draw(e.frame(unfinished), nil))
	if len(v.unknown) > 0 {
		return fmt.Sprintf("unknown sequences: %q", v.unknown)
	}
	return v.shown()
}

var candidates = []Candidate{
	{"accept", "fn accept(ep: QUICEndpoint) -> Result<QUICConnection, IoError>", "Waits for a connection."},
	{"accept_stream", "fn accept_stream(conn: QUICConnection) -> QUICStream", "Waits for a stream of the peer."},
	{"address", "string", "日本語"},
	{"all", "", ""},
}

// completing is a session that knows the candidates.
func completing(text string, cursor int) Completion {
	start := strings.LastIndexAny(text[:cursor], " .(\n") + 1
	c := narrowed(start, cursor, text[start:cursor], candidates)
	return c
}

// TestViews shows, for each block of testdata/views.txt, what the editor looks like after
// keys: `> WIDTHxHEIGHT KEYS`.
func TestViews(t *testing.T) {
	path := filepath.Join("testdata", "views.txt")
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		line = strings.TrimSuffix(line, "\n")
		size, keys, ok := strings.Cut(strings.TrimPrefix(line, "> "), " ")
		if !strings.HasPrefix(line, "> ") || !ok {
			continue
		}
		var width, height int
		if _, err := fmt.Sscanf(size, "%dx%d", &width, &height); err != nil {
			t.Fatal(line, err)
		}
		e := newTestEditor(&fakeHost{whole: bracketed, candidates: completing})
		e.history.add("let before = 1")
		e.reset()
		e.update(tea.WindowSizeMsg{Width: width, Height: height})
		press(e, keys)
		fmt.Fprintf(&got, "%s\n%s\n\n", line, strings.ReplaceAll("\n"+screened(e, ""), "\n", "\n  ")[1:])
	}
	golden.Check(t, path, got.String())
}

func TestColours(t *testing.T) {
	e := newTestEditor(&fakeHost{})
	e.color = true
	press(e, `let s: string = "a" + 1 // x`)
	got := e.frame("").rows[0]
	for st, mark := range map[style]string{
		keywordStyle: "K{", typeStyle: "T{", textStyle: "S{", numberStyle: "N{", commentStyle: "C{", promptStyle: "P{", plain: "}",
	} {
		got = strings.ReplaceAll(got, escapes[st], mark)
	}
	if want := "P{hew> K{let} s: T{string} = S{\"a\"} + N{1} C{// x}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The cursor is where the text is, and no row reaches the last column.
func TestEveryCursor(t *testing.T) {
	text := "let a = \"日本語 and e\u0301 and 🇩🇪\";\n\n    // " + strings.Repeat("long ", 30) + "\nf(1)"
	for _, size := range [][2]int{{80, 24}, {20, 5}, {7, 3}, {3, 2}, {20, 1}, {2, 1}, {1, 1}} {
		e := newTestEditor(&fakeHost{})
		e.update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		e.update(tea.PasteMsg{Content: text})
		for range len(text) {
			f := e.frame("")
			if len(f.rows) > size[1] || f.row >= len(f.rows) || f.col > max(size[0]-1, 2) {
				t.Fatalf("%v: %d rows, cursor %d, %d", size, len(f.rows), f.row, f.col)
			}
			for _, row := range f.rows {
				if w := widthOf(row); w > max(size[0]-1, 2) {
					t.Fatalf("%v: %d columns: %q", size, w, row)
				}
			}
			press(e, "<left>")
		}
	}
}

// A long text is shown in part, also a long line.
func TestLongText(t *testing.T) {
	for name, text := range map[string]string{
		"lines":  strings.Repeat("let a = \"日本語\"; // why\n", 20_000),
		"a line": strings.Repeat("日本 + ", 100_000),
	} {
		e := newTestEditor(&fakeHost{})
		e.color = true
		e.update(tea.PasteMsg{Content: text})
		for _, k := range []string{"x", "ctrl+a", "y", "left", "up", "down", "ctrl+e", "z"} {
			e.update(key(k))
			if f := e.frame(""); len(f.rows) > 24 {
				t.Errorf("%s: %d rows", name, len(f.rows))
			}
		}
		press(e, "<ctrl+a>mark")
		if rows := strings.Join(e.frame("").rows, "\n"); !strings.Contains(rows, "mark") {
			t.Errorf("%s: the cursor is not on the screen:\n%s", name, rows)
		}
		if echo := e.echo(text); len(echo) > 4*echoedBytes {
			t.Errorf("%s: echo of %d bytes", name, len(echo))
		}
	}
}

func TestUnfinishedLine(t *testing.T) {
	e := newTestEditor(&fakeHost{})
	press(e, "x")
	if got := screened(e, "10 %\r\x1b[31m20 %"); got != "20 %\nhew> x|" {
		t.Errorf("idle: %q", got)
	}
	press(e, "<enter>ahead")
	if got := screened(e, "20 %"); got != "20 %ahead|" {
		t.Errorf("running: %q", got)
	}
}
