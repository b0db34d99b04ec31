package eval

// This file takes patterns apart into what they test and what they bind.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A patternRow is a pattern without alternatives: all its tests must hold, those of a value before those
// of what is in it.
type patternRow struct {
	arm   int
	tests []patternTest
	binds []patternBind
}

// A patternTest compares what is at a path with a constant.
type patternTest struct {
	at   path
	kind testKind
	n    int64 // a number, or the tag of a variant
	text string
}

type testKind uint8

const (
	testTag testKind = iota
	testNumber
	testText
)

// A patternBind binds a variable to what is at a path.
type patternBind struct {
	at   path
	slot int     // of a number, which is stored as it is, else -1
	bind matcher // of anything else
}

// A path leads from the value of a match to a part of it.
type path []pathStep

type pathStep struct {
	tag, field int // tag is -1 in a record
	read       func(value.Value) value.Value
}

// then is p with a step more.
func (p path) then(tag, field int, read func(value.Value) value.Value) path {
	return append(p[:len(p):len(p)], pathStep{tag, field, read})
}

// common is how many steps p and q have in common.
func (p path) common(q path) int {
	for i := range min(len(p), len(q)) {
		if p[i].tag != q[i].tag || p[i].field != q[i].field {
			return i
		}
	}
	return min(len(p), len(q))
}

// reader gives the function that follows p, nil if it has no steps.
func (p path) reader() func(value.Value) value.Value {
	switch len(p) {
	case 0:
		return nil
	case 1:
		return p[0].read
	}
	first, rest := p[0].read, p[1:].reader()
	return func(v value.Value) value.Value { return rest(first(v)) }
}

// mostRows bounds the alternatives of one pattern.
const mostRows = 64

// rows takes p apart, which is matched against what is at a path, of type t. It must have been
// lowered. It gives false for what is tested otherwise, or closed.
func (l *lowerer) rows(p ast.Pattern, at path, t types.Type) ([]patternRow, bool) {
	info := l.info.Patterns[p]
	switch p := p.(type) {
	case *ast.NamePattern:
		if info != nil {
			return l.namedRows(info, at)
		}
		return l.boundRows(l.variableOf(p), at)
	case *ast.LiteralPattern:
		return l.literalRows(p, at, t)
	case *ast.OrPattern:
		var all []patternRow
		for _, alt := range p.Patterns {
			rows, ok := l.rows(alt, at, t)
			if all = append(all, rows...); !ok || l.variableOf(p) != nil {
				return nil, false
			}
		}
		return all, true
	case *ast.TuplePattern:
		if len(p.Patterns) == 1 {
			return l.rows(p.Patterns[0], at, t)
		}
		return l.partRows(p, p.Patterns, nil, at, t)
	case *ast.RecordPattern:
		return l.partRows(p, l.partsOf(p.Fields), info, at, t)
	case *ast.VariantPattern:
		if info != nil && info.Const != nil {
			return nil, false
		}
		parts := p.Tuple
		if parts == nil {
			parts = l.partsOf(p.Fields)
		}
		return l.partRows(p, parts, info, at, t)
	}
	return nil, false
}

// namedRows are those of a variant without payload that a name stands for.
func (l *lowerer) namedRows(info *check.PatternInfo, at path) ([]patternRow, bool) {
	if info.Const != nil {
		return nil, false
	}
	var row patternRow
	if info.Variant != nil {
		row.tests = []patternTest{{at: at, kind: testTag, n: int64(info.Variant.Tag)}}
	}
	return []patternRow{row}, true
}

// boundRows are those of a variable, which may be nil.
func (l *lowerer) boundRows(v *check.Local, at path) ([]patternRow, bool) {
	switch {
	case v == nil:
		return []patternRow{{}}, true
	case l.drops[v]:
		return nil, false
	}
	b := patternBind{at: at, slot: -1, bind: l.binding(v)}
	if isScalar(l.typ(v.Type)) {
		b.slot = l.slots[v]
	}
	return []patternRow{{binds: []patternBind{b}}}, true
}

func (l *lowerer) literalRows(p *ast.LiteralPattern, at path, t types.Type) ([]patternRow, bool) {
	test := patternTest{at: at}
	switch v := l.decode(p, p.Kind(), p.Text, t); {
	case isString(t):
		test.kind, test.text = testText, v.Str()
	case !isScalar(t) || types.IsFloat(t):
		return nil, false
	case p.Negative:
		test.kind, test.n = testNumber, -v.Int()
	default:
		test.kind, test.n = testNumber, v.Int()
	}
	return []patternRow{{tests: []patternTest{test}}}, true
}

// A fieldName stands for a field that is bound to a variable of its name.
type fieldName struct {
	ast.Pattern
	v *check.Local
}

// partsOf are the patterns of named fields.
func (l *lowerer) partsOf(fields []*ast.FieldPattern) []ast.Pattern {
	parts := make([]ast.Pattern, len(fields))
	for i, f := range fields {
		if parts[i] = f.Pattern; f.Pattern == nil {
			parts[i] = fieldName{v: l.variableOf(f)}
		}
	}
	return parts
}

// partRows are those of a pattern with parts: of a variant, a record or a tuple.
func (l *lowerer) partRows(p ast.Pattern, parts []ast.Pattern, info *check.PatternInfo, at path, t types.Type) ([]patternRow, bool) {
	if l.restOf(p) != nil {
		return nil, false
	}
	tag, fields, read := -1, fieldTypes(t), l.fieldReader(t)
	rows := []patternRow{{}}
	if info != nil && info.Variant != nil {
		tag, fields = info.Variant.Tag, payloadTypes(t, info.Variant)
		read = func(i int) func(value.Value) value.Value { return l.payloadReader(t, tag, i) }
		rows[0].tests = []patternTest{{at: at, kind: testTag, n: int64(tag)}}
	}
	for i, part := range parts {
		field := i
		if info != nil && i < len(info.Fields) {
			field = info.Fields[i]
		}
		to := at.then(tag, field, read(field))
		var inner []patternRow
		ok := false
		if name, bound := part.(fieldName); bound {
			inner, ok = l.boundRows(name.v, to)
		} else {
			inner, ok = l.rows(part, to, fields[field])
		}
		if !ok || len(rows)*len(inner) > mostRows {
			return nil, false
		}
		rows = both(rows, inner)
	}
	return rows, true
}

// both are the rows for which one of a and one of b hold, in the order in which they are tried.
func both(a, b []patternRow) []patternRow {
	var all []patternRow
	for _, x := range a {
		for _, y := range b {
			all = append(all, patternRow{
				tests: append(x.tests[:len(x.tests):len(x.tests)], y.tests...),
				binds: append(x.binds[:len(x.binds):len(x.binds)], y.binds...),
			})
		}
	}
	return all
}
