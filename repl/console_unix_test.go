//go:build unix

package repl

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"hewq/lang"
	"hewq/stdlib"
)

// A sitting is somebody at a console on a pseudo terminal.
type sitting struct {
	t       *testing.T
	console *Console
	pty     *os.File
	tty     *os.File // its other end, where the console is

	mu     sync.Mutex
	grown  sync.Cond
	output bytes.Buffer
	vt     *vt
	over   bool
	seen   int // how much of the output was waited for

	status int
	err    error
	done   chan struct{}
}

const patience = 30 * time.Second

// sit begins a console with a session that make makes, on a terminal of 60 columns.
func sit(t *testing.T, make func(c *Console) evaluator) *sitting {
	t.Helper()
	return sitAt(t, 60, filepath.Join(t.TempDir(), "history"), make)
}

// sitAt begins a console on a terminal of some columns, with a history in a file.
func sitAt(t *testing.T, columns int, history string, make func(c *Console) evaluator) *sitting {
	t.Helper()
	t.Setenv("TERM", "xterm-256color")
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminals:", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: uint16(columns)}); err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, pty: master, tty: tty, vt: newVT(columns, 24), done: newDone()}
	s.grown.L = &s.mu
	s.console = NewConsole(tty, tty, ConsoleOptions{History: history, Version: "test"})
	session := make(s.console)
	watched := newDone()
	go func() {
		defer close(watched)
		s.watch()
	}()
	go func() {
		defer close(s.done)
		s.status, s.err = s.console.run(t.Context(), session)
	}()
	t.Cleanup(func() {
		s.leave()
		_ = tty.Close() // ends the watch
		_ = master.Close()
		<-watched
	})
	s.wait(prompt)
	return s
}

func newDone() chan struct{} { return make(chan struct{}) }

// watch takes what the terminal shows.
func (s *sitting) watch() {
	b := make([]byte, 4096)
	for {
		n, err := s.pty.Read(b)
		s.mu.Lock()
		s.output.Write(b[:n])
		_, _ = s.vt.Write(b[:n]) // never fails
		s.over = s.over || err != nil
		s.grown.Broadcast()
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// until waits for what the terminal shows.
func (s *sitting) until(what string, seen func() bool) {
	s.t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		late = true
		s.grown.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !seen() {
		if late || s.over {
			s.t.Fatalf("waiting for %s; the terminal shows:\n%s", what, s.vt.all())
		}
		s.grown.Wait()
	}
}

// wait waits for text behind all that was waited for before.
func (s *sitting) wait(text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("%q", text), func() bool {
		at := bytes.Index(s.output.Bytes()[s.seen:], []byte(text))
		if at >= 0 {
			s.seen += at + len(text)
		}
		return at >= 0
	})
}

// waitScreen waits for the screen to end with text, where the cursor is a bar.
func (s *sitting) waitScreen(text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("a screen with %q at its end", text), func() bool { return strings.HasSuffix(s.vt.shown(), text) })
}

func (s *sitting) all() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vt.all()
}

// type_ types keys.
func (s *sitting) type_(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.pty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// leave leaves the console and waits for its end.
func (s *sitting) leave() {
	select {
	case <-s.done:
		return
	default:
	}
	// Where the console has ended by itself, the system takes Ctrl-C and drops what is not shown yet.
	_, _ = io.WriteString(s.pty, "\x03\x15\x04") // what fails shows in the end not coming
	s.awaitEnd()
}

func (s *sitting) awaitEnd() {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(patience):
		s.t.Fatalf("the console does not end; the terminal shows:\n%s", s.all())
	}
}

// ended waits for the end of the console, and for all that it has written.
func (s *sitting) ended() {
	s.t.Helper()
	s.awaitEnd()
	s.mu.Lock()
	from := s.output.Len()
	s.mu.Unlock()
	if _, err := io.WriteString(s.tty, mark); err != nil {
		return // the terminal is gone, and what it showed
	}
	s.until("all that the console has written", func() bool { return bytes.Contains(s.output.Bytes()[from:], []byte(mark)) })
}

// mark is written behind all that a console writes. It shows nothing.
const mark = "\x1b[?7777l"

// evaluating is a real session.
func evaluating(c *Console) evaluator {
	return New(Options{Modules: stdlib.Modules, IO: c.IO(lang.IO{}), Columns: c.Columns})
}

