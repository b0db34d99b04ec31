package check

// This file holds what the checker finds out: the contract with the evaluator.

import (
	"math/big"

	"hewq/lang/ast"
	"hewq/lang/module"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/native"
)

// A Program is everything that was checked, ready to be lowered.
type Program struct {
	Modules []*Module // in order of initialisation: a module after those it imports
	Main    *Func     // nil if the file has no `main`
	Info    *Info

	resolver *resolver // answers with what is declared by now
	loader   module.Loader
	impls    implTable
	traits   map[*types.Trait]*Trait
	actors   map[*types.Def]*Actor
	spawns   bool // there are lambda actors
	states   map[*types.Def]bool
	tasks    bool                 // some function forks
	tests    map[string]*TestFunc // of the file that was asked for

	supervisors map[*types.Def]*Supervisor
}

// A Module is one source file, or an embedded stub, with what it declares.
type Module struct {
	Path   string // "std::fs"; "" for the file that was asked for
	Source *source.File
	File   *ast.File
	Native *native.Module // nil unless the module is bound to Go
	Scope  map[string]Object
	Consts []*Const // each after those it uses

	Imports map[*ast.ImportDecl]*Module // what each import has found

	unit *unit // shared by the files of a directory module
}

// An Object is what a name can stand for: *Local, *Func, *Const, *Variant, *TypeName, *Module
// or *Trait.
type Object interface{ object() }

// A Local is a parameter or a variable of a function or a closure.
type Local struct {
	Name     string
	Type     types.Type
	Span     source.Span // where it is declared
	Mutable  bool        // `var`
	Param    bool
	Consumed bool     // a parameter declared with `consume`
	Owner    ast.Node // the *ast.FuncDecl or *ast.LambdaExpr it belongs to

	Assigned      bool // somewhere after its declaration
	FieldAssigned bool // `x.f = …` or deeper: a record bound to it must be a copy of its own

	constant *big.Int // of a `let` with an integer literal: fits other integer types at its uses
	used     bool
	endless  bool // its value does not come back: nothing can use it
	doubtful bool // compared with null: what it is used for is not told of
	told     bool // reported that it cannot change
}

// Used tells whether something in the program reads the variable.
func (l *Local) Used() bool { return l.used }

// A Func is a function, a method, or a signature without a body.
type Func struct {
	Name       string
	Module     *Module
	Decl       *ast.FuncDecl
	TypeParams []*types.Param // those of its impl first, then its own
	Params     []*Local       // the receiver first
	Sig        *types.Func    // over TypeParams
	Yields     types.Type     // of a gen function: what it yields; nil of any other
	Streams    bool           // a receive gen function: its result is a Stream
	Receiver   bool           // the first parameter is the receiver
	VarSelf    bool           // `var self`: changes to the receiver are seen by the caller
	Consuming  bool           // `consuming self`: the receiver is moved
	Message    bool           // a receive function or the `init` of an actor: what it is sent is its own
	Owner      types.Type     // the type of the impl, nil of a free function
	Trait      *Trait         // the trait of the impl, or the trait that declares the signature

	Extern    string  // symbol of an `extern "C"` function or of #[extern_symbol]: found in Module.Native.Funcs
	Intrinsic string  // key of #[intrinsic("…")]: known to the evaluator
	Within    string  // of #[within("…")]: the function that does the same within a time; it can be awaited
	Builtin   Builtin // what its stub says of it

	impl    *impl  // that has the method, or nil
	generic *scope // of its type parameters
	native  bool   // may be called in `unsafe` only
	queued  bool   // its body is checked or will be
	hook    string // "start", "stop", "crash" of an actor's hook, which programs do not call
}

// A Const is a constant with its value's expression.
type Const struct {
	Name   string
	Module *Module
	Type   types.Type
	Decl   *ast.ConstDecl

	value *big.Int // of an integer constant, nil if it is not known
}

// A Variant is an enum's variant used as a value, a function or a pattern.
type Variant struct {
	*types.Variant
}

// A TypeName is a declared type, an alias or a basic type.
type TypeName struct {
	Name   string
	Params []*types.Param
	Type   types.Type // over Params
	kind   string     // "machine", "state" or "event", of which no more is known

	alias *alias // of an alias that is not resolved yet
}

// A Trait is a trait with its methods.
type Trait struct {
	*types.Trait
	Methods map[string]*Func // Decl.Body is nil unless the trait has a default
	Decl    *ast.TraitDecl
	Self    *types.Param // stands for the implementing type in Methods

	in *Module // nil of a built-in trait
}

func (*Local) object()    {}
func (*Func) object()     {}
func (*Const) object()    {}
func (*Variant) object()  {}
func (*TypeName) object() {}
func (*Module) object()   {}
func (*Trait) object()    {}
func (*Child) object()    {}

