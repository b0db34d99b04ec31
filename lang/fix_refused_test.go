package lang

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hewq/lang/diag"
	"hewq/lang/source"
)

// TestFixRefuses has a checker in which `b` becomes `!`, which is an error, and `a` becomes `A`: what
// would break the program is left alone, the rest is not.
func TestFixRefuses(t *testing.T) {
	look := func(src *source.File) (s state) {
		s.src = src
		for _, at := range regexp.MustCompile("[ab!]").FindAllStringIndex(src.Text, -1) {
			span := source.Span{File: src, Start: at[0], End: at[1]}
			d := diag.Diagnostic{Span: span, Message: span.Text()}
			switch span.Text() {
			case "!":
				s.errors = append(s.errors, d)
				continue
			case "b":
				d.Fixes = []diag.Fix{diag.Replace("break it", span, "!")}
			default:
				d.Fixes = []diag.Fix{diag.Replace("write it large", span, "A")}
			}
			s.warnings = append(s.warnings, d)
		}
		return s
	}
	src := source.New("f.hew", "b\na\nb\na\n")
	fixed := (&fixer{look: look, refused: map[string]bool{}, state: look(src)}).run()
	said := func(ds []diag.Diagnostic) string {
		var all []string
		for _, d := range ds {
			all = append(all, d.Message)
		}
		return strings.Join(slices.Compact(all), " ")
	}
	if want := "b\nA\nb\nA\n"; fixed.Text != want || said(fixed.Done) != "a" || said(fixed.Refused) != "b" || len(fixed.Errors) != 0 {
		t.Errorf("got %q, done %s, refused %s, want %q", fixed.Text, said(fixed.Done), said(fixed.Refused), want)
	}
}