// What does not fit the 60 columns of the terminal is shown on several lines, and text is broken between words.
func TestConsoleFitsItsWidth(t *testing.T) {
	s := sit(t, evaluating)
	s.type_("type P { name: string; at: (f64, f64); seen: Vec<i64> }\r")
	s.type_("P { name: \"a\", at: (1.5, 2.5), seen: [1, 2] }\r")
	s.wait("P { name: \"a\", at: (1.5, 2.5), seen: [1, 2] } : P")
	s.type_("P { name: \"a name that is longer\", at: (1.5, 2.5), seen: [1000; 20] }\r")
	s.waitScreen(`=> P {
    name: "a name that is longer",
    at: (1.5, 2.5),
    seen: [
        1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
        1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
        1000, 1000, 1000, 1000
    ]
} : P
hew> |`)
	s.type_(":help info\r")
	s.waitScreen(`:info VALUE     a value in full, its type, what is known of
a handle, and what can be done with it (:i)
hew> |`)
}

// What an editor saves is evaluated, and is the last input then.
func TestConsoleEdits(t *testing.T) {
	script := filepath.Join(t.TempDir(), "editor")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho editing >&2\nsed -i.old \"$1\" \"$2\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	expression := ""
	s := sit(t, func(c *Console) evaluator {
		c.options.Lookup = func(name string) (string, bool) { return script + " " + expression, name == "EDITOR" }
		return evaluating(c)
	})
	expression = "s/1/40/"
	s.type_("1 + 2\r")
	s.wait("=> 3 : i64")
	s.type_(":edit\r")
	s.wait("editing")
	s.wait("hew> 40 + 2")
	s.wait("=> 42 : i64")
	s.type_("fn triple(n: i64) -> i64 {\r3 * n\r}\rtriple(2)\r")
	s.wait("=> 6 : i64")
	expression = "s/3/300/"
	s.type_(":edit triple\r")
	s.wait("300 * n")
	s.type_("triple(2)\r")
	s.wait("=> 600 : i64")
	expression = "s/nothing/x/"
	s.type_(":edit 1\r")
	s.wait("nothing has changed, so nothing is evaluated")
	s.type_(":edit 99\r")
	s.wait("there is no input with the number 99")
	s.type_(":edit nobody\r")
	s.wait("nothing that was declared here is called `nobody`")
	s.type_(":history triple(\r")
	s.waitScreen(`hew> :history triple(
 4  fn triple(n: i64) -> i64 {
        3 * n
    }
 5  triple(2)
 7  fn triple(n: i64) -> i64 {
        300 * n
    }
 8  triple(2)
hew> |`)
	script = "/no/such/editor"
	s.type_(":edit 1\r")
	s.wait("the editor `/no/such/editor` failed: ")
}

// What is longer than the terminal is shown by the pager, or as it is if there is none.
func TestConsolePages(t *testing.T) {
	pager := "sh"
	s := sit(t, func(c *Console) evaluator {
		c.options.Pager = func(text string) *exec.Cmd {
			cmd := exec.Command(pager, "-c", "echo shown: $(head -1)")
			cmd.Stdin = strings.NewReader(text)
			return cmd
		}
		return evaluating(c)
	})
	s.type_(":doc fs\r")
	s.wait("shown: std::fs")
	s.type_(":doc fs.read\r")
	s.wait("The text of a file; panics if it cannot be read.")
	pager = "/no/such/pager"
	s.type_(":doc fs\r")
	s.wait("Functions")
	s.type_("/// Twice: `twice(2)` is **4**.\rfn twice(n: i64) -> i64 { 2 * n }\r:doc twice\r")
	s.wait("Twice: `twice(2)` is 4.")
}

func TestConsole(t *testing.T) {
	s := sit(t, evaluating)
	s.type_("let total = 6 * 7\r")
	s.type_("fn twice(a: i64) -> i64 {\ra * 2\r}\rtwice(total)\r")
	s.wait("=> 84 : i64")
	s.type_("tot\t + 1\r")
	s.wait("=> 43 : i64")
	s.type_("nope\r")
	s.wait("unknown-name")
	s.type_("print(\"un\"); println(\"finished\"); print(\"end\")\r")
	s.wait("unfinished")
	s.type_("\x1b[200~let a = 1\nlet b = 2\n\ta + b\n\x1b[201~")
	s.waitScreen("hew> let a = 1\n... let b = 2\n...     a + b|")
	s.type_("\r")
	s.wait("=> 3 : i64")
	s.type_("\x1b[A")
	s.waitScreen("hew> let a = 1|\n... let b = 2\n...     a + b")
	s.type_("\x03")
	s.waitScreen("\nhew> |")
	s.type_("\xff\r")
	s.wait("error[")
	s.type_("\x04")
	s.ended()
	if s.status != 0 || s.err != nil {
		t.Errorf("status %d, %v", s.status, s.err)
	}
	want := `hew> let total = 6 * 7
hew> fn twice(a: i64) -> i64 {
...     a * 2
... }
hew> twice(total)
=> 84 : i64
hew> total + 1
=> 43 : i64
hew> nope
`
	if all := s.all(); !strings.Contains(all, want) || !strings.Contains(all, "unfinished\nend\nhew> let a") {
		t.Errorf("the terminal shows:\n%s", all)
	}
	if entries := openHistory(s.console.options.History).entries; !slices.Contains(entries, "let a = 1\nlet b = 2\n    a + b") {
		t.Errorf("history: %q", entries)
	}
}

