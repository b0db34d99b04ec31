package cover

// This file writes profiles for other processes, and reads them.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"hewq/lang/source"
)

// A stored profile has all that is needed to show it: the texts as well.
type stored struct {
	Files []storedFile `json:"files"`
}

type storedFile struct {
	Name  string       `json:"name"`
	Text  string       `json:"text"`
	Parts []storedPart `json:"parts"`
}

// A storedPart has the pieces of a part as the beginning and the end of each.
type storedPart struct {
	At    []int `json:"at"`
	Count int64 `json:"count"`
}

// WriteJSON writes the profile for ReadJSON.
func (p *Profile) WriteJSON(w io.Writer) error {
	out := stored{Files: []storedFile{}}
	for _, f := range p.Files() {
		file := storedFile{Name: f.Source.Name, Text: f.Source.Text, Parts: make([]storedPart, len(f.parts))}
		for i, part := range f.parts {
			at := make([]int, 0, 2*len(part))
			for _, piece := range part {
				at = append(at, piece.start, piece.end)
			}
			file.Parts[i] = storedPart{at, f.counts[i].Load()}
		}
		out.Files = append(out.Files, file)
	}
	return json.NewEncoder(w).Encode(out)
}

// ReadJSON reads what WriteJSON has written.
func ReadJSON(r io.Reader) (*Profile, error) {
	var in stored
	if err := json.NewDecoder(r).Decode(&in); err != nil {
		return nil, fmt.Errorf("not a profile: %w", err)
	}
	p := New()
	for _, file := range in.Files {
		parts := make([]part, len(file.Parts))
		for i, s := range file.Parts {
			var err error
			if parts[i], err = s.part(len(file.Text)); err != nil {
				return nil, fmt.Errorf("not a profile: %s: %w", file.Name, err)
			}
		}
		f := p.file(source.New(file.Name, file.Text), parts)
		if len(f.counts) != len(parts) {
			return nil, fmt.Errorf("not a profile: %s is in it twice", file.Name)
		}
		for i, s := range file.Parts {
			f.counts[i].Add(s.Count)
		}
	}
	return p, nil
}

// part is the part in a text of that size.
func (s storedPart) part(size int) (part, error) {
	if len(s.At) == 0 || len(s.At)%2 != 0 {
		return nil, errors.New("a part has no text")
	}
	var p part
	for i := 0; i < len(s.At); i += 2 {
		start, end := s.At[i], s.At[i+1]
		if start < 0 || end < start || end > size {
			return nil, errors.New("a part is outside of the text")
		}
		p = append(p, piece{start, end})
	}
	return p, nil
}
