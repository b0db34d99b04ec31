package query

// This file tells what each word of a file is, for colours that follow the meaning.

import (
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A WordKind is what a word is.
type WordKind uint8

// The kinds of words.
const (
	KeywordWord WordKind = iota
	CommentWord
	DocWord // a comment that documents
	StringWord
	RegexWord
	NumberWord
	OperatorWord
	AttributeWord // the name of an attribute
	LabelWord
	VariableWord
	ParameterWord
	FieldWord
	FunctionWord
	MethodWord
	ConstantWord
	TypeWord
	EnumWord
	VariantWord
	TraitWord
	ActorWord
	TypeParamWord
	ModuleWord
)

// A Word is a piece of text with what it is. It may go over several lines if it is a comment or a string.
type Word struct {
	Span     source.Span
	Kind     WordKind
	Declares bool
	ReadOnly bool // it does not change: a `let`, a constant
	Library  bool // hewq declares it, not the program
}

// WordAt is the word of the language at an offset, a setting of a supervisor or a mailbox, or an attribute such as `#[test]`, and where it stands; "" if there
// is none.
func (f *File) WordAt(offset int) (source.Span, string) {
	t := tokenAt(f.Tree, offset)
	if t == nil {
		return source.Span{}, ""
	}
	at := source.Span{File: f.Source, Start: t.Start(), End: t.End()}
	switch {
	case t.Type == token.Keyword, t.Type == token.Ident && (token.RolesOf(t.Value) != 0 || isSetting(t.Value) || t.Value == "LocalPid"):
		return at, t.Value
	case t.Type == token.Ident && strings.HasSuffix(f.Source.Text[:t.Start()], "#["):
		return at, "#[" + t.Value + "]"
	}
	return source.Span{}, ""
}

// tokenAt is the token with the byte at an offset, nil if there is none.
func tokenAt(tree *ast.File, offset int) *token.Token {
	tokens := tree.Tokens()
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].End() > offset })
	if i == len(tokens) || tokens[i].Start() > offset {
		return nil
	}
	return &tokens[i]
}

// Words are the words of the file that have a meaning or a colour, in order.
func (f *File) Words() []Word {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	all := f.occurrences()
	var words []Word
	tokens := f.Tree.Tokens()
	for i := range tokens {
		t := &tokens[i]
		at := source.Span{File: f.Source, Start: t.Start(), End: t.End()}
		n := sort.Search(len(all), func(n int) bool { return all[n].Span.Start >= at.Start })
		if n < len(all) && all[n].Span == at {
			words = append(words, f.word(all[n]))
			continue
		}
		if kind, ok := lexical(tokens, i); ok {
			words = append(words, Word{Span: at, Kind: kind})
		}
	}
	return words
}

// lexical is what a token is by its form alone; ok is false of one without a colour.
func lexical(tokens []token.Token, i int) (kind WordKind, ok bool) {
	t := &tokens[i]
	switch t.Type {
	case token.Keyword:
		return KeywordWord, true
	case token.Comment:
		return CommentWord, true
	case token.DocComment, token.ModuleDoc:
		return DocWord, true
	case token.Regex:
		return RegexWord, true
	case token.String, token.RawString, token.ByteString, token.Char, token.FStringStart, token.FStringText, token.FStringEnd:
		return StringWord, true
	case token.Int, token.Float, token.Duration:
		return NumberWord, true
	case token.Label:
		return LabelWord, true
	case token.Ident:
		if i > 0 && tokens[i-1].Value == "#[" {
			return AttributeWord, true
		}
		// A contextual word that names nothing has its role here.
		return KeywordWord, token.RolesOf(t.Value).Has(token.Contextual)
	}
	return 0, false
}

// word is what an occurrence is.
func (f *File) word(o Occurrence) Word {
	w := Word{Span: o.Span, Declares: o.Declares}
	if at := f.checker.PlaceOf(o.Object); !at.Known() || at.File.Stub {
		w.Library = true
	}
	switch o := o.Object.(type) {
	case *check.Local:
		w.Kind, w.ReadOnly, w.Library = VariableWord, !o.Mutable, false
		if o.Param {
			w.Kind = ParameterWord
		}
	case *check.Field:
		w.Kind = FieldWord
	case *check.Func:
		w.Kind = FunctionWord
		if o.Receiver {
			w.Kind = MethodWord
		}
	case *check.Const:
		w.Kind, w.ReadOnly = ConstantWord, true
	case *check.Variant:
		w.Kind = VariantWord
	case *check.Trait:
		w.Kind = TraitWord
	case *check.TypeParam:
		w.Kind = TypeParamWord
	case *check.Module:
		w.Kind, w.Library = ModuleWord, o.Embedded()
	case *check.TypeName:
		w.Kind = TypeWord
		if def := types.DefOf(o.Type); def != nil && def.Shape == types.Enum {
			w.Kind = EnumWord
		} else if def != nil && def.Shape == types.Actor {
			w.Kind = ActorWord
		}
	}
	return w
}
