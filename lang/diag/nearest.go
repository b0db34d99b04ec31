package diag

// This file finds the name that someone may have meant.

import (
	"strings"
	"unicode"
)

// Nearest is the candidate that name was most likely meant to be, or "" if none is near. At
// most half of the characters may be wrong; case and underscores do not count. Among equally
// near candidates the first in the alphabet wins, so the order of candidates does not matter.
func Nearest(name string, candidates []string) string {
	folded := fold(name)
	best, bestDistance := "", len(folded)/2+1
	for _, c := range candidates {
		if c == name || c == "" {
			continue
		}
		d := typos(folded, fold(c), bestDistance)
		if d < bestDistance || d == bestDistance && best != "" && c < best {
			best, bestDistance = c, d
		}
	}
	return best
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
