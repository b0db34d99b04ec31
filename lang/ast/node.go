// Package ast holds the syntax tree of Hew. The tags of its structs are the grammar.
package ast

import (
	"slices"
	"sort"
	"sync"

	"hewq/lang/source"
	"hewq/lang/token"
)

type (
	// Node is any node of the tree.
	Node interface {
		Start() int // offset of its first byte, comments before it aside
		End() int   // offset after its last byte
	}
	// Decl is what an item declares.
	Decl interface {
		Node
		decl()
	}
	// Type is a type as written.
	Type interface {
		Node
		typ()
	}
	// Pattern is what a value is matched against.
	Pattern interface {
		Node
		pattern()
	}
	// Stmt is a statement.
	Stmt interface {
		Node
		stmt()
	}
	// Expr is an expression.
	Expr interface {
		Node
		expr()
	}
	// HeadExpr is an expression before a block, where `x {` opens the block.
	HeadExpr interface{ Expr }
	// IterExpr is what a `for` goes over, where `x {}` has an empty block.
	IterExpr interface{ Expr }
	// ArmBody is the body of a match arm with the comma after it.
	ArmBody interface{ Expr }
	// Else is the block or `if` after `else`.
	Else interface{ Expr }
)

// File is a source file.
type File struct {
	Source *source.File
	Items  []*Item
	tokens func() []token.Token
}

// NewFile is a file with what tokens gives as its tokens, which is asked for at their first use.
func NewFile(src *source.File, items []*Item, tokens func() []token.Token) *File {
	return &File{src, items, sync.OnceValue(tokens)}
}

// Tokens are all tokens of the file, comments included, up to and without the end of the file.
func (f *File) Tokens() []token.Token { return f.tokens() }

// TokensOf are the tokens of n, from its first to its last one.
func (f *File) TokensOf(n Node) []token.Token {
	all := f.Tokens()
	from := sort.Search(len(all), func(i int) bool { return all[i].Start() >= n.Start() })
	to := sort.Search(len(all), func(i int) bool { return all[i].Start() >= n.End() })
	return all[from:max(from, to)]
}

// Start is 0: a file begins at its first byte.
func (f *File) Start() int { return 0 }

// End is the length of the file.
func (f *File) End() int { return len(f.Source.Text) }

// Span is where n stands in the file.
func (f *File) Span(n Node) source.Span {
	return source.Span{File: f.Source, Start: n.Start(), End: n.End()}
}

// Item is a declaration with what stands before it.
type Item struct {
	Span
	Meta
	Visibility string `parser:"@( 'package' | 'pub' ( '(' ( 'package' | 'super' ) ')' )? )?"`
	Decl       Decl   `parser:"@@"`
}

// Meta is the documentation and the attributes before a declaration. Doc is its `///` lines as
// written; they stand before everything else.
type Meta struct {
	Doc        []string
	Attributes []*Attribute `parser:"@@*"`
}

// Attribute is `#[name(args)]`.
type Attribute struct {
	Span
	Name string          `parser:"'#[' @Ident"`
	Args []*AttributeArg `parser:"( '(' ( @@ ( ',' @@ )* )? ')' )? ']'"`
}

// IsTest tells whether attributes of a function make it a test.
func IsTest(as []*Attribute) bool {
	return slices.ContainsFunc(as, func(a *Attribute) bool { return a.Name == "test" })
}

// AttributeArg is `name`, `name = value` or a literal, a number with its unit if it has one.
type AttributeArg struct {
	Span
	Name  string `parser:"( @( Ident | Keyword )"`
	Value string `parser:"  ( '=' @( Ident | Keyword | String | RawString | Int ) )?"`
	Text  string `parser:"| @( String | RawString | Duration ) | @Int"`
	Unit  string `parser:"  @Ident? )"`
}

// Generics are the type parameters of a declaration.
type Generics struct {
	TypeParams []*TypeParam `parser:"( '<' ( @@ ( ',' @@ )* )? '>' )?"`
}

// TypeParam is `T: Bound + Bound`, or the `const N: usize = 16` of a machine.
type TypeParam struct {
	Span
	Const   string      `parser:"( 'const' @Ident"`
	Type    Type        `parser:"  ':' @@"`
	Default string      `parser:"  ( '=' @Int )?"`
	Name    string      `parser:"| @Ident"`
	Bounds  []*TraitRef `parser:"  ( ':' @@ ( '+' @@ )* )? )"`
}

// WhereClause is `where T: Bound, U: Bound`.
type WhereClause struct {
	Where []*Bound `parser:"( 'where' @@ ( (?! ',' ( '{' | ';' )) ',' @@ )* ','? )?"`
}

// Bound is one predicate of a `where` clause.
type Bound struct {
	Span
	Type   Type        `parser:"@@"`
	Bounds []*TraitRef `parser:"':' @@ ( '+' @@ )*"`
}

// TraitRef names a trait: `Iterator<Item = T>`.
type TraitRef struct {
	Span
	Path []string   `parser:"@Ident ( ( '::' | '.' ) @Ident )*"`
	Args []*TypeArg `parser:"( '<' ( @@ ( ',' @@ )* )? '>' )?"`
}

// TypeArg is a type argument, or an associated type with its value.
type TypeArg struct {
	Span
	Name string `parser:"( (?= Ident '=') @Ident '=' )?"`
	Type Type   `parser:"@@"`
}

// Signature is the parameters and the result of a function.
type Signature struct {
	Params   []*Param `parser:"'(' ( @@ ( (?! ',' '..') ',' @@ )* )?"`
	Variadic bool     `parser:"( ','? @'..' )? ')'"`
	Result   Type     `parser:"( '->' @@ )?"`
}

// Param is a parameter; a receiver has no type.
type Param struct {
	Span
	Mode string `parser:"( (?= ( 'consuming' | 'consume' ) Ident) @Ident )?"`
	Var  bool   `parser:"@'var'?"`
	Name string `parser:"@Ident"`
	Type Type   `parser:"( ':' @@ )?"`
}

// Block is `{ statements }`; its value is that of a last statement without `;`.
type Block struct {
	Span
	Stmts  []Stmt `parser:"'{' @@*"`
	Closed bool   `parser:"@'}'?"`
}

// Tail is the expression whose value is the block's, nil if the block has none.
func (b *Block) Tail() Expr {
	if len(b.Stmts) > 0 {
		if s, ok := b.Stmts[len(b.Stmts)-1].(*ExprStmt); ok && !s.Semi {
			return s.X
		}
	}
	return nil
}

// Deadline is the statement `after(d) { }` of the scope, nil if it has none.
func (e *ScopeExpr) Deadline() *DeadlineExpr {
	if e.Body == nil {
		return nil
	}
	for _, s := range e.Body.Stmts {
		if s, ok := s.(*ExprStmt); ok {
			if d, ok := s.X.(*DeadlineExpr); ok {
				return d
			}
		}
	}
	return nil
}

func (*Block) expr() {}

// Unparen is e without the parentheses around it.
func Unparen(e Expr) Expr {
	for {
		t, ok := e.(*TupleExpr)
		if !ok || len(t.Elems) != 1 {
			return e
		}
		e = t.Elems[0]
	}
}
