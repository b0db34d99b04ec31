package testrun

// This file reports for build servers: JUnit's XML, as Hew's own test command writes it.

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"time"
)

// JUnit reports in the XML of JUnit, with a suite for each file, when all is over.
func JUnit(w io.Writer) Reporter { return &junitReport{w: w} }

type junitReport struct {
	w    io.Writer
	plan Plan
	rows map[int]Result
}

type (
	junitSuites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Skipped  int      `xml:"skipped,attr"`
		Time     seconds  `xml:"time,attr"`
		Suites   []*junitSuite
	}
	junitSuite struct {
		XMLName  xml.Name `xml:"testsuite"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Skipped  int      `xml:"skipped,attr"`
		Time     seconds  `xml:"time,attr"`
		Cases    []junitCase
	}
	junitCase struct {
		XMLName xml.Name      `xml:"testcase"`
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Time    seconds       `xml:"time,attr"`
		Failure *junitFailure `xml:"failure"`
		Skipped *struct{}     `xml:"skipped"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	seconds time.Duration
)

// withoutColor is a text without escape sequences, which XML has no place for.
func withoutColor(text string) string {
	return regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(text, "")
}

// MarshalText writes seconds with three decimals.
func (s seconds) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%.3f", time.Duration(s).Seconds()), nil
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

func (r *junitReport) End(s Summary) error {
	all := junitSuites{Name: "hew test", Tests: len(r.rows), Failures: s.Failed, Skipped: len(r.rows) - s.Passed - s.Failed}
	suites := map[string]*junitSuite{}
	for i, t := range r.plan.Tests {
		result, ran := r.rows[i]
		if !ran {
			continue // the run ended before
		}
		suite := suites[t.File]
		if suite == nil {
			suite = &junitSuite{Name: t.File}
			suites[t.File] = suite
		}
		suite.add(t, result)
		all.Time += seconds(result.Duration)
	}
	for _, name := range slices.Sorted(maps.Keys(suites)) {
		all.Suites = append(all.Suites, suites[name])
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.w, "%s%s\n", xml.Header, text)
	return err
}

func (s *junitSuite) add(t Test, r Result) {
	row := junitCase{Name: t.Name, Class: t.File, Time: seconds(r.Duration)}
	s.Tests++
	s.Time += row.Time
	switch r.Outcome {
	case Failed:
		s.Failures++
		row.Failure = &junitFailure{r.Failure.Message, withoutColor(r.Failure.story(t, r))}
		row.Output = r.Stdout
	case Ignored, Stopped:
		s.Skipped++
		row.Skipped = &struct{}{}
	}
	s.Cases = append(s.Cases, row)
}
