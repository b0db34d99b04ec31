package main

// This file says which closures there are.

import "strings"

// Forms of operands, by one letter: a local variable, a constant, a field of a local record, an
// element of a local Vec, and X, what another closure computes.
//
// A set has two letters for each closure: the forms of the left and of the right operand. Where an
// operation has none for a pair of operands, one of these is computed.
const (
	forms = "XLKFE" // as the evaluator numbers them

	full    = "LK LL FK FL FF EK EL LX XK XL XF XE XX" // where operands can be exchanged
	ordered = "LK LL LF LE LX FK FL FF KL KX XK XL XF XE XX"
	mixed   = "LK LL FF LX XK XL XF XE XX"
	common  = "LK LL FK XK XL XX"
	sub     = "KX " + common
	few     = "LK LL XK XL XX"
	least   = "XK XX"
	one     = "XX"
	shifts  = "LK LL KX XK XX"
	tests   = "LK LL FK FL FF EK EL EE LX XK XL XX"
	divides = "LL XL XX"
	floats  = "LK LL LF LX KX FF XK XL XF XE XX"

	updates    = "K L F E X" // right operands of `x op= value`
	updatesFew = "K L X"
	updatesKX  = "K X"
	updatesX   = "X"

	placesFull  = "FK FL FX EK EL EX SK SL SX CK CL CX CY" // places and values of `place op= value`
	placesField = "FK FX CK CX CY"
	placesFew   = "CK CX CY"
	placesX     = "CX CY"
	placesK     = "CK"
	placesFloat = "FL FX EX SX CK CX CY"
)

// An operator is an operation on numbers that are held in one way. Its text computes with A and B.
type operator struct {
	name    string // of the function that chooses a closure
	sign    string // in Hew
	text    string
	bind    string // what closures need besides their operands
	pairs   string
	updates string
	sets    string // pairs that have a closure which stores the result
	places  string // places and values of `place op= value` that have a closure
	shift   bool   // B is how far, as uint, if it is constant
}

// A class has the operators on numbers that are held in one way.
type class struct {
	name string // of the function that finds an operator
	doc  string
	ops  []operator
}

// rangeOf is what closures know of a width whose numbers must fit.
const rangeOf = "lo, span := w.lo, uint64(w.hi-w.lo)"

