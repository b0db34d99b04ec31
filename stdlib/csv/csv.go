// Package csv is the module std::encoding::csv: tables as texts.
package csv

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage csv.hew

//go:embed csv.image
var image string

// Module is std::encoding::csv.
var Module = native.Module{Path: "std::encoding::csv", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_csv_parse":       native.F2(parse),
		"hew_csv_rows":        native.F1(rowCount),
		"hew_csv_cols":        native.F1(columnCount),
		"hew_csv_header":      native.F2(header),
		"hew_csv_get":         native.F3(field),
		"hew_csv_get_by_name": native.F3(namedField),
		"hew_csv_free":        native.F1(free),
	}
}}

// A table is never changed.
type table struct {
	names []string
	rows  [][]string
}

func parse(_ *native.Call, data string, headers bool) (*table, error) {
	t := &table{rows: split(data)}
	switch {
	case len(t.rows) == 0:
	case headers:
		t.names, t.rows = t.rows[0], t.rows[1:]
	default:
		for i := range t.rows[0] {
			t.names = append(t.names, "col"+strconv.Itoa(i))
		}
	}
	return t, nil
}

// split takes a text apart. Nothing is a mistake: what stands behind a closing quote is left
// out, a quote inside a field is a character like others.
func split(data string) [][]string {
	var rows [][]string
	var row []string
	var text strings.Builder
	quoted := false // the field began with a quote
	started := false
	endField := func() {
		row = append(row, text.String())
		text.Reset()
		quoted, started = false, false
	}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '"' && !started:
			quoted, started = true, true
			i = unquote(&text, data, i+1)
		case c == ',':
			endField()
		case c == '\n', c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			if c == '\r' {
				i++
			}
			endField()
			rows, row = append(rows, row), nil
		case !quoted || c == '\r':
			started = true
			text.WriteByte(c)
		}
	}
	if started || len(row) > 0 {
		endField()
		rows = append(rows, row)
	}
	return rows
}

// unquote copies what stands from data[i] up to the closing quote and gives that one's place.
func unquote(text *strings.Builder, data string, i int) int {
	for ; i < len(data); i++ {
		if data[i] == '"' {
			if i+1 == len(data) || data[i+1] != '"' {
				return i
			}
			i++
		}
		text.WriteByte(data[i])
	}
	return i
}

func rowCount(_ *native.Call, t *table) (int64, error) { return int64(len(t.rows)), nil }

func columnCount(_ *native.Call, t *table) (int64, error) { return int64(len(t.names)), nil }

// at is an element of a row, empty if there is none.
func at(row []string, i int64) string {
	if i < 0 || i >= int64(len(row)) {
		return ""
	}
	return row[i]
}

func header(_ *native.Call, t *table, col int64) (string, error) { return at(t.names, col), nil }

func field(_ *native.Call, t *table, row, col int64) (string, error) {
	if row < 0 || row >= int64(len(t.rows)) {
		return "", nil
	}
	return at(t.rows[row], col), nil
}

func namedField(c *native.Call, t *table, row int64, name string) (string, error) {
	return field(c, t, row, int64(slices.Index(t.names, name)))
}

func free(*native.Call, *table) (native.Unit, error) { return native.Unit{}, nil }
