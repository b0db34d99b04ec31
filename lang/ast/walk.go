package ast

// This file visits the nodes of a tree.

// Inspect calls visit for n and, where visit returns true, for the nodes in n, in the order
// of the source. n must not be nil; visit never gets nil.
func Inspect(n Node, visit func(Node) bool) { (&walker{visit}).node(n) }

// Children calls visit for the nodes directly in n, in the order of the source.
func Children(n Node, visit func(Node)) {
	inside := false
	Inspect(n, func(c Node) bool {
		if !inside {
			inside = true
			return true
		}
		visit(c)
		return false
	})
}

type walker struct{ visit func(Node) bool }

func (w *walker) node(n Node) {
	if !w.visit(n) {
		return
	}
	switch n := n.(type) {
	case *File:
		each(w, n.Items)
	case Expr:
		w.expr(n)
	case Stmt:
		w.stmt(n)
	case Type:
		w.typ(n)
	case Pattern:
		w.pattern(n)
	case Decl:
		w.decl(n)
	default:
		w.part(n)
	}
}

// one visits n if it is there.
//
//go:noinline
func one[N interface {
	comparable
	Node
}](w *walker, n N,
) {
	var none N
	if n != none {
		w.node(n)
	}
}

//go:noinline
func each[N Node](w *walker, nodes []N) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w *walker) stmt(n Stmt) {
	switch n := n.(type) {
	case *LetStmt:
		one(w, n.Pattern)
		one(w, n.Type)
		one(w, n.Value)
		one(w, n.Else)
	case *VarStmt:
		one(w, n.Type)
		one(w, n.Value)
	case *WhileStmt:
		one(w, n.Let)
		one(w, n.Cond)
		one(w, n.Body)
	case *ForStmt:
		one(w, n.Pattern)
		one(w, n.Value)
		one(w, n.Body)
	case *LoopStmt:
		one(w, n.Body)
	case *DeferStmt:
		one(w, n.Value)
	case *ExprStmt:
		one(w, n.X)
	case *AssignStmt:
		one(w, n.Target)
		one(w, n.Value)
	}
}

func (w *walker) typ(n Type) {
	switch n := n.(type) {
	case *NamedType:
		each(w, n.Args)
	case *TupleType:
		each(w, n.Types)
	case *ArrayType:
		one(w, n.Elem)
	case *FuncType:
		each(w, n.Params)
		one(w, n.Result)
	case *PointerType:
		one(w, n.Elem)
	case *BorrowType:
		one(w, n.Elem)
	case *DynType:
		each(w, n.Traits)
	case *QualifiedType:
		one(w, n.Type)
	}
}

func (w *walker) pattern(n Pattern) {
	switch n := n.(type) {
	case *VariantPattern:
		each(w, n.Tuple)
		each(w, n.Fields)
	case *RecordPattern:
		each(w, n.Fields)
	case *TuplePattern:
		each(w, n.Patterns)
	case *OrPattern:
		each(w, n.Patterns)
	}
}
