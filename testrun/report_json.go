package testrun

// This file reports for tools.

import (
	"encoding/json"
	"io"
)

// JSON reports in JSON: an object on a line for each event, as it happens. `event` is begin, start, end,
// died or summary.
func JSON(w io.Writer) Reporter { return &jsonReport{json.NewEncoder(w)} }

type jsonReport struct{ out *json.Encoder }

func (r *jsonReport) Begin(p Plan) error {
	return r.out.Encode(struct {
		Event string `json:"event"`
		Tests int    `json:"tests"`
		Seed  uint64 `json:"seed"`
	}{"begin", len(p.Tests), p.Options.Seed})
}

func (r *jsonReport) Started(_ int, t Test) error {
	return r.out.Encode(struct {
		Event string `json:"event"`
		ID    string `json:"id"`
		Test
	}{"start", t.ID(), t})
}

func (r *jsonReport) Ended(_ int, t Test, result Result) error {
	return r.out.Encode(struct {
		Event    string   `json:"event"`
		ID       string   `json:"id"`
		Outcome  Outcome  `json:"outcome"`
		Seconds  float64  `json:"seconds"`
		Isolated bool     `json:"isolated,omitempty"`
		Note     string   `json:"note,omitempty"`
		Failure  *Failure `json:"failure,omitempty"`
		Stdout   string   `json:"stdout,omitempty"`
		Stderr   string   `json:"stderr,omitempty"`
	}{"end", t.ID(), result.Outcome, result.Duration.Seconds(), result.Isolated, result.Note, result.Failure, result.Stdout, result.Stderr})
}

func (r *jsonReport) Died(tests []Test, why string) error {
	ids := make([]string, len(tests))
	for i, t := range tests {
		ids[i] = t.ID()
	}
	return r.out.Encode(struct {
		Event string   `json:"event"`
		Tests []string `json:"tests"`
		Why   string   `json:"why"`
	}{"died", ids, why})
}

func (r *jsonReport) End(s Summary) error {
	return r.out.Encode(struct {
		Event       string  `json:"event"`
		Passed      int     `json:"passed"`
		Failed      int     `json:"failed"`
		Ignored     int     `json:"ignored"`
		NotRun      int     `json:"not_run"`
		Interrupted bool    `json:"interrupted,omitempty"`
		Seconds     float64 `json:"seconds"`
	}{"summary", s.Passed, s.Failed, s.Ignored, s.NotRun, s.Interrupted, s.Duration.Seconds()})
}
