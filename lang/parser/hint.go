package parser

// This file says what to do about some mistakes.

import (
	"strings"

	"hewq/lang/diag"
	"hewq/lang/token"
)

// hints name the Hew for words and marks of other languages, wherever they stand.
var hints = map[string]string{
	"func": "a function starts with `fn`", "function": "a function starts with `fn`", "def": "a function starts with `fn`",
	"class": "a type with state is an `actor`, one without a `type`", "interface": "it is called `trait`",
	"use": "it is called `import`", "include": "it is called `import`",
	"mut":  "a variable that changes is declared by `var`",
	"else": "`else` follows the `}` of an `if`",
	"try":  "there are no exceptions: what can fail gives a `Result`, and `?` passes a failure on",
	"and":  "the logical and is `&&`", "or": "the logical or is `||`",
}

// hintsBefore are the same for words after which something cannot stand.
var hintsBefore = map[string]string{
	"elif": "it is called `else if`", "not": "the logical not is `!`", "case": "an arm is `pattern => value`",
	"new":   "there is no `new`: a value of a type is written `Name { field: value }`",
	"throw": "there are no exceptions: a failure is a value, `return Err(…)`",
	"raise": "there are no exceptions: a failure is a value, `return Err(…)`",
	"?":     "a choice is `if a { b } else { c }`",
}

// hintsFor are by what was expected, a colon and what was found.
var hintsFor = map[string]string{
	"`=>`:->": "an arm is `pattern => value`", "`=>`::": "an arm is `pattern => value`",
	"`{`:=":            "`==` compares",
	"`;`:=>":           "a closure is `|x| x + 1`",
	"an expression:fn": "a closure is `|x| x + 1`",
	"an expression:&":  "there are no references; `clone x` copies",
	"`in`:=":           "`for i in 0..n { … }` counts",
	"`in`:,":           "a pair is taken apart by `(a, b)`",
	"`)`:in":           "`for x in xs { … }` has no parentheses",
	"`{` or `;`::":     "the result of a function stands after `->`",
	"`(`:{":            "parameters stand in `(` and `)`, even if there are none",
	"`(`:->":           "parameters stand in `(` and `)`, even if there are none",
	"`:`:=":            "a field is written `name: value`",
	"a statement:fn":   "a function in a function is a closure, such as `let f = |x| x + 1;`",
}

// members are the roles of the words that members start with, by what is expected there.
var members = map[string]token.Role{
	"a field, `receive fn`, `fn` or `}`":                token.ActorMember,
	"`strategy:`, `intensity:`, `child`, `pool` or `}`": token.SupervisorMember,
}

// hint is what to do about found where want was expected; it may be empty.
func (c *complaints) hint(want string, found *token.Token) string {
	i := c.index(found.Pos.Offset)
	last, next := c.valueAt(c.before(i)), c.valueAt(i+1)
	if found.Type == token.Keyword && (strings.Contains(want, "a name") || strings.Contains(want, "a pattern")) && found.Value != "mut" {
		return "`" + found.Value + "` is a keyword and cannot be a name"
	}
	if want == names["Decl"] {
		return declHint(found, next)
	}
	if roles, ok := members[want]; ok && found.Type == token.Ident {
		if word := diag.Nearest(found.Value, token.Words(roles)); word != "" {
			return "did you mean `" + word + "`?"
		}
	}
	if want == "`;`" {
		if h := c.statementHint(i); h != "" {
			return h
		}
	}
	switch {
	case want == "`:`" && c.valueAt(c.before(c.before(i))) == "const":
		return "a constant has a type: `const NAME: type = value;`"
	case want == "`)`" && found.Type == token.Ident && c.inParams(i):
		return "a parameter is written `name: type`"
	case want == "a type" && found.Value == "{" && last == "=":
		return "the fields follow the name, without `=`"
	case want == "a name after `.`" && found.Type == token.Float:
		first, second, _ := strings.Cut(found.Value, ".")
		return "`" + found.Value + "` is a number; parts of parts need parentheses: `(t." + first + ")." + second + "`"
	case want == "an expression" && last == "+" && found.Value == "+":
		return "there is no `++`; write `x += 1`"
	case want == "an expression" && last == "-" && c.valueAt(c.before(c.before(i))) == "-":
		return "there is no `--`; write `x -= 1`"
	}
	if h, ok := hintsFor[want+":"+found.Value]; ok {
		return h
	}
	if h, ok := hintsBefore[last]; ok {
		return h
	}
	return hints[found.Value]
}

// declHint is for what stands where a declaration was expected.
func declHint(found *token.Token, next string) string {
	if h, ok := hints[found.Value]; ok {
		return h
	}
	switch {
	case found.Value == "}":
		return "this `}` closes nothing"
	case found.Value == ";":
		return "no `;` follows the `}` of a declaration"
	case token.RolesOf(found.Value)&(token.Stmt|token.Headed) != 0,
		found.Type == token.Ident && (next == "(" || next == "=" || next == "."):
		return "statements stand in functions, such as `fn main() { … }`"
	}
	return ""
}

// statementHint is for the token with number i, found where a statement should have ended.
func (c *complaints) statementHint(i int) string {
	t, before := &c.tokens[i], c.before(i)
	last, next := &c.tokens[before], c.valueAt(i+1)
	switch {
	case t.Value == ":" && next == "=", t.Value == "=":
		return "a variable is declared by `let name = value;`"
	case t.Value == "!" && next == "(":
		return "there are no macros; a call has no `!`"
	case t.Type == token.Ident && next == "=":
		return "a variable is declared by `let name: type = value;`"
	case t.Value == "{" && c.valueAt(c.before(before)) == "spawn":
		return "arguments stand in parentheses: `spawn " + last.Value + "(name: value)`"
	case last.Type == token.Ident && last.Pos.Line == t.Pos.Line &&
		(t.Type == token.String || t.Type == token.Int || t.Type == token.FStringStart):
		return "a call has parentheses: `" + last.Value + "(…)`"
	}
	return ""
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
