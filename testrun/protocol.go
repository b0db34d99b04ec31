package testrun

// This file is what a Runner and its worker processes say to each other: JSON objects, one on a line.

import (
	"encoding/json"
	"io"
	"sync"
	"time"
)

// A request goes to a worker. The first has Setup, all others have Test or Explain.
type request struct {
	Setup *setup `json:"setup,omitempty"`
	Test  *Test  `json:"test,omitempty"`
	I     int    `json:"i"` // names the test in answers

	Explain bool `json:"explain,omitempty"` // what the tests do is wanted
}

// A setup is what a worker has to know before it runs tests.
type setup struct {
	Options  Options       `json:"options"`
	Isolated bool          `json:"isolated"` // the worker runs one test
	Grace    time.Duration `json:"grace"`    // see Runner.grace
}

// An answer comes from a worker: that a test has begun, what one has printed, the Result of one, or why the
// worker ends.
type answer struct {
	I      int     `json:"i"`
	Began  bool    `json:"began,omitempty"`
	Result *Result `json:"result,omitempty"`
	Stuck  bool    `json:"stuck,omitempty"` // the test goes on although its time is over
	Stdout []byte  `json:"stdout,omitempty"`
	Stderr []byte  `json:"stderr,omitempty"`
	Memory int64   `json:"memory,omitempty"` // bytes that the worker takes, which is too much
	Doing  string  `json:"doing,omitempty"`  // what the test does that takes them, "" if that is not known

	Explained *string `json:"explained,omitempty"` // what the tests do
}

// A sender writes JSON objects from several goroutines.
type sender struct {
	mu   sync.Mutex
	out  *json.Encoder
	over bool // nothing is sent any more
}

func newSender(w io.Writer) *sender { return &sender{out: json.NewEncoder(w)} }

func (s *sender) send(v any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return nil
	}
	return s.out.Encode(v)
}

// last sends v, and nothing after it.
func (s *sender) last(v any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	return s.out.Encode(v)
}
