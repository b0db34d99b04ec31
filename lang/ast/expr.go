package ast

// This file has the expressions.

// Expressions that start with a token of their own.
type (
	// FString is `f"text {expr}"`.
	FString struct {
		Span
		Parts []*FStringPart `parser:"FStringStart @@* FStringEnd"`
	}
	// FStringPart is text or an expression, with Debug for `{x:?}`.
	FStringPart struct {
		Span
		Text  string `parser:"  @FStringText"`
		X     Expr   `parser:"| '{' @@"`
		Debug bool   `parser:"  ( @':' '?' )? '}'"`
	}
	// ThisExpr is `this`.
	ThisExpr struct {
		Span
		Keyword string `parser:"@'this'"`
	}
	// ContextVariant is `.Variant`, its enum known from the context.
	ContextVariant struct {
		Span
		Name string `parser:"'.' @Ident"`
	}
	// QualifiedName is `<T as Trait>.name`.
	QualifiedName struct {
		Span
		Type *QualifiedType `parser:"@@"`
	}
	// TupleExpr is `(a, b)`; with one element it is a parenthesized expression.
	TupleExpr struct {
		Span
		Elems []Expr `parser:"'(' ( @@ ( ',' @@ )* )? ')'"`
	}
	// ArrayExpr is `[a, b]`, or `[x; n]` with Count.
	ArrayExpr struct {
		Span
		Elems []Expr `parser:"'[' ( @@ ( ( ',' @@ )+"`
		Count Expr   `parser:"  | ';' @@ )? )? ']'"`
	}
	// BytesExpr is `bytes[1, 2]`.
	BytesExpr struct {
		Span
		Elems []Expr `parser:"'bytes' '[' ( @@ ( ',' @@ )* )? ']'"`
	}
	// MapExpr is `{"a": 1}`.
	MapExpr struct {
		Span
		Entries []*MapEntry `parser:"'{' @@ ( ',' @@ )* '}'"`
	}
	// MapEntry is `key: value`.
	MapEntry struct {
		Span
		Key   Expr `parser:"@@"`
		Value Expr `parser:"':' @@"`
	}
	// IfExpr is `if cond { } else { }` or `if let pattern = value { }`.
	IfExpr struct {
		Span
		Let  Pattern  `parser:"'if' ( 'let' @@ '=' )?"`
		Cond HeadExpr `parser:"@@"`
		Then *Block   `parser:"@@"`
		Else Else     `parser:"( 'else' @@ )?"`
	}
	// MatchExpr is `match value { arms }`.
	MatchExpr struct {
		Span
		Value HeadExpr    `parser:"'match' @@"`
		Arms  []*MatchArm `parser:"'{' @@* '}'"`
	}
	// MatchArm is `pattern if guard => body,`.
	MatchArm struct {
		Span
		Pattern Pattern `parser:"@@"`
		Guard   Expr    `parser:"( 'if' @@ )?"`
		Body    ArmBody `parser:"'=>' @@"`
	}
	// LambdaExpr is `|x| body`.
	LambdaExpr struct {
		Span
		Move   bool           `parser:"@'move'?"`
		Params []*LambdaParam `parser:"( '||' | '|' ( @@ ( ',' @@ )* )? '|' )"`
		Result Type           `parser:"( '->' @@"`
		Block  *Block         `parser:"  @@"`
		Body   Expr           `parser:"| @@ )"`
	}
	// LambdaParam is `x` or `x: T`.
	LambdaParam struct {
		Span
		Var  bool   `parser:"@'var'?"`
		Name string `parser:"@Ident"`
		Type Type   `parser:"( ':' @@ )?"`
	}
	// ActorExpr is `actor |msg| { }`.
	ActorExpr struct {
		Span
		Move   bool           `parser:"'actor' @'move'?"`
		Params []*LambdaParam `parser:"( '||' | '|' ( @@ ( ',' @@ )* )? '|' )"`
		Result Type           `parser:"( '->' @@ )?"`
		Body   *Block         `parser:"@@"`
	}
	// SpawnExpr is `spawn Actor<T>(field: value)`.
	SpawnExpr struct {
		Span
		Actor    []string `parser:"'spawn' @Ident ( ( '::' | '.' ) @Ident )*"`
		TypeArgs []Type   `parser:"( '<' @@ ( ',' @@ )* '>' )?"`
		Args     []*Arg   `parser:"( '(' ( @@ ( ',' @@ )* )? ')' )?"`
	}
	// SelectExpr is `select { x from source => body, after 1s => body }`.
	SelectExpr struct {
		Span
		Arms []*SelectArm `parser:"'select' '{' ( @@ ( ',' | LastComma )? )* '}'"`
	}
	// SelectArm is one arm of a select.
	SelectArm struct {
		Span
		After   Expr    `parser:"( (?! 'after' 'from') 'after' @@"`
		Pattern Pattern `parser:"| @@"`
		From    Expr    `parser:"  'from' @@ )"`
		Body    Expr    `parser:"'=>' @@"`
	}
	// JoinExpr is `join { a, b }` or `join(a, b)`.
	JoinExpr struct {
		Span
		Elems []Expr `parser:"'join' ( '{' ( @@ ( ',' @@ )* )? '}' | '(' ( @@ ( ',' @@ )* )? ')' )"`
	}
	// ScopeExpr is `scope { }`.
	ScopeExpr struct {
		Span
		Body *Block `parser:"'scope' @@"`
	}
	// ForkExpr is `fork name = expr`, `fork expr` or `fork { }`.
	ForkExpr struct {
		Span
		Name string `parser:"'fork' ( (?= Ident '=') @Ident '=' )?"`
		X    Expr   `parser:"@@"`
	}
	// DeadlineExpr is `after(d) { }`.
	DeadlineExpr struct {
		Span
		After Expr   `parser:"'after' '(' @@ ')'"`
		Body  *Block `parser:"@@"`
	}
	// UnsafeExpr is `unsafe { }`.
	UnsafeExpr struct {
		Span
		Body *Block `parser:"'unsafe' @@"`
	}
	// GenExpr is `gen { }`.
	GenExpr struct {
		Span
		Body *Block `parser:"'gen' @@"`
	}
	// YieldExpr is `yield value`.
	YieldExpr struct {
		Span
		Value Expr `parser:"'yield' @@?"`
	}
	// ReturnExpr is `return value`.
	ReturnExpr struct {
		Span
		Value Expr `parser:"'return' @@?"`
	}
	// BreakExpr is `break @label value`.
	BreakExpr struct {
		Span
		Label string `parser:"'break' @Label?"`
		Value Expr   `parser:"@@?"`
	}
	// ContinueExpr is `continue @label`.
	ContinueExpr struct {
		Span
		Label string `parser:"'continue' @Label?"`
	}
	// EmitExpr is `emit Event { field: value }`.
	EmitExpr struct {
		Span
		Event  string       `parser:"'emit' @Ident"`
		Fields []*FieldInit `parser:"( '{' ( @@ ( ',' @@ )* )? '}' )?"`
	}
)

