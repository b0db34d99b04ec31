package repl

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestHistoryLasts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "history")
	h := openHistory(path)
	for _, in := range []string{"one", "two\nlines <&>", "two\nlines <&>", "  ", " three ", "one", strings.Repeat("x", historyEntry+1)} {
		h.add(in)
	}
	if n := len(h.entries); n != 5 {
		t.Errorf("%d entries: %.80q", n, h.entries)
	}
	h = openHistory(path)
	want := []string{"one", "two\nlines <&>", "three", "one"}
	if !slices.Equal(h.entries, want) || h.told() != "" {
		t.Errorf("got %q, want %q", h.entries, want)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

// A history that others can read, such as a copied one, becomes the user's own.
func TestHistoryPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no modes there")
	}
	path := filepath.Join(t.TempDir(), "history")
	if err := os.WriteFile(path, []byte("{\"input\":\"1\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if h := openHistory(path); !slices.Equal(h.entries, []string{"1"}) || h.told() != "" {
		t.Errorf("got %q", h.entries)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestHistoryDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	text := "{\"input\":\"good\"}\n\x00\xff{{\n\n{\"other\":1}\n[]\n{\"input\":\"also good\"}\n{\"input\":\"cut"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h := openHistory(path)
	if want := []string{"good", "also good"}; !slices.Equal(h.entries, want) {
		t.Errorf("got %q, want %q", h.entries, want)
	}
	if first, second := h.told(), h.told(); !strings.Contains(first, "damaged") || second != "" {
		t.Errorf("told %q, then %q", first, second)
	}
	h.add("new")
	if again := openHistory(path).entries; !slices.Contains(again, "new") {
		t.Errorf("got %q", again)
	}
}

func TestHistoryUnwritable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"below a file": filepath.Join(file, "history"), "a directory": dir} {
		h := openHistory(path)
		h.add("one")
		h.add("two")
		if !slices.Equal(h.entries, []string{"one", "two"}) {
			t.Errorf("%s: got %q", name, h.entries)
		}
		if first, second := h.told(), h.told(); !strings.Contains(first, "history is not kept") || second != "" {
			t.Errorf("%s: told %q, then %q", name, first, second)
		}
	}
	gone := filepath.Join(dir, "below", "history")
	h := openHistory(gone)
	if err := os.RemoveAll(filepath.Dir(gone)); err != nil {
		t.Fatal(err)
	}
	h.add("one")
	if told := h.told(); !strings.Contains(told, "history is not kept") {
		t.Errorf("told %q", told)
	}
}

// Sessions that run at once each add their lines; files that become long are put aside.
func TestHistoryShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	const sessions, inputs = 8, 50
	var group sync.WaitGroup
	for s := range sessions {
		group.Go(func() {
			h := openHistory(path)
			for i := range inputs {
				h.add(fmt.Sprintf("session %d, input %d", s, i))
			}
		})
	}
	group.Wait()
	if n := len(openHistory(path).entries); n != sessions*inputs {
		t.Errorf("%d entries, want %d", n, sessions*inputs)
	}

	long := openHistory(path)
	for i := 0; ; i++ {
		long.add(fmt.Sprintf("%d %s", i, strings.Repeat("x", 10_000)))
		if info, err := os.Stat(path); err != nil || info.Size() > historyBytes {
			break
		}
	}
	last := long.entries[len(long.entries)-1]
	for range 4 {
		group.Go(func() {
			if h := openHistory(path); h.entries[len(h.entries)-1] != last {
				t.Errorf("the last entry is %.40q", h.entries[len(h.entries)-1])
			}
		})
	}
	group.Wait()
	long.add("after")
	h := openHistory(path)
	if n := len(h.entries); h.entries[n-1] != "after" || h.entries[n-2] != last {
		t.Errorf("got %d entries, at the end %.40q", n, h.entries[n-2:])
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 1000 {
		t.Errorf("%v, %v", info.Size(), err)
	}
}
