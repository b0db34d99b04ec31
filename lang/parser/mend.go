package parser

// This file writes what was meant by the habits of other languages, where that is certain.

import (
	"strings"

	"hewq/lang/token"
)

// write puts word in the place of the one that was found.
func write(word string) func(place) *fix {
	return func(p place) *fix { return p.replace(0, 0, word) }
}

// removed takes out the word that was found.
func removed(p place) *fix { return p.remove(0, 1) }

// typeName is the word n as a type of Hew.
func (p place) typeName(n int) string {
	if t := token.Foreign(p.word(n)); t != "" {
		return t
	}
	return p.word(n)
}

// isValue tells whether the token n ends a value.
func (p place) isValue(n int) bool {
	switch t := p.at(n); t.Type {
	case token.Ident, token.Int, token.Float, token.String, token.RawString, token.Char, token.Duration, token.FStringEnd:
		return true
	default:
		return t.Value == ")" || t.Value == "]" || t.Value == "true" || t.Value == "false"
	}
}

// startsValue tells whether the token n begins a value that cannot go on with one before it.
func (p place) startsValue(n int) bool {
	switch t := p.at(n); t.Type {
	case token.Ident, token.Int, token.Float, token.String, token.RawString, token.Char, token.Duration, token.FStringStart:
		return true
	default:
		return t.Value == "true" || t.Value == "false"
	}
}

// isType tells whether the word n is a type, of Hew or of another language.
func (p place) isType(n int) bool {
	w := p.word(n)
	return token.Foreign(w) != "" || oneOf("i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 bool char string bytes duration isize usize", w)
}

// mendNameless makes `function(a) {` the head of a closure.
func mendNameless(p place) *fix {
	open, ok := p.opener(-1)
	if !ok {
		return nil
	}
	return p.replace(open-1, -1, "|"+p.source(open+1, -2)+"|")
}

// called is the name before the parentheses that end before the place: `switch` of `switch (x) {`.
func (p place) called() string {
	if open, ok := p.opener(-1); ok && p.word(-1) == ")" {
		return p.word(open - 1)
	}
	return ""
}

func mendCalled(word string) func(place) *fix {
	return func(p place) *fix {
		open, _ := p.opener(-1)
		return p.replace(open-1, open-1, word)
	}
}

// literalType is the type of the literal n, "" if it is none.
func (p place) literalType(n int) string {
	switch p.at(n).Type {
	case token.Int:
		return "i64"
	case token.Float:
		return "f64"
	case token.String, token.RawString:
		return "string"
	case token.Char:
		return "char"
	case token.Duration:
		return "duration"
	}
	if w := p.word(n); w == "true" || w == "false" {
		return "bool"
	}
	if p.word(n) == "-" {
		return p.literalType(n + 1)
	}
	return ""
}

// outer is `let NAME = LITERAL;` where a declaration is expected, as a constant; "" if it is something
// else.
func (p place) outer() string {
	end := 3
	if p.word(3) == "-" {
		end++
	}
	if t := p.literalType(3); t != "" && p.word(0) == "let" && p.word(2) == "=" && p.word(end+1) == ";" {
		return "const " + p.word(1) + ": " + t + " = " + p.source(3, end) + ";"
	}
	return ""
}

func sayConst(p place) string {
	if text := p.outer(); text != "" {
		return "outside of functions stand constants: `" + text + "`"
	}
	return "statements stand in functions, such as `fn main() { … }`; outside of them stand constants: `const NAME: type = value;`"
}

func mendConst(p place) *fix {
	text := p.outer()
	if text == "" {
		return nil
	}
	return &fix{"write `" + text + "`", []edit{{p.start(0), p.start(0) + len(p.outerSource()), text}}}
}

// outerSource is the text from the place to the `;` that ends it.
func (p place) outerSource() string {
	n := 0
	for p.word(n) != ";" {
		n++
	}
	return p.source(0, n)
}

func mendConstType(p place) *fix {
	if t := p.literalType(1); t != "" {
		return &fix{"write `" + p.word(-1) + ": " + t + "`", []edit{{p.end(-1), p.end(-1), ": " + t}}}
	}
	return nil
}

func mendColonResult(p place) *fix {
	return &fix{"write `->`", []edit{{p.end(-1), p.end(0), " ->"}}}
}

func mendNoParams(p place) *fix {
	if p.word(-2) != "fn" {
		return nil
	}
	return p.appended(-1, "()")
}

// pathOf is the module that stands in words with dots, at token n.
func (p place) pathOf(n int) string {
	var path strings.Builder
	path.WriteString(p.word(n))
	for ; p.word(n+1) == "." || p.word(n+1) == "::"; n += 2 {
		path.WriteString("::" + p.word(n+2))
	}
	return path.String()
}

