package parser

// This file says what to do about some mistakes.

import (
	"strings"

	"hewq/lang/token"
)

// hints name the Hew for what other languages write.
var hints = map[string]string{
	"func": "a function starts with `fn`", "function": "a function starts with `fn`", "def": "a function starts with `fn`",
	"class": "a type with state is an `actor`, one without a `type`", "interface": "it is called `trait`",
	"use": "it is called `import`", "include": "it is called `import`",
	"}":    "this `}` closes nothing",
	"else": "`else` follows the `}` of an `if`",
	"&":    "there are no references; `clone x` copies",
	"->":   "an arm is `pattern => value`",
}

// hint is what to do about found where want was expected; it may be empty.
func (c *complaints) hint(want string, found *token.Token) string {
	i := c.index(found.Pos.Offset)
	switch {
	case want == names["Decl"] && (startsStmt[found.Value] || headed[found.Value]):
		return "statements stand in functions, such as `fn main() { … }`"
	case found.Value == "}" && want != names["Decl"]:
		return ""
	case found.Type == token.Keyword && (strings.Contains(want, "a name") || strings.Contains(want, "a pattern")):
		return "`" + found.Value + "` is a keyword and cannot be a name"
	case found.Value == "=" && strings.Contains(want, "`{`"):
		return "`==` compares"
	case want == "`;`" && found.Type == token.Ident && c.valueAt(i+1) == "=":
		return "a variable is declared by `let name: type = value;`"
	case want == "`)`" && found.Type == token.Ident && c.inParams(i):
		return "a parameter is written `name: type`"
	case want == "an expression" && strings.HasSuffix(c.src.Text[:found.Pos.Offset]+found.Value, "++"):
		return "there is no `++`; write `x += 1`"
	case want == "an expression" && strings.HasSuffix(c.src.Text[:found.Pos.Offset], "--"):
		return "there is no `--`; write `x -= 1`"
	}
	return hints[found.Value]
}

// valueAt is the text of the token with number i.
func (c *complaints) valueAt(i int) string {
	if i < 0 || i >= len(c.tokens) {
		return ""
	}
	return c.tokens[i].Value
}

// inParams tells whether the token with number i stands in the parameters of a function.
func (c *complaints) inParams(i int) bool {
	depth := 0
	for i = c.before(i); i >= 0; i = c.before(i) {
		switch c.tokens[i].Value {
		case ")":
			depth++
		case "(":
			if depth == 0 {
				return c.valueAt(c.before(c.before(i))) == "fn"
			}
			depth--
		case "{", "}", ";":
			return false
		}
	}
	return false
}
