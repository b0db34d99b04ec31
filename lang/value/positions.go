package value

// This file finds characters in long strings without counting from the start each time.

import (
	"unicode/utf8"
	"weak"
)

// Positions remembers of the strings that were looked into last where some of their characters
// are. It is for one goroutine at a time, and keeps no string from being collected. A nil *Positions
// remembers nothing.
type Positions struct {
	known [2]characters
	next  int // the one that is forgotten next
}

// characters are those of the beginning of a string. Longer and shorter strings that begin at the
// same byte have the same ones, and so have those that begin later, where each byte is a character.
type characters struct {
	start uintptr
	in    weak.Pointer[byte] // the object that the string is in
	ascii int                // so many bytes of the beginning have a character each
	marks []int              // where each markEvery-th character after these begins

	// The character that was found last. Like the marks it is at least as far from the end of the
	// string that it was found in as a character can be long: the end may cut the last one.
	char, at int
}

// markEvery is how many characters are between two marks.
const markEvery = 128

// lookAhead is how many bytes further than needed are looked at.
const lookAhead = 4096

// countedUntil is the index up to which counting is as fast as remembering.
const countedUntil = 32

// CharAt gives where the character with index i of s begins, counting from 0. The index behind the
// last character is len(s); ok is false for all beyond, and for negative ones.
func (p *Positions) CharAt(s string, i int64) (at int, ok bool) {
	switch {
	case i < 0 || i > int64(len(s)):
		return 0, false
	case p == nil || i < countedUntil || len(s) < 2*countedUntil:
		return count(s, 0, int(i))
	}
	c, n := p.of(s)
	at, ok = c.find(preceded(s, n), int(i)+n)
	return at - n, ok
}

// count goes i characters further from the one at byte at.
func count(s string, at, i int) (int, bool) {
	for ; i > 0; i-- {
		if at >= len(s) {
			return 0, false
		}
		if s[at] < utf8.RuneSelf {
			at++
			continue
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return at, true
}

// of is what is known of the characters of s, and of n bytes before it with a character each.
func (p *Positions) of(s string) (c *characters, n int) {
	start := address(firstByte(s))
	for i := range p.known {
		c := &p.known[i]
		n := start - c.start // very much if it begins before
		// The address may be that of a string that is gone.
		if (n == 0 || n < uintptr(c.ascii)) && c.in.Value() != nil {
			p.next = 1 - i
			return c, int(n)
		}
	}
	c = &p.known[p.next]
	p.next = 1 - p.next
	*c = characters{start: start, in: weak.Make(firstByte(s)), marks: c.marks[:0]}
	return c, 0
}

// find is CharAt for a string that begins with c.
func (c *characters) find(s string, i int) (int, bool) {
	if i > c.ascii {
		c.look(s, i)
	}
	if i <= c.ascii {
		return i, i <= len(s)
	}
	if c.ascii >= len(s) {
		return 0, false
	}
	k := min((i-c.ascii)/markEvery, len(c.marks)-1)
	k = c.within(s, k)
	char, at := c.ascii+k*markEvery, c.marks[k]
	if char < c.char && c.char <= i && c.at <= len(s) {
		char, at = c.char, c.at
	}
	for char < i {
		to := min(i, char+markEvery-(char-c.ascii)%markEvery) // up to the next mark
		var ok bool
		if at, ok = count(s, at, to-char); !ok {
			return 0, false
		}
		char = to
		if at <= len(s)-utf8.UTFMax && char == c.ascii+len(c.marks)*markEvery {
			c.marks = append(c.marks, at)
		}
	}
	if at <= len(s)-utf8.UTFMax {
		c.char, c.at = i, at
	}
	return at, true
}

// look finds out whether the first i bytes of s are ASCII, and looks a little further.
func (c *characters) look(s string, i int) {
	for len(c.marks) == 0 && c.ascii < min(i, len(s)) {
		to := min(len(s), i+lookAhead)
		if c.ascii += asciiLen(s[c.ascii:to]); c.ascii < to {
			c.marks, c.char, c.at = append(c.marks, c.ascii), c.ascii, c.ascii
		}
	}
}

// within is the last mark up to mark k that is within s.
func (c *characters) within(s string, k int) int {
	for k > 0 && c.marks[k] > len(s) {
		k--
	}
	return k
}

// asciiLen is how many bytes of s come before the first that is not ASCII.
func asciiLen(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if (s[i]|s[i+1]|s[i+2]|s[i+3]|s[i+4]|s[i+5]|s[i+6]|s[i+7])&utf8.RuneSelf != 0 {
			break
		}
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// Count is the number of characters of s.
func (p *Positions) Count(s string) int {
	if p == nil || len(s) < 2*countedUntil {
		return utf8.RuneCountInString(s)
	}
	c, n := p.of(s)
	s = preceded(s, n)
	_, _ = c.find(s, len(s)+1) // looks at all of s
	if c.ascii >= len(s) {
		return len(s) - n
	}
	k := c.within(s, len(c.marks)-1)
	return c.ascii + k*markEvery + utf8.RuneCountInString(s[c.marks[k]:]) - n
}
