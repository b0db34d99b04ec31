// Package profile keeps where programs spend time or memory, and writes it in the format of pprof.
package profile

import (
	"encoding/binary"
	"io"
	"sync"
	"time"

	"github.com/google/pprof/profile"

	"hewq/lang/source"
)

// A Kind is what a Profile measures.
type Kind struct{ name, unit string }

// The kinds of profiles: nanoseconds of processor time, and bytes that were allocated, whether or not they
// are still in use.
var (
	CPU    = Kind{"cpu", "nanoseconds"}
	Memory = Kind{"alloc_space", "bytes"}
)

// A Frame is a function with the place in it that ran.
type Frame struct {
	Func string
	At   source.Span // may be unknown
}

// A Profile counts samples. It may be used by several goroutines, and must not be copied.
type Profile struct {
	kind  Kind
	every int64 // the period between samples
	begun time.Time

	mu      sync.Mutex
	samples map[string]*profile.Sample // by the numbers of their locations
	places  map[place]*profile.Location
	funcs   map[function]*profile.Function
	written profile.Profile
}

// A place is what one location stands for, a function what one function does.
type (
	place struct {
		function
		line int
	}
	function struct {
		name string
		file *source.File
	}
)

// New makes a profile of a program, without samples. Its period is in the unit of the kind; 0 if it has none.
func New(kind Kind, every int64, program string) *Profile {
	p := &Profile{
		kind: kind, every: every, begun: time.Now(),
		samples: map[string]*profile.Sample{}, places: map[place]*profile.Location{}, funcs: map[function]*profile.Function{},
	}
	p.written.Mapping = []*profile.Mapping{{ID: 1, File: program, HasFunctions: true, HasFilenames: true, HasLineNumbers: true}}
	return p
}

// Add adds a sample of a value: calls are those that it was taken in, innermost first.
func (p *Profile) Add(calls []Frame, value int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var key []byte
	at := make([]*profile.Location, len(calls))
	for i, c := range calls {
		at[i] = p.location(c)
		key = binary.AppendUvarint(key, at[i].ID)
	}
	s, ok := p.samples[string(key)]
	if !ok {
		s = &profile.Sample{Location: at, Value: make([]int64, 2)}
		p.samples[string(key)] = s
		p.written.Sample = append(p.written.Sample, s)
	}
	s.Value[0]++
	s.Value[1] += value
}

// Spread divides a value among the samples, in proportion to what they have. It cannot if there are none.
func (p *Profile) Spread(value uint64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	var sum int64
	for _, s := range p.written.Sample {
		sum += s.Value[1]
	}
	if sum == 0 {
		return false
	}
	for _, s := range p.written.Sample {
		s.Value[1] += int64(float64(value) * float64(s.Value[1]) / float64(sum))
	}
	return true
}

// location is the location of a frame.
func (p *Profile) location(f Frame) *profile.Location {
	at := place{function: function{f.Func, f.At.File}}
	if f.At.Known() {
		at.line = f.At.Place().Line
	}
	l, ok := p.places[at]
	if !ok {
		l = &profile.Location{
			ID:      uint64(len(p.places) + 1),
			Mapping: p.written.Mapping[0],
			Line:    []profile.Line{{Function: p.function(at.function), Line: int64(at.line)}},
		}
		p.places[at] = l
		p.written.Location = append(p.written.Location, l)
	}
	return l
}

func (p *Profile) function(fn function) *profile.Function {
	f, ok := p.funcs[fn]
	if !ok {
		f = &profile.Function{ID: uint64(len(p.funcs) + 1), Name: fn.name, SystemName: fn.name}
		if fn.file != nil {
			f.Filename = fn.file.Name
		}
		p.funcs[fn] = f
		p.written.Function = append(p.written.Function, f)
	}
	return f
}

// Write writes the profile, compressed, as tools of pprof read it.
func (p *Profile) Write(w io.Writer) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	value := &profile.ValueType{Type: p.kind.name, Unit: p.kind.unit}
	p.written.SampleType = []*profile.ValueType{{Type: "samples", Unit: "count"}, value}
	p.written.TimeNanos = p.begun.UnixNano()
	p.written.DurationNanos = time.Since(p.begun).Nanoseconds()
	p.written.PeriodType, p.written.Period = value, p.every
	return p.written.Write(w)
}
