package testrun

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hewq/internal/golden"
)

// sample is a run with a result of every sort.
var sample = []struct {
	test   Test
	result Result
}{
	{Test{File: "b_test.hew", Name: "good", Line: 2}, Result{Outcome: Passed, Stdout: "not shown\n", Duration: 1500 * time.Microsecond}},
	{Test{File: "b_test.hew", Name: "left_out", Line: 5}, Result{Outcome: Ignored}},
	{Test{File: "a_test.hew", Name: "sums", Line: 3}, Result{
		Outcome: Failed, Stdout: "begins", Stderr: "\x1b[31mnote\x1b[0m: a < b & \"c\"\x01\n", Random: true, Duration: 20 * time.Millisecond,
		Failure: &Failure{Reason: Panicked, Message: "assertion failed: 1 <> 2", Text: "a_test.hew:4:5:\n  assert(1 == 2)\n", Place: &Place{"a_test.hew", 4, 5}},
	}},
	{Test{File: "a_test.hew", Name: "waits", Line: 9}, Result{Outcome: Failed, Duration: 30 * time.Second, Failure: &Failure{Reason: TimedOut, Message: "test timed out after 30s"}}},
	{Test{File: "c_test.hew", Name: "wrong", Line: 1}, compileError},
	{Test{File: "c_test.hew", Name: "wrong_too", Line: 4}, compileError},
	{Test{File: "c_test.hew", Name: "cut", Line: 7}, Result{Outcome: Stopped}},
	{Test{File: "c_test.hew", Name: "never", Line: 9}, Result{}},
}

var compileError = Result{Outcome: Failed, Failure: &Failure{
	Reason: NotCompiled, Message: "compile error: unknown name `x`", Text: "c_test.hew:2:3: error[unknown-name]: unknown name `x`\n", Place: &Place{"c_test.hew", 2, 3},
}}

// reported is what a Reporter makes of the sample; the tests end from the last to the first.
func reported(t *testing.T, report func(io.Writer) Reporter) []byte {
	t.Helper()
	var b bytes.Buffer
	r := report(&b)
	plan := Plan{Options: Options{Seed: 42}}
	for _, s := range sample {
		plan.Tests = append(plan.Tests, s.test)
	}
	sum := Summary{NotRun: 2, Interrupted: true, Duration: time.Minute}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(r.Begin(plan))
	must(r.Died(plan.Tests[2:4], "fatal error: stack overflow"))
	for i := len(sample) - 2; i >= 0; i-- {
		s := sample[i]
		if s.result.Outcome != Ignored {
			must(r.Started(i, s.test))
		}
		must(r.Ended(i, s.test, s.result))
		sum.add(s.result)
	}
	must(r.End(sum))
	return b.Bytes()
}

func TestTextReport(t *testing.T) {
	got := reported(t, func(w io.Writer) Reporter { return Text(w, false) })
	golden.Check(t, filepath.Join("testdata", "report.txt"), string(got))
	painted := reported(t, func(w io.Writer) Reporter { return Text(w, true) })
	for _, want := range []string{"test good ... \x1b[32mok\x1b[0m\n", "test sums ... \x1b[31mFAILED\x1b[0m\n", "test result: \x1b[1m\x1b[31mFAILED\x1b[0m. "} {
		if !bytes.Contains(painted, []byte(want)) {
			t.Errorf("the report in colour lacks %q", want)
		}
	}
}

// TestJUnitReport reads the report as build servers do: with the names of elements and attributes of
// JUnit's schema, and nothing else in it.
func TestJUnitReport(t *testing.T) {
	text := reported(t, JUnit)
	golden.Check(t, filepath.Join("testdata", "report.xml"), string(text))
	type rest struct {
		Attrs []xml.Attr                   `xml:",any,attr"`
		Nodes []struct{ XMLName xml.Name } `xml:",any"`
	}
	type suite struct {
		rest
		Name     string  `xml:"name,attr"`
		Tests    int     `xml:"tests,attr"`
		Failures int     `xml:"failures,attr"`
		Skipped  int     `xml:"skipped,attr"`
		Time     float64 `xml:"time,attr"`
		Cases    []struct {
			rest
			Name    string  `xml:"name,attr"`
			Class   string  `xml:"classname,attr"`
			Time    float64 `xml:"time,attr"`
			Failure []struct {
				Message string `xml:"message,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Skipped []struct{} `xml:"skipped"`
			Output  string     `xml:"system-out"`
		} `xml:"testcase"`
	}
	var all struct {
		rest
		XMLName  xml.Name `xml:"testsuites"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Skipped  int      `xml:"skipped,attr"`
		Time     float64  `xml:"time,attr"`
		Suites   []suite  `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if all.Name != "hew test" || all.Tests != 7 || all.Failures != 4 || all.Skipped != 2 || len(all.Suites) != 3 {
		t.Errorf("the whole is %+v", all)
	}
	if len(all.Attrs)+len(all.Nodes) > 0 {
		t.Errorf("unknown parts of the whole: %v %v", all.Attrs, all.Nodes)
	}
	names, tests, failures, skipped := []string{}, 0, 0, 0
	for _, s := range all.Suites {
		names = append(names, s.Name)
		tests, failures, skipped = tests+s.Tests, failures+s.Failures, skipped+s.Skipped
		if s.Tests != len(s.Cases) || len(s.Attrs)+len(s.Nodes) > 0 {
			t.Errorf("the suite %s is %+v", s.Name, s)
		}
		for _, c := range s.Cases {
			if c.Class != s.Name || len(c.Failure)+len(c.Skipped) > 1 || len(c.Attrs)+len(c.Nodes) > 0 {
				t.Errorf("the case %s is %+v", c.Name, c)
			}
		}
	}
	if got := strings.Join(names, " "); got != "a_test.hew b_test.hew c_test.hew" {
		t.Errorf("the suites are %s, want them sorted", got)
	}
	if tests != all.Tests || failures != all.Failures || skipped != all.Skipped {
		t.Errorf("the suites have %d tests, %d failures, %d skipped; the whole %+v", tests, failures, skipped, all)
	}
	sums := all.Suites[0].Cases[0]
	if f := sums.Failure[0]; f.Message != "assertion failed: 1 <> 2" || !strings.Contains(f.Text, `note: a < b & "c"`) || sums.Output != "begins" {
		t.Errorf("the case sums is %+v", sums)
	}
}

func TestJSONReport(t *testing.T) {
	text := reported(t, JSON)
	var events []string
	for line := range bytes.Lines(text) {
		var e struct {
			Event, ID string
			Outcome   Outcome
			Seconds   *float64
			Seed      uint64
			Tests     any
			Failure   *Failure
			Stderr    string
			NotRun    int `json:"not_run"`
		}
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		events = append(events, e.Event)
		switch {
		case e.Event == "begin" && (e.Seed != 42 || e.Tests != float64(len(sample))):
			t.Errorf("the run begins with %s", line)
		case e.Event == "end" && (e.Seconds == nil || (e.Outcome == Failed) != (e.Failure != nil)):
			t.Errorf("a test ends with %s", line)
		case e.ID == "a_test.hew::sums" && e.Event == "end" && (e.Failure.Place.Line != 4 || !strings.Contains(e.Stderr, "a < b")):
			t.Errorf("the test sums ends with %s", line)
		case e.Event == "summary" && e.NotRun != 2:
			t.Errorf("the summary is %s", line)
		}
	}
	want := "begin died" + strings.Repeat(" start end", 5) + " end start end summary"
	if got := strings.Join(events, " "); got != want {
		t.Errorf("the events are\n%s, want\n%s", got, want)
	}
}
