package testrun

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutcome(t *testing.T) {
	for _, tc := range []struct {
		stdout, stderr string
		status         int
		want           string
	}{
		{"", "", 0, ""},
		{"out\n", "", 0, "out\n"},
		{"out", "", 0, "out"},
		{"out", "err\n", 0, "out\n-- stderr --\nerr\n"},
		{"", "err", 101, "-- stderr --\nerr\n-- exit 101 --\n"},
		{"out\n", "", 3, "out\n-- exit 3 --\n"},
	} {
		if got := outcome(tc.stdout, tc.stderr, tc.status); got != tc.want {
			t.Errorf("%q, %q, %d: got %q, want %q", tc.stdout, tc.stderr, tc.status, got, tc.want)
		}
	}
}

func TestDiffers(t *testing.T) {
	for _, tc := range []struct {
		want, got string
		line      int
	}{
		{"a\nb\n", "x\nb\n", 1},
		{"a\nb\n", "a\nx\n", 2},
		{"a\nb\n", "a\n", 2},
		{"a\n", "a\nb\n", 2},
		{"", "a\n", 1},
		{"a\nb", "a\nb\n", 2},
	} {
		if got := differs(tc.want, tc.got); got != tc.line {
			t.Errorf("%q and %q differ in line %d, want %d", tc.want, tc.got, got, tc.line)
		}
	}
}

func TestDifference(t *testing.T) {
	got := difference("x.golden", "one\ntwo\nthree", "one\n2\nthree\n")
	for _, want := range []string{"--- x.golden\n+++ what it does\n", " one\n", "-two\n", "+2\n", "\\ No newline at end of file\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// Files are tests of the kinds that they look like.
func TestKindsOfFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"plain.hew": "", "kept.hew": "", "kept.golden": "", "folder.hew": "", "folder.golden/x": "", "a_test.hew": "", "a_test.golden": "",
		"script.txtar": "# first\n[linux] ! exec hewq run x.hew\n", "started.txtar": "start server hewq run x.hew\n", "condition.txtar": "[!exec:sh] [linux] exec hewq\n",
		"archive.txtar": "-- x --\nexec hewq run x\n", "other.txtar": "exec hewqs\n# exec hewq\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"plain.hew": "", "kept.hew": "golden", "kept.golden": "", "folder.hew": "", "a_test.hew": "function golden",
		"script.txtar": "script", "started.txtar": "script", "condition.txtar": "script", "archive.txtar": "", "other.txtar": "",
	} {
		var got []string
		for _, k := range []Kind{Functions{}, Goldens{}, Scripts{}} {
			if k.Takes(Candidate{Path: filepath.Join(dir, name)}) {
				got = append(got, k.Name())
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s is taken by %q, want %q", name, got, want)
		}
	}
	if !(Scripts{}).Takes(Candidate{Path: filepath.Join(dir, "archive.txtar"), Named: true}) {
		t.Error("a script that was named is not taken")
	}
}

func TestPortsAreHeld(t *testing.T) {
	seen := map[string]bool{}
	for range 20 {
		number, free, err := Port()
		if err != nil {
			t.Fatal(err)
		}
		defer free()
		if seen[number] {
			t.Errorf("port %s was given twice", number)
		}
		seen[number] = true
		c, err := net.ListenPacket("udp", "127.0.0.1:"+number)
		if err != nil {
			t.Errorf("port %s is in use: %v", number, err)
			continue
		}
		c.Close()
	}
}

func TestWholeFilesAreSelectedByTheirPath(t *testing.T) {
	file := filepath.Join("some", "script.txtar")
	if got := wholeFile(Scripts{}, file).ID(); got != file {
		t.Errorf("the ID of a script is %q", got)
	}
	if got, want := (Test{File: file, Name: "one"}).ID(), file+"::one"; got != want {
		t.Errorf("the ID of a function is %q, want %q", got, want)
	}
}
