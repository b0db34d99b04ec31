package eval

// This file has the methods of string. Positions count bytes.

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hewq/lang/value"
)

func stringIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"string.len": func(l *lowerer, c *call) expr {
			x := c.args[0].x
			if i := c.args[0].local; i >= 0 {
				return func(f *frame) value.Value { return value.Int(f.s[i].StrLen()) }
			}
			if i, at, ok := l.textField(c.args[0]); ok {
				return func(f *frame) value.Value { return value.Int(f.s[i].FieldAt(at).StrLen()) }
			}
			return func(f *frame) value.Value { return value.Int(x(f).StrLen()) }
		},
		"string.char_at": byteOf,
		"string.slice": func(_ *lowerer, c *call) expr {
			x, y, z := c.args[0].x, c.args[1].x, c.args[2].x
			return func(f *frame) value.Value {
				s := x(f).Str()
				a := y(f).Int()
				b := z(f).Int()
				n := int64(len(s))
				from := min(max(a, 0), n)
				return value.String(s[from:min(max(b, from), n)])
			}
		},
		"string.from_char": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value {
				code := x(f).Int()
				if uint64(code) < utf8.RuneSelf {
					return value.String(string([]byte{byte(code)})) // allocates nothing
				}
				return value.String(string(appendChar(nil, code)))
			}
		},
		"string.is_empty":     pure1(func(s value.Value) value.Value { return value.Bool(s.StrLen() == 0) }),
		"string.clone":        func(_ *lowerer, c *call) expr { return c.args[0].x },
		"string.contains":     text2(func(s, t string) value.Value { return value.Bool(strings.Contains(s, t)) }),
		"string.starts_with":  text2(func(s, t string) value.Value { return value.Bool(strings.HasPrefix(s, t)) }),
		"string.ends_with":    text2(func(s, t string) value.Value { return value.Bool(strings.HasSuffix(s, t)) }),
		"string.find":         text2(func(s, t string) value.Value { return value.Int(int64(strings.Index(s, t))) }),
		"string.split":        text2(func(s, sep string) value.Value { return value.Strings(splitText(s, sep)) }),
		"string.lines":        text1(func(s string) value.Value { return value.Strings(lines(s)) }),
		"string.trim":         text1(func(s string) value.Value { return value.String(strings.TrimSpace(s)) }),
		"string.to_uppercase": cased('a', 'z'),
		"string.to_lowercase": cased('A', 'Z'),
		"string.replace": pure3(func(s, from, to value.Value) value.Value {
			if from.StrLen() == 0 {
				return s
			}
			return value.String(strings.ReplaceAll(s.Str(), from.Str(), to.Str()))
		}),
		"string.repeat": func(_ *lowerer, c *call) expr {
			x, y := c.args[0].x, c.args[1].x
			return func(f *frame) value.Value {
				s := x(f).Str()
				n := max(y(f).Int(), 0)
				f.room(c.at, n, len(s))
				return value.String(strings.Repeat(s, int(n)))
			}
		},
		"string.is_digit": text1(func(s string) value.Value {
			return value.Bool(onlyBytes(s, func(c byte) bool { return '0' <= c && c <= '9' }))
		}),
		"string.is_alpha":        text1(func(s string) value.Value { return value.Bool(onlyBytes(s, isLetter)) }),
		"string.is_alphanumeric": text1(func(s string) value.Value { return value.Bool(onlyBytes(s, isLetterOrDigit)) }),
		"string.chars":           text1(chars),
		"string.char_count_utf8": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value {
				s := x(f).Str()
				return value.Int(int64(f.thread.places(s).Count(s)))
			}
		},
		"string.codepoint_at_utf8": func(_ *lowerer, c *call) expr {
			x, y := c.args[0].x, c.args[1].x
			return func(f *frame) value.Value {
				s := x(f).Str()
				r, ok := f.thread.charAt(s, y(f).Int())
				if !ok {
					r = -1
				}
				return value.Int(int64(r))
			}
		},
		"string.to_bytes": text1(func(s string) value.Value { return value.FromBytes(&value.Bytes{B: []byte(s)}) }),
		"string_char_at": pure2(func(s, i value.Value) value.Value {
			if uint64(i.Int()) >= uint64(s.StrLen()) {
				return value.Int(0)
			}
			return value.Int(int64(runeAt(s.Str(), int(i.Int()))))
		}),
		"string_to_int": text1(func(s string) value.Value { return value.Int(wholeNumber(s)) }),
	}
}

