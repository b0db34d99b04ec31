package eval

// This file lowers patterns: a test of a value that sets the variables of the pattern.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/token"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A matcher tells whether a value matches; it has then set the variables of the pattern.
type matcher func(f *frame, v value.Value) bool

func anything(*frame, value.Value) bool { return true }

// wildcard tells whether p matches every value and sets nothing.
func (l *lowerer) wildcard(p ast.Pattern) bool {
	n, ok := p.(*ast.NamePattern)
	return ok && l.variableOf(n) == nil && l.info.Patterns[n] == nil
}

func (l *lowerer) patternType(p ast.Pattern) types.Type { return l.typ(l.info.PatternTypes[p]) }

// bindSlot lowers a pattern that always matches the value in a slot.
func (l *lowerer) bindSlot(p ast.Pattern, slot int) func(*frame) {
	return l.bindTyped(p, slot, l.patternType(p))
}

// bindTyped is bindSlot for a pattern of type t.
func (l *lowerer) bindTyped(p ast.Pattern, slot int, t types.Type) func(*frame) {
	if bind := l.slotBinder(p, slot, t); bind != nil {
		return bind
	}
	return func(*frame) {}
}

// slotBinder is bindTyped, nil if there is nothing to do.
func (l *lowerer) slotBinder(p ast.Pattern, slot int, t types.Type) func(*frame) {
	if n, ok := p.(*ast.NamePattern); ok && l.info.Patterns[n] == nil {
		v := l.variableOf(n)
		if v == nil || l.slots[v] == slot && !l.drops[v] {
			if v != nil {
				l.slots[v] = slot
			}
			return nil
		}
		if !l.drops[v] && !v.FieldAssigned {
			l.slots[v] = slot
			return nil
		}
	}
	match := l.pattern(p, t)
	return func(f *frame) { match(f, f.s[slot]) }
}

// pattern lowers p, which is matched against values of type t.
func (l *lowerer) pattern(p ast.Pattern, t types.Type) matcher {
	switch p := p.(type) {
	case *ast.NamePattern:
		if info := l.info.Patterns[p]; info != nil {
			return l.named(p, info, t)
		}
		if v := l.variableOf(p); v != nil {
			return l.binding(v)
		}
		return anything
	case *ast.LiteralPattern:
		return l.literalPattern(p, t)
	case *ast.VariantPattern:
		return l.variantPattern(p, t)
	case *ast.RecordPattern:
		return l.withRest(p, l.fieldPatterns(p.Fields, l.info.Patterns[p], fieldTypes(t), l.fieldReader(t)), l.fieldReader(t))
	case *ast.TuplePattern:
		if len(p.Patterns) == 1 {
			return l.pattern(p.Patterns[0], t)
		}
		return l.parts(p.Patterns, nil, fieldTypes(t), l.fieldReader(t))
	case *ast.OrPattern:
		return l.orPattern(p, t)
	}
	l.bug(p, "a pattern that cannot be matched: %T", p)
	return nil
}

// binding lowers a variable of a pattern.
func (l *lowerer) binding(v *check.Local) matcher {
	slot, ok := l.slots[v]
	if !ok {
		slot = l.bindLocal(v)
	}
	if v.FieldAssigned {
		if copied := l.copier(l.typ(v.Type)); copied != nil {
			return func(f *frame, x value.Value) bool { f.s[slot] = copied(x); return true }
		}
	}
	if isScalar(l.typ(v.Type)) {
		return func(f *frame, x value.Value) bool { f.s[slot].SetInt(x.Int()); return true }
	}
	return func(f *frame, x value.Value) bool { f.s[slot] = x; return true }
}

// named lowers a variant or a constant that a name stands for.
func (l *lowerer) named(p ast.Pattern, info *check.PatternInfo, t types.Type) matcher {
	if info.Const != nil {
		want := l.constant(p, info.Const)
		same := l.equal(t, l.site(p))
		return func(f *frame, v value.Value) bool { return same(f, v, want(f)) }
	}
	if info.Variant == nil {
		return anything
	}
	tag := int64(info.Variant.Tag)
	return func(_ *frame, v value.Value) bool { return v.Tag() == tag }
}

func (l *lowerer) literalPattern(p *ast.LiteralPattern, t types.Type) matcher {
	want := l.decode(p, p.Kind(), p.Text, t)
	switch {
	case isString(t):
		s := want.Str()
		return func(_ *frame, v value.Value) bool { return v.Str() == s }
	case types.IsFloat(t):
		x := want.Float()
		if p.Negative {
			x = -x
		}
		n := x
		return func(_ *frame, v value.Value) bool { return v.Float() == n }
	}
	n := want.Int()
	if p.Negative {
		n = -n
	}
	k := n
	return func(_ *frame, v value.Value) bool { return v.Int() == k }
}

func (l *lowerer) variantPattern(p *ast.VariantPattern, t types.Type) matcher {
	info := l.info.Patterns[p]
	if info == nil || info.Variant == nil {
		if info != nil && info.Const != nil {
			return l.named(p, info, t)
		}
		fields := fieldTypes(t)
		if p.Tuple != nil {
			return l.parts(p.Tuple, info, fields, l.fieldReader(t))
		}
		return l.withRest(p, l.fieldPatterns(p.Fields, info, fields, l.fieldReader(t)), l.fieldReader(t))
	}
	tag := int64(info.Variant.Tag)
	payload := payloadTypes(t, info.Variant)
	read := func(i int) func(value.Value) value.Value { return l.payloadReader(t, info.Variant.Tag, i) }
	var inner matcher
	if p.Tuple != nil {
		inner = l.parts(p.Tuple, info, payload, read)
	} else {
		inner = l.fieldPatterns(p.Fields, info, payload, read)
	}
	if inner = l.withRest(p, inner, read); inner == nil {
		return func(_ *frame, v value.Value) bool { return v.Tag() == tag }
	}
	return func(f *frame, v value.Value) bool { return v.Tag() == tag && inner(f, v) }
}

