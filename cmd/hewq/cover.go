package main

// This file is the flag --cover of `hewq run` and `hewq test`.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hewq/lang/cover"
	"hewq/testrun"
)

type coverFlag struct {
	Cover optionalFile `placeholder:"FILE" complete:"files" help:"Count which statements of your files run, and print how many that are; the ending of FILE says what it gets: .html a page, .txt a listing, .info what lcov reads, .json a profile."`
}

// coverFormats are what a profile is written as, by the endings of files.
var coverFormats = map[string]func(*cover.Profile, io.Writer) error{
	".html": (*cover.Profile).WriteHTML,
	".txt":  (*cover.Profile).WriteListing,
	".info": (*cover.Profile).WriteLCOV,
	".json": (*cover.Profile).WriteJSON,
}

// misused says what is wrong with the name of the file.
func (f coverFlag) misused() error {
	if name := f.Cover.file; name != "" && coverFormats[filepath.Ext(name)] == nil {
		return fmt.Errorf("--cover: `%s` does not end in .html, .txt, .info or .json, which says what to write", name)
	}
	return nil
}

// write writes the file, if one is wanted.
func (f coverFlag) write(profile *cover.Profile) (err error) {
	if f.Cover.file == "" {
		return nil
	}
	file, err := os.Create(f.Cover.file)
	if err != nil {
		return fmt.Errorf("--cover: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return coverFormats[filepath.Ext(f.Cover.file)](profile, file)
}

// counted gives what a program that `hewq run` runs counts in, nil if nothing is to be counted. done is
// called when it has ended: it writes the file, or tells how much has run, and leaves the profile for the
// process of `hewq test` above this one, if there is one.
func (f coverFlag) counted(p *process) (profile *cover.Profile, done func() error) {
	folder, _ := p.lookup(testrun.CoverVariable)
	if !f.Cover.on && folder == "" {
		return nil, func() error { return nil }
	}
	profile = cover.New()
	return profile, func() error {
		err := f.write(profile)
		if f.Cover.on && f.Cover.file == "" {
			err = errors.Join(err, profile.WriteSummary(p.stderr))
		}
		if folder != "" {
			err = errors.Join(err, profile.Leave(folder))
		}
		return err
	}
}

// coverage tells how much has run in the tests of a run, in the format of its report: on out, or on the
// standard error where that has no place for it.
func (c *testCommand) coverage(p *process, counts *testrun.Cover, out io.Writer) error {
	profile, err := counts.Profile()
	if err != nil {
		return err
	}
	if err := c.write(profile); err != nil {
		return err
	}
	switch c.Format {
	case "json":
		return json.NewEncoder(out).Encode(coverageEvent(profile))
	case "junit":
		return profile.WriteSummary(p.stderr)
	}
	var b strings.Builder
	_ = profile.WriteSummary(&b) // a Builder takes everything
	_, err = fmt.Fprintf(out, "coverage:\n%s\n", b.String())
	return err
}

// A coverEvent is the line about coverage in the format json.
type coverEvent struct {
	Event   string      `json:"event"`
	Percent float64     `json:"percent"`
	Files   []coverFile `json:"files"`
}

type coverFile struct {
	Name   string `json:"name"`
	Run    int    `json:"run"`
	All    int    `json:"all"`
	Missed []int  `json:"missed_lines"`
}

func coverageEvent(profile *cover.Profile) coverEvent {
	e := coverEvent{Event: "coverage", Percent: profile.Total().Percent(), Files: []coverFile{}}
	for _, f := range profile.Files() {
		share := f.Share()
		file := coverFile{Name: f.Source.Name, Run: share.Run, All: share.All, Missed: []int{}}
		for i, line := range f.Lines() {
			if line.Missed {
				file.Missed = append(file.Missed, i+1)
			}
		}
		e.Files = append(e.Files, file)
	}
	return e
}
