package profile

import (
	"bytes"
	"testing"

	"github.com/google/pprof/profile"

	"hewq/lang/source"
)

func TestProfile(t *testing.T) {
	file := source.New("a.hew", "fn main() {\n    f();\n}\n")
	at := func(name string, line int) Frame {
		start := file.LineStart(line)
		return Frame{name, source.Span{File: file, Start: start, End: start}}
	}
	p := New(CPU, 10, "a.hew")
	p.Add([]Frame{at("f", 1), at("main", 2)}, 5)
	p.Add([]Frame{at("f", 1), at("main", 2)}, 7)
	p.Add([]Frame{at("main", 2)}, 4)
	p.Add([]Frame{{Func: "elsewhere"}}, 0)
	if !p.Spread(8) {
		t.Error("8 was not divided among 12 and 4")
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := profile.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := got.CheckValid(); err != nil {
		t.Error(err)
	}
	want := []struct {
		name           string
		line           int64
		calls          int
		samples, value int64
	}{{"f", 1, 2, 2, 18}, {"main", 2, 1, 1, 6}, {"elsewhere", 0, 1, 1, 0}}
	if len(got.Sample) != len(want) || len(got.Location) != 3 || len(got.Function) != 3 {
		t.Fatalf("got %v", got)
	}
	for i, w := range want {
		s := got.Sample[i]
		at := s.Location[0].Line[0]
		if at.Function.Name != w.name || at.Line != w.line || len(s.Location) != w.calls || s.Value[0] != w.samples || s.Value[1] != w.value {
			t.Errorf("sample %d: %s:%d, %d calls, %v; want %+v", i, at.Function.Name, at.Line, len(s.Location), s.Value, w)
		}
	}
	if kind := got.SampleType[1]; kind.Type != "cpu" || kind.Unit != "nanoseconds" || got.Period != 10 {
		t.Errorf("got the kind %v, period %d", kind, got.Period)
	}
}

func TestNothingToSpreadOver(t *testing.T) {
	if New(Memory, 0, "a.hew").Spread(1) {
		t.Error("a profile without samples took a value")
	}
}
