package value

// This file holds the objects of variants that all their values share.

import "sync/atomic"

// A cell stands for a variant without an object of its own: one without payload, or with one number,
// which is in the Value. A cell can also stand for a variant whose payload is such a variant, as in
// Ok(None) and Some(Ok(7)): then the number is that of the innermost.
//
// It begins as the object of any other variant does: with the number of the variant, and the payload.
type cell struct {
	tag     Value // p is the cell, and nil in the object of any other variant
	payload Value
	depth   int
	around  [cellTags]atomic.Pointer[cell] // cells whose payload is this one
}

const (
	cellTags  = 8 // the variants of enums, by number, that can be around another
	cellDepth = 3 // of cells in each other
	cellCount = 256
)

// cells are the variants without a payload in them.
var cells = func() *[cellCount]cell {
	all := new([cellCount]cell)
	for i := range all {
		all[i].set(i)
	}
	return all
}()

func (c *cell) set(tag int) {
	c.tag = Int(int64(tag))
	c.tag.p = pointer(c)
}

func cellOf(tag int) pointer {
	if tag < cellCount {
		return pointer(&cells[tag])
	}
	return pointer(&[1]Value{Int(int64(tag))})
}

// Nested is an enum value with one field, which is an enum value as well.
func Nested(tag int, a Value) Value {
	a.want(variant)
	inner := (*cell)((*Value)(a.p).p)
	if inner == nil || tag >= cellTags {
		return Variant1(tag, a)
	}
	outer := inner.around[tag].Load()
	if outer == nil {
		if outer = inner.wrap(tag); outer == nil {
			return Variant1(tag, a)
		}
	}
	return Value{kind: variant, p: pointer(outer), n: a.n}
}

// wrap makes the cell of a variant around another, nil if there would be too many.
//
//go:noinline
func (c *cell) wrap(tag int) *cell {
	if c.depth+1 >= cellDepth {
		return nil
	}
	outer := &cell{depth: c.depth + 1, payload: Value{kind: variant, p: pointer(c)}}
	outer.set(tag)
	c.around[tag].CompareAndSwap(nil, outer)
	return c.around[tag].Load()
}