var integers = []class{
	{name: "bitwise", doc: "integers, bit by bit", ops: []operator{
		{name: "And", sign: "&", text: "A & B", pairs: mixed, updates: updatesFew, places: placesFew},
		{name: "Or", sign: "|", text: "A | B", pairs: common, updates: updatesFew, places: placesFew},
		{name: "Xor", sign: "^", text: "A ^ B", pairs: mixed, updates: updatesFew, places: placesFew},
	}},
	{name: "plain", doc: "i64", ops: []operator{
		{name: "Add", sign: "+", text: "add(f, at, A, B)", pairs: full, updates: updates, places: placesFull},
		{name: "Sub", sign: "-", text: "sub(f, at, A, B)", pairs: ordered, updates: updates, places: placesFull},
		{name: "Mul", sign: "*", text: "mul(f, at, A, B)", pairs: mixed, updates: updatesFew, places: placesFew},
		{name: "Div", sign: "/", text: "div(f, at, A, B)", pairs: divides, updates: updatesX, places: placesX},
		{name: "Rem", sign: "%", text: "rem(f, at, A, B)", pairs: divides, updates: updatesX, places: placesX},
	}},
	{name: "wide", doc: "u64", ops: []operator{
		{name: "Add", sign: "+", text: "addWide(f, at, A, B)", pairs: few, updates: updatesKX, places: placesFew},
		{name: "Sub", sign: "-", text: "subWide(f, at, A, B)", pairs: few, updates: updatesKX, places: placesFew},
		{name: "Mul", sign: "*", text: "mulWide(f, at, A, B)", pairs: few, updates: updatesKX, places: placesFew},
		{name: "Div", sign: "/", text: "divWide(f, at, A, B)", pairs: one, updates: updatesX, places: placesX},
		{name: "Rem", sign: "%", text: "remWide(f, at, A, B)", pairs: one, updates: updatesX, places: placesX},
		{name: "Shr", sign: ">>", text: "int64(uint64(A) >> B)", pairs: few, updates: updatesKX, places: placesFew, shift: true},
	}},
	{name: "narrow", doc: "integers of less than 64 bits, whose result must fit", ops: []operator{
		{name: "Add", sign: "+", text: "fit(f, at, A + B, lo, span)", bind: rangeOf, pairs: common, updates: updatesFew, places: placesField},
		{name: "Sub", sign: "-", text: "fit(f, at, A - B, lo, span)", bind: rangeOf, pairs: sub, updates: updatesFew, places: placesField},
		{name: "Mul", sign: "*", text: "fit(f, at, A * B, lo, span)", bind: rangeOf, pairs: common, updates: updatesFew, places: placesX},
		{name: "Div", sign: "/", text: "fit(f, at, div(f, at, A, B), lo, span)", bind: rangeOf, pairs: one, updates: updatesX, places: placesX},
		{name: "Rem", sign: "%", text: "remNarrow(f, at, A, B, lo)", bind: "lo := w.lo", pairs: one, updates: updatesX, places: placesX},
	}},
	{name: "whole", doc: "64 bits, whose low bits are kept", ops: wrapping("", "", "", few, shifts)},
	{name: "unsigned", doc: "less than 64 bits without a sign, whose low bits are kept", ops: wrapping("mask := w.hi", "(", ") & mask", few, shifts)},
	{name: "signed", doc: "less than 64 bits with a sign, whose low bits are kept", ops: wrapping("high := uint(64 - w.bits)", "extend(", ", high)", least, least)},
	{name: "right", doc: "integers but u64 that are shifted to the right", ops: []operator{
		{name: "Shift", sign: ">>", text: "A >> B", pairs: few, updates: updatesKX, places: placesFew, shift: true},
	}},
	{name: "byConstant", doc: "integers but u64 that are divided by a constant above 1, which cannot fail", ops: []operator{
		{name: "Div", sign: "/", text: "A / B", pairs: "LK XK", updates: "K", places: placesK},
		{name: "Rem", sign: "%", text: "A % B", pairs: "LK XK", updates: "K", places: placesK},
	}},
}

// wrapping are operators that keep the low bits of their result.
func wrapping(bind, before, behind, pairs, shifts string) []operator {
	return []operator{
		{name: "Add", sign: "&+", text: before + "A + B" + behind, bind: bind, pairs: pairs, updates: updatesKX, places: placesFew},
		{name: "Sub", sign: "&-", text: before + "A - B" + behind, bind: bind, pairs: one, updates: updatesX, places: placesX},
		{name: "Mul", sign: "&*", text: before + "A * B" + behind, bind: bind, pairs: pairs, updates: updatesKX, places: placesFew},
		{name: "Shl", sign: "<<", text: before + "A << B" + behind, bind: bind, pairs: shifts, updates: updatesKX, places: placesFew, shift: true},
	}
}

var floatOperators = []operator{
	{name: "Add", sign: "+", text: "A + B", pairs: floats, places: placesFloat, sets: "LL XL XX"},
	{name: "Sub", sign: "-", text: "A - B", pairs: floats, places: placesFloat, sets: "LL XL XX"},
	{name: "Mul", sign: "*", text: "A * B", pairs: floats, places: placesFloat, sets: "LL XL XX"},
	{name: "Div", sign: "/", text: "A / B", pairs: one, places: placesX, sets: one},
}

// comparisons are those of integers as int64. Those of u64 are four of them.
var comparisons = []operator{
	{name: "less", sign: "<", pairs: tests},
	{name: "atMost", sign: "<=", pairs: common},
	{name: "more", sign: ">", pairs: tests},
	{name: "atLeast", sign: ">=", pairs: common},
	{name: "equals", sign: "==", pairs: tests},
	{name: "differs", sign: "!=", pairs: common},
}

func pairsOf(set string) []string { return strings.Fields(set) }
