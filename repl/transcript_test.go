package repl

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hewq/internal/golden"
	"hewq/lang/diag"
)

// The prompts of a transcript.
const (
	first = "hew> "
	more  = "...  "
)

// TestTranscripts evaluates what stands behind the prompts in testdata/transcripts/*.txt and
// compares all that is shown.
func TestTranscripts(t *testing.T) {
	names, err := filepath.Glob("testdata/transcripts/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			s := newSession(t, &got)
			for _, in := range inputsOf(string(text)) {
				got.WriteString(first + strings.ReplaceAll(in, "\n", "\n"+more) + "\n")
				a := s.Eval(context.Background(), in)
				a.Elapsed = 0
				if err := a.write(&got, &got, diag.Options{}); err != nil {
					t.Fatal(err)
				}
				if a.Quit {
					break
				}
			}
			if err := s.Close(context.Background()); err != nil {
				t.Error(err)
			}
			golden.Check(t, name, steady(got.String()))
		})
	}
}

// TestTranscriptsPiped evaluates the same inputs without a terminal: the answers are the same,
// without prompts. Transcripts are left out where a person decides what one input is.
func TestTranscriptsPiped(t *testing.T) {
	names, err := filepath.Glob("testdata/transcripts/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			s := newSession(t, &got)
			inputs := inputsOf(string(text))
			if !slices.Equal(inputs, gathered(s, inputs)) {
				t.Skip("where its inputs end cannot be told from their lines")
			}
			status, err := Pipe(context.Background(), s, strings.NewReader(strings.Join(inputs, "\n")), &got, &got)
			if err != nil {
				t.Fatal(err)
			}
			want := answersOf(string(text))
			if d := cmp.Diff(want, steady(got.String())); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if failed := regexp.MustCompile(`(?m)^(input \d+:|trap: |there is no |nothing is called )`).MatchString(want); failed != (status == 1) {
				t.Errorf("status %d", status)
			}
		})
	}
}

// gathered are the inputs that a pipe makes of the lines of others.
func gathered(s *Session, inputs []string) []string {
	g := &gatherer{incomplete: s.Incomplete}
	var all []string
	for line := range strings.SplitSeq(strings.Join(inputs, "\n"), "\n") {
		if in, done := g.add(line); done {
			all = append(all, in)
		}
	}
	if rest := g.rest(); rest != "" {
		all = append(all, rest)
	}
	return all
}

// answersOf is a transcript without its inputs.
func answersOf(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, first) && !strings.HasPrefix(line, more) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// inputsOf are the inputs of a transcript.
func inputsOf(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if in, ok := strings.CutPrefix(line, first); ok {
			all = append(all, in)
		} else if in, ok := strings.CutPrefix(line, more); ok {
			all[len(all)-1] += "\n" + in
		}
	}
	return all
}

var (
	port     = regexp.MustCompile(`(127\.0\.0\.1|0\.0\.0\.0|\[::\]):\d{4,5}`)
	volatile = regexp.MustCompile(`(rtt_ms: |bytes_sent: |bytes_received: |rtt |took )[0-9.]+`)

	// What `:info` tells of a connection.
	volatileFact = regexp.MustCompile(`(?m)^(  (?:handshake|lasted|rtt|sent|received|lost) +).*`)
	unacked      = regexp.MustCompile(`(?m)^  unacked  .*\n`)
	waited       = regexp.MustCompile(`has waited [0-9.hms]+ `)
	validity     = regexp.MustCompile(`valid from [0-9-]+ to [0-9-]+`)
)

// steady is a transcript without what differs from run to run.
func steady(text string) string {
	text = waited.ReplaceAllString(text, "waits ")
	text = unacked.ReplaceAllString(text, "")
	text = volatileFact.ReplaceAllString(validity.ReplaceAllString(text, "valid from DAY to DAY"), "${1}N")
	return volatile.ReplaceAllString(port.ReplaceAllString(text, "$1:PORT"), "${1}N")
}
