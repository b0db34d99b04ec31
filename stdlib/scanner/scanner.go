// Package scanner is the module std::io::scanner: texts line by line or word by word.
package scanner

import (
	_ "embed"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage scanner.hew

//go:embed scanner.image
var image string

// Module is std::io::scanner.
var Module = native.Module{Path: "std::io::scanner", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_scanner_start": native.F3(start),
		"hew_scanner_end":   native.F3(end),
		"hew_scanner_token": native.F3(token),
	}
}}

const space = " \t\r\n"

// start is where the token at pos or behind it begins, the text's length if there is none.
func start(_ *native.Call, text string, pos int64, lines bool) (int64, error) {
	size := int64(len(text))
	if pos < 0 || pos >= size || lines {
		return min(max(pos, 0), size), nil
	}
	rest := strings.TrimLeft(text[pos:], space)
	return size - int64(len(rest)), nil
}

// end is where the token ends that begins at start: at its newline, if it is a line.
func end(_ *native.Call, text string, start int64, lines bool) (int64, error) {
	stop := space
	if lines {
		stop = "\n"
	}
	if i := strings.IndexAny(text[start:], stop); i >= 0 {
		return start + int64(i), nil
	}
	return int64(len(text)), nil
}

// token is the text from start to end. A line that ends with a newline may have another byte
// before that.
func token(_ *native.Call, text string, start, end int64) (string, error) {
	s := text[start:end]
	if end < int64(len(text)) {
		s = strings.TrimSuffix(s, "\r")
	}
	return s, nil
}
