// Package unicode is the module std::text::unicode: characters by their codes.
package unicode

import (
	_ "embed"
	"unicode"
	"unicode/utf8"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage unicode.hew

//go:embed unicode.image
var image string

// Module is std::text::unicode.
var Module = native.Module{Path: "std::text::unicode", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_unicode_is_upper":  native.F1(is(isUpper)),
		"hew_unicode_is_lower":  native.F1(is(isLower)),
		"hew_unicode_is_space":  native.F1(is(unicode.IsSpace)),
		"hew_unicode_is_letter": native.F1(is(isLetter)),
		"hew_unicode_is_alnum":  native.F1(is(isAlnum)),
		"hew_unicode_is_punct":  native.F1(is(isPunct)),
		"hew_unicode_to_upper":  native.F1(to(unicode.ToUpper)),
		"hew_unicode_to_lower":  native.F1(to(unicode.ToLower)),
	}
}}

// valid is the character with code cp.
func valid(cp int64) (rune, bool) {
	r := rune(cp)
	return r, int64(r) == cp && utf8.ValidRune(r)
}

func is(class func(rune) bool) func(*native.Call, int64) (bool, error) {
	return func(_ *native.Call, cp int64) (bool, error) {
		r, ok := valid(cp)
		return ok && class(r), nil
	}
}

func to(change func(rune) rune) func(*native.Call, int64) (int64, error) {
	return func(_ *native.Call, cp int64) (int64, error) {
		if r, ok := valid(cp); ok {
			return int64(change(r)), nil
		}
		return cp, nil
	}
}

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }

func isLower(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) }

func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_Alphabetic)
}

func isAlnum(r rune) bool { return isLetter(r) || unicode.IsNumber(r) }

// punctuation is what Hew counts as such. It is less than what Unicode does.
var punctuation = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x21, 0x2F, 1},
		{0x3A, 0x40, 1},
		{0x5B, 0x60, 1},
		{0x7B, 0x7E, 1},
		{0xA1, 0xA7, 6},
		{0xAB, 0xAB, 1},
		{0xB6, 0xB7, 1},
		{0xBB, 0xBF, 4},
		{0x37E, 0x37E, 1},
		{0x2010, 0x2027, 1},
		{0x2030, 0x205E, 1},
		{0x3001, 0x303F, 1},
		{0xFE10, 0xFE19, 1},
		{0xFE30, 0xFE4F, 1},
		{0xFF01, 0xFF0F, 1},
		{0xFF1A, 0xFF20, 1},
		{0xFF3B, 0xFF40, 1},
		{0xFF5B, 0xFF65, 1},
	},
	LatinOffset: 8,
}

func isPunct(r rune) bool { return unicode.Is(punctuation, r) }
