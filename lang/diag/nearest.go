package diag

// This file finds the name that someone may have meant.

import (
	"strings"
	"unicode"
)

// Nearest is the candidate that name was most likely meant to be, or "" if none is near: about one
// character in three may be wrong, and case and underscores do not count. A candidate that goes on
// where name ends is near as well. Among equally near candidates the first in the alphabet wins, so the
// order of candidates does not matter.
func Nearest(name string, candidates []string) string {
	near, _ := Meant(name, candidates)
	return near
}

// Meant is Nearest, and tells whether that is certain: it is the only one that differs from name by one
// slip, or in nothing that counts. With a slip, one that begins with a capital is not meant by one that does not.
func Meant(name string, candidates []string) (best string, certain bool) {
	folded := fold(name)
	limit := max(1, len(folded)/3)
	bestDistance, rivals := limit+1, 0
	for _, c := range candidates {
		if c == name || c == "" {
			continue
		}
		other := fold(c)
		d := typos(folded, other, limit+1)
		switch {
		case d > limit && longer(other, folded):
			d = limit
		case d == 1 && len(folded) < 3 && (len(other) != len(folded) || len(folded) == 1 || other[0] != folded[0]):
			d = limit + 1 // names of one or two letters are all alike
		}
		switch {
		case d < bestDistance:
			best, bestDistance, rivals = c, d, 0
		case d == bestDistance && best != "" && c != best:
			best = min(best, c)
			rivals++
		}
	}
	if best == "" || rivals > 0 {
		return best, false
	}
	return best, bestDistance == 0 || bestDistance == 1 && len(folded) > 3 && capital(name) == capital(best)
}

// capital tells whether a name begins with a capital letter.
func capital(name string) bool { return name != "" && unicode.IsUpper([]rune(name)[0]) }

// longer tells whether name goes on where a beginning of four letters or more ends.
func longer(name, beginning []rune) bool {
	return len(beginning) > 3 && len(name) <= 3*len(beginning) && strings.HasPrefix(string(name), string(beginning))
}

// fold drops what Nearest ignores.
func fold(name string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, name))
}

// typos counts the insertions, deletions, replacements and swaps of neighbours that make b of
// a. It gives up above limit, with a number above limit.
func typos(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	// Row i holds the distances of a[:i] to every b[:j].
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
