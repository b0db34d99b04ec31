package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A recorder is a test that notes how it failed.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.failed += "error " }

func (r *recorder) Fatalf(format string, args ...any) { r.failed += "fatal " }

func TestCheck(t *testing.T) {
	if Update() {
		t.Skip("nothing fails when files are rewritten")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "want.txt")
	if err := os.WriteFile(path, []byte("one\r\ntwo\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, path, got, want string }{
		{"the same but for line ends", path, "one\ntwo\n", ""},
		{"another text", path, "one\n", "error"},
		{"no file", filepath.Join(dir, "none.txt"), "one\n", "fatal"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := &recorder{TB: t}
			Check(r, tc.path, tc.got)
			if first, _, _ := strings.Cut(r.failed, " "); first != tc.want {
				t.Errorf("it failed with %q, want %q", r.failed, tc.want)
			}
		})
	}
}
