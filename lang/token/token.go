// Package token names the tokens of Hew.
package token

import "github.com/alecthomas/participle/v2/lexer"

// Type is the type of a token.
type Type int32

// Token is a piece of the source: its type, its exact text and where that stands.
type Token struct {
	Value string
	Type  Type
	at    int32
}

// Start is the offset of the first byte of the token.
func (t *Token) Start() int { return int(t.at) }

// End is the offset after its last byte.
func (t *Token) End() int { return int(t.at) + len(t.Value) }

// EOF tells whether the token is the end of the source.
func (t *Token) EOF() bool { return t.Type == EOF }

// Full is the token as participle wants it.
func (t *Token) Full() lexer.Token {
	return lexer.Token{Type: lexer.TokenType(t.Type), Value: t.Value, Pos: lexer.Position{Offset: t.Start()}}
}

// EndOf is the end of a source.
func EndOf(src string) Token { return Token{Type: EOF, at: int32(len(src))} }

// Of is a token that participle was given.
func Of(t lexer.Token) Token { return Token{t.Value, Type(t.Type), int32(t.Pos.Offset)} }

// The token types. A word is a Keyword or an Ident, every mark a Punct.
const (
	EOF Type = Type(lexer.EOF) - iota
	Ident
	Keyword
	Int
	Float
	Duration
	Char
	String
	RawString
	ByteString
	Regex
	FStringStart // f"
	FStringText
	FStringEnd // "
	Label      // @name
	Punct
	DocComment // ///; what is elided stands together
	ModuleDoc  // //!
	Comment
	LastComma  // a comma right before a closing bracket
	BadComment // a comment of another language: `# …`
	Invalid
)

// Symbols are the names of the token types in the grammar.
var Symbols = map[string]Type{
	"EOF": EOF, "Ident": Ident, "Keyword": Keyword, "Int": Int, "Float": Float, "Duration": Duration,
	"Char": Char, "String": String, "RawString": RawString, "ByteString": ByteString, "Regex": Regex,
	"FStringStart": FStringStart, "FStringText": FStringText, "FStringEnd": FStringEnd,
	"Label": Label, "Punct": Punct, "DocComment": DocComment, "ModuleDoc": ModuleDoc,
	"Comment": Comment, "LastComma": LastComma, "BadComment": BadComment, "Invalid": Invalid,
}

// Elided are the names of the token types that the grammar need not name.
var Elided = []string{"DocComment", "ModuleDoc", "Comment", "LastComma", "BadComment"}

// ElidedTypes are the token types that the grammar need not name.
func ElidedTypes() []Type {
	return []Type{DocComment, ModuleDoc, Comment, LastComma, BadComment}
}

// IsElided tells whether the grammar skips tokens of type t.
func IsElided(t Type) bool {
	return BadComment <= t && t <= DocComment
}
