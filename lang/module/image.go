package module

// This file writes parsed stubs as bytes and reads them back, so that a program that imports
// embedded modules does not parse them at every start.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"hewq/lang/ast"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// Image is the parsed form of src as bytes, for LoadImage with the same text. It fails if src
// does not parse.
func Image(src *source.File) ([]byte, error) {
	f, ds := parser.ParseFile(src)
	if len(ds) > 0 {
		return nil, fmt.Errorf("%s: %s", src.Name, ds[0].Message)
	}
	w := &imageWriter{tokens: map[int]int{}, names: map[string]int{}}
	for i, t := range f.Tokens {
		w.tokens[t.Pos.Offset] = i
	}
	w.value(reflect.ValueOf(f.Items))
	out := binary.AppendUvarint([]byte(imageVersion), uint64(len(f.Tokens)))
	out = binary.AppendUvarint(out, uint64(len(w.words)))
	for _, s := range w.words {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	return append(out, w.out...), nil
}

// LoadImage reads back what Image made of src. It fails on an image of another version or of
// another text.
func LoadImage(src *source.File, image []byte) (f *ast.File, err error) {
	if len(image) < len(imageVersion) || string(image[:len(imageVersion)]) != imageVersion {
		return nil, errStale
	}
	r := &imageReader{in: image[len(imageVersion):]}
	if r.tokens = tokens(src, r.count()); r.tokens == nil {
		return nil, errStale
	}
	f = &ast.File{Source: src, Tokens: r.tokens}
	r.words = make([]string, r.count())
	for i := range r.words {
		n := r.count()
		r.words[i] = string(r.in[:n])
		r.in = r.in[n:]
	}
	r.value(reflect.ValueOf(&f.Items).Elem())
	return f, nil
}

// tokens splits src into its n tokens; nil if it has another number of them. The parser's own
// way does not know n, and leaves three times as much memory behind.
func tokens(src *source.File, n int) []token.Token {
	all := make([]token.Token, 0, n)
	for lex := token.NewLexer(src); ; {
		t, err := lex.Next()
		switch {
		case err != nil:
			return nil
		case t.EOF() && len(all) == n:
			return all
		case t.EOF() || len(all) == n:
			return nil
		}
		all = append(all, t)
	}
}

var errStale = errors.New("the image is of another text")

// imageVersion changes whenever the encoding or package ast does.
const imageVersion = "hewq image 1\n"

type imageWriter struct {
	out    []byte
	tokens map[int]int // index of the token at an offset
	names  map[string]int
	words  []string
}

func (w *imageWriter) count(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

func (w *imageWriter) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			w.count(0)
			return
		}
		w.count(1)
		w.value(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			w.count(0)
			return
		}
		w.count(nodeNumber(v.Elem().Type().Elem()))
		w.value(v.Elem().Elem())
	case reflect.Slice:
		w.count(v.Len())
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Struct:
		if span, ok := v.Interface().(ast.Span); ok {
			w.span(span)
			return
		}
		for _, field := range v.Fields() {
			w.value(field)
		}
	case reflect.String:
		n, ok := w.names[v.String()]
		if !ok {
			n = len(w.words)
			w.names[v.String()] = n
			w.words = append(w.words, v.String())
		}
		w.count(n)
	case reflect.Bool:
		if v.Bool() {
			w.count(1)
		} else {
			w.count(0)
		}
	default:
		panic("internal error: no image of a " + v.Type().String())
	}
}

func (w *imageWriter) span(s ast.Span) {
	w.count(len(s.Tokens))
	if len(s.Tokens) > 0 {
		w.count(w.tokens[s.Tokens[0].Pos.Offset])
	}
}

type imageReader struct {
	in     []byte
	tokens []token.Token
	words  []string
}

func (r *imageReader) count() int {
	n, size := binary.Uvarint(r.in)
	r.in = r.in[size:]
	return int(n)
}

