package parser

// This file is the table of what people write who come from other languages, as far as it is not Hew:
// what to write instead. A new habit is a row here, and its test a row of habits_test.go.

import (
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/token"
)

// A habit is known by the words where the text stops being Hew. What is empty fits everything; of
// several words, which spaces part, one must fit.
type habit struct {
	name  string
	want  string // what is expected
	last  string // the word before the place
	found string // the word at the place
	next  string // the word after it
	when  func(place) bool

	back int // how many words before the place the habit begins: there the report stands
	help string
	say  func(place) string // instead of help
	mend func(place) *fix   // gives nil where nothing is certain
}

const (
	wantDecl  = "a declaration such as `fn`, `type` or `import`"
	wantStmt  = "a statement"
	wantExpr  = "an expression"
	wantEnd   = "`;`"
	wantBody  = "`{` or `;`"
	wantComma = "`,` or `}`"
)

// habits are looked through from the first to the last.
var habits = []habit{
	// Declarations.
	{name: "function keyword", found: "func function def fun sub", help: "a function starts with `fn`", mend: write("fn")},
	{name: "package of Go", last: "package", want: wantDecl, back: 1, help: "a file has no name of its own: remove this", mend: func(p place) *fix { return p.remove(-1, 1) }},
	{name: "function of C", want: wantDecl, next: "main", when: func(p place) bool { return p.word(2) == "(" }, help: "a function is written `fn main() { … }`"},
	{name: "function with its result first", want: wantDecl, when: func(p place) bool {
		return p.at(0).Type == token.Ident && p.at(1).Type == token.Ident && p.word(2) == "("
	}, say: func(p place) string {
		return "a function is written `fn " + p.word(1) + "(name: type) -> " + p.typeName(0) + " { … }`"
	}},
	{name: "class", found: "class", help: "a type with state is an `actor`, one without a `type`", mend: write("type")},
	{name: "interface of Go", want: "`{`", found: "interface", when: func(p place) bool { return p.word(-2) == "type" }, help: "it is called `trait`", mend: mendInterface},
	{name: "interface", found: "interface protocol", help: "it is called `trait`", mend: write("trait")},
	{name: "import of Python", found: "from", want: wantDecl, say: sayImport, mend: mendImport},
	{name: "import of Go or JavaScript", last: "import", found: "( { *", help: "each module has an import of its own: `import std::fs;`, or `import std::fs::{read, write};`"},
	{name: "module in a file", found: "mod module namespace", want: wantDecl, help: "a module is a file of its own: after `import \"util.hew\";` its `pub` functions are known"},
	{name: "use", found: "use using", want: wantDecl, help: "it is called `import`", mend: write("import")},
	{name: "include", found: "include require", want: wantDecl, help: "it is called `import`"},
	{name: "public", found: "public export", want: wantDecl, help: "it is called `pub`", mend: write("pub")},
	{name: "static variable", found: "static", want: wantDecl, when: func(p place) bool { return oneOf(": =", p.word(2)) }, help: "outside of functions stand constants: `const NAME: type = value;`", mend: func(p place) *fix {
		if p.word(2) != ":" {
			return nil
		}
		return p.replace(0, 0, "const")
	}},
	{name: "private", found: "private protected static internal", want: wantDecl, help: "what has no `pub` before it is private", mend: removed},
	{name: "variable outside", found: "let var", want: wantDecl, say: sayConst, mend: mendConst},
	{name: "end of a declaration", found: ";", want: wantDecl, help: "no `;` follows the `}` of a declaration", mend: func(p place) *fix {
		return &fix{"remove the `;`", []edit{{p.start(0), p.end(0), ""}}}
	}},
	{name: "struct of Go", want: "`{`", found: "struct", when: func(p place) bool { return p.word(-2) == "type" }, help: "the fields follow the name: `type Name { field: type }`", mend: removed},
	{name: "field of C", want: "`:`", when: func(p place) bool { return p.isType(-1) && p.at(0).Type == token.Ident && oneOf("; ,", p.word(1)) }, say: sayField, mend: func(p place) *fix {
		return p.replace(-1, 0, p.word(0)+": "+p.typeName(-1))
	}},
	{name: "field of Go", want: "`:`", when: func(p place) bool { return p.at(-1).Type == token.Ident && p.at(0).Type == token.Ident }, help: "a field is written `name: type`", mend: func(p place) *fix { return p.appended(-1, ":") }},
	{name: "receive without fn", want: "`fn`", last: "receive", when: func(p place) bool { return p.at(0).Type == token.Ident }, help: "a message is handled by a function: `receive fn name(…)`", mend: func(p place) *fix { return p.insert(0, "fn ") }},
	{name: "constant without a type", found: "=", want: "`:`", when: func(p place) bool { return p.word(-2) == "const" }, help: "a constant has a type: `const NAME: type = value;`", mend: mendConstType},
	{name: "result after a colon", found: ":", want: wantBody, last: ")", help: "the result of a function stands after `->`", mend: mendColonResult},
	{name: "result without an arrow", want: wantBody, last: ")", when: func(p place) bool { return p.at(0).Type == token.Ident }, help: "the result of a function stands after `->`", mend: func(p place) *fix { return p.insert(0, "-> ") }},
	{name: "no parameters", found: "{ ->", want: "`(`", help: "parameters stand in `(` and `)`, even if there are none", mend: mendNoParams},
	{name: "receiver by reference", found: "&", when: func(p place) bool { return p.inParams() && p.self() > 0 }, say: saySelf, mend: mendSelf},
	{name: "mutable receiver", found: "mut", next: "self", when: place.inParams, help: "there are no references: write `var self`", mend: mendSelf},
	{name: "receiver called this", found: "this", want: "`)`", when: place.inParams, help: "a method has its receiver as `self`", mend: write("self")},
	{name: "mutable parameter", found: "mut", when: place.inParams, help: "a parameter that changes in the function is declared by `var`", mend: write("var")},
	{name: "parameter by reference", last: "ref inout out", want: "`)`", when: func(p place) bool { return p.at(0).Type == token.Ident && p.inParams() }, help: "there are no references: a method with `var self` changes its receiver, and a function can fill a collection"},
	{name: "any number of parameters", found: ".", last: "..", when: place.inParams, help: "a function has a fixed number of parameters: take a `Vec`"},
	{name: "default value", found: "=", when: place.inParams, help: "parameters have no default values"},
	{name: "parameter type", want: "`)`", when: func(p place) bool { return p.at(0).Type == token.Ident && p.at(-1).Type == token.Ident && p.inParams() }, help: "a parameter is written `name: type`", mend: mendParams},

	// Statements.
	{name: "mut", last: "let", found: "mut", help: "a variable that changes is declared by `var`", mend: func(p place) *fix { return p.replace(-1, 0, "var") }},
	{name: "constant in a function", found: "const static", want: wantStmt, help: "in a function it is `let`", mend: write("let")},
	{name: "import in a function", found: "import", want: wantStmt, help: "an import stands outside of functions, at the top of the file", mend: mendInnerImport},
	{name: "function in a function", found: "fn", want: wantStmt, help: "a function in a function is a closure, such as `let f = |x| x + 1;`"},
	{name: "loop of C", when: func(p place) bool { return countingLoop(p) != nil }, say: sayLoop, mend: countingLoop},
	{name: "loop over elements", when: func(p place) bool { return elementLoop(p) != nil }, say: sayLoop, mend: elementLoop},
	{name: "loop without end", want: "a pattern", last: "for", found: "{ (", help: "a loop without an end is `loop { … }`", mend: mendEndless},
	{name: "intensity without a time", want: "`within`", help: "restarts are counted in a time: `intensity: 3 within 5s;`"},
	{name: "deadline without parentheses", want: wantEnd, last: "after", help: "a deadline stands in parentheses: `after(3s) { … }`"},
	{name: "scope with a time", want: "`{`", last: "scope", found: "(", help: "a deadline stands in the scope: `scope { after(3s) { … } … }`"},
	{name: "import of JavaScript", want: wantEnd, found: "from", when: func(p place) bool { return p.word(-2) == "import" }, help: "each module has an import of its own: `import std::fs;`"},
	{name: "range as a pattern", want: "`=>`", found: ".. ..=", say: func(p place) string {
		below := " < "
		if p.word(0) == "..=" {
			below = " <= "
		}
		if p.word(1) == "=>" || p.word(-2) == "-" {
			return "a range is not a pattern: an arm may have a condition, `n if n >= 1 && n <= 9 => …`"
		}
		return "a range is not a pattern: `n if n >= " + p.word(-1) + " && n" + below + p.word(1) + " => …`"
	}},
	{name: "comparison as a pattern", want: "`}`", found: "< > <= >= == !=", when: func(p place) bool { return p.word(-1) == "{" || p.word(-1) == "," }, say: func(p place) string {
		return "a comparison stands behind a name: `n if n " + p.word(0) + " " + p.word(1) + " => …`"
	}},
	{name: "pattern of a Vec", want: "a pattern", found: "[", help: "a Vec is not taken apart by a pattern: `let first = v[0];`"},
	{name: "loop of C, not understood", when: place.inHeadOfC, help: "`for i in 0..n { … }` counts; a loop with another step is a `while`"},
	{name: "loop while", want: "`in`", found: "< > <= >= == != && || ( .", help: "it is called `while`", mend: mendWhile},
	{name: "two variables", want: "`in`", found: ",", help: "a pair is taken apart by `(a, b)`"},
	{name: "another condition", last: "elif elsif elseif elsf", back: 1, help: "it is called `else if`", mend: func(p place) *fix { return p.replace(-1, -1, "else if") }},
	{name: "another condition in parentheses", found: "{", want: wantEnd, when: func(p place) bool { return oneOf("elif elsif elseif", p.called()) }, help: "it is called `else if`", mend: mendCalled("else if")},
	{name: "guard", last: "guard", back: 1, help: "a condition is looked at by `if`, an Option by `match` or `if let Some(x) = … { … }`"},
	{name: "with", last: "with using", back: 1, help: "a handle is closed at the end of its scope: give it a name by `let`"},
	{name: "assignment as an arm", want: wantComma, found: "= += -= *= /= %=", when: func(p place) bool { return p.word(p.exprStart(-1)-1) == "=>" }, help: "an assignment is a statement: put it into a block, `=> { x = 1; },`"},
	{name: "statement as an arm", want: wantExpr, last: "=>", found: "for while let var defer", help: "a statement stands in a block: `=> { … },`"},
	{name: "switch", last: "switch", back: 1, help: "it is called `match`", mend: func(p place) *fix { return p.replace(-1, -1, "match") }},
	{name: "switch in parentheses", found: "{", want: wantEnd, when: func(p place) bool { return p.called() == "switch" }, help: "it is called `match`", mend: mendCalled("match")},
	{name: "unless", last: "unless until", back: 1, help: "the logical not is `!`: `if !(a) { … }`, `while !(a) { … }`"},
	{name: "loop of JavaScript", want: "`in`", found: "of", help: "the loop is `for x in xs`", mend: write("in")},
	{name: "digits of another base", want: wantEnd, when: func(p place) bool {
		return p.at(0).Type == token.Int && p.touching(-1) && (strings.HasPrefix(p.word(-1), "0b") || strings.HasPrefix(p.word(-1), "0o"))
	}, help: "a number in base 2 has the digits 0 and 1, one in base 8 those up to 7"},
	{name: "conversion of C", want: wantEnd, last: ")", when: func(p place) bool {
		return p.word(-3) == "(" && p.isType(-2) && p.startsValue(0) && oneOf("= ( , return", p.word(-4))
	}, say: func(p place) string { return "a number is converted by `" + p.word(0) + " as " + p.word(-2) + "`" }},
	{name: "operator the wrong way round", want: wantExpr, last: "=", found: "+ *", when: func(p place) bool { return p.touching(-1) }, say: func(p place) string {
		return "it is written `" + p.word(0) + "=`"
	}, mend: func(p place) *fix { return p.replace(-1, 0, p.word(0)+"=") }},
	{name: "mut alone", want: wantStmt, found: "mut", help: "a variable that changes is declared by `var`", mend: write("var")},
	{name: "async function in a function", want: wantStmt, found: "async", help: "no function is async: a call in the background is a task, `scope { fork f(); }`"},
	{name: "do while", want: wantEnd, last: "}", found: "while", when: func(p place) bool {
		open, ok := p.opener(-1)
		return ok && p.word(open-1) == "do"
	}, help: "a body that runs before its condition is looked at: `loop { …; if !(a) { break; } }`"},
	{name: "do", last: "do", found: "{", back: 1, help: "a body that runs before its condition is looked at: `loop { …; if !(a) { break; } }`"},
	{name: "try", found: "try", help: "there are no exceptions: what can fail gives a `Result`, and `?` passes a failure on"},
	{name: "throw", last: "throw raise", back: 1, help: "there are no exceptions: a failure is a value, `return Err(…)`"},
	{name: "go", last: "go", back: 1, help: "a call in the background is a task: `scope { fork f(); }`; what lives longer is an actor, which `spawn` starts"},
	{name: "global", last: "global nonlocal", want: wantEnd, back: 1, help: "a function sees its parameters, its variables and constants; what several functions change belongs to an actor"},
	{name: "declared by :=", found: ":", next: "=", want: wantEnd, when: func(p place) bool { return p.at(-1).Type == token.Ident }, help: "a variable is declared by `let name = value;`", mend: mendWalrus},
	{name: "several modules", found: ",", want: wantEnd, when: func(p place) bool {
		return p.at(-1).Type == token.Ident && oneOf("import :: .", p.word(-2)) && p.imports()
	}, help: "each module has an import of its own: `import std::fs;`"},
	{name: "several names declared", found: ",", want: wantEnd, when: func(p place) bool { return p.at(-1).Type == token.Ident && oneOf("let var", p.word(-2)) }, help: "a tuple is taken apart by `let (a, b) = …;`", mend: mendTuple},
	{name: "assignment as a value", found: "=", want: wantEnd, when: func(p place) bool { return p.at(-1).Type == token.Ident && p.word(-2) == "=" }, help: "an assignment has no value: write two statements"},
	{name: "several variables", found: ",", want: wantEnd, when: func(p place) bool { return p.at(-1).Type == token.Ident && p.beginsStmt(-1) }, help: "a tuple is taken apart by `let (a, b) = …;`", mend: mendSeveral},
	{name: "type without a colon", want: wantEnd, when: func(p place) bool {
		return oneOf("let var", p.word(-2)) && p.at(-1).Type == token.Ident && p.isType(0) && oneOf("= ;", p.word(1))
	}, help: "a variable is declared by `let name: type = value;`", mend: func(p place) *fix {
		return p.replace(-1, 0, p.word(-1)+": "+p.typeName(0))
	}},
	{name: "declared by its type", found: ":", want: wantEnd, when: func(p place) bool {
		return p.at(-1).Type == token.Ident && p.beginsStmt(-1) && p.at(1).Type == token.Ident && oneOf("= <", p.word(2))
	}, help: "a variable is declared by `let name: type = value;`", mend: func(p place) *fix { return p.insert(-1, "let ") }},
	{name: "value with fields", found: ":", want: wantEnd, when: func(p place) bool { return p.at(-1).Type == token.Ident && p.word(-2) == "{" }, help: "a value with fields has a declared type, `type Name { field: type; }`, and is written `Name { field: value }`; a map is `{\"key\": value}`"},
	{name: "map with other keys", found: ":", want: wantEnd, when: func(p place) bool {
		return (p.at(-1).Type == token.Int || p.at(-1).Type == token.Char) && p.word(-2) == "{"
	}, say: sayKeys},
	{name: "set of Python", found: ",", want: wantEnd, when: func(p place) bool {
		return oneOf("= ( ,", p.word(-3)) && p.word(-2) == "{" && p.startsValue(-1)
	}, help: "a set is a `HashSet`: `let s: HashSet<i64> = HashSet::new();`, and `s.insert(x)`"},
	{name: "typeof", last: "typeof delete del void", back: 1, help: "types are known before the program runs, and values are freed by themselves"},
	{name: "variable of C", next: "= ;", want: wantEnd, when: func(p place) bool {
		return p.at(0).Type == token.Ident && p.at(-1).Type == token.Ident && p.beginsStmt(-1) && (p.word(1) == "=" || p.isType(-1))
	}, say: sayVariable, mend: mendVariable},
	{name: "macro", found: "!", next: "( [", when: func(p place) bool { return p.at(-1).Type == token.Ident }, help: "there are no macros; a call has no `!`", mend: mendMacro},
	{name: "increment", found: "+", last: "+", say: sayStep("++", "+="), mend: mendStep("+=")},
	{name: "decrement", found: "- ;", last: "-", when: func(p place) bool { return p.word(-2) == "-" || p.found("-") }, say: sayStep("--", "-="), mend: mendStep("-=")},
	{name: "increment before", found: "+", want: wantStmt, next: "+", help: "there is no `++`; write `x += 1`", mend: mendStepBefore},
	{name: "spawn with braces", found: "{", want: wantEnd, when: func(p place) bool { return p.word(-2) == "spawn" }, say: func(p place) string {
		return "arguments stand in parentheses: `spawn " + p.word(-1) + "(name: value)`"
	}},
	{name: "spawn of a value", last: "spawn", found: "( {", help: "`spawn Name(…)` starts an actor; a function runs in the background as a task: `scope { fork f(); }`"},
	{name: "call without parentheses", want: wantEnd, when: commandCall, say: func(p place) string { return "a call has parentheses: `" + p.word(-1) + "(…)`" }, mend: func(p place) *fix {
		if !p.beginsStmt(-1) || p.word(p.exprEnd(0)+1) != ";" {
			return nil
		}
		return &fix{"write `" + p.word(-1) + "(…)`", []edit{{p.end(-1), p.start(0), "("}, {p.end(p.exprEnd(0)), p.end(p.exprEnd(0)), ")"}}}
	}},
	{name: "default of a match", found: "default else", next: "=> : ->", help: "what fits everything is `_`", mend: write("_")},
	{name: "else", found: "else", help: "`else` follows the `}` of an `if`"},
	{name: "block after a colon", found: ":", want: "`{`", help: "a block stands in braces: `{ … }`"},
	{name: "body without braces", want: "`{`", last: ")", when: func(p place) bool { return p.at(0).Type == token.Ident || oneOf("return break continue", p.word(0)) }, help: "a block stands in braces: `{ … }`"},
	{name: "then", found: "then do", want: "`{`", help: "a block stands in braces: `{ … }`"},

	// Matches.
	{name: "arm of C", last: "case", help: "an arm is `pattern => value`", mend: func(p place) *fix { return p.remove(-1, 0) }},
	{name: "arrow of an arm", found: "-> :", want: "`=>`", help: "an arm is `pattern => value`", mend: write("=>")},
	{name: "guard of a match", found: "when where", want: "`=>`", help: "a condition of an arm is `pattern if condition => value`", mend: write("if")},
	{name: "several patterns", found: ", || or", want: "`=>`", help: "several patterns are parted by `|`", mend: func(p place) *fix {
		text := "|"
		if p.word(0) == "," {
			text = " |"
		}
		return &fix{"write `|`", []edit{{p.start(0), p.end(0), text}}}
	}},
	{name: "arrow of an arm left out", want: "`=>`", when: func(p place) bool { return p.startsValue(0) && p.sameLine(-1) }, help: "an arm is `pattern => value`", mend: func(p place) *fix { return p.insert(0, "=> ") }},
	{name: "end of an arm", found: ";", want: wantComma, help: "arms are parted by `,`", mend: write(",")},

	// Expressions.
	{name: "assignment as a condition", found: "=", want: "`{`", help: "`==` compares", mend: write("==")},
	{name: "strict comparison", found: "=", last: "== !=", help: "`==` compares, and `!=`", mend: func(p place) *fix { return p.replace(-1, 0, p.word(-1)) }},
	{name: "logical and", found: "and", help: "the logical and is `&&`", mend: write("&&")},
	{name: "logical or", found: "or", help: "the logical or is `||`", mend: write("||")},
	{name: "logical not", last: "not", back: 1, help: "the logical not is `!`", mend: func(p place) *fix {
		return &fix{"write `!`", []edit{{p.start(-1), p.start(0), "!"}}}
	}},
	{name: "other than", found: ">", last: "<", help: "the comparison is `!=`", mend: func(p place) *fix { return p.replace(-1, 0, "!=") }},
	{name: "arrow function", found: "=>", want: wantEnd, say: sayArrow, mend: mendArrow},
	{name: "arrow function in a call", found: "=>", want: "`)`", say: sayArrow, mend: mendArrow},
	{name: "function as a value", found: "fn", want: wantExpr, help: "a closure is `|x| x + 1`", mend: mendInnerFn},
	{name: "function without a name", found: "{", want: wantEnd, when: func(p place) bool { return oneOf("function func", p.called()) }, help: "a closure is `|x| { … }`", mend: mendNameless},
	{name: "slice of Python", found: ":", want: "`]`", help: "a part is `v[a..b]`; either end can be left out", mend: func(p place) *fix { return p.replace(0, 0, "..") }},
	{name: "list of Python", found: "for", want: "`]`", help: "`xs.map(|x| …)` and `xs.filter(|x| …)` make a Vec of another one"},
	{name: "lambda", last: "lambda", back: 1, say: sayLambda, mend: mendLambda},
	{name: "choice of Python", found: "if", want: wantEnd, help: "a choice is `if a { b } else { c }`"},
	{name: "value or another", last: "?", when: func(p place) bool { return p.word(-2) == "?" }, help: "`a.unwrap_or(b)` has a value in the place of one that is absent", mend: mendOr},
	{name: "choice of C", last: "?", help: "a choice is `if a { b } else { c }`", mend: mendChoice},
	{name: "new", last: "new", back: 1, help: "a value of a type is written `Name { field: value }`", mend: func(p place) *fix {
		if m := p.word(1); m != "::" {
			return nil
		}
		return p.remove(-1, 0)
	}},
	{name: "reference", found: "&", when: func(p place) bool { return !p.isValue(-1) }, help: "there are no references; `clone x` copies", mend: mendReference},
	{name: "arrow of a pointer", found: "->", want: wantEnd, when: func(p place) bool { return p.at(1).Type == token.Ident }, help: "fields and methods stand after a `.`", mend: write(".")},
	{name: "contained", found: "in", when: func(p place) bool { return !p.inLoopHead() }, help: "`xs.contains(x)` tells whether x is in it, `contains_key` of a map"},
	{name: "unwrapped by a mark", found: "!", when: func(p place) bool { return p.isValue(-1) && p.touching(-1) && oneOf(") ; , .", p.word(1)) }, help: "what must be there is taken out by `.unwrap()`", mend: func(p place) *fix { return p.replace(0, 0, ".unwrap()") }},
	{name: "argument by name", found: "=", want: "`)`", when: func(p place) bool { return p.at(-1).Type == token.Ident }, help: "an argument by its name is `name: value`", mend: func(p place) *fix {
		return &fix{"write `:`", []edit{{p.end(-1), p.end(0), ":"}}}
	}},
	{name: "field without a type", found: "} ,", want: "`:`", when: func(p place) bool { return p.at(-1).Type == token.Ident && p.inTypeBody() }, help: "a field is written `name: type`"},
	{name: "field by its name alone", found: "} ,", want: "`:`", when: func(p place) bool { return p.at(-1).Type == token.Ident }, help: "a field is written `name: value`", mend: func(p place) *fix {
		return p.appended(-1, ": "+p.word(-1))
	}},
	{name: "field by ;", found: ";", want: "`}`", when: func(p place) bool { return p.isValue(-1) || p.word(-1) == ">" }, help: "fields are parted by `,`", mend: write(",")},
	{name: "field by =", found: "=", want: "`:`", help: "a field is written `name: value`", mend: func(p place) *fix {
		return &fix{"write `:`", []edit{{p.end(-1), p.end(0), ":"}}}
	}},
	{name: "comma left out", when: commaLeftOut, help: "write `,` between them", mend: func(p place) *fix { return p.appended(-1, ",") }},
	{name: "pointer", last: "*", want: "`const` or `mut`", when: func(p place) bool { return p.at(0).Type == token.Ident }, help: "there are no pointers to write: name the type without `*`"},
	{name: "map of Go", found: "[", last: "map", when: func(p place) bool { return oneOf(": , ( -> <", p.word(-2)) }, say: sayMap, mend: mendMap},
	{name: "function type of Go", found: "(", last: "func function", when: func(p place) bool { return oneOf(": , ->", p.word(-2)) }, help: "its type is such as `fn(i64) -> i64`"},
	{name: "type of an array", found: "[", next: "]", when: func(p place) bool { return p.at(-1).Type == token.Ident && oneOf(": , ( ->", p.word(-2)) }, say: sayVec, mend: func(p place) *fix {
		return p.replace(-1, 1, "Vec<"+p.typeName(-1)+">")
	}},
	{name: "type of a slice", found: "]", last: "[", want: "a type", when: func(p place) bool { return p.at(1).Type == token.Ident }, say: func(p place) string { return "its type is `Vec<" + p.typeName(1) + ">`" }, mend: func(p place) *fix {
		return p.replace(-1, 1, "Vec<"+p.typeName(1)+">")
	}},
	{name: "type that may be absent", found: "?", when: func(p place) bool { return p.at(-1).Type == token.Ident && oneOf(": ->", p.word(-2)) }, say: func(p place) string {
		return "its type is `Option<" + p.typeName(-1) + ">`"
	}, mend: func(p place) *fix { return p.replace(-1, 0, "Option<"+p.typeName(-1)+">") }},

	// Numbers and strings.
	{name: "exponent without a point", when: func(p place) bool { return p.at(-1).Type == token.Int && p.touching(-1) && isExponent(p.word(0)) }, back: 1, say: func(p place) string {
		return "a float literal has a point: `" + p.float() + "`"
	}, mend: func(p place) *fix {
		return &fix{"write `" + p.float() + "`", []edit{{p.end(-1), p.end(-1), ".0"}}}
	}},
	{name: "part of a unit of time", back: 1, when: func(p place) bool {
		return p.at(-1).Type == token.Float && p.touching(-1) && oneOf("ns us ms s m h", p.word(0))
	}, help: "a duration is a whole number with a unit: `500ms`, `90m`"},
	{name: "duration of several units", want: wantEnd, when: func(p place) bool {
		return p.at(-1).Type == token.Duration && p.at(0).Type == token.Duration && p.touching(-1)
	}, say: func(p place) string { return "durations are added: `" + p.word(-1) + " + " + p.word(0) + "`" }, mend: func(p place) *fix { return p.replace(-1, 0, p.word(-1)+" + "+p.word(0)) }},
	{name: "suffix of a number", when: func(p place) bool {
		return (p.at(-1).Type == token.Int || p.at(-1).Type == token.Float) && p.touching(-1) && p.at(0).Type == token.Ident
	}, back: 1, say: saySuffix, mend: mendSuffix},
	{name: "point without digits after it", found: "; ) ,", want: "a name after `.`", last: ".", when: func(p place) bool { return p.at(-2).Type == token.Int }, say: func(p place) string {
		return "a float literal has digits on both sides of the point: `" + p.word(-2) + ".0`"
	}, mend: func(p place) *fix { return p.appended(-1, "0") }},
	{name: "range with three points", last: ".", when: func(p place) bool { return p.word(-2) == ".." && p.touching(-2) }, help: "`a..b` leaves out b, `a..=b` has it"},
	{name: "point without digits before it", last: ".", when: func(p place) bool { return p.at(0).Type == token.Int && !p.isValue(-2) }, say: func(p place) string {
		return "a float literal has digits on both sides of the point: `0." + p.word(0) + "`"
	}, mend: func(p place) *fix { return p.insert(-1, "0") }},
	{name: "part of a part", want: "a name after `.`", when: func(p place) bool { return p.at(0).Type == token.Float }, say: func(p place) string {
		first, second, _ := strings.Cut(p.word(0), ".")
		return "`" + p.word(0) + "` is a number; parts of parts need parentheses: `(t." + first + ")." + second + "`"
	}},
	{name: "width in an f-string", last: ":", when: func(p place) bool { return strings.Contains(p.want, "`?`") }, say: sayWidth},
	{name: "decimals in an f-string", found: ":", want: "`}`", say: sayWidth},
	{name: "f-string of Python", last: "f b r", when: func(p place) bool { return strings.HasPrefix(p.word(0), "'") && p.touching(-1) }, help: "text is written in double quotes"},
	{name: "quote in a string", want: "`)`", when: func(p place) bool {
		return p.at(-1).Type == token.String && p.at(0).Type == token.Ident && p.touching(-1)
	}, help: "a quote in a string is written `\\\"`"},
	{name: "three quotes", last: `""`, when: func(p place) bool { return p.at(0).Type == token.String && p.touching(-1) }, help: "a string has one quote at each end; it may go over several lines"},

	// Last, since they know little.
	{name: "body without braces or parentheses", want: "`{`", when: func(p place) bool { return p.isValue(-1) && p.at(0).Type == token.Ident }, help: "a block stands in braces: `{ … }`"},
	{name: "fields after =", found: "{", want: "a type", last: "=", help: "the fields follow the name, without `=`"},
	{name: "comment of SQL", want: wantEnd, when: func(p place) bool {
		for n := -2; p.i+n > 0 && n > -20; n-- {
			if p.word(n) == "-" && p.word(n-1) == "-" && p.touching(n-1) && p.beginsStmt(n-1) {
				return true
			}
		}
		return false
	}, help: "a comment begins with `//`"},
	{name: "end of a statement", want: wantEnd, when: func(p place) bool { return p.i > 0 && (!p.sameLine(-1) || startsStmt(p.word(0))) }, mend: func(p place) *fix { return p.appended(-1, ";") }},
	{name: "end of an arm left out", want: wantComma, when: func(p place) bool { return p.i > 0 && !p.sameLine(-1) }, mend: func(p place) *fix { return p.appended(-1, ",") }},
	{name: "bracket left out", want: "`)` `]`", found: ";", mend: func(p place) *fix { return p.insert(0, strings.Trim(p.want, "`")) }},
}

