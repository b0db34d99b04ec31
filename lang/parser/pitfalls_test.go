package parser

// This file pins what the parser relies on in participle, so that a new version cannot
// change it unseen.

import (
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/source"
)

type optional struct {
	Name string `parser:"'let' @Ident"`
	Type string `parser:"( ':' @Ident )?"`
	Int  string `parser:"( '=' @Int )? ';'"`
}

// With lookahead 0 the error is where the mistake is; with more the optional part is
// dropped and its beginning is reported.
func TestLookaheadMovesErrors(t *testing.T) {
	for n, want := range []string{"=", ":", ":"} {
		p := participle.MustBuild[optional](participle.UseLookahead(n))
		_, err := p.ParseString("", "let x : = 5 ;")
		unexpected, ok := err.(*participle.UnexpectedTokenError)
		if !ok || unexpected.Unexpected.Value != want {
			t.Errorf("lookahead %d: %v, want unexpected %q", n, err, want)
		}
	}
}

// The words of a message are read from participle's text, as nothing else has them.
func TestMessageNamesWhatWasExpected(t *testing.T) {
	p := participle.MustBuild[optional](participle.UseLookahead(0))
	_, err := p.ParseString("", "let 5")
	if got, want := err.(participle.Error).Message(), `unexpected token "5" (expected <ident>`; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s…", got, want)
	}
}

type arguments struct {
	Names []string `parser:"'(' ( @Ident ( ',' @Ident )* ','? )? ')'"`
}

// That is why the lexer gives the last comma a type of its own.
func TestTrailingCommaNeedsLookahead(t *testing.T) {
	p := participle.MustBuild[arguments](participle.UseLookahead(0))
	if _, err := p.ParseString("", "(a, b,)"); err == nil {
		t.Error("a trailing comma is read: LastComma is needed no more")
	}
}

type empty struct {
	Names []string `parser:"'[' ( ';' @Ident | ( ',' @Ident )* ','? ) @Ident ']'"`
}

// That is why productions are guarded.
func TestEmptyAlternativePanics(t *testing.T) {
	defer func() {
		if _, ok := recover().(participle.Error); !ok {
			t.Error("no panic: productions need no guard any more")
		}
	}()
	_, _ = participle.MustBuild[empty]().ParseString("", "[a]")
}

type child any

type parent struct {
	Child child  `parser:"'x' @@?"`
	End   string `parser:"@';'"`
}

// A function's error is kept if tokens were read before it in the same production, and
// dropped where what it reads is optional and it read nothing.
func TestErrorsOfFunctions(t *testing.T) {
	for _, c := range []struct {
		text string
		read int
		want string
	}{
		{"x 1 ;", 1, "1:5: mine"},
		{"x ! ;", 0, `1:3: unexpected token "!" (expected ";")`},
	} {
		p := participle.MustBuild[parent](participle.UseLookahead(0), participle.ParseTypeWith(func(l *lexer.PeekingLexer) (child, error) {
			for range c.read {
				l.Next()
			}
			return nil, participle.Errorf(l.Peek().Pos, "mine")
		}))
		if _, err := p.ParseString("", c.text); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.text, err, c.want)
		}
	}
}

// A literal matches by text alone, so strings keep their quotes in the tokens.
func TestKeywordInQuotesIsAString(t *testing.T) {
	if _, ds := ParseFile(source.New("f.hew", `"fn" f() {}`)); len(ds) == 0 {
		t.Error(`"fn" began a function`)
	}
}

// Each node has its tokens, without the comments around it.
func TestTokensOfNodes(t *testing.T) {
	f, _ := ParseFile(source.New("f.hew", "// a\nfn f() {} // b\nfn g() {}"))
	for i, want := range []string{"fn f ( ) { }", "fn g ( ) { }"} {
		var words []string
		for _, tok := range f.TokensOf(f.Items[i]) {
			words = append(words, tok.Value)
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