// parts lowers patterns for the fields of a value, nil if they ask for nothing.
func (l *lowerer) parts(ps []ast.Pattern, info *check.PatternInfo, fields []types.Type, read func(int) func(value.Value) value.Value) matcher {
	var all []matcher
	for i, p := range ps {
		if l.wildcard(p) {
			continue
		}
		at := i
		if info != nil && i < len(info.Fields) {
			at = info.Fields[i]
		}
		all = append(all, part1(read(at), l.pattern(p, fields[at])))
	}
	return every(all)
}

// fieldPatterns lowers the patterns of named fields, nil if they ask for nothing.
func (l *lowerer) fieldPatterns(ps []*ast.FieldPattern, info *check.PatternInfo, fields []types.Type, read func(int) func(value.Value) value.Value) matcher {
	var all []matcher
	for i, p := range ps {
		at := info.Fields[i]
		switch {
		case p.Pattern != nil && l.wildcard(p.Pattern):
		case p.Pattern != nil:
			all = append(all, part1(read(at), l.pattern(p.Pattern, fields[at])))
		default:
			if v := l.variableOf(p); v != nil {
				all = append(all, part1(read(at), l.binding(v)))
			}
		}
	}
	return every(all)
}

// withRest adds to the matcher of p what keeps the fields that it does not mention.
func (l *lowerer) withRest(p ast.Pattern, m matcher, read func(int) func(value.Value) value.Value) matcher {
	var all []matcher
	if m != nil {
		all = append(all, m)
	}
	for _, r := range l.restOf(p) {
		all = append(all, part1(read(r.Field), l.binding(r.Local)))
	}
	if all == nil {
		return nil
	}
	return every(all)
}

// restOf are the fields that p does not mention, which have something to close.
func (l *lowerer) restOf(p ast.Pattern) []flow.Rest {
	var rest []flow.Rest
	for _, r := range l.flow.Rest[p] {
		if l.closes(r.Local.Type) {
			rest = append(rest, r)
		}
	}
	return rest
}

func part1(read func(value.Value) value.Value, m matcher) matcher {
	return func(f *frame, v value.Value) bool { return m(f, read(v)) }
}

func every(all []matcher) matcher {
	switch len(all) {
	case 0:
		return anything
	case 1:
		return all[0]
	case 2:
		a, b := all[0], all[1]
		return func(f *frame, v value.Value) bool { return a(f, v) && b(f, v) }
	}
	return func(f *frame, v value.Value) bool {
		for _, m := range all {
			if !m(f, v) {
				return false
			}
		}
		return true
	}
}

// orPattern lowers alternatives. A variable of several has one Local for each: they share a
// slot by their name.
func (l *lowerer) orPattern(p *ast.OrPattern, t types.Type) matcher {
	var all []matcher
	shared := map[string]int{}
	var unnamed []int // slots of what an alternative gives no name: another one leaves them empty
	for _, alt := range p.Patterns {
		ast.Inspect(alt, func(n ast.Node) bool {
			if v := l.info.Defs[n]; v != nil {
				slot, ok := shared[v.Name]
				if !ok {
					slot = l.bindLocal(v)
					shared[v.Name] = slot
				}
				l.slots[v] = slot
				return true
			}
			part, ok := n.(ast.Pattern)
			if !ok {
				return true
			}
			if v := l.variableOf(part); v != nil {
				unnamed = append(unnamed, l.bindLocal(v))
			}
			for _, r := range l.restOf(part) {
				unnamed = append(unnamed, l.bindLocal(r.Local))
			}
			return true
		})
		all = append(all, l.pattern(alt, t))
	}
	if v := l.variableOf(p); v != nil {
		bind, fits := l.binding(v), all
		all = []matcher{func(f *frame, v value.Value) bool {
			for _, m := range fits {
				if m(f, v) {
					return bind(f, v)
				}
			}
			return false
		}}
	}
	return func(f *frame, v value.Value) bool {
		for _, slot := range unnamed {
			f.s[slot] = hole
		}
		for _, m := range all {
			if m(f, v) {
				return true
			}
		}
		return false
	}
}

// decode is the value of a literal of type t.
func (l *lowerer) decode(n ast.Node, kind token.Type, text string, t types.Type) value.Value {
	switch kind {
	case token.Int:
		u, err := token.DecodeInt(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		if types.IsFloat(t) {
			return value.Float(float64(u))
		}
		return value.Int(int64(u))
	case token.Float:
		x, err := token.DecodeFloat(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		if types.Is(t, types.F32) {
			x = float64(float32(x))
		}
		return value.Float(x)
	case token.Duration:
		d, err := token.DecodeDuration(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		return value.Int(int64(d))
	case token.Char:
		r, err := token.DecodeChar(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		return value.Int(int64(r))
	case token.ByteString:
		b, err := token.DecodeBytes(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		return value.String(string(b))
	case token.String, token.RawString, token.Regex:
		s, err := token.DecodeString(text)
		if err != nil {
			l.bug(n, "%v", err)
		}
		return value.String(s)
	}
	return value.Bool(text == "true")
}