func TestConsoleCancels(t *testing.T) {
	s := sit(t, evaluating)
	s.type_("println(\"run\" + \"ning\"); while true {}\r")
	s.wait("running")
	s.type_("1 + 1\r\x03")
	s.wait("cancelled")
	s.wait("=> 2 : i64")
	s.type_("import std::io\rprint(\"Name: \"); let n = io.read_line()\r")
	s.waitScreen("Name: |")
	s.type_("B\x08Alice\r\"<\" + n + \">\"\r")
	s.wait("=> \"<Alice>\"")
	s.type_("io.read_line()\r")
	s.until("the program to read", func() bool { return strings.HasSuffix(s.vt.shown(), "hew> io.read_line()\n|") })
	s.type_("\x03")
	s.wait("cancelled")
	s.type_("io.read_line()\rsecond\r")
	s.wait("=> \"second\"")
	s.type_("io.read_all()\ra\rb\r\x04")
	s.wait(`=> "a\nb\n"`)
	s.type_("exit(7)\r")
	s.ended()
	if s.status != 7 || s.err != nil {
		t.Errorf("status %d, %v", s.status, s.err)
	}
}

// Ctrl-C stops an input wherever it waits; Ctrl-D closes connections so that the peer sees it.
func TestConsoleConnections(t *testing.T) {
	peer := newSession(t, io.Discard)
	evalAll(t, peer, "import std::net::quic", `let server = quic.new_server("127.0.0.1:0")`)
	address := peer.Eval(t.Context(), "server.observe().local_addr").Value

	s := sit(t, evaluating)
	s.type_("import std::net::quic\r")
	s.type_("let server = quic.new_server(\"127.0.0.1:0\")\r")
	s.type_("let conn = quic.new_client().connect(" + address + ", \"localhost\")\r")
	s.type_("let strm = conn.open_stream()\r")
	for _, in := range []string{"let a = server.accept()", "let b = strm.recv()", "sleep_ms(3600000)", "conn.accept_stream()"} {
		s.type_("println(\"be\" + \"gins\"); " + in + "\r")
		s.wait("begins")
		s.type_("\x03")
		s.wait("cancelled")
	}
	s.type_("b\r")
	s.wait("error[unknown-name]")
	s.type_("strm.send_string(\"still there\")\r")
	s.wait("=> Ok(())")
	evalAll(t, peer, "let conn = server.accept()", "let strm = conn.accept_stream()")
	if a := peer.Eval(t.Context(), "strm.recv_string()"); a.Value != `"still there"` {
		t.Errorf("the peer received %+v", a)
	}
	s.type_("\x04")
	s.ended()
	if a := peer.Eval(t.Context(), "strm.recv().len()"); a.Value != "0" {
		t.Errorf("the peer received %+v", a)
	}
	if a := peer.Eval(t.Context(), "conn.observe().closed"); a.Value != "true" {
		t.Errorf("the peer's connection: %+v", a)
	}
}

func TestConsoleResized(t *testing.T) {
	session := &fakeSession{}
	s := sit(t, func(*Console) evaluator { return session })
	s.type_("let some = \"a long input that takes a row or two\"")
	s.waitScreen("row or two\"|")
	for n, width := range []int{20, 60, 10, 80} {
		s.mu.Lock()
		s.vt.resize(width)
		s.mu.Unlock()
		if err := pty.Setsize(s.pty, &pty.Winsize{Rows: 24, Cols: uint16(width)}); err != nil {
			t.Fatal(err)
		}
		// Only the foreground of a terminal is told of a new size; this process is not.
		if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil {
			t.Fatal(err)
		}
		s.until("the size", func() bool {
			s.console.mu.Lock()
			defer s.console.mu.Unlock()
			return s.console.editor.width == width
		})
		s.type_("x")
		text := "\"a long input that takes a row or two\"" + strings.Repeat("x", n+1) + "|"
		s.until(text, func() bool {
			return strings.HasSuffix(solid(s.vt.shown()), solid(text))
		})
	}
	s.until("nothing left behind", func() bool {
		return s.vt.shown() == greeting+"hew> let some = \"a long input that takes a row or two\"xxxx|"
	})
	s.type_("\r")
	s.wait("=> ")
	if got := session.evaluated(); len(got) != 1 || !strings.HasSuffix(got[0], "xxxx") {
		t.Errorf("evaluated %q", got)
	}
}

