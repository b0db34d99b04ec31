package json

// This file turns JSON texts into values and values into texts.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

var errTrailing = errors.New("trailing characters behind the value")

// decode is the value that text stands for.
func decode(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var in any
	if err := d.Decode(&in); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errTrailing
	}
	return numbers(in)
}

// numbers replaces the texts of numbers in in.
func numbers(in any) (any, error) {
	var err error
	switch in := in.(type) {
	case json.Number:
		return number(string(in))
	case []any:
		for i := range in {
			if in[i], err = numbers(in[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for k := range in {
			if in[k], err = numbers(in[k]); err != nil {
				return nil, err
			}
		}
	}
	return in, nil
}

func number(s string) (any, error) {
	if !strings.ContainsAny(s, ".eE") {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			if n == 0 && s[0] == '-' {
				return strconv.ParseFloat(s, 64)
			}
			return n, nil
		}
		if n, err := strconv.ParseUint(s, 10, 64); err == nil {
			return n, nil
		}
	}
	return strconv.ParseFloat(s, 64)
}

// encode appends the text of in, fields sorted by name.
func encode(b []byte, in any) []byte {
	switch in := in.(type) {
	case bool:
		return strconv.AppendBool(b, in)
	case int64:
		return strconv.AppendInt(b, in, 10)
	case uint64:
		return strconv.AppendUint(b, in, 10)
	case float64:
		return appendFloat(b, in)
	case string:
		return appendString(b, in)
	case []any:
		b = append(b, '[')
		for i, x := range in {
			if i > 0 {
				b = append(b, ',')
			}
			b = encode(b, x)
		}
		return append(b, ']')
	case map[string]any:
		b = append(b, '{')
		for i, k := range sortedKeys(in) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, k), ':')
			b = encode(b, in[k])
		}
		return append(b, '}')
	}
	return append(b, "null"...)
}

func sortedKeys(object map[string]any) []string { return slices.Sorted(maps.Keys(object)) }

// appendFloat appends the shortest text that reads back as f, and as a float.
func appendFloat(b []byte, f float64) []byte {
	size := max(f, -f)
	format := byte('f')
	if size != 0 && (size < 1e-5 || size >= 1e16) {
		format = 'e'
	}
	text := strconv.FormatFloat(f, format, -1, 64)
	text = strings.NewReplacer("e+0", "e", "e-0", "e-", "e+", "e").Replace(text)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return append(b, text...)
}

const escaped = "\b\f\n\r\t\"\\"

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		c := s[i]
		switch at := strings.IndexByte(escaped, c); {
		case at >= 0:
			b = append(b, '\\', "bfnrt\"\\"[at])
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
