package eval

// This file finds which messages replace each other in a mailbox with the policy coalesce.

import (
	"hash/maphash"
	"slices"

	"hewq/actor"
	"hewq/lang/check"
)

// A keyed is a receive function with a parameter that is the key.
type keyed struct {
	kind int // of message
	at   int // the argument
	text bool
}

// coalesce gives the key of messages for actors of type a: kind and value of the parameter that
// the mailbox names. Functions without that parameter have messages without a key.
func (l *lowerer) coalesce(a *check.Actor, name string, function func(*check.Func) *code) func(m any) (actor.Key, bool) {
	keys := map[*code]keyed{}
	for kind, f := range a.Receives {
		at := slices.IndexFunc(f.Params, func(p *check.Local) bool { return p.Name == name })
		if at > 0 {
			keys[function(f)] = keyed{kind, at - 1, isString(l.typ(f.Sig.Params[at]))}
		}
	}
	seed := maphash.MakeSeed()
	return func(m any) (actor.Key, bool) {
		msg := m.(*message)
		k, ok := keys[msg.code]
		if !ok {
			return actor.Key{}, false
		}
		arg := msg.args[k.at]
		if k.text {
			return actor.Key{Kind: k.kind, Hash: maphash.String(seed, arg.Str())}, true
		}
		return actor.Key{Kind: k.kind, Hash: uint64(arg.Int())}, true
	}
}
