package eval

// This file counts what the fields of an actor hold, for those with `#[max_heap]`.
//
// Counted is what upstream's fields would take: 8 bytes for a number, the bytes of strings and
// buffers, and what is in records, enums and collections. What a function holds while it handles a
// message is not counted, but the arguments of the message are.

import (
	"fmt"

	"hewq/lang/types"
	"hewq/lang/value"
)

// A measure counts the bytes of a value.
type measure func(value.Value) int64

const word = 8

func wordOf(value.Value) int64 { return word }

// measure is the measure of values of type t. Types may hold themselves.
func (l *lowerer) measure(t types.Type) measure {
	key := l.program.types.key(t)
	if known, ok := l.program.measures[key]; ok {
		return func(v value.Value) int64 { return (*known)(v) }
	}
	m := new(measure)
	l.program.measures[key] = m
	*m = l.makeMeasure(t)
	return *m
}

func (l *lowerer) makeMeasure(t types.Type) measure {
	switch {
	case isString(t):
		return func(v value.Value) int64 { return word + int64(len(v.Str())) }
	case types.Is(t, types.Bytes):
		return func(v value.Value) int64 { return word + int64(len(v.Bytes().B)) }
	case elemOf(t) != nil:
		return l.measureVec(elemOf(t))
	case isMap(t):
		return l.measureMap(t)
	case isRecord(t):
		return l.measureRecord(t)
	case isEnum(t):
		return l.measureEnum(t)
	}
	return wordOf
}

func (l *lowerer) measureVec(elem types.Type) measure {
	switch vecKindOf(elem) {
	case vecNumbers:
		return func(v value.Value) int64 { return word + word*int64(len(value.VecOf[int64](v).S)) }
	case vecBools:
		return func(v value.Value) int64 { return word + int64(len(value.VecOf[bool](v).S)) }
	case vecStrings:
		return func(v value.Value) int64 {
			n := int64(word)
			for _, s := range value.VecOf[string](v).S {
				n += word + int64(len(s))
			}
			return n
		}
	}
	inner := l.measure(elem)
	return func(v value.Value) int64 {
		n := int64(word)
		for _, e := range value.VecOf[value.Value](v).S {
			n += inner(e)
		}
		return n
	}
}

func (l *lowerer) measureMap(t types.Type) measure {
	args := t.(*types.Named).Args
	key, val := l.measure(args[0]), measure(func(value.Value) int64 { return 0 })
	if len(args) > 1 {
		val = l.measure(args[1])
	}
	return func(v value.Value) int64 {
		n := int64(word)
		for _, e := range v.Map().Entries {
			if e.Live {
				n += key(e.Key) + val(e.Value)
			}
		}
		return n
	}
}

func (l *lowerer) measureRecord(t types.Type) measure {
	fields := fieldTypes(t)
	if allScalar(fields) {
		return func(value.Value) int64 { return word * int64(len(fields)) }
	}
	read := l.fieldReader(t)
	parts := make([]measure, len(fields))
	for i, ft := range fields {
		inner, get := l.measure(ft), read(i)
		parts[i] = func(v value.Value) int64 { return inner(get(v)) }
	}
	return func(v value.Value) int64 {
		if !v.Present() {
			return word
		}
		n := int64(0)
		for _, part := range parts {
			n += part(v)
		}
		return n
	}
}

func (l *lowerer) measureEnum(t types.Type) measure {
	def := types.DefOf(t)
	rows := make([][]measure, len(def.Variants))
	for tag, variant := range def.Variants {
		for i, pt := range payloadTypes(t, variant) {
			inner, get := l.measure(pt), l.payloadReader(t, tag, i)
			rows[tag] = append(rows[tag], func(v value.Value) int64 { return inner(get(v)) })
		}
	}
	return func(v value.Value) int64 {
		n := int64(word)
		if !v.Present() {
			return n
		}
		for _, part := range rows[v.Tag()] {
			n += part(v)
		}
		return n
	}
}

// A heap is the limit of an actor's fields.
type heap struct {
	limit  int64
	fields measure             // of the record
	args   map[*code][]measure // of each receive function
}

func (l *lowerer) heapOf(limit int64, state types.Type) *heap {
	if limit == 0 {
		return nil
	}
	return &heap{limit: limit, fields: l.measure(state), args: map[*code][]measure{}}
}

// check ends the actor, whose message m is about to be handled or has just been, if it holds too
// much.
func (h *heap) check(c *cell, m *message) {
	if h == nil {
		return
	}
	n := h.fields(c.state)
	if m != nil {
		for i, measure := range h.args[m.code] {
			n += measure(m.args[i])
		}
	}
	if n > h.limit {
		c.thread.root.trap(c.plan.at, fmt.Sprintf("%s: actor `%s` holds %d bytes and may hold %d", heapExceeded, c.plan.name, n, h.limit))
	}
}
