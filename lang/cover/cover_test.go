package cover_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang"
	"hewq/lang/cover"
	"hewq/lang/source"
	"hewq/stdlib"
)

// run runs a program, and counts in profile.
func run(t *testing.T, profile *cover.Profile, name, text string) {
	t.Helper()
	program, mistakes := lang.Load(source.New(name, text), stdlib.Modules)
	for _, d := range mistakes {
		t.Errorf("%s:%d: %s", name, d.Span.Place().Line, d.Message)
	}
	if program == nil {
		t.FailNow()
	}
	var stderr strings.Builder
	if status, err := program.Run(t.Context(), lang.IO{Stderr: &stderr, Cover: profile}); status != 0 || err != nil {
		t.Fatalf("%s ends with status %d, %v: %s", name, status, err, &stderr)
	}
}

// forms is the profile of the program that has every form.
func forms(t *testing.T) *cover.Profile {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "forms.hew"))
	if err != nil {
		t.Fatal(err)
	}
	p := cover.New()
	run(t, p, "forms.hew", string(text))
	return p
}

func TestEveryFormIsCounted(t *testing.T) {
	p := forms(t)
	var listing, summary bytes.Buffer
	if err := p.WriteListing(&listing); err != nil {
		t.Fatal(err)
	}
	if err := p.WriteSummary(&summary); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, filepath.Join("testdata", "forms.txt"), listing.String()+"\n"+summary.String())
}

// small is a program of which one statement and one arm do not run.
const small = `fn pick(n: i64) -> string {
    if n > 1 { return "<many>"; }
    match n {
        0 => "none",
        _ => "one",
    }
}

fn main() {
    println(pick(0));
    println(pick(0));
}
`

func TestFormats(t *testing.T) {
	p := cover.New()
	run(t, p, "small.hew", small)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"small.html": func(b *bytes.Buffer) error { return p.WriteHTML(b) },
		"small.info": func(b *bytes.Buffer) error { return p.WriteLCOV(b) },
		"small.json": func(b *bytes.Buffer) error { return p.WriteJSON(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		golden.Check(t, filepath.Join("testdata", name), b.String())
	}
}

// A page refers to nothing outside of itself.
func TestPageStandsAlone(t *testing.T) {
	var page strings.Builder
	if err := forms(t).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, outside := range []string{"http:", "https:", "src=", "@import", "url(", "<script", "<link"} {
		if strings.Contains(page.String(), outside) {
			t.Errorf("the page has %q", outside)
		}
	}
	if !strings.Contains(page.String(), "&lt;i64&gt;") {
		t.Error("the page has the text of the program without escapes")
	}
}

// Runs of the same text count together, wherever they ran; other texts do not.
func TestRunsAddUp(t *testing.T) {
	once, twice := cover.New(), cover.New()
	run(t, once, "a.hew", small)
	run(t, twice, "/tmp/a.hew", small)
	run(t, twice, "/tmp/a.hew", small)
	var stored bytes.Buffer
	if err := twice.WriteJSON(&stored); err != nil {
		t.Fatal(err)
	}
	read, err := cover.ReadJSON(&stored)
	if err != nil {
		t.Fatal(err)
	}
	if err := once.Merge(read, func(name string) string { return strings.TrimPrefix(name, "/tmp/") }); err != nil {
		t.Fatal(err)
	}
	files := once.Files()
	if len(files) != 1 {
		t.Fatalf("%d files, want 1", len(files))
	}
	lines := files[0].Lines()
	for n, want := range map[int]int64{2: 6, 4: 6, 5: 0, 10: 3} {
		if got := lines[n-1].Count; got != want {
			t.Errorf("line %d ran %d times, want %d", n, got, want)
		}
	}
	run(t, once, "a.hew", small+"\n")
	if n := len(once.Files()); n != 2 {
		t.Errorf("%d files after another text, want 2", n)
	}
}

func TestMergeLeavesOut(t *testing.T) {
	p, other := cover.New(), cover.New()
	run(t, other, "a.hew", small)
	if err := p.Merge(other, func(string) string { return "" }); err != nil || len(p.Files()) > 0 {
		t.Errorf("got %d files, %v", len(p.Files()), err)
	}
	if got := p.Total().String(); got != "100.0%" {
		t.Errorf("nothing at all is covered to %s", got)
	}
}

func TestNotAProfile(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":       ``,
		"other text":    `fn main() {}`,
		"outside":       `{"files": [{"name": "a", "text": "x", "parts": [{"at": [0, 2], "count": 1}]}]}`,
		"backwards":     `{"files": [{"name": "a", "text": "xy", "parts": [{"at": [2, 1], "count": 1}]}]}`,
		"half a piece":  `{"files": [{"name": "a", "text": "x", "parts": [{"at": [0], "count": 1}]}]}`,
		"no piece":      `{"files": [{"name": "a", "text": "x", "parts": [{"at": [], "count": 1}]}]}`,
		"the same file": `{"files": [{"name": "a", "text": "x", "parts": []}, {"name": "a", "text": "x", "parts": [{"at": [0, 1], "count": 1}]}]}`,
	} {
		if _, err := cover.ReadJSON(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), "not a profile: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestShare(t *testing.T) {
	for _, tc := range []struct {
		share cover.Share
		want  string
	}{{cover.Share{Run: 1, All: 3}, "33.3%"}, {cover.Share{Run: 1999, All: 2000}, "99.9%"}, {cover.Share{Run: 2, All: 2}, "100.0%"}, {cover.Share{All: 2}, "0.0%"}} {
		if got := tc.share.String(); got != tc.want {
			t.Errorf("%d of %d: %s, want %s", tc.share.Run, tc.share.All, got, tc.want)
		}
	}
}