// advise tells what to do about m, which stands at p.
func (c *complaints) advise(m *mistake, p place) {
	found := p.at(0)
	if found.Type == token.Keyword && (strings.Contains(p.want, "a name") || strings.Contains(p.want, "a pattern")) && !oneOf("mut default else", found.Value) && p.loop() == 0 {
		m.help = "`" + found.Value + "` is a keyword and cannot be a name"
		return
	}
	if roles, ok := members[p.want]; ok && found.Type == token.Ident {
		if word := diag.Nearest(found.Value, token.Words(roles)); word != "" {
			m.help = "did you mean `" + word + "`?"
			return
		}
	}
	for i := range habits {
		if h := &habits[i]; h.fits(p) {
			h.apply(m, p)
			return
		}
	}
	if p.want == wantDecl {
		m.help = declHint(p)
	}
}

// fits tells whether the words at p are those of the habit.
func (h *habit) fits(p place) bool {
	return (h.want == "" || h.want == p.want || strings.Contains(h.want, "` `") && oneOf(h.want, p.want)) &&
		(h.last == "" || oneOf(h.last, p.word(-1))) &&
		(h.found == "" || oneOf(h.found, p.word(0))) &&
		(h.next == "" || oneOf(h.next, p.word(1))) &&
		(h.when == nil || h.when(p))
}

