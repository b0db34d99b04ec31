package module

// This file writes parsed stubs as bytes and reads them back, so that a program that imports
// embedded modules does not parse them at every start.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"reflect"
	"strings"
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
	w := &imageWriter{names: map[string]int{}}
	w.value(reflect.ValueOf(f.Items))
	out := binary.LittleEndian.AppendUint32([]byte(imageVersion), checksum(src))
	out = binary.AppendUvarint(out, uint64(len(w.words)))
	for _, s := range w.words {
		out = binary.AppendUvarint(out, uint64(len(s)))
		at := strings.Index(src.Text, s)
		out = binary.AppendUvarint(out, uint64(at+1))
		if at < 0 {
			out = append(out, s...)
		}
	}
	return append(out, w.out...), nil
}

// LoadImage reads back what Image made of src. It fails on an image of another version or of
// another text.
func LoadImage(src *source.File, image []byte) (f *ast.File, err error) {
	rest, ok := bytes.CutPrefix(image, []byte(imageVersion))
	if !ok || len(rest) < 4 || binary.LittleEndian.Uint32(rest) != checksum(src) {
		return nil, errStale
	}
	r := &imageReader{in: rest[4:]}
	f = ast.NewFile(src, nil, func() []token.Token {
		all := token.Read(src)
		return all[:len(all)-1]
	})
	r.words = make([]string, r.count())
	for i := range r.words {
		n, at := r.count(), r.count()-1
		if at >= 0 { // most words stand in the text and need no copy
			r.words[i] = src.Text[at : at+n]
			continue
		}
		r.words[i] = string(r.in[:n])
		r.in = r.in[n:]
	}
	r.value(reflect.ValueOf(&f.Items).Elem())
	return f, nil
}

// checksum tells texts apart.
func checksum(src *source.File) (sum uint32) {
	var part [4 << 10]byte
	for text := src.Text; text != ""; {
		n := copy(part[:], text)
		sum = crc32.Update(sum, crc32.IEEETable, part[:n])
		text = text[n:]
	}
	return sum
}

var errStale = errors.New("the image is of another text")

// imageVersion changes whenever the encoding or package ast does.
const imageVersion = "hewq image 3\n"

type imageWriter struct {
	out   []byte
	at    int // where the last node began
	names map[string]int
	words []string
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
	w.out = binary.AppendVarint(w.out, int64(s.Start()-w.at))
	w.at = s.Start()
	w.count(s.End() - w.at)
}

type imageReader struct {
	in    []byte
	at    int // where the last node began
	words []string
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
			from, size := binary.Varint(r.in)
			r.in = r.in[size:]
			r.at += int(from)
			v.Addr().Interface().(*ast.Span).Set(r.at, r.at+r.count())
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
