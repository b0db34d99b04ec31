package eval_test

import (
	"regexp"
	"strings"
)

// An exit is how a program leaves what it is in the middle of. It stands where an i64 is computed.
type exit struct {
	name string
	x    string
	runs runs
	some bool // it costs so much that not every way is left by it
}

// runs tells what a case is run in, so that the next one runs after it.
type runs uint8

const (
	plainly  runs = iota // by a call
	crashing             // in an actor, which crashes
	stopped              // in a task that is cancelled
)

var exits = []exit{
	{name: "falls through", x: `zero()`},
	{name: "return", x: `(if yes() { return Ok(1); } else { 0 })`},
	{name: "break", x: `(if yes() { break; } else { 0 })`},
	{name: "continue", x: `(if yes() { continue; } else { 0 })`},
	{name: "break with a label", x: `(if yes() { break @outer; } else { 0 })`},
	{name: "continue with a label", x: `(if yes() { continue @outer; } else { 0 })`},
	{name: "?", x: `fails()?`},
	{name: "panic", x: `boom()`, runs: crashing},
	{name: "index", x: `at(9)`, runs: crashing},
	{name: "overflow", x: `over()`, runs: crashing},
	{name: "stack overflow", x: `deep(0)`, runs: crashing, some: true},
	{name: "cancellation", x: `waits()`, runs: stopped},
}

const exitItems = `
fn zero() -> i64 { 0 }
fn yes() -> bool { true }
fn no() -> bool { false }
fn fails() -> Result<i64, string> { Err("fails") }
fn boom() -> i64 { panic("boom"); 0 }
fn at(i: i64) -> i64 { let v: Vec<i64> = [1]; v[i] }
fn over() -> i64 { let n: i64 = 9223372036854775807; n + at(0) }
fn deep(n: i64) -> i64 { 1 + deep(n + 1) }
fn waits() -> i64 { sleep(3600); 0 }
fn note(n: i64) {}
`

// left gives the programs that a way makes when it is left by an exit: at each of its places in turn.
func (e exit) left(way string) []string {
	var all []string
	places := regexp.MustCompile(`\$[XY]`).FindAllStringIndex(way, -1)
	for _, at := range places {
		if way[at[0]:at[1]] == "$X" || e.runs != plainly {
			all = append(all, stays.Replace(way[:at[0]])+e.x+stays.Replace(way[at[1]:]))
		}
	}
	if e.name == "falls through" || len(places) == 0 {
		return []string{stays.Replace(way)}
	}
	return all
}

var stays = strings.NewReplacer("$X", "zero()", "$Y", "zero()")