// Info holds facts about the tree. Every type in it is fully known but for the type
// parameters of the function it stands in.
type Info struct {
	// Types has the type of every expression, blocks included. An expression that does not come
	// back has types.Never.
	Types map[ast.Expr]types.Type

	// Uses has what a name means: *ast.Name always (unless its Call says it all), an
	// *ast.FieldExpr or *ast.InstanceExpr if it is a path (`quic.new_server`, `IoError::Other`).
	// It is a *Local, *Func, *Const or *Variant wherever a value is meant.
	Uses map[ast.Expr]Object

	// Instances has the type arguments of a generic function or method that Uses names without
	// calling it.
	Instances map[ast.Expr][]types.Type

	// Defs has the variable that a node declares: *ast.VarStmt, *ast.Param, *ast.LambdaParam,
	// *ast.NamePattern that binds, *ast.FieldPattern without a pattern of its own.
	Defs map[ast.Node]*Local

	// State has the field of the actor that a name means, as an expression of its own: that of
	// the field of the record which is the receiver of the actor's functions.
	State map[*ast.Name]*ast.FieldExpr

	// TypeTests are the `x is T` whose right side is a type: that of x, or they are refused.
	TypeTests map[*ast.BinaryExpr]bool

	// Spawns has the meaning of every spawn. The arguments of children are with their Supervisor.
	Spawns map[*ast.SpawnExpr]*Spawn

	// Gens has, for every `gen { }`, its body as a closure that the tree does not have.
	Gens map[*ast.GenExpr]*ast.LambdaExpr

	// Forks has the meaning of every fork.
	Forks map[*ast.ForkExpr]*Fork

	// Fields has the index of the field that an *ast.FieldExpr reads or assigns, in
	// types.Def.Fields or in the tuple; of a supervisor that of the child.
	Fields map[*ast.FieldExpr]int

	// Calls has the meaning of every call.
	Calls map[*ast.CallExpr]*Call

	// Structs has, for every struct literal, the variant it makes, nil for a record, and the
	// index of the field that each FieldInit sets, in the order of the source.
	Structs map[*ast.StructExpr]*StructInfo

	// Patterns has what a pattern means where the tree does not say: *ast.NamePattern and
	// *ast.VariantPattern that name a variant; record patterns have the zero Variant.
	Patterns map[ast.Pattern]*PatternInfo

	// PatternTypes has the type of the value that each pattern is matched against.
	PatternTypes map[ast.Pattern]types.Type

	// Tries has, for each `x?` and each `let p? = x`, how the failure leaves the function.
	Tries map[ast.Node]*Try

	// Displays has, for each f-string part, and each argument of print, println, panic or another
	// function that wants Display, nothing special: the evaluator asks Program.Display.
	// Iters has how a `for` goes over its value.
	Iters map[*ast.ForStmt]*Iter

	// Indexes has what `x[i]` on a value of a declared type calls; absent for built-in types.
	Indexes map[*ast.IndexExpr]*Call

	// Lambdas has the captures of each closure, in the order of first use.
	Lambdas map[*ast.LambdaExpr]*Lambda

	// ActorLambdas has, for each lambda actor, the closure that handles its messages.
	ActorLambdas map[*ast.ActorExpr]*ast.LambdaExpr

	// Coercions has the expressions whose value becomes a `dyn Trait`.
	Coercions map[ast.Expr]*types.Dyn

	// Within has the call that `await x.f() | after d` stands for, if f is a method of a module.
	Within map[*ast.TimeoutExpr]*ast.CallExpr

	// Labels has the loop that a `break` or `continue` leaves: *ast.LoopStmt, *ast.WhileStmt or
	// *ast.ForStmt.
	Labels map[ast.Expr]ast.Stmt
}

// A Call is the meaning of a call expression.
type Call struct {
	Kind     CallKind
	Func     *Func          // of CallFunc and CallTrait
	Variant  *types.Variant // of CallVariant
	TypeArgs []types.Type   // for Func.TypeParams; for CallTrait those of the method's own
	Recv     ast.Expr       // the receiver of a method call, else nil; it is the first argument
	RecvType types.Type     // of CallTrait: the type whose impl is called
	Args     []ast.Expr     // in the order of the parameters, the receiver left out
}

// A CallKind tells what is called.
type CallKind uint8

// What can be called.
const (
	CallFunc    CallKind = iota // a known function or method
	CallTrait                   // a trait's method on RecvType, found once that is known: Program.Method
	CallDyn                     // a trait's method on a dyn receiver
	CallValue                   // a function value: the value of CallExpr.Func
	CallVariant                 // makes an enum value
	CallRecord                  // makes a tuple record: `Pair(1, 2)`
	CallSend                    // sends a message to the actor Recv: Func is its receive function, nil of a lambda actor
	CallAsk                     // the same, and waits for the reply
	CallStream                  // the same, and gives the stream of what the function yields
)

