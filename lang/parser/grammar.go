package parser

// This file has the productions by their first words.

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/token"
)

type (
	tokens = lexer.PeekingLexer
	cursor = lexer.RawCursor
)

// A rule parses one production from its first token on.
type rule[N any] func(*tokens) (N, error)

// grammar is the built grammar with its productions by their first word. It parses one text
// at a time: who parses holds mu.
type grammar struct {
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

// built is the one grammar. Its productions are built on first use.
var built = sync.OnceValue(newGrammar)

// lock makes the grammar the caller's until it calls what lock gives.
func (g *grammar) lock() (unlock func()) {
	g.mu.Lock()
	g.depth, g.deep = 0, nil
	return g.mu.Unlock
}

func newGrammar() *grammar {
	g := &grammar{}
	p := []participle.Option{
		participle.Lexer(token.Definition{}),
		participle.Elide(token.Elided...),
		participle.UseLookahead(0),
		participle.ParseTypeWith(g.parseDecl),
		participle.ParseTypeWith(g.parseType),
		participle.ParseTypeWith(g.parsePattern),
		participle.ParseTypeWith(g.parseStmt),
		participle.ParseTypeWith(func(l *tokens) (ast.Expr, error) { return g.parseExpr(l, 0, anyStruct) }),
		participle.ParseTypeWith(func(l *tokens) (ast.HeadExpr, error) { return g.parseExpr(l, 0, noStruct) }),
		participle.ParseTypeWith(func(l *tokens) (ast.IterExpr, error) { return g.parseExpr(l, 0, noEmptyStruct) }),
		participle.ParseTypeWith(g.parseArmBody),
		participle.ParseTypeWith(g.parseElse),
	}
	g.item, g.block = of[ast.Item](p), of[ast.Block](p)

	g.fn = of[ast.FuncDecl](p)
	g.memberHead, g.actorMemberHead, g.externHead = of[ast.Member](p), of[ast.ActorMember](p), of[ast.ExternFunc](p)
	g.assocType, g.reserved, g.field = of[ast.AssocType](p), of[ast.Reserved](p), of[ast.Field](p)
	g.initializer, g.mailbox, g.actorField = of[ast.Init](p), of[ast.Mailbox](p), of[ast.ActorField](p)

	fn := func(l *tokens) (ast.Decl, error) { return g.fn(l) }
	enum, typeDecl := g.enumDecl(p), g.structDecl(p)
	g.alias, g.typeDecl, g.enum = as[ast.AliasDecl, ast.Decl](p), typeDecl, enum
	g.decls = map[string]rule[ast.Decl]{
		"import": as[ast.ImportDecl, ast.Decl](p), "const": as[ast.ConstDecl, ast.Decl](p),
		"type": g.parseTypeDecl, "struct": typeDecl, "wire": g.parseWire,
		"enum": enum, "indirect": enum, "record": as[ast.RecordDecl, ast.Decl](p),
		"trait": g.traitDecl(p), "impl": g.implDecl(p),
		"fn": fn, "async": fn, "gen": fn, "extern": g.externDecl(p),
		"actor": g.actorDecl(p), "supervisor": supervisorDecl(p),
		"machine": machineDecl(p),
	}
	g.namedType = as[ast.NamedType, ast.Type](p)
	g.types = map[string]rule[ast.Type]{
		"(": as[ast.TupleType, ast.Type](p), "[": as[ast.ArrayType, ast.Type](p), "fn": as[ast.FuncType, ast.Type](p),
		"*": as[ast.PointerType, ast.Type](p), "&": as[ast.BorrowType, ast.Type](p), "dyn": as[ast.DynType, ast.Type](p),
		"<": as[ast.QualifiedType, ast.Type](p),
	}
	g.name, g.literal, g.variant = as[ast.NamePattern, ast.Pattern](p), as[ast.LiteralPattern, ast.Pattern](p), as[ast.VariantPattern, ast.Pattern](p)
	g.patterns = map[string]rule[ast.Pattern]{
		".": g.variant, "(": as[ast.TuplePattern, ast.Pattern](p), "{": as[ast.RecordPattern, ast.Pattern](p),
		"-": g.literal, "true": g.literal, "false": g.literal,
	}
	g.stmts = map[string]rule[ast.Stmt]{
		"let": as[ast.LetStmt, ast.Stmt](p), "var": as[ast.VarStmt, ast.Stmt](p), "while": as[ast.WhileStmt, ast.Stmt](p),
		"for": as[ast.ForStmt, ast.Stmt](p), "loop": as[ast.LoopStmt, ast.Stmt](p), "defer": as[ast.DeferStmt, ast.Stmt](p),
	}
	lambda := as[ast.LambdaExpr, ast.Expr](p)
	g.exprs = map[string]rule[ast.Expr]{
		"this": as[ast.ThisExpr, ast.Expr](p), ".": as[ast.ContextVariant, ast.Expr](p), "<": as[ast.QualifiedName, ast.Expr](p),
		"(": as[ast.TupleExpr, ast.Expr](p), "[": as[ast.ArrayExpr, ast.Expr](p), "{": g.parseBraces,
		"if": as[ast.IfExpr, ast.Expr](p), "match": as[ast.MatchExpr, ast.Expr](p),
		"|": lambda, "||": lambda, "move": lambda, "actor": as[ast.ActorExpr, ast.Expr](p),
		"spawn": as[ast.SpawnExpr, ast.Expr](p), "select": as[ast.SelectExpr, ast.Expr](p),
		"scope": as[ast.ScopeExpr, ast.Expr](p), "fork": as[ast.ForkExpr, ast.Expr](p),
		"unsafe": as[ast.UnsafeExpr, ast.Expr](p), "gen": as[ast.GenExpr, ast.Expr](p), "yield": as[ast.YieldExpr, ast.Expr](p),
		"return": as[ast.ReturnExpr, ast.Expr](p), "break": as[ast.BreakExpr, ast.Expr](p), "continue": as[ast.ContinueExpr, ast.Expr](p),
	}
	g.fstring, g.bytes, g.mapping = as[ast.FString, ast.Expr](p), as[ast.BytesExpr, ast.Expr](p), as[ast.MapExpr, ast.Expr](p)
	g.join, g.deadline, g.emit = as[ast.JoinExpr, ast.Expr](p), as[ast.DeadlineExpr, ast.Expr](p), as[ast.EmitExpr, ast.Expr](p)
	g.call, g.index, g.instance = of[ast.CallExpr](p), of[ast.IndexExpr](p), of[ast.InstanceExpr](p)
	g.cast, g.structExpr = of[ast.CastExpr](p), of[ast.StructExpr](p)
	return g
}

// of is the rule of production P.
func of[P any](options []participle.Option) rule[*P] {
	parser := sync.OnceValue(func() *participle.Parser[P] { return participle.MustBuild[P](options...) })
	trailing := participle.AllowTrailing(true)
	return func(l *tokens) (*P, error) { return parser().ParseFromLexer(l, trailing) }
}

// as is the rule of production P as a node of kind N.
func as[P, N any](p []participle.Option) rule[N] {
	parse := of[P](p)
	return func(l *tokens) (N, error) {
		n, err := parse(l)
		return any(n).(N), err
	}
}

// maxDepth is how deep types, patterns and expressions may nest, with brackets or without;
// the stack grows with them.
const maxDepth = 2000

// enter counts what nests; leave must follow it, whatever it gives.
func (g *grammar) enter(l *tokens) error {
	if g.depth++; g.depth <= maxDepth {
		return nil
	}
	at := l.Peek().Pos.Offset
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
	item, err := g.item(l)
	if err == nil {
		item.Doc = docs(item.Tokens)
	}
	return item, err
}

// docs are the documentation comments that a node's tokens begin with. A tag that captures
// them would look at all that follow for each.
func docs(toks []token.Token) (lines []string) {
	for i := range toks {
		switch t := &toks[i]; {
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
	or.Cover(l, start)
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
