package url

// This file writes bytes as `%` and two digits, and reads them back.

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hewq/native"
)

const unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"

func encode(_ *native.Call, s string) (string, error) {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte(unreserved, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String(), nil
}

// decode leaves a `%` without two digits as it is. The text ends before a zero byte.
func decode(_ *native.Call, s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c = byte(n)
				i += 2
			}
		}
		b.WriteByte(c)
	}
	out := b.String()
	if !utf8.ValidString(out) {
		return "", nil
	}
	out, _, _ = strings.Cut(out, "\x00")
	return out, nil
}