// byteOf lowers the reading of a byte, -1 outside.
func byteOf(l *lowerer, c *call) expr {
	x, y := c.args[0].x, c.args[1].x
	if a, b := c.args[0].local, c.args[1].local; a >= 0 && b >= 0 {
		return func(f *frame) value.Value { return byteIn(f.s[a].Str(), f.s[b].Int()) }
	}
	if a, at, ok := l.textField(c.args[0]); ok {
		if i := c.args[1]; i.isField {
			b, offset := i.slot, i.offset
			return func(f *frame) value.Value { return byteIn(f.s[a].FieldAt(at).Str(), *f.s[b].NumberAt(offset)) }
		}
		return func(f *frame) value.Value {
			s := f.s[a].FieldAt(at).Str()
			return byteIn(s, y(f).Int())
		}
	}
	return func(f *frame) value.Value {
		s := x(f).Str()
		return byteIn(s, y(f).Int())
	}
}

func byteIn(s string, i int64) value.Value {
	if uint64(i) >= uint64(len(s)) {
		return value.Int(-1)
	}
	return value.Int(int64(s[i]))
}

// appendChar appends the character with a code, nothing if there is none.
func appendChar(b []byte, code int64) []byte {
	if code != int64(rune(code)) || !utf8.ValidRune(rune(code)) {
		return b
	}
	return utf8.AppendRune(b, rune(code))
}

// text1 makes an intrinsic of a Go function on a string. Like text2 it is kept out of its callers:
// in a copied closure the compiler inlines nothing.
//
//go:noinline
func text1(do func(s string) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x := c.args[0].x
		return func(f *frame) value.Value { return do(x(f).Str()) }
	}
}

// text2 makes an intrinsic of a Go function on two strings.
//
//go:noinline
func text2(do func(s, t string) value.Value) intrinsic {
	return func(_ *lowerer, c *call) expr {
		x, y := c.args[0].x, c.args[1].x
		return func(f *frame) value.Value {
			s := x(f).Str()
			return do(s, y(f).Str())
		}
	}
}

// splitText splits s; an empty separator splits nothing.
func splitText(s, sep string) []string {
	if sep == "" {
		return []string{s}
	}
	return strings.Split(s, sep)
}

// lines are the lines of s without their ends; text that ends with a line end has no empty line
// behind it.
func lines(s string) []string {
	if s == "" {
		return nil
	}
	all := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, line := range all {
		all[i] = strings.TrimSuffix(line, "\r")
	}
	return all
}

func onlyBytes(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return s != ""
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isLetterOrDigit(c byte) bool { return isLetter(c) || unicode.IsDigit(rune(c)) }

func chars(s string) value.Value {
	return value.FromVec(&value.Vec[int32]{S: []rune(s)})
}

// wholeNumber is the decimal number that s is, 0 if it is none.
func wholeNumber(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// cased changes the case of the ASCII letters from lo to hi, and of nothing else.
func cased(lo, hi byte) intrinsic {
	return text1(func(s string) value.Value {
		i := 0
		for i < len(s) && (s[i] < lo || s[i] > hi) {
			i++
		}
		if i == len(s) {
			return value.String(s)
		}
		var b strings.Builder
		b.Grow(len(s))
		b.WriteString(s[:i])
		for ; i < len(s); i++ {
			c := s[i]
			if c >= lo && c <= hi {
				c ^= 0x20
			}
			b.WriteByte(c)
		}
		return value.String(b.String())
	})
}
