package eval

// This file tells tools how a program has failed.

import "hewq/lang/source"

// A FaultData is a Fault for tools: it becomes a JSON object.
type FaultData struct {
	Kind    string     `json:"kind"` // "panic", "trap", "abort", "internal"
	Message string     `json:"message"`
	Values  []Shown    `json:"values,omitempty"`
	Note    string     `json:"note,omitempty"`
	Place   *PlaceData `json:"place,omitempty"` // At; nil if it is not known
	Stack   []CallData `json:"stack,omitempty"` // Calls, as many as a report shows
}

// A PlaceData is where something stands. Line and column count from 1, the column in characters.
type PlaceData struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// A CallData is a function with the place in it that ran.
type CallData struct {
	Function string `json:"function"`
	PlaceData
	Times int `json:"times,omitempty"` // that it called itself from there, if more than one
	Left  int `json:"left,omitempty"`  // calls that are left out before this one
}

// Data is the fault for tools.
func (e *Fault) Data() FaultData {
	data := FaultData{Kind: e.Kind.String(), Message: e.Message, Values: e.Values, Note: e.Note}
	if at := e.At(); at.Known() {
		place := placeData(at)
		data.Place = &place
	}
	if data.Place == nil {
		return data
	}
	calls, cut, left := shorten(e.Calls())
	for i, c := range calls {
		call := CallData{Function: c.Func, PlaceData: placeData(c.Span)}
		if c.times > 1 {
			call.Times = c.times
		}
		if i == cut {
			call.Left = left
		}
		data.Stack = append(data.Stack, call)
	}
	return data
}

func placeData(at source.Span) PlaceData {
	p := at.Place()
	return PlaceData{at.File.Name, p.Line, p.Column}
}
