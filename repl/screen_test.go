package repl

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// A shot is a terminal that several goroutines may look at.
type shot struct {
	mu sync.Mutex
	vt *vt
}

func (s *shot) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vt.Write(p)
}

// prompting shows a screen with a prompt as its frame.
func prompting(s *screen) {
	s.open(func() (frame, []byte) { return frame{rows: []string{prompt}, col: len(prompt)}, s.take() })
}

func TestScreenStreams(t *testing.T) {
	v := newVT(40, 10)
	s := newScreen(&shot{vt: v})
	out, errs := s.stream(), s.stream()
	prompting(s)
	for _, p := range []string{"one\ntw", "o\n", "thr"} {
		if _, err := out.Write([]byte(p)); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprint(errs, "error\n")
	if got := s.unfinished(); got != "thr" {
		t.Errorf("unfinished: %q", got)
	}
	fmt.Fprint(out, "ee")
	s.finish("")
	s.print("answer\n")
	fmt.Fprint(out, "last")
	if err := s.close(); err != nil {
		t.Error(err)
	}
	fmt.Fprint(out, "\rlater")
	want := "one\ntwo\nerror\nthree\nanswer\nlast\nlater"
	if got := v.all(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Lines of several goroutines are all shown, those of each in order, whatever the frame does.
func TestScreenOrder(t *testing.T) {
	const writers, lines = 8, 2500
	v := newVT(30, 5)
	s := newScreen(&shot{vt: v})
	prompting(s)
	var group sync.WaitGroup
	for w := range writers {
		st := s.stream()
		group.Go(func() {
			for i := range lines {
				fmt.Fprintf(st, "writer %d ", w)
				fmt.Fprintf(st, "line %d\n", i)
				if i%100 == 0 {
					s.refresh()
				}
			}
		})
	}
	group.Go(func() {
		for w := range 20 {
			s.resized(30 - w%2)
		}
		s.resized(30)
	})
	group.Wait()
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	var next [writers]int
	n := 0
	for line := range strings.Lines(v.all()) {
		var w, i int
		if _, err := fmt.Sscanf(line, "writer %d line %d", &w, &i); err != nil {
			t.Fatalf("line %d: %q", n, line)
		}
		if next[w] != i {
			t.Fatalf("writer %d: line %d where %d is due", w, i, next[w])
		}
		next[w]++
		n++
	}
	if n != writers*lines {
		t.Errorf("%d lines, want %d", n, writers*lines)
	}
}

// A long text keeps its lines, also those that just fill the terminal.
func TestScreenWidths(t *testing.T) {
	v := newVT(10, 4)
	s := newScreen(&shot{vt: v})
	prompting(s)
	var want []string
	for n := range 32 {
		line := strings.Repeat("abcdefghijklmnopqrstuvwxyz", 2)[:n]
		s.print(line + "\n")
		want = append(want, line)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	var wrapped []string
	for _, line := range want {
		for len(line) > 10 {
			wrapped = append(wrapped, line[:10])
			line = line[10:]
		}
		wrapped = append(wrapped, line)
	}
	if got := v.all(); got != strings.Join(wrapped, "\n") {
		t.Errorf("got:\n%s", got)
	}
}

// From any frame to any other, with and without lines in between, the terminal shows the last.
func TestDraw(t *testing.T) {
	frames := []frame{
		{},
		{rows: []string{"a"}, col: 1},
		{rows: []string{"a", "b", "c"}, row: 1, col: 0},
		{rows: []string{"a", "xx", "c", "d"}, row: 3, col: 1},
		{rows: []string{"", ""}, row: 1},
		{rows: []string{"long row", "b"}, row: 0, col: 3},
	}
	for i, from := range frames {
		for j, to := range frames {
			for _, text := range []string{"", "line\n", "one\ntwo\n"} {
				v := newVT(10, 8)
				s := newScreen(v)
				s.write(s.draw(from, []byte("before\n")))
				s.write(s.draw(to, []byte(text)))
				got := v.shown()
				w := newVT(10, 8)
				fresh := newScreen(w)
				fresh.write(fresh.draw(to, []byte("before\n"+text)))
				if want := w.shown(); got != want {
					t.Errorf("%d to %d with %q:\n%s\nwant:\n%s", i, j, text, got, want)
				}
			}
		}
	}
}

// After the terminal became narrower, nothing of the frame is left behind.
func TestScreenResized(t *testing.T) {
	for _, width := range []int{40, 25, 20, 12, 8} {
		v := newVT(30, 12)
		s := newScreen(v)
		f := frame{rows: []string{"hew> fn f(a: i64) -> i64 {", "...     a + 1 + 2 + 3", "... }"}, row: 1, col: 21}
		s.resized(30)
		s.write(s.draw(f, []byte("before\n")))
		v.resize(width)
		s.resized(width)
		s.write(s.draw(frame{rows: []string{"hew> x"}, col: 6}, nil))
		if got := v.shown(); got != "before\nhew> x|" {
			t.Errorf("%d columns:\n%s", width, got)
		}
	}
}

func TestScreenFails(t *testing.T) {
	s := newScreen(failing{})
	st := s.stream()
	prompting(s)
	for range 100 {
		fmt.Fprintln(st, strings.Repeat("x", backlog/10)) // must not block
	}
	if err := s.close(); err != errFailing {
		t.Errorf("got %v", err)
	}
	if _, err := st.Write([]byte("x")); err != errFailing {
		t.Errorf("got %v", err)
	}
}

var errFailing = fmt.Errorf("nobody looks")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFailing }

func TestScreenPaused(t *testing.T) {
	v := newVT(20, 5)
	s := newScreen(&shot{vt: v})
	prompting(s)
	s.pause()
	s.print("later\n")
	s.resume()
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(v.all(), "\nlater") {
		t.Errorf("got %q", v.all())
	}
}

func BenchmarkScreen(b *testing.B) {
	b.SetBytes(20_000 * 11)
	for b.Loop() {
		var out bytes.Buffer
		s := newScreen(&out)
		prompting(s)
		st := s.stream()
		for i := range 20_000 {
			fmt.Fprintf(st, "line %05d\n", i)
		}
		if err := s.close(); err != nil {
			b.Fatal(err)
		}
	}
}