// A StructInfo is the meaning of a struct literal.
type StructInfo struct {
	Variant *types.Variant // nil for a record
	Fields  []int          // index of the field that StructExpr.Fields[i] sets
}

// A PatternInfo is the meaning of a pattern that names something.
type PatternInfo struct {
	Variant *types.Variant // nil: a record
	Fields  []int          // of Tuple or Fields: index of the field that each part matches
	Const   *Const         // a constant named in a pattern, else nil
}

// A Try is the meaning of `?`.
type Try struct {
	Option bool       // the value is an Option, else a Result
	Awaits bool       // it is what a task gives, which is awaited first
	Result types.Type // the result type of the function that is left
	From   *Func      // converts the error, nil if it is the same type
}

// An Iter is how a `for` goes over a value.
type Iter struct {
	Kind IterKind
	Elem types.Type
	Into *Call // of IterTrait: into_iter, nil if the value is an iterator itself
	Next *Call // of IterTrait
}

// An IterKind tells what a `for` goes over.
type IterKind uint8

// What a `for` goes over.
const (
	IterRange IterKind = iota // integers
	IterVec                   // Vec, array or slice
	IterMap                   // HashMap: tuples of key and value
	IterSet                   // HashSet
	IterTrait                 // a value with Iterator or IntoIterator
	IterBytes
	IterString // characters
	IterRecv   // what a channel or a stream delivers, by `for await`
)

// A Lambda is what the checker knows of a closure.
type Lambda struct {
	Captures []*Local // of the enclosing function, copied or moved when the closure is made
	Params   []*Local
	Self     *Local // of a lambda actor: the variable that gets its handle, if its body may use it
	Sig      *types.Func
}

// Root is the variable that e names or is a part of, nil if there is none.
func (info *Info) Root(e ast.Expr) *Local {
	for ; e != nil; e = wholeOf(e) {
		if name, ok := e.(*ast.Name); ok {
			l, _ := info.Uses[name].(*Local)
			return l
		}
	}
	return nil
}

// wholeOf is the expression that e names a part of: x for `x.f`, `x[i]` and `(x)`; nil for others.
func wholeOf(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.FieldExpr:
		return e.X
	case *ast.IndexExpr:
		return e.X
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			return e.Elems[0]
		}
	}
	return nil
}

func newInfo() *Info {
	return &Info{
		Types:        map[ast.Expr]types.Type{},
		Uses:         map[ast.Expr]Object{},
		Instances:    map[ast.Expr][]types.Type{},
		Defs:         map[ast.Node]*Local{},
		State:        map[*ast.Name]*ast.FieldExpr{},
		Spawns:       map[*ast.SpawnExpr]*Spawn{},
		TypeTests:    map[*ast.BinaryExpr]bool{},
		Gens:         map[*ast.GenExpr]*ast.LambdaExpr{},
		Forks:        map[*ast.ForkExpr]*Fork{},
		Fields:       map[*ast.FieldExpr]int{},
		Calls:        map[*ast.CallExpr]*Call{},
		Structs:      map[*ast.StructExpr]*StructInfo{},
		Patterns:     map[ast.Pattern]*PatternInfo{},
		PatternTypes: map[ast.Pattern]types.Type{},
		Tries:        map[ast.Node]*Try{},
		Iters:        map[*ast.ForStmt]*Iter{},
		Indexes:      map[*ast.IndexExpr]*Call{},
		Lambdas:      map[*ast.LambdaExpr]*Lambda{},
		Within:       map[*ast.TimeoutExpr]*ast.CallExpr{},
		ActorLambdas: map[*ast.ActorExpr]*ast.LambdaExpr{},
		Coercions:    map[ast.Expr]*types.Dyn{},
		Labels:       map[ast.Expr]ast.Stmt{},
	}
}

// makeRoom prepares for the facts about a large file: tables that grow are filled several times.
func (info *Info) makeRoom(file *ast.File) {
	if len(file.Source.Text) < largeFile || len(info.Types) > 0 {
		return
	}
	exprs, uses, calls := 0, 0, 0
	for _, item := range file.Items {
		ast.Inspect(item, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Name:
				exprs++
				uses++
			case *ast.CallExpr:
				exprs++
				calls++
			case ast.Expr:
				exprs++
			}
			return true
		})
	}
	info.Types = make(map[ast.Expr]types.Type, exprs)
	info.Uses = make(map[ast.Expr]Object, uses)
	info.Calls = make(map[*ast.CallExpr]*Call, calls)
}

// largeFile is how many bytes a file has for which makeRoom is worth it.
const largeFile = 8_000

// Embedded tells whether the module is a stub of the standard library.
func (m *Module) Embedded() bool { return m.unit.embedded }