// imported is what `from a import b` imports, and the number of its last token.
func (p place) imported() (string, int) {
	n := 1
	for p.word(n+1) == "." || p.word(n+1) == "::" {
		n += 2
	}
	if p.word(n+1) != "import" || p.at(n+2).Type != token.Ident || p.word(n+3) == "," {
		return "", 0
	}
	return p.pathOf(1) + "::" + p.word(n+2), n + 2
}

func sayImport(p place) string {
	if path, _ := p.imported(); path != "" {
		return "an import is written `import " + path + ";`"
	}
	return "an import is written `import std::fs;`, or `import std::fs::{read, write};`"
}

func mendImport(p place) *fix {
	path, end := p.imported()
	if path == "" {
		return nil
	}
	text := "import " + path
	if p.word(end+1) != ";" {
		text += ";"
	}
	return p.replace(0, end, text)
}

// self is the number of the `self` that stands after `&`, `&mut` or `mut`; 0 if none does.
func (p place) self() int {
	switch {
	case p.word(1) == "self":
		return 1
	case p.word(1) == "mut" && p.word(2) == "self":
		return 2
	}
	return 0
}

func (p place) receiver() string {
	if p.self() == 2 || p.word(0) == "mut" {
		return "var self"
	}
	return "self"
}

func saySelf(p place) string { return "there are no references: write `" + p.receiver() + "`" }

func mendSelf(p place) *fix { return p.replace(0, p.self(), p.receiver()) }

// mendParams writes the colons between the names and the types of all parameters.
func mendParams(p place) *fix {
	open := 0
	for n := -1; p.i+n >= 0; n-- {
		if p.word(n) == "(" {
			open = n
			break
		}
	}
	end, ok := p.closer(open)
	if open == 0 || !ok {
		return nil
	}
	f := &fix{title: "write `name: type`"}
	for n := open + 1; n < end; n++ {
		if p.at(n).Type == token.Ident && (n == open+1 || p.word(n-1) == ",") && p.at(n+1).Type == token.Ident {
			f.edits = append(f.edits, edit{p.end(n), p.end(n), ":"})
		}
	}
	return f
}

// mendInnerImport moves an import to the top of the file.
func mendInnerImport(p place) *fix {
	end := 0
	for ; p.word(end) != ";"; end++ {
		if p.i+end >= len(p.toks) {
			return nil
		}
	}
	from, to := p.start(0), p.end(end)
	line := strings.LastIndexByte(p.text[:from], '\n') + 1
	if strings.TrimSpace(p.text[line:from]) == "" && strings.HasPrefix(p.text[to:], "\n") {
		from, to = line, to+1
	}
	at, after := 0, "\n\n"
	if len(p.toks) > 0 {
		at = p.toks[0].Start()
	}
	if len(p.toks) > 0 && p.toks[0].Value == "import" {
		after = "\n"
	}
	return &fix{"move it to the top of the file", []edit{{at, at, p.source(0, end) + after}, {from, to, ""}}}
}

func mendWalrus(p place) *fix {
	if !p.beginsStmt(-1) {
		return nil
	}
	return &fix{"write `let`", []edit{{p.start(-1), p.start(-1), "let "}, {p.start(0), p.end(1), "="}}}
}

// notTypes are the words before a variable that are no type.
const notTypes = "val auto my mut dim local final const static global declare def"

func sayVariable(p place) string {
	if p.word(1) == ";" {
		return "a variable has a value from the beginning: `var " + p.word(0) + ": " + p.typeName(-1) + " = …`"
	}
	if oneOf(notTypes, p.word(-1)) {
		return "a variable is declared by `let " + p.word(0) + " = …`"
	}
	return "a variable is declared by `let " + p.word(0) + ": " + p.typeName(-1) + " = …`"
}

func mendVariable(p place) *fix {
	switch {
	case p.word(1) == ";":
		return nil
	case oneOf(notTypes, p.word(-1)):
		return p.replace(-1, 0, "let "+p.word(0))
	}
	return p.replace(-1, 0, "let "+p.word(0)+": "+p.typeName(-1))
}

func mendMacro(p place) *fix {
	if p.word(-1) == "vec" && p.word(1) == "[" {
		return p.remove(-1, 1)
	}
	if p.word(1) != "(" {
		return nil
	}
	return &fix{"remove the `!`", []edit{{p.start(0), p.end(0), ""}}}
}

// sayStep is about `x++`.
func sayStep(mark, op string) func(place) string {
	return func(p place) string {
		name := "x"
		if f := mendStep(op)(p); f != nil {
			name = p.source(p.exprStart(p.stepped()), p.stepped())
		}
		return "there is no `" + mark + "`; write `" + name + " " + op + " 1`"
	}
}

