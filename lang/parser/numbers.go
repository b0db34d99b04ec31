package parser

// This file reads the numbers of other languages, and the formats in their strings.

import (
	"strings"

	"hewq/lang/token"
)

// isExponent tells whether word is what stands after the digits of `1e6`.
func isExponent(word string) bool {
	if len(word) < 1 || word[0] != 'e' && word[0] != 'E' {
		return false
	}
	return strings.Trim(word[1:], "0123456789") == ""
}

// float is the float literal that `1e6` or `1e-6` stands for.
func (p place) float() string {
	text := p.word(-1) + ".0" + p.word(0)
	if len(p.word(0)) == 1 && p.touching(0) && (p.word(1) == "-" || p.word(1) == "+") {
		text += p.word(1) + p.word(2)
	}
	return text
}

// suffixed is the number with a suffix as Hew has it, "" if the suffix means nothing.
func (p place) suffixed() string {
	number := p.word(-1)
	switch s := p.word(0); s {
	case "f", "F", "d", "D":
		if p.at(-1).Type == token.Int {
			number += ".0"
		}
		return number
	case "l", "L", "n", "u", "U", "ul", "UL", "ll", "LL":
		return number
	case "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "isize", "usize", "f32", "f64":
		return "(" + number + " as " + s + ")"
	}
	return ""
}

func saySuffix(p place) string {
	if text := p.suffixed(); text != "" {
		return "numbers have no suffixes: write `" + text + "`"
	}
	return "a name begins with a letter or `_`"
}

func mendSuffix(p place) *fix {
	text := p.suffixed()
	if text == "" {
		return nil
	}
	return p.replace(-1, 0, text)
}

// sayWidth is for `{x:30}` and `{x:.2}`.
func sayWidth(p place) string {
	colon := -1
	if p.word(0) == ":" {
		colon = 0
	}
	from := p.exprStart(colon - 1)
	for p.word(from-1) != "{" && p.i+from > 0 && p.at(from-1).Type != token.FStringText {
		from--
	}
	value := p.source(from, colon-1)
	var format strings.Builder
	for n := colon + 1; p.word(n) != "}" && n < colon+6; n++ {
		format.WriteString(p.word(n))
	}
	if strings.Contains(format.String(), ".") {
		return "an f-string has no formats; `math.round(" + value + " * 100.0) / 100.0` has two decimals"
	}
	width, fill := strings.TrimLeft(format.String(), "<>^"), " "
	if strings.HasPrefix(width, "0") && len(width) > 1 {
		width, fill = width[1:], "0"
	}
	if width == "" || strings.Trim(width, "0123456789") != "" {
		return "an f-string has no formats: std::fmt has `pad_left`, `pad_right`, `to_hex`"
	}
	return "an f-string has no widths; with `import std::fmt;` it is `{fmt.pad_left(to_string(" + value + "), " + width + ", \"" + fill + "\")}`"
}
