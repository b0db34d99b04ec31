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
	Stack   []CallData `json:"stack,omitempty"` // Calls, without those whose place is not known
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
}

// Data is the fault for tools.
func (e *Fault) Data() FaultData {
	data := FaultData{Kind: e.Kind.String(), Message: e.Message, Values: e.Values, Note: e.Note}
	if at := e.At(); at.Known() {
		place := placeData(at)
		data.Place = &place
	}
	for _, c := range e.Calls() {
		if c.Span.Known() {
			data.Stack = append(data.Stack, CallData{c.Func, placeData(c.Span)})
		}
	}
	return data
}

func placeData(at source.Span) PlaceData {
	p := at.Place()
	return PlaceData{at.File.Name, p.Line, p.Column}
}
