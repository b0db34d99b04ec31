package diag

// This file documents the codes of syntax errors.

import "strings"

// Syntax is the code of a text that the grammar does not allow.
const Syntax Code = "syntax"

// SyntaxUnclosed is the code of a string, comment or block without its end.
const SyntaxUnclosed Code = "syntax-unclosed"

// SyntaxNesting is the code of brackets nested too deeply.
const SyntaxNesting Code = "syntax-nesting"

// SyntaxCharacter is the code of a character that starts no token.
const SyntaxCharacter Code = "syntax-character"

// SyntaxLiteral is the code of a number too large or an escape that means nothing.
const SyntaxLiteral Code = "syntax-literal"

var syntaxCodes = []CodeDoc{
	{
		Code:    Syntax,
		Summary: "the text is not Hew",
		Detail:  "The message says what may stand at the caret and what stands there.",
		Example: "fn main() {\n    let x = ;\n}\n",
	},
	{
		Code:    SyntaxUnclosed,
		Summary: "a string, comment or block has no end",
		Detail:  "The caret or the note stands at its beginning; write the `\"`, `*/` or `}` that ends it.",
		Example: "fn main() {\n    println(\"hello);\n}\n",
	},
	{
		Code:    SyntaxNesting,
		Summary: "brackets are nested too deeply",
		Detail:  "At most 256 brackets may be open at a time; give names to the parts.",
		Example: "fn main() { let x = " + strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300) + "; }\n",
	},
	{
		Code:    SyntaxCharacter,
		Summary: "a character stands where no token starts with it",
		Detail:  "Outside of strings and comments Hew is written in ASCII; a character literal is one character in single quotes.",
		Example: "fn main() {\n    let c = 'ab';\n}\n",
	},
	{
		Code:    SyntaxLiteral,
		Summary: "a literal means nothing",
		Detail:  "A number does not fit into 64 bits, a duration is too long, or an escape is malformed.",
		Example: "fn main() {\n    let c = \"\\u{D800}\";\n}\n",
	},
}
