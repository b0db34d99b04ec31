package token

import "testing"

// Every word has a place, or none on purpose.
func TestVocabulary(t *testing.T) {
	const places = Item | Member | ActorMember | SupervisorMember | MachineMember | Clause | Stmt | Operand | Link | Tail | TypePart
	for _, w := range Words(^Role(0)) {
		roles := RolesOf(w)
		if roles&(places|Reserved) == 0 {
			t.Errorf("%s has no place", w)
		}
		if roles.Has(Contextual | Reserved) {
			t.Errorf("%s is a name, and can be none", w)
		}
		if IsKeyword(w) == roles.Has(Contextual) {
			t.Errorf("%s: IsKeyword is %v", w, IsKeyword(w))
		}
		want := "Ident:" + w
		if IsKeyword(w) {
			want = "Keyword:" + w
		}
		if got := words(t, w); got != want {
			t.Errorf("the lexer reads %s as %s, want %s", w, got, want)
		}
	}
	if RolesOf("wherever") != 0 || IsKeyword("wherever") {
		t.Error("wherever is a word")
	}
}
