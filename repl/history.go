package repl

// This file keeps what was typed before.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Limits of a history.
const (
	historyEntries = 5000     // that are known in a session
	historyBytes   = 1 << 20  // from which on a file is put aside at the next start
	historyEntry   = 64 << 10 // the longest input that is written
)

// A history is the inputs of this session and of those before, the last one last. Each is a
// line of JSON in the file, written when it was typed: several sessions may share a file.
type history struct {
	path    string // "" if nothing is kept
	entries []string
	trouble string // what is wrong with the file, as a sentence; "" once told
	broken  bool   // nothing is written any more
	cut     bool   // the last line of the file has no end
}

// An entry is a line of the file.
type entry struct {
	Input string `json:"input"`
}

// openHistory reads a history. Whatever is wrong with the file, the history can be used.
func openHistory(path string) *history {
	h := &history{path: path}
	if path == "" {
		return h
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		h.fail(err)
		return h
	}
	h.rotate()
	damaged := 0
	for range 3 {
		before, _ := os.Stat(path + ".1") // nil if there is none
		h.entries = nil
		damaged = h.read(path+".1") + h.read(path)
		if after, _ := os.Stat(path + ".1"); os.SameFile(before, after) || before == nil && after == nil {
			break // no other prompt has put the file aside meanwhile
		}
	}
	if damaged > 0 && h.trouble == "" {
		h.trouble = fmt.Sprintf("the history %s is damaged; what can be read of it is used", path)
	}
	return h
}

// fail makes the history one of this session only.
func (h *history) fail(err error) {
	if !h.broken {
		h.broken = true
		h.trouble = fmt.Sprintf("the history is not kept: %v", err)
	}
}

// rotate puts a file aside that has become long. Nothing is lost when several sessions begin
// at once: one of them does it.
func (h *history) rotate() {
	if info, err := os.Stat(h.path); err != nil || info.Size() < historyBytes || !info.Mode().IsRegular() {
		return
	}
	lock, err := os.OpenFile(h.path+".lock", os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return // another one does it, or it is done at another start
	}
	defer func() {
		// A lock that stays only lets the file grow.
		_ = lock.Close()
		_ = os.Remove(lock.Name())
	}()
	if info, err := os.Stat(h.path); err != nil || info.Size() < historyBytes {
		return
	}
	if err := os.Rename(h.path, h.path+".1"); err != nil {
		h.fail(err)
	}
}

// read adds the inputs of a file and tells how many lines of it cannot be read.
func (h *history) read(path string) (damaged int) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	if err != nil {
		h.fail(err)
		return 0
	}
	defer func() { _ = f.Close() }() // only read
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		h.fail(fmt.Errorf("%s is not a file", path))
		return 0
	} else if info.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(path, 0o600) // inputs may have secrets; if it fails, the file is somebody else's
	}
	text, err := io.ReadAll(io.LimitReader(f, 4*historyBytes))
	if err != nil {
		h.fail(err)
	}
	h.cut = len(text) > 0 && text[len(text)-1] != '\n'
	for line := range bytes.Lines(text) {
		var e entry
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if json.Unmarshal(line, &e) != nil || e.Input == "" {
			damaged++
			continue
		}
		h.remember(e.Input)
	}
	return damaged
}

// remember adds an input to those of the session; it tells whether it was the last one already.
func (h *history) remember(input string) (known bool) {
	if n := len(h.entries); n > 0 && h.entries[n-1] == input {
		return true
	}
	h.entries = append(h.entries, input)
	if len(h.entries) > historyEntries {
		h.entries = append([]string(nil), h.entries[len(h.entries)-historyEntries*3/4:]...)
	}
	return false
}

// add adds an input, also to the file.
func (h *history) add(input string) {
	input, _ = clean(strings.TrimSpace(input))
	if input == "" || h.remember(input) || h.path == "" || h.broken || len(input) > historyEntry {
		return
	}
	var line bytes.Buffer
	if h.cut {
		line.WriteByte('\n')
		h.cut = false
	}
	encode := json.NewEncoder(&line)
	encode.SetEscapeHTML(false)
	err := encode.Encode(entry{input})
	if err == nil {
		err = h.write(line.Bytes())
	}
	if err != nil {
		h.fail(err)
	}
}

// write adds a line to the file, which another session may just have put aside.
func (h *history) write(line []byte) error {
	f, err := os.OpenFile(h.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}

// told is the trouble, once.
func (h *history) told() string {
	trouble := h.trouble
	h.trouble = ""
	return trouble
}

// search finds the newest input at or before index from that contains query, or, with
// step 1, the oldest one at or after it; -1 if there is none.
func (h *history) search(query string, from, step int) int {
	for i := from; i >= 0 && i < len(h.entries); i += step {
		if strings.Contains(h.entries[i], query) {
			return i
		}
	}
	return -1
}