// apply makes m a report of the habit.
func (h *habit) apply(m *mistake, p place) {
	m.help = h.help
	if h.say != nil {
		m.help = h.say(p)
	}
	if h.mend != nil {
		m.fix = h.mend(p)
	}
	if h.back > 0 {
		m.start, m.end = p.start(-h.back), p.end(-h.back)
		if w := p.word(-h.back); p.at(-h.back).Type == token.Ident {
			m.message = "Hew has no `" + w + "`"
		} else {
			m.end = p.end(0)
			m.message = "`" + p.source(-h.back, 0) + "` is not a number"
		}
		m.closer = ""
	}
}

// oneOf tells whether word is among words, which spaces part.
func oneOf(words, word string) bool {
	return word != "" && slices.Contains(strings.Fields(words), word)
}

func (p place) found(words string) bool { return oneOf(words, p.word(0)) }

// members are the roles of the words that members start with, by what is expected there.
var members = map[string]token.Role{
	"a field, `receive fn`, `fn` or `}`":                token.ActorMember,
	"`strategy:`, `intensity:`, `child`, `pool` or `}`": token.SupervisorMember,
}

// declHint is for what stands where a declaration was expected.
func declHint(p place) string {
	found, next := p.at(0), p.word(1)
	switch {
	case found.Value == "}":
		return "this `}` closes nothing"
	case found.Type == token.Label:
		return "an attribute is written `#[" + found.Value[1:] + "]`"
	case token.RolesOf(found.Value)&(token.Stmt|token.Headed) != 0,
		found.Type == token.Ident && (next == "(" || next == "=" || next == "."):
		return "statements stand in functions, such as `fn main() { … }`"
	}
	return ""
}
