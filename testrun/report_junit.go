package testrun

// This file reports for build servers: JUnit's XML, as Hew's own test command writes it.

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// JUnit reports in the XML of JUnit, with a suite for each file, when all is over.
func JUnit(w io.Writer) Reporter { return &junitReport{w: w} }

type junitReport struct {
	w    io.Writer
	plan Plan
	rows map[int]Result
}

// A junitSuite is the report of a file.
type junitSuite struct {
	name                     string
	tests, failures, skipped int
	took                     time.Duration
	cases                    strings.Builder
}

// withoutColor is a text without escape sequences, which XML has no place for.
func withoutColor(text string) string {
	return regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(text, "")
}

func (r *junitReport) Begin(p Plan) error {
	r.plan, r.rows = p, map[int]Result{}
	return nil
}

func (r *junitReport) Started(int, Test) error   { return nil }
func (r *junitReport) Died([]Test, string) error { return nil }
func (r *junitReport) Ended(i int, _ Test, result Result) error {
	r.rows[i] = result
	return nil
}

func (r *junitReport) End(Summary) error {
	suites := map[string]*junitSuite{}
	all := junitSuite{name: "hew test"}
	for i, t := range r.plan.Tests {
		result, ran := r.rows[i]
		if !ran {
			continue // the run ended before
		}
		suite := suites[t.File]
		if suite == nil {
			suite = &junitSuite{name: t.File}
			suites[t.File] = suite
		}
		suite.add(t, result)
	}
	for _, name := range slices.Sorted(maps.Keys(suites)) {
		all.contain(suites[name])
	}
	_, err := fmt.Fprintf(r.w, "%s<testsuites%s>\n%s</testsuites>\n", xml.Header, all.attributes(), &all.cases)
	return err
}

// contain adds a suite to the one of all files.
func (s *junitSuite) contain(of *junitSuite) {
	s.tests += of.tests
	s.failures += of.failures
	s.skipped += of.skipped
	s.took += of.took
	fmt.Fprintf(&s.cases, "  <testsuite%s>\n%s  </testsuite>\n", of.attributes(), &of.cases)
}

func (s *junitSuite) attributes() string {
	return fmt.Sprintf(` name="%s" tests="%d" failures="%d" skipped="%d" time="%s"`,
		escaped(s.name), s.tests, s.failures, s.skipped, seconds(s.took))
}

func (s *junitSuite) add(t Test, r Result) {
	s.tests++
	s.took += r.Duration
	fmt.Fprintf(&s.cases, `    <testcase name="%s" classname="%s" time="%s">`, escaped(t.Name), escaped(t.File), seconds(r.Duration))
	switch r.Outcome {
	case Failed:
		s.failures++
		fmt.Fprintf(&s.cases, "\n      <failure message=\"%s\">%s</failure>", escaped(r.Failure.Message), escaped(withoutColor(r.Failure.story(t, r))))
		if r.Stdout != "" {
			fmt.Fprintf(&s.cases, "\n      <system-out>%s</system-out>", escaped(r.Stdout))
		}
		s.cases.WriteString("\n    ")
	case Ignored, Stopped:
		s.skipped++
		s.cases.WriteString("\n      <skipped></skipped>\n    ")
	}
	s.cases.WriteString("</testcase>\n")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

// escaped is a text as XML has it. Package xml could write the whole report by itself, for 0.1 MB of the binary.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}
