// Package str is the module std::string: conversions and operations on strings.
package str

import (
	_ "embed"
	"errors"
	"strconv"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage string.hew

//go:embed string.image
var image string

// Module is std::string.
var Module = native.Module{Path: "std::string", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_string_int_error":   native.F1(intError),
		"hew_string_parse_int":   native.F1(parseInt),
		"hew_string_is_float":    native.F1(isFloat),
		"hew_string_parse_float": native.F1(parseFloat),
		"hew_string_is_numeric":  native.F1(isNumeric),
		"hew_string_count":       native.F2(count),
		"hew_string_is_ascii":    native.F1(isASCII),
		"hew_string_split_at":    native.F2(split),
		"hew_string_all_lines":   native.F1(lines),
	}
}}

// integer is the value of s and, if it has none, why.
func integer(s string) (int64, string) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err == nil:
		return n, ""
	case errors.Is(err, strconv.ErrRange):
		return 0, "string.try_to_int: integer out of range"
	}
	return 0, "string.try_to_int: invalid integer literal"
}

func intError(_ *native.Call, s string) (string, error) {
	_, why := integer(s)
	return why, nil
}

func parseInt(_ *native.Call, s string) (int64, error) {
	n, _ := integer(s)
	return n, nil
}

// isFloat tells whether s is a number in decimal: Go's own parser also takes others, and names.
func isFloat(_ *native.Call, s string) (bool, error) {
	digits, exponent, hasExponent := s, "", false
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		digits, exponent, hasExponent = s[:i], s[i+1:], true
	}
	whole, fraction, _ := strings.Cut(unsigned(digits), ".")
	if whole+fraction == "" || !onlyDigits(whole+fraction) {
		return false, nil
	}
	return !hasExponent || unsigned(exponent) != "" && onlyDigits(unsigned(exponent)), nil
}

// unsigned is s without its sign.
func unsigned(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func parseFloat(_ *native.Call, s string) (float64, error) {
	// Out of range gives infinity, which is what the program gets.
	f, _ := strconv.ParseFloat(s, 64)
	return f, nil
}

func isNumeric(_ *native.Call, s string) (bool, error) {
	return s != "" && onlyDigits(s), nil
}

func count(_ *native.Call, haystack, needle string) (int64, error) {
	if needle == "" {
		return 0, nil
	}
	return int64(strings.Count(haystack, needle)), nil
}

func isASCII(_ *native.Call, s string) (bool, error) {
	return strings.IndexFunc(s, func(r rune) bool { return r > '~' }) < 0, nil
}

func split(_ *native.Call, s, sep string) ([]string, error) {
	if sep == "" {
		return []string{s}, nil
	}
	return strings.Split(s, sep), nil
}

func lines(_ *native.Call, s string) ([]string, error) {
	out := strings.Split(s, "\n")
	for i := range out {
		out[i] = strings.TrimSuffix(out[i], "\r")
	}
	return out, nil
}
