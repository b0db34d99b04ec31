// Package semver is the module std::text::semver: versions of software.
package semver

import (
	"cmp"
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage semver.hew

//go:embed semver.image
var image string

// Module is std::text::semver.
var Module = native.Module{Path: "std::text::semver", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_semver_valid":   native.F1(valid),
		"hew_semver_parse":   native.F1(parse),
		"hew_semver_number":  native.F2(number),
		"hew_semver_pre":     native.F1(preRelease),
		"hew_semver_compare": native.F2(compareVersions),
		"hew_semver_matches": native.F2(matches),
		"hew_semver_text":    native.F1(text),
		"hew_semver_free":    native.F1(free),
	}
}}

// A version is never changed.
type version struct {
	numbers    [3]int64
	pre, build string
}

// read is the version that s is. It must have three parts; one that is no number counts as 0.
func read(s string) (*version, bool) {
	v := &version{}
	s, v.build, _ = strings.Cut(s, "+")
	s, v.pre, _ = strings.Cut(s, "-")
	parts := strings.SplitN(s, ".", 3)
	if len(parts) < 3 {
		return nil, false
	}
	for i, p := range parts {
		if n, err := strconv.ParseInt(p, 10, 64); err == nil {
			v.numbers[i] = n
		}
	}
	return v, true
}

func valid(_ *native.Call, s string) (bool, error) {
	_, ok := read(s)
	return ok, nil
}

func parse(_ *native.Call, s string) (*version, error) {
	v, _ := read(s)
	return v, nil
}

func number(_ *native.Call, v *version, i int64) (int64, error) { return v.numbers[i], nil }

func preRelease(_ *native.Call, v *version) (string, error) { return v.pre, nil }

func text(_ *native.Call, v *version) (string, error) {
	s := fmt.Sprintf("%d.%d.%d", v.numbers[0], v.numbers[1], v.numbers[2])
	if v.pre != "" {
		s += "-" + v.pre
	}
	if v.build != "" {
		s += "+" + v.build
	}
	return s, nil
}

func free(*native.Call, *version) (native.Unit, error) { return native.Unit{}, nil }

func compareVersions(_ *native.Call, a, b *version) (int64, error) { return int64(compare(a, b)), nil }

func compare(a, b *version) int {
	for i := range a.numbers {
		if c := cmp.Compare(a.numbers[i], b.numbers[i]); c != 0 {
			return c
		}
	}
	switch {
	case a.pre == b.pre:
		return 0
	case a.pre == "":
		return 1
	case b.pre == "":
		return -1
	}
	as, bs := strings.Split(a.pre, "."), strings.Split(b.pre, ".")
	for i := range min(len(as), len(bs)) {
		if c := compareWords(as[i], bs[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(as), len(bs))
}

// compareWords compares parts of what stands behind `-`: numbers come before words.
func compareWords(a, b string) int {
	m, aErr := strconv.ParseUint(a, 10, 64)
	n, bErr := strconv.ParseUint(b, 10, 64)
	switch {
	case aErr == nil && bErr == nil:
		return cmp.Compare(m, n)
	case aErr == nil:
		return -1
	case bErr == nil:
		return 1
	}
	return cmp.Compare(a, b)
}

// operators are what a condition may begin with, longer ones first.
var operators = []string{">=", "<=", "!=", ">", "<", "^", "~", "="}

// matches is "true", "false" or why a condition cannot be checked.
func matches(_ *native.Call, v *version, req string) (string, error) {
	for condition := range strings.SplitSeq(req, ",") {
		condition = strings.TrimSpace(condition)
		if condition == "" {
			continue
		}
		operator := "="
		for _, op := range operators {
			if rest, ok := strings.CutPrefix(condition, op); ok {
				operator, condition = op, strings.TrimSpace(rest)
				break
			}
		}
		wanted, ok := read(condition)
		if !ok {
			return "semver: invalid version string: " + condition, nil
		}
		if !meets(v, operator, wanted) {
			return "false", nil
		}
	}
	return "true", nil
}

func meets(v *version, operator string, wanted *version) bool {
	c := compare(v, wanted)
	switch operator {
	case ">=":
		return c >= 0
	case "<=":
		return c <= 0
	case "!=":
		return c != 0
	case ">":
		return c > 0
	case "<":
		return c < 0
	case "^":
		return c >= 0 && v.numbers[0] == wanted.numbers[0]
	case "~":
		return c >= 0 && v.numbers[0] == wanted.numbers[0] && v.numbers[1] == wanted.numbers[1]
	}
	return c == 0
}
