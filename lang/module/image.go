package module

// This file writes parsed stubs as bytes and reads them back, so that a program that imports
// embedded modules does not parse them at every start.

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"

	"hewq/lang/ast"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/native"
)

// Image is a stub, its text and its parsed form, as bytes for LoadImage. It fails if src does not parse. An image that is
// compressed takes a third of the room, and some hundred microseconds more to load.
func Image(src *source.File, compressed bool) ([]byte, error) {
	f, ds := parser.ParseFile(src)
	if len(ds) > 0 {
		return nil, fmt.Errorf("%s: %s", src.Name, ds[0].Message)
	}
	w := &imageWriter{names: map[string]int{}}
	w.value(reflect.ValueOf(f.Items))
	in := binary.AppendUvarint(nil, uint64(len(src.Text)))
	in = append(in, src.Text...)
	in = binary.AppendUvarint(in, uint64(len(w.words)))
	for _, s := range w.words {
		in = binary.AppendUvarint(in, uint64(len(s)))
		at := strings.Index(src.Text, s)
		in = binary.AppendUvarint(in, uint64(at+1))
		if at < 0 {
			in = append(in, s...)
		}
	}
	in = append(in, w.out...)
	if !compressed {
		return append([]byte(imagePlain), in...), nil
	}
	out := bytes.NewBufferString(imageCompressed)
	binary.Write(out, binary.LittleEndian, uint32(len(in)))
	packer, _ := flate.NewWriter(out, flate.BestCompression)
	packer.Write(in)
	packer.Close()
	return out.Bytes(), nil
}

// LoadImage reads back what Image made. It fails on an image of another version.
func LoadImage(name, image string) (f *ast.File, err error) {
	text, rest, err := unpack(image)
	if err != nil {
		return nil, err
	}
	src := source.NewStub(name, text)
	r := &imageReader{in: rest}
	f = ast.NewFile(src, nil, func() []token.Token {
		all := token.Read(src)
		return all[:len(all)-1]
	})
	r.words = make([]string, r.count())
	for i := range r.words {
		n, at := r.count(), r.count()-1
		if at >= 0 { // most words stand in the text
			r.words[i] = text[at : at+n]
			continue
		}
		r.words[i] = r.in[:n]
		r.in = r.in[n:]
	}
	r.value(reflect.ValueOf(&f.Items).Elem())
	return f, nil
}

// unpack gives the text in an image, and what follows it.
func unpack(image string) (text, rest string, err error) {
	in, ok := strings.CutPrefix(image, imagePlain)
	if !ok {
		if in, err = inflate(image); err != nil {
			return "", "", err
		}
	}
	r := &imageReader{in: in}
	n := r.count()
	if n >= len(r.in) {
		return "", "", errStale
	}
	return r.in[:n], r.in[n:], nil
}

func inflate(image string) (string, error) {
	packed, ok := strings.CutPrefix(image, imageCompressed)
	if !ok || len(packed) < 4 {
		return "", errStale
	}
	in := make([]byte, binary.LittleEndian.Uint32([]byte(packed[:4])))
	r := unpackers.Get().(io.Reader)
	defer unpackers.Put(r)
	if err := r.(flate.Resetter).Reset(strings.NewReader(packed[4:]), nil); err != nil {
		return "", err
	}
	_, err := io.ReadFull(r, in)
	return string(in), err
}

// unpackers are shared, since memory that is touched for the first time is slow, and programs import several modules.
var unpackers = sync.Pool{New: func() any { return flate.NewReader(strings.NewReader("")) }}

// Text is the Hew source of an embedded module.
func Text(m *native.Module) string {
	if m.Image == "" {
		return m.Stub
	}
	text, _, err := unpack(m.Image)
	if err != nil {
		panic(fmt.Sprintf("internal error: %s: %v", m.Path, err))
	}
	return text
}

var errStale = errors.New("the image is of another version: run `go generate ./stdlib/...`")

// They change whenever the encoding or package ast does.
const (
	imagePlain      = "hewq image 4, plain\n"
	imageCompressed = "hewq image 4, compressed\n"
)

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
	in    string
	at    int // where the last node began
	words []string
}

func (r *imageReader) count() int { return int(r.uvarint()) }

// uvarint reads a number as binary.AppendUvarint writes it.
func (r *imageReader) uvarint() (n uint64) {
	for i := range len(r.in) {
		c := r.in[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.in = r.in[i+1:]
			break
		}
	}
	return n
}

// varint reads a number as binary.AppendVarint writes it.
func (r *imageReader) varint() int {
	n := r.uvarint()
	return int(n>>1) ^ -int(n&1)
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
			r.at += r.varint()
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
