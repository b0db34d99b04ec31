package check

// This file keeps the variables of a scope by their names.

import (
	"iter"
	"maps"
	"slices"
)

// locals are variables by their names. Most scopes have a few, for which a map would be large.
type locals struct {
	few  []*Local          // all of them, up to fewLocals
	many map[string]*Local // all of them, if there are more
}

const fewLocals = 8

// get is the variable with a name, nil if there is none.
func (ls *locals) get(name string) *Local {
	if ls.many != nil {
		return ls.many[name]
	}
	for _, l := range ls.few {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// set adds l in the place of the variable of that name.
func (ls *locals) set(l *Local) {
	if ls.many == nil {
		if i := slices.IndexFunc(ls.few, func(old *Local) bool { return old.Name == l.Name }); i >= 0 {
			ls.few[i] = l
			return
		}
		if len(ls.few) < fewLocals {
			ls.few = append(ls.few, l)
			return
		}
		ls.many = map[string]*Local{}
		for _, old := range ls.few {
			ls.many[old.Name] = old
		}
		ls.few = nil
	}
	ls.many[l.Name] = l
}

// remove takes out the variable with a name, if there is one.
func (ls *locals) remove(name string) {
	delete(ls.many, name)
	ls.few = slices.DeleteFunc(ls.few, func(l *Local) bool { return l.Name == name })
}

// all are the variables.
func (ls *locals) all() iter.Seq[*Local] {
	if ls.many != nil {
		return maps.Values(ls.many)
	}
	return slices.Values(ls.few)
}

// clone is a copy to change.
func (ls *locals) clone() locals { return locals{slices.Clone(ls.few), maps.Clone(ls.many)} }
