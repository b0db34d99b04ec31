package query

// This file finds the words of the language that may stand at a place.

import (
	"slices"
	"unicode"

	"hewq/lang/check"
	"hewq/lang/token"
)

// attributes are the names that may stand behind `#[`.
var attributes = []string{"deprecated", "every", "ignore", "linear", "max_heap", "on", "resource", "should_panic", "test"}

// settingsAfter are the settings that may stand behind toks, nil if none do.
func settingsAfter(toks []token.Token) []string {
	if membersOf(toks)&(token.ActorMember|token.SupervisorMember) == 0 {
		return nil
	}
	last := toks[len(toks)-1]
	if last.Value == ":" && len(toks) > 1 {
		last = toks[len(toks)-2]
	}
	return check.Settings[last.Value]
}

// isSetting tells whether a word is one of the settings.
func isSetting(word string) bool {
	for _, words := range check.Settings {
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// wordsAt are the words that may stand behind toks.
func wordsAt(toks []token.Token) []string {
	toks = slices.DeleteFunc(slices.Clone(toks), func(t token.Token) bool { return token.IsElided(t.Type) })
	roles := rolesAt(toks)
	return slices.DeleteFunc(token.Words(roles), func(w string) bool {
		return token.RolesOf(w)&(token.Refused|token.Reserved) != 0
	})
}

// rolesAt are the roles of the words that may stand behind toks.
func rolesAt(toks []token.Token) token.Role {
	members := membersOf(toks)
	if len(toks) == 0 {
		return token.Item | token.Stmt | token.Operand
	}
	last := toks[len(toks)-1]
	begins := token.Item | token.Stmt | token.Operand
	if members != 0 {
		begins = members
	}
	switch {
	case last.Value == ";" || last.Value == "{" || last.Value == ":" && labelled(toks):
		return begins
	case last.Value == "}":
		return begins | token.Tail | token.Link
	case last.Value == "]": // of an attribute, or of an index
		return begins | token.Link
	case last.Type == token.Keyword && token.RolesOf(last.Value).Has(token.Item):
		return token.Item | token.Operand | token.Link | token.TypePart // `pub fn`, `impl … for`, `gen move`
	case last.Type == token.Keyword:
		return token.Operand | token.Link | token.TypePart | token.Item&members
	}
	after := token.Operand | token.TypePart
	if endsOperand(last) {
		after = token.Link | token.TypePart
	}
	if members != 0 {
		after |= token.Clause
		if endsOperand(last) || last.Value == "," {
			after |= members // what ends with its line or a comma: `mailbox 8`
		}
	}
	return after
}

// endsOperand tells whether an expression may end with t.
func endsOperand(t token.Token) bool {
	switch t.Type {
	case token.Punct:
		return t.Value == ")" || t.Value == "]" || t.Value == "}" || t.Value == ">" || t.Value == "?"
	case token.Keyword:
		return token.RolesOf(t.Value).Has(token.Operand)
	}
	return true
}

// labelled tells whether toks end with `@label:`.
func labelled(toks []token.Token) bool {
	return len(toks) > 1 && toks[len(toks)-2].Type == token.Label
}

// membersOf are the roles of the words that begin a member, if toks end in the braces of a
// declaration that has members, else 0.
func membersOf(toks []token.Token) token.Role {
	stack := open(toks)
	if len(stack) == 0 || toks[stack[len(stack)-1]].Value != "{" {
		return 0
	}
	head := toks[:stack[len(stack)-1]]
	for i := lastStatement(head); i < len(head); i++ {
		switch head[i].Value {
		case "fn", "|", "||", "=", "if", "while", "for", "match", "loop", "scope", "select": // the braces are those of code
			return 0
		case "type", "struct", "trait", "impl", "extern":
			return token.Member
		case "actor":
			return token.Member | token.ActorMember
		case "supervisor":
			return token.SupervisorMember
		}
	}
	return 0
}

// typeAfter tells whether a type has to stand behind toks.
func typeAfter(toks []token.Token) bool {
	n := len(toks)
	if n == 0 {
		return false
	}
	switch toks[n-1].Value {
	case "->", "as", "dyn":
		return true
	case "<":
		return n > 1 && (toks[n-2].Value == "::" || capitalized(toks[n-2].Value))
	case ":":
		if n < 3 || toks[n-2].Type != token.Ident {
			return false
		}
		switch toks[n-3].Value {
		case "let", "var", "const":
			return true
		case "(", ",": // of parameters; else an argument begins
			stack := open(toks)
			at := len(stack) - 1
			return at >= 0 && toks[stack[at]].Value == "(" && declaresFunc(withoutTypeArgs(toks[:stack[at]]))
		case "{", ";": // of a field
			return membersOf(toks)&(token.Member|token.ActorMember) != 0
		}
	}
	return false
}

// namesType tells whether a candidate can stand in a type. Of a name that has no meaning yet the first letter tells.
func namesType(c Candidate) bool {
	switch {
	case c.Keyword:
		return token.RolesOf(c.Text).Has(token.TypePart) || c.Text == "fn"
	case c.Detail == "":
		return capitalized(c.Text)
	}
	return c.Kind == check.TypeSymbol || c.Kind == check.TraitSymbol || c.Kind == check.ModuleSymbol
}

func capitalized(name string) bool { return name != "" && unicode.IsUpper(rune(name[0])) }
