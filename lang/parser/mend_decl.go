package parser

// This file mends declarations and fields in the order of other languages.

import "hewq/lang/token"

// mendInterface makes `type A interface {` a trait.
func mendInterface(p place) *fix {
	return p.replace(-2, 0, "trait "+p.word(-1))
}

func sayField(p place) string {
	return "a field is written `" + p.word(0) + ": " + p.typeName(-1) + "`"
}

// mendSeveral makes `a, b := …` a tuple that is taken apart. `a, b = …` may assign to variables that
// are there already.
func mendSeveral(p place) *fix {
	n := 0
	for p.word(n) == "," && p.at(n+1).Type == token.Ident {
		n += 2
	}
	if p.word(n) != ":" || p.word(n+1) != "=" {
		return nil
	}
	return p.replace(-1, n, "let ("+p.source(-1, n-1)+") ")
}

// mendTuple puts the names of `let a, b = f();` into parentheses.
func mendTuple(p place) *fix {
	n := 0
	for p.word(n) == "," && p.at(n+1).Type == token.Ident {
		n += 2
	}
	if p.word(n) != "=" {
		return nil
	}
	return p.replace(-1, n-1, "("+p.source(-1, n-1)+")")
}

// imports tells whether the place is in an import.
func (p place) imports() bool {
	n := -1
	for p.at(n).Type == token.Ident || oneOf(":: .", p.word(n)) {
		n--
	}
	return p.word(n) == "import"
}

// sayKeys is for `{1: "a"}`: literals of maps have strings as keys.
func sayKeys(p place) string {
	key, value := p.literalType(-1), "V"
	if t := p.literalType(1); t != "" {
		value = t
	}
	return "a literal of a map has strings as keys; another map begins empty: `let m: HashMap<" + key + ", " + value + "> = HashMap::new();`, and `m.insert(" + p.word(-1) + ", …);`"
}

// sayMap is for `map[string]int`.
func sayMap(p place) string { return "its type is `" + p.mapType() + "`" }

func mendMap(p place) *fix {
	if p.word(2) != "]" || p.at(3).Type != token.Ident || p.word(4) == "[" {
		return nil
	}
	return p.replace(-1, 3, p.mapType())
}

// mapType is the type that `map[K]V` means.
func (p place) mapType() string {
	if p.word(2) != "]" || p.at(3).Type != token.Ident {
		return "HashMap<K, V>"
	}
	return "HashMap<" + p.typeName(1) + ", " + p.typeName(3) + ">"
}

// inTypeBody tells whether the braces around the place are those of a type.
func (p place) inTypeBody() bool {
	depth := 0
	for n := -1; p.i+n >= 0; n-- {
		switch p.word(n) {
		case "}":
			depth++
		case "{":
			if depth == 0 {
				return oneOf("type record struct", p.word(n-2))
			}
			depth--
		}
	}
	return false
}
