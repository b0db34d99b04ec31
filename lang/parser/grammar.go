package parser

// This file has the productions by their first words.

import (
	"reflect"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A rule parses one production from its first token on.
type rule[N any] func(*tokens) (N, error)

// grammar is the built grammar with its productions by their first word. It parses one text
// at a time: who parses holds mu.
type grammar struct {
	quick   bool          // it reads texts without mistakes, and gives up on others: see quick.go
	text    *source.File  // what a production of participle reads
	reading []token.Token // its tokens

	mu    sync.Mutex
	depth int      // of types, patterns and expressions being read
	deep  *mistake // where depth was too much for the first time

	item  rule[*ast.Item]
	block rule[*ast.Block]
	fn    rule[*ast.FuncDecl]

	// What stands before a member; the rest is read by its first word.
	memberHead      rule[*ast.Member]
	actorMemberHead rule[*ast.ActorMember]
	externHead      rule[*ast.ExternFunc]
	assocType       rule[*ast.AssocType]
	reserved        rule[*ast.Reserved]
	field           rule[*ast.Field]
	initializer     rule[*ast.Init]
	mailbox         rule[*ast.Mailbox]
	actorField      rule[*ast.ActorField]

	decls    map[string]rule[ast.Decl]
	types    map[string]rule[ast.Type]
	patterns map[string]rule[ast.Pattern]
	stmts    map[string]rule[ast.Stmt]
	exprs    map[string]rule[ast.Expr]

	alias, typeDecl, enum   rule[ast.Decl]
	namedType               rule[ast.Type]
	name, literal, variant  rule[ast.Pattern]
	fstring, bytes, mapping rule[ast.Expr]
	join, deadline, emit    rule[ast.Expr]
	call                    rule[*ast.CallExpr]
	index                   rule[*ast.IndexExpr]
	instance                rule[*ast.InstanceExpr]
	cast                    rule[*ast.CastExpr]
	structExpr              rule[*ast.StructExpr]
}

// built is the grammar with the words for mistakes, builtQuick the one that knows no mistakes. Their
// productions are built on first use.
var (
	built      = sync.OnceValue(func() *grammar { return newGrammar(false) })
	builtQuick = sync.OnceValue(func() *grammar { return newGrammar(true) })
)

// lock makes the grammar the caller's until it calls what lock gives.
func (g *grammar) lock() (unlock func()) {
	g.mu.Lock()
	g.depth, g.deep = 0, nil
	return g.mu.Unlock
}

func newGrammar(quick bool) *grammar {
	g := &grammar{quick: quick}
	p := &production{g, []participle.Option{
		participle.Lexer(token.Definition{}),
		participle.Elide(token.Elided...),
		participle.UseLookahead(0),
		with(g, g.parseDecl),
		with(g, g.parseType),
		with(g, g.parsePattern),
		with(g, g.parseStmt),
		with(g, func(l *tokens) (ast.Expr, error) { return g.parseExpr(l, 0, anyStruct) }),
		with(g, func(l *tokens) (ast.HeadExpr, error) { return g.parseExpr(l, 0, noStruct) }),
		with(g, func(l *tokens) (ast.IterExpr, error) { return g.parseExpr(l, 0, noEmptyStruct) }),
		with(g, g.parseArmBody),
		with(g, g.parseElse),
	}}
	g.item, g.block = hot(p, g.readItem), hot(p, g.wholeBlock)

	g.fn = hot(p, g.readFuncDecl)
	g.memberHead, g.actorMemberHead, g.externHead = hot(p, g.readMember), hot(p, g.readActorMember), hot(p, g.readExternFunc)
	g.assocType, g.reserved, g.field = hot(p, g.readAssocType), hot(p, g.readReserved), hot(p, g.readField)
	g.initializer, g.mailbox, g.actorField = hot(p, g.readInit), hot(p, g.readMailbox), hot(p, g.readActorField)

	fn := func(l *tokens) (ast.Decl, error) { return g.fn(l) }
	enum, typeDecl := g.enumDecl(p), g.structDecl(p)
	g.alias, g.typeDecl, g.enum = hotAs[ast.Decl](p, g.readAliasDecl), typeDecl, enum
	g.decls = map[string]rule[ast.Decl]{
		"import": hotAs[ast.Decl](p, g.readImportDecl), "const": hotAs[ast.Decl](p, g.readConstDecl),
		"type": g.parseTypeDecl, "struct": typeDecl, "wire": g.parseWire,
		"enum": enum, "indirect": enum, "record": hotAs[ast.Decl](p, g.readRecordDecl),
		"trait": g.traitDecl(p), "impl": g.implDecl(p),
		"fn": fn, "async": fn, "gen": fn, "extern": g.externDecl(p),
		"actor": g.actorDecl(p), "supervisor": g.supervisorDecl(p),
		"machine": machineDecl(p),
	}
	if quick { // a machine is refused in any case: participle may read it
		delete(g.decls, "machine")
	}
	g.namedType = hotAs[ast.Type](p, g.readNamedType)
	g.types = map[string]rule[ast.Type]{
		"(": hotAs[ast.Type](p, g.readTupleType), "[": hotAs[ast.Type](p, g.readArrayType), "fn": hotAs[ast.Type](p, g.readFuncType),
		"*": hotAs[ast.Type](p, g.readPointerType), "&": hotAs[ast.Type](p, g.readBorrowType), "dyn": hotAs[ast.Type](p, g.readDynType),
		"<": hotAs[ast.Type](p, g.readQualifiedType),
	}
	g.name, g.literal, g.variant = hotAs[ast.Pattern](p, g.readNamePattern), hotAs[ast.Pattern](p, g.readLiteralPattern), hotAs[ast.Pattern](p, g.readVariantPattern)
	g.patterns = map[string]rule[ast.Pattern]{
		".": g.variant, "(": hotAs[ast.Pattern](p, g.readTuplePattern), "{": hotAs[ast.Pattern](p, g.readRecordPattern),
		"-": g.literal, "true": g.literal, "false": g.literal,
	}
	g.stmts = map[string]rule[ast.Stmt]{
		"let": hotAs[ast.Stmt](p, g.readLetStmt), "var": hotAs[ast.Stmt](p, g.readVarStmt), "while": hotAs[ast.Stmt](p, g.readWhileStmt),
		"for": hotAs[ast.Stmt](p, g.readForStmt), "loop": hotAs[ast.Stmt](p, g.readLoopStmt), "defer": hotAs[ast.Stmt](p, g.readDeferStmt),
	}
	lambda := hotAs[ast.Expr](p, g.readLambdaExpr)
	g.exprs = map[string]rule[ast.Expr]{
		"this": hotAs[ast.Expr](p, g.readThisExpr), ".": hotAs[ast.Expr](p, g.readContextVariant), "<": hotAs[ast.Expr](p, g.readQualifiedName),
		"(": hotAs[ast.Expr](p, g.readTupleExpr), "[": hotAs[ast.Expr](p, g.readArrayExpr), "{": g.parseBraces,
		"if": hotAs[ast.Expr](p, g.readIfExpr), "match": hotAs[ast.Expr](p, g.readMatchExpr),
		"|": lambda, "||": lambda, "move": lambda, "actor": hotAs[ast.Expr](p, g.readActorExpr),
		"spawn": hotAs[ast.Expr](p, g.readSpawnExpr), "select": hotAs[ast.Expr](p, g.readSelectExpr),
		"scope": hotAs[ast.Expr](p, g.readScopeExpr), "fork": hotAs[ast.Expr](p, g.readForkExpr),
		"unsafe": hotAs[ast.Expr](p, g.readUnsafeExpr), "gen": hotAs[ast.Expr](p, g.readGenExpr), "yield": hotAs[ast.Expr](p, g.readYieldExpr),
		"return": hotAs[ast.Expr](p, g.readReturnExpr), "break": hotAs[ast.Expr](p, g.readBreakExpr), "continue": hotAs[ast.Expr](p, g.readContinueExpr),
	}
	g.fstring, g.bytes, g.mapping = hotAs[ast.Expr](p, g.readFString), hotAs[ast.Expr](p, g.readBytesExpr), hotAs[ast.Expr](p, g.readMapExpr)
	g.join, g.deadline, g.emit = hotAs[ast.Expr](p, g.readJoinExpr), hotAs[ast.Expr](p, g.readDeadlineExpr), hotAs[ast.Expr](p, g.readEmitExpr)
	g.call, g.index, g.instance = hot(p, g.readCallExpr), hot(p, g.readIndexExpr), hot(p, g.readInstanceExpr)
	g.cast, g.structExpr = hot(p, g.readCastExpr), hot(p, g.readStructExpr)
	return g
}

// A production says how productions are read: by which grammar, with which options of participle.
type production struct {
	grammar *grammar
	options []participle.Option
}

// of is the rule of production P, a pointer, which participle reads: not for the quick grammar. A production
// with a mistake is given as far as it was read.
func of[P any](p *production) rule[P] {
	parser := sync.OnceValue(func() *participle.Parser[root[P]] { return participle.MustBuild[root[P]](p.options...) })
	trailing := participle.AllowTrailing(true)
	return func(l *tokens) (P, error) {
		n, err := parser().ParseFromLexer(l.full, trailing)
		l.follow()
		if any(n.Production) == any(*new(P)) { // the mistake stands before the first part
			n.Production = reflect.New(reflect.TypeFor[P]().Elem()).Interface().(P)
		}
		return n.Production, err
	}
}

// root is the grammar of one production. That P is a pointer spares code: the compiler makes one copy of
// participle's generic parser for all pointers, and would make one for each struct.
type root[P any] struct {
	Production P `parser:"@@"`
}

// hot is of for a production that has a reader, which the quick grammar takes.
func hot[P any](p *production, read rule[P]) rule[P] {
	if p.grammar.quick {
		return read
	}
	return of[P](p)
}

// hotAs is hot for the production of a node of kind N.
func hotAs[N, P any](p *production, read rule[P]) rule[N] {
	parse := hot(p, read)
	return func(l *tokens) (N, error) {
		n, err := parse(l)
		return any(n).(N), err
	}
}

// with makes participle read what N stands for with parse.
func with[N any](g *grammar, parse rule[N]) participle.Option {
	return participle.ParseTypeWith(func(l *lexer.PeekingLexer) (N, error) { return parse(over(l, g.text, g.reading)) })
}

// maxDepth is how deep types, patterns and expressions may nest, with brackets or without;
// the stack grows with them.
const maxDepth = 2000

// maxLinks is how many calls, fields and the like may follow one another: each nests in the next one. Their nodes
// take less of the stack.
const maxLinks = 200_000

// enter counts what nests; leave must follow it, whatever it gives.
func (g *grammar) enter(l *tokens) error {
	if g.depth++; g.depth <= maxDepth {
		return nil
	}
	return g.tooDeep(l)
}

// tooDeep is the mistake of what nests too deeply here.
func (g *grammar) tooDeep(l *tokens) error {
	at := l.Peek().Start()
	m := &mistake{
		code: diag.SyntaxNesting, start: at, end: at + len(l.Peek().Value),
		message: "this is nested too deeply", help: "give names to the parts",
	}
	if g.deep == nil { // an optional part would drop the error
		g.deep = m
	}
	return m
}

func (g *grammar) leave() { g.depth-- }

func (g *grammar) parseItem(l *tokens) (*ast.Item, error) {
	start := l.RawCursor()
	item, err := g.item(l)
	if err == nil {
		item.Doc = l.docs(start)
	}
	return item, err
}

// docs are the documentation comments that stand from a place on. A tag that captures them would look at
// all that follow for each.
func (t *tokens) docs(start cursor) (lines []string) {
	for i := range t.since(start) {
		switch t := &t.all[int(start)+i]; {
		case t.Type == token.DocComment:
			lines = append(lines, t.Value)
		case !token.IsElided(t.Type):
			return lines
		}
	}
	return lines
}

func (g *grammar) parseDecl(l *tokens) (ast.Decl, error) {
	t := l.Peek()
	if parse, ok := g.decls[t.Value]; ok {
		return parse(l)
	}
	return nil, participle.NextMatch
}

// parseTypeDecl tells `type Name = Other;` from `type Name { … }`.
func (g *grammar) parseTypeDecl(l *tokens) (ast.Decl, error) {
	a := ahead(l)
	a.skip(2)
	if a.skipTypeArgs() && a.value() == "=" {
		return g.alias(l)
	}
	return g.typeDecl(l)
}

func (g *grammar) parseWire(l *tokens) (ast.Decl, error) {
	a := ahead(l)
	a.skip(1)
	if a.value() == "enum" {
		return g.enum(l)
	}
	return g.typeDecl(l)
}

// startsType tells whether a type stands here, startsPattern and startsExpr likewise.
func (g *grammar) startsType(l *tokens) bool {
	t := l.Peek()
	return t.Type == token.Ident || g.types[t.Value] != nil
}

func (g *grammar) startsPattern(l *tokens) bool {
	t := l.Peek()
	switch t.Type {
	case token.Ident, token.Int, token.Float, token.String, token.RawString, token.Char, token.Regex:
		return true
	}
	return g.patterns[t.Value] != nil
}

func (g *grammar) parseType(l *tokens) (ast.Type, error) {
	defer g.leave()
	if err := g.enter(l); err != nil {
		return nil, err
	}
	t := l.Peek()
	if t.Type == token.Ident {
		return g.namedType(l)
	}
	if parse, ok := g.types[t.Value]; ok {
		return parse(l)
	}
	return nil, participle.NextMatch
}

func (g *grammar) parsePattern(l *tokens) (ast.Pattern, error) {
	defer g.leave()
	if err := g.enter(l); err != nil {
		return nil, err
	}
	start := l.RawCursor()
	p, err := g.parseAlternative(l)
	if err != nil || l.Peek().Value != "|" {
		return p, err
	}
	or := &ast.OrPattern{Patterns: []ast.Pattern{p}}
	for l.Peek().Value == "|" {
		l.Next()
		p, err := need(g.parseAlternative, l, "a pattern")
		if err != nil {
			return nil, err
		}
		or.Patterns = append(or.Patterns, p)
	}
	or.Cover(l.since(start))
	return or, nil
}

func (g *grammar) parseAlternative(l *tokens) (ast.Pattern, error) {
	t := l.Peek()
	switch t.Type {
	case token.Ident:
		a := ahead(l)
		a.skip(1)
		switch a.value() {
		case "(", "{", "::", ".":
			return g.variant(l)
		}
		return g.name(l)
	case token.Int, token.Float, token.String, token.RawString, token.Char, token.Regex:
		return g.literal(l)
	}
	if parse, ok := g.patterns[t.Value]; ok {
		return parse(l)
	}
	return nil, participle.NextMatch
}
