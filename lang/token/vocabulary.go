package token

// This file lists the words of Hew and where each may stand. The lexer, the recovery after a
// mistake, completion and colours read it: a new word is a line here.

import (
	"maps"
	"slices"
	"strings"
)

// A Role is a place where a word may stand, or a property of the word. A word has several.
type Role uint32

// The places, and what else is known of a word.
const (
	Item             Role = 1 << iota // begins a declaration, or stands before what begins one: `pub fn`
	Member                            // begins a member of a type, a trait, an impl or an actor, whichever it is
	ActorMember                       // begins a member that only actors have
	SupervisorMember                  // begins a setting or a child of a supervisor
	MachineMember                     // begins a part of a machine or of a state
	Clause                            // goes on with a member, or is a value in one: `restart: …`
	Stmt                              // begins a statement, whatever expressions begin with
	Operand                           // begins an expression
	Link                              // goes on with an expression or a head: `x as T`, `if let`
	Tail                              // goes on with the statement whose block ended: `else`
	TypePart                          // stands in a type or in type parameters
	Headed                            // has a block after a head: `while c { … }`
	Contextual                        // is a name wherever it does not have one of its roles
	Refused                           // is read, but what it begins is refused by the checker
	Reserved                          // cannot be a name, and has no place in the grammar
)

// Has tells whether r has all of roles.
func (r Role) Has(roles Role) bool { return r&roles == roles }

// RolesOf is what is known of a word, 0 if it is a name everywhere.
func RolesOf(word string) Role { return vocabulary[word] }

// IsKeyword tells whether a word can never be a name.
func IsKeyword(word string) bool {
	roles := vocabulary[word]
	return roles != 0 && roles&Contextual == 0
}

// IsName tells whether a text is one name that a program can declare.
func IsName(text string) bool { return IsWord(text) && !IsKeyword(text) }

// IsWord tells whether a text is a name or a keyword.
func IsWord(text string) bool {
	for i, r := range text {
		if r != '_' && (r < '0' || r > '9' || i == 0) && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return text != ""
}

// Words are the words that have one of roles, sorted.
func Words(roles Role) []string {
	var all []string
	for _, w := range slices.Sorted(maps.Keys(vocabulary)) {
		if vocabulary[w]&roles != 0 {
			all = append(all, w)
		}
	}
	return all
}

var vocabulary = func() map[string]Role {
	m := map[string]Role{}
	for _, line := range []struct {
		roles Role
		words string
	}{
		{Item, "actor enum extern impl import indirect package record supervisor trait"},
		{Item | Member, "async const fn gen pub type"},
		{Item | Contextual, "struct wire"},
		{Item | Refused, "machine"},
		{ActorMember, "let receive var"},
		{ActorMember | Contextual, "init mailbox"},
		{SupervisorMember, "pool"},
		{SupervisorMember | Contextual, "child intensity strategy"},
		{MachineMember, "default"},
		{MachineMember | Contextual, "emits entry events exit initial on state"},
		{Clause, "brutal_kill simple_one_for_one super"},
		{Clause | Contextual, `
			consume consuming deprecated fallback json json_name optional overflow reenter repeated reserved
			restart shutdown since wired_to when within yaml yaml_name`},
		{Stmt, "defer let loop var"},
		{Stmt | Headed, "for while"},
		{Stmt | Operand, "break continue return"},
		{Operand, `
			actor await await_restart false fork gen move scope select spawn this true unsafe yield`},
		{Operand | Headed, "if match"},
		{Operand | Contextual, "after bytes clone join"},
		{Operand | Contextual | Refused, "emit"},
		{Link, "as await for in is let where"},
		{Link | Contextual, "after from"},
		{Tail, "else"},
		{Tail | Reserved, "catch"},
		{Tail | Contextual | Refused, "finally"},
		{TypePart, "as const dyn fn mut"},
		{Reserved, "cooperate foreign race try"},
	} {
		for w := range strings.FieldsSeq(line.words) {
			m[w] |= line.roles
		}
	}
	return m
}()
