package repl

import "testing"

func TestFolded(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    string
	}{
		{"one two three\n", 0, "one two three\n"},
		{"one two three\n", 13, "one two three\n"},
		{"one two three\nfour five six", 9, "one two\nthree\nfour five\nsix"},
		{"    one two three\n", 11, "    one two\n    three\n"},
		{"  :name    one two three four\n", 23, "  :name    one two\n           three four\n"},
		{"unbreakable text\n", 5, "unbreakable\ntext\n"},
		{"one  two   three\n", 8, "one  two\nthree\n"},
		{"日本 日本 日本\n", 9, "日本 日本\n日本\n"},
		{"\n\n", 5, "\n\n"},
		{"          ten blanks\n", 18, "          ten\n         blanks\n"},
	} {
		if got := folded(c.text, c.columns); got != c.want {
			t.Errorf("folded(%q, %d) = %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

func TestFoldedReport(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"input 1:1: \x1b[1;31merror:\x1b[0m it is not\n", "input 1:1: \x1b[1;31merror:\x1b[0m\nit is not\n"},
		{"\x1b[34m1 |\x1b[0m a long line of a source\n", "\x1b[34m1 |\x1b[0m a long line of a source\n"},
		{"  |        ^^^^^^^^^^^^^^\n", "  |        ^^^^^^^^^^^^^^\n"},
		{"  = help: write something\n", "  = help: write\n  something\n"},
	} {
		if got := foldedReport(c.text, 18); got != c.want {
			t.Errorf("foldedReport(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
