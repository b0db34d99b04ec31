package repl

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A key in a long input, with the frame after it.
func BenchmarkKey(b *testing.B) {
	line := "    let total = add(first, 42) + \"some text\".len(); // why\n"
	for name, text := range map[string]string{
		"short":        strings.Repeat(line, 10),
		"16 KB":        strings.Repeat(line, 280),
		"1 MB":         strings.Repeat(line, 18000),
		"1 MB, a line": strings.Repeat("ab + ", 200_000),
	} {
		b.Run(name, func(b *testing.B) {
			e := newTestEditor(&fakeHost{})
			e.update(tea.WindowSizeMsg{Width: 120, Height: 50})
			e.update(tea.PasteMsg{Content: text})
			keys := []tea.Msg{key("a"), key("left"), key("up"), key("backspace")}
			for i := 0; b.Loop(); i++ {
				e.update(keys[i%len(keys)])
				e.frame("")
			}
		})
		b.Run(name+", Enter", func(b *testing.B) {
			e := newTestEditor(&fakeHost{})
			e.update(tea.WindowSizeMsg{Width: 120, Height: 50})
			e.update(tea.PasteMsg{Content: "f(\n" + text})
			for b.Loop() {
				e.update(key("enter"))
				e.update(key("x"))
				e.frame("")
			}
		})
	}
}

// Lines that arrive as keys, one by one, of an input that is not whole.
func BenchmarkTypedLines(b *testing.B) {
	for b.Loop() {
		e := newTestEditor(&fakeHost{})
		e.update(key("{"))
		for range 10_000 {
			for range 10 {
				e.update(key("x"))
			}
			e.update(key("enter"))
		}
	}
}