// Expressions that start with their operand, which the parser puts in.
type (
	// CallExpr is `f(args)`.
	CallExpr struct {
		Span
		Func Expr
		Args []*Arg `parser:"'(' ( @@ ( ',' @@ )* )? ')'"`
	}
	// Arg is `value` or `name: value`.
	Arg struct {
		Span
		Name  string `parser:"( (?= Ident ':') @Ident ':' )?"`
		Value Expr   `parser:"@@"`
	}
	// IndexExpr is `x[i]`, `x[a..b]`, `x[..]`.
	IndexExpr struct {
		Span
		X     Expr
		Index Expr `parser:"'[' @@ ']'"`
	}
	// InstanceExpr is `f<T>`, in 0.5 also `f::<T>`.
	InstanceExpr struct {
		Span
		X        Expr
		TypeArgs []Type `parser:"'::'? '<' @@ ( ',' @@ )* '>'"`
	}
	// CastExpr is `x as T`.
	CastExpr struct {
		Span
		X    Expr
		Type Type `parser:"'as' @@"`
	}
	// StructExpr is `Point { x: 1, ..base }`.
	StructExpr struct {
		Span
		Type   Expr
		Fields []*FieldInit `parser:"'{' ( @@ ( (?! ',' '..') ',' @@ )* )?"`
		Base   Expr         `parser:"( ','? '..' @@ )? '}'"`
	}
	// FieldInit is `name: value`.
	FieldInit struct {
		Span
		Name  string `parser:"@Ident"`
		Value Expr   `parser:"':' @@"`
	}
)

// Expressions read without tags.
type (
	// Name is a name.
	Name struct {
		Span
		Name string
	}
	// ContextName is `@name`.
	ContextName struct {
		Span
		Name string
	}
	// Literal is a number, duration, string, char, bool or regex as written.
	Literal struct {
		Span
		Text string
	}
	// FieldExpr is `x.name` or `x.0`, with Colons `x::name`.
	FieldExpr struct {
		Span
		X      Expr
		Name   string
		Colons bool
	}
	// TryExpr is `x?`.
	TryExpr struct {
		Span
		X Expr
	}
	// UnaryExpr is `op x`: ! - ~ * await await_restart clone.
	UnaryExpr struct {
		Span
		Op string
		X  Expr
	}
	// BinaryExpr is `a op b`.
	BinaryExpr struct {
		Span
		Op          string
		Left, Right Expr
	}
	// RangeExpr is `a..b` or `a..=b`, in an index also `a..`, `..b` and `..`.
	RangeExpr struct {
		Span
		Op     string
		Lo, Hi Expr
	}
	// TimeoutExpr is `x | after d`.
	TimeoutExpr struct {
		Span
		X, After Expr
	}
)

func (*FString) expr()        {}
func (*ThisExpr) expr()       {}
func (*ContextVariant) expr() {}
func (*QualifiedName) expr()  {}
func (*TupleExpr) expr()      {}
func (*ArrayExpr) expr()      {}
func (*BytesExpr) expr()      {}
func (*MapExpr) expr()        {}
func (*IfExpr) expr()         {}
func (*MatchExpr) expr()      {}
func (*LambdaExpr) expr()     {}
func (*ActorExpr) expr()      {}
func (*SpawnExpr) expr()      {}
func (*SelectExpr) expr()     {}
func (*JoinExpr) expr()       {}
func (*ScopeExpr) expr()      {}
func (*ForkExpr) expr()       {}
func (*DeadlineExpr) expr()   {}
func (*UnsafeExpr) expr()     {}
func (*GenExpr) expr()        {}
func (*YieldExpr) expr()      {}
func (*ReturnExpr) expr()     {}
func (*BreakExpr) expr()      {}
func (*ContinueExpr) expr()   {}
func (*EmitExpr) expr()       {}
func (*CallExpr) expr()       {}
func (*IndexExpr) expr()      {}
func (*InstanceExpr) expr()   {}
func (*CastExpr) expr()       {}
func (*StructExpr) expr()     {}
func (*Name) expr()           {}
func (*ContextName) expr()    {}
func (*Literal) expr()        {}
func (*FieldExpr) expr()      {}
func (*TryExpr) expr()        {}
func (*UnaryExpr) expr()      {}
func (*BinaryExpr) expr()     {}
func (*RangeExpr) expr()      {}
func (*TimeoutExpr) expr()    {}
