// Package regex is the module std::text::regex: regular expressions.
package regex

import (
	_ "embed"
	"regexp"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage regex.hew

//go:embed regex.image
var image string

// Module is std::text::regex.
var Module = native.Module{Path: "std::text::regex", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_regex_new":                    native.F1(newPattern),
		"hew_regex_is_match":               native.F2(isMatch),
		"hew_regex_find":                   native.F2(find),
		"hew_regex_replace":                native.F3(replace),
		"hew_regex_find_all":               native.F2(findAll),
		"hew_regex_capture_index_one":      native.F3(captureIndex),
		"hew_regex_capture_name_one":       native.F3(captureName),
		"hew_regex_captures_flat":          native.F2(captures),
		"hew_regex_find_all_submatch_flat": native.F2(allCaptures),
		"hew_regex_capture_width":          native.F1(width),
		"hew_regex_clone":                  native.F1(clone),
		"hew_regex_free":                   native.F1(free),
	}
}}

// newPattern gives nil for a text that is no regular expression: a nil pattern matches nothing.
func newPattern(_ *native.Call, text string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, nil
	}
	return re, nil
}

func isMatch(_ *native.Call, re *regexp.Regexp, input string) (bool, error) {
	return re != nil && re.MatchString(input), nil
}

func find(_ *native.Call, re *regexp.Regexp, input string) (string, error) {
	if re == nil {
		return "", nil
	}
	return re.FindString(input), nil
}

func replace(_ *native.Call, re *regexp.Regexp, input, replacement string) (string, error) {
	if re == nil {
		return "", nil
	}
	return re.ReplaceAllString(input, replacement), nil
}

func findAll(_ *native.Call, re *regexp.Regexp, input string) ([]string, error) {
	if re == nil {
		return nil, nil
	}
	return re.FindAllString(input, -1), nil
}

// one is what a group has of the first match: nothing if it took no part.
func one(re *regexp.Regexp, input string, group int) []string {
	at := re.FindStringSubmatchIndex(input)
	if group < 0 || 2*group >= len(at) || at[2*group] < 0 {
		return nil
	}
	return []string{input[at[2*group]:at[2*group+1]]}
}

func captureIndex(_ *native.Call, re *regexp.Regexp, input string, group int64) ([]string, error) {
	if re == nil || group < 0 || group > int64(re.NumSubexp()) {
		return nil, nil
	}
	return one(re, input, int(group)), nil
}

func captureName(_ *native.Call, re *regexp.Regexp, input, name string) ([]string, error) {
	if re == nil {
		return nil, nil
	}
	return one(re, input, re.SubexpIndex(name)), nil
}

func captures(_ *native.Call, re *regexp.Regexp, input string) ([]string, error) {
	if re == nil {
		return nil, nil
	}
	return re.FindStringSubmatch(input), nil
}

func allCaptures(_ *native.Call, re *regexp.Regexp, input string) ([]string, error) {
	if re == nil {
		return nil, nil
	}
	var all []string
	for _, m := range re.FindAllStringSubmatch(input, -1) {
		all = append(all, m...)
	}
	return all, nil
}

func width(_ *native.Call, re *regexp.Regexp) (int64, error) {
	if re == nil {
		return 0, nil
	}
	return int64(re.NumSubexp()) + 1, nil
}

func clone(_ *native.Call, re *regexp.Regexp) (*regexp.Regexp, error) { return re, nil }

func free(*native.Call, *regexp.Regexp) (native.Unit, error) { return native.Unit{}, nil }