// greeting is what sit's terminal shows first, wrapped at ten columns.
const greeting = "hewq test;\n :help sho\nws what ca\nn be typed\n, Ctrl-D l\neaves\n"

// solid is text without blanks and line ends.
func solid(text string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(text) }

// Lines typed at once, while a program prints, all arrive, and so does what it prints.
func TestConsoleLosesNothing(t *testing.T) {
	const rounds, lines, printed = 6, 12, 120
	session := &fakeSession{}
	s := sit(t, func(*Console) evaluator { return session })
	var want []string
	for round := range rounds {
		finished := newDone()
		go func() {
			defer close(finished)
			for i := range printed {
				fmt.Fprintf(s.console.stdout, "round %d prints %03d\n", round, i)
			}
		}()
		var all strings.Builder
		for i := range lines {
			line := fmt.Sprintf("input%d_%02d", round, i)
			want = append(want, line)
			all.WriteString(line + "\r")
		}
		s.type_(all.String())
		<-finished
	}
	last := want[len(want)-1]
	s.wait("hew> " + last)
	s.type_("\x04")
	s.ended()
	if got := session.evaluated(); !slices.Equal(got, want) {
		t.Errorf("%d inputs arrived of %d: %q", len(got), len(want), got)
	}
	if !session.closed {
		t.Error("the session was not closed")
	}
	text := s.all()
	at := 0
	for round := range rounds {
		for i := range printed {
			line := fmt.Sprintf("\nround %d prints %03d\n", round, i)
			found := strings.Index(text[at:], line)
			if found < 0 {
				t.Fatalf("not printed, or not in its place: %q", line)
			}
			at += found
		}
	}
	for _, in := range want {
		if strings.Count(text, "\nhew> "+in+"\n") != 1 {
			t.Errorf("%q is not shown once", in)
		}
	}
}

// Whatever comes in, the session can be used, and says what happened.
func TestConsoleBadInput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := sitAt(t, 20, filepath.Join(file, "history"), evaluating)
	s.wait("kept: mkdir")
	s.type_("\"never closed\r\r\r")
	s.wait("closing quote")
	s.type_("fn f() {\r\x03")
	s.type_("[1, 2\r\r\r")
	s.wait("expected `]`")
	s.type_("\x1b[200~let big = \"" + strings.Repeat("x", 1<<20) + "\"\x1b[201~\r")
	s.type_("big.len() + 1\r")
	s.wait("=> 1048577 : i64")
	s.type_("\xff\xfe")
	s.wait("what is not text")
	s.type_("\r")
	s.wait("error[")
	s.type_("\x1b[200~let v = [\r\n\t1,\r\n\t2]\r\n\x1b[201~\rv.l\t()\r")
	s.wait("=> 2 : i64")
}

func TestConsolePanics(t *testing.T) {
	session := &fakeSession{
		eval: func(_ context.Context, text string) Answer {
			if text == "bad" {
				panic("a bug in Eval")
			}
			return Answer{Value: text, Type: "i64"}
		},
		complete: func(string, int) Completion { panic("a bug in Complete") },
	}
	s := sit(t, func(*Console) evaluator { return session })
	s.type_("bad\r")
	s.wait("internal error: a bug in Eval")
	s.wait("the session goes on")
	s.type_("12\t3\r")
	s.wait("internal error: a bug in Complete")
	s.wait("=> 123 : i64")
}

// When the terminal goes away, what runs is stopped and the session closed.
func TestConsoleHangsUp(t *testing.T) {
	began := newDone()
	session := &fakeSession{eval: func(ctx context.Context, _ string) Answer {
		close(began)
		<-ctx.Done()
		return Answer{Err: ctx.Err()}
	}}
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminals:", err)
	}
	defer tty.Close()
	go func() {
		_, _ = io.WriteString(master, "wait\r") // if it fails, nothing begins
		<-began
		_ = master.Close() // what fails shows in the console not ending
	}()
	if _, err := NewConsole(tty, tty, ConsoleOptions{}).run(t.Context(), session); err == nil {
		t.Error("no error")
	}
	if !session.closed {
		t.Error("the session was not closed")
	}
}

func TestConsoleStopped(t *testing.T) {
	cause := fmt.Errorf("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	session := &fakeSession{eval: func(ctx context.Context, _ string) Answer {
		cancel(cause)
		<-ctx.Done()
		return Answer{Err: ctx.Err()}
	}}
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminals:", err)
	}
	defer master.Close()
	defer tty.Close()
	go func() { _, _ = io.Copy(io.Discard, master) }() // ends with the terminal
	c := NewConsole(tty, tty, ConsoleOptions{})
	if _, err := io.WriteString(master, "wait\r"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.run(ctx, session); err != cause {
		t.Errorf("got %v", err)
	}
	if !session.closed {
		t.Error("the session was not closed")
	}
}