// stepped is the last token of what `++` or `--` changes.
func (p place) stepped() int {
	if p.word(0) == ";" {
		return -3
	}
	return -2
}

// mendStep makes `x++;` a statement with op.
func mendStep(op string) func(place) *fix {
	return func(p place) *fix {
		first := p.stepped() + 1 // of the two marks
		name := p.exprStart(first - 1)
		if p.word(first+2) != ";" || !p.beginsStmt(name) {
			return nil
		}
		return &fix{"write `" + p.source(name, first-1) + " " + op + " 1`", []edit{{p.end(first - 1), p.end(first + 1), " " + op + " 1"}}}
	}
}

func mendStepBefore(p place) *fix {
	if p.at(2).Type != token.Ident || p.word(3) != ";" {
		return nil
	}
	return p.replace(0, 2, p.word(2)+" += 1")
}

// commandCall tells whether a name has its argument after it, without parentheses.
func commandCall(p place) bool {
	if p.at(-1).Type != token.Ident || p.i == 0 || !p.sameLine(-1) || p.touching(-1) {
		return false
	}
	switch p.at(0).Type {
	case token.String, token.Int, token.FStringStart:
		return true
	}
	return false
}

// commaLeftOut tells whether two values stand side by side where `,` may part them.
func commaLeftOut(p place) bool {
	switch p.want {
	case "`)`", "`]`":
		return p.isValue(-1) && p.startsValue(0) && !p.isType(0) && p.sameLine(-1) && !p.touching(-1) && !p.inParams()
	}
	return false
}

// parameters are those of the closure of another language that end before the place: `(a, b)` or `a`;
// first is where they begin.
func (p place) parameters() (first int, text string, ok bool) {
	if p.word(-1) != ")" {
		return -1, p.word(-1), p.at(-1).Type == token.Ident
	}
	open, ok := p.opener(-1)
	if !ok {
		return 0, "", false
	}
	for n := open + 1; n < -1; n++ {
		if p.word(n) == "=" {
			return 0, "", false
		}
	}
	return open, p.source(open+1, -2), true
}

func sayArrow(p place) string {
	if first, params, ok := p.parameters(); ok && p.start(first) < p.start(0) {
		if text := p.source(1, p.exprEnd(1)); len(text) < 40 && !strings.Contains(text, "\n") {
			return "a closure is `|" + params + "| " + text + "`"
		}
	}
	return "a closure is `|x| x + 1`"
}

func mendArrow(p place) *fix {
	first, params, ok := p.parameters()
	if !ok {
		return nil
	}
	return p.replace(first, 0, "|"+params+"|")
}

// mendInnerFn makes `fn(x) { … }` a closure.
func mendInnerFn(p place) *fix {
	end, ok := p.closer(1)
	if p.word(1) != "(" || !ok {
		return nil
	}
	return p.replace(0, end, "|"+p.source(2, end-1)+"|")
}

// lambda is the closure that `lambda x: x + 1` stands for.
func (p place) lambda() (text string, colon int) {
	for n := range 20 {
		switch p.word(n) {
		case ":":
			return "|" + p.source(0, n-1) + "|", n
		case ";", "{", "}", ")":
			return "", 0
		}
	}
	return "", 0
}

func sayLambda(p place) string {
	text, colon := p.lambda()
	if text == "" {
		return "a closure is `|x| x + 1`"
	}
	return "a closure is `" + text + " " + p.source(colon+1, p.exprEnd(colon+1)) + "`"
}

func mendLambda(p place) *fix {
	text, colon := p.lambda()
	if text == "" {
		return nil
	}
	return p.replace(-1, colon, text)
}

// mendChoice makes `a ? b : c` an `if`.
func mendChoice(p place) *fix {
	from, colon := p.exprStart(-2), p.exprEnd(0)+1
	if p.word(colon) != ":" {
		return nil
	}
	to := p.exprEnd(colon + 1)
	if to <= colon {
		return nil
	}
	return &fix{"write `if a { b } else { c }`", []edit{
		{p.start(from), p.start(from), "if "},
		{p.end(-2), p.start(0), " { "},
		{p.end(colon - 1), p.start(colon + 1), " } else { "},
		{p.end(to), p.end(to), " }"},
	}}
}

// mendOr makes `a ?? b` a call of unwrap_or.
func mendOr(p place) *fix {
	to := p.exprEnd(0)
	if to < 0 {
		return nil
	}
	return &fix{"write `.unwrap_or(…)`", []edit{{p.end(-3), p.start(0), ".unwrap_or("}, {p.end(to), p.end(to), ")"}}}
}

func mendReference(p place) *fix {
	if p.word(1) == "mut" {
		return p.remove(0, 2)
	}
	return p.remove(0, 1)
}

func sayVec(p place) string { return "its type is `Vec<" + p.typeName(-1) + ">`" }