// value fills v, which is zero.
func (r *imageReader) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if r.count() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	case reflect.Interface:
		if n := r.count(); n > 0 {
			p := reflect.New(nodes()[n-1])
			r.value(p.Elem())
			v.Set(p)
		}
	case reflect.Slice:
		if n := r.count(); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				r.value(v.Index(i))
			}
		}
	case reflect.Struct:
		if v.Type() == spanType {
			if n := r.count(); n > 0 {
				from := r.count()
				v.Addr().Interface().(*ast.Span).Tokens = r.tokens[from : from+n : from+n]
			}
			return
		}
		for i, n := 0, v.NumField(); i < n; i++ { // an iterator would allocate
			r.value(v.Field(i))
		}
	case reflect.String:
		v.SetString(r.words[r.count()])
	case reflect.Bool:
		v.SetBool(r.count() == 1)
	}
}

var spanType = reflect.TypeFor[ast.Span]()

// nodeNumber is the number of a node type in an image, from 1.
func nodeNumber(t reflect.Type) int {
	for i, n := range nodes() {
		if n == t {
			return i + 1
		}
	}
	panic("internal error: no image of a " + t.String())
}

// nodes are the types that stand behind interfaces in a tree.
var nodes = sync.OnceValue(func() []reflect.Type {
	var all []reflect.Type
	for _, n := range []ast.Node{
		&ast.ImportDecl{}, &ast.ConstDecl{}, &ast.AliasDecl{}, &ast.TypeDecl{}, &ast.EnumDecl{}, &ast.RecordDecl{},
		&ast.TraitDecl{}, &ast.ImplDecl{}, &ast.FuncDecl{}, &ast.ExternDecl{}, &ast.ActorDecl{}, &ast.SupervisorDecl{},
		&ast.MachineDecl{},
		&ast.NamedType{}, &ast.TupleType{}, &ast.ArrayType{}, &ast.FuncType{}, &ast.PointerType{}, &ast.BorrowType{},
		&ast.DynType{}, &ast.QualifiedType{},
		&ast.NamePattern{}, &ast.LiteralPattern{}, &ast.VariantPattern{}, &ast.RecordPattern{}, &ast.TuplePattern{},
		&ast.OrPattern{},
		&ast.LetStmt{}, &ast.VarStmt{}, &ast.WhileStmt{}, &ast.ForStmt{}, &ast.LoopStmt{}, &ast.DeferStmt{},
		&ast.ExprStmt{}, &ast.AssignStmt{},
		&ast.Block{}, &ast.FString{}, &ast.ThisExpr{}, &ast.ContextVariant{}, &ast.QualifiedName{}, &ast.TupleExpr{},
		&ast.ArrayExpr{}, &ast.BytesExpr{}, &ast.MapExpr{}, &ast.IfExpr{}, &ast.MatchExpr{}, &ast.LambdaExpr{},
		&ast.ActorExpr{}, &ast.SpawnExpr{}, &ast.SelectExpr{}, &ast.JoinExpr{}, &ast.ScopeExpr{}, &ast.ForkExpr{},
		&ast.DeadlineExpr{}, &ast.UnsafeExpr{}, &ast.GenExpr{}, &ast.YieldExpr{}, &ast.ReturnExpr{}, &ast.BreakExpr{},
		&ast.ContinueExpr{}, &ast.EmitExpr{}, &ast.CallExpr{}, &ast.IndexExpr{}, &ast.InstanceExpr{}, &ast.CastExpr{},
		&ast.StructExpr{}, &ast.Name{}, &ast.ContextName{}, &ast.Literal{}, &ast.FieldExpr{}, &ast.TryExpr{},
		&ast.UnaryExpr{}, &ast.BinaryExpr{}, &ast.RangeExpr{}, &ast.TimeoutExpr{},
	} {
		all = append(all, reflect.TypeOf(n).Elem())
	}
	return all
})
