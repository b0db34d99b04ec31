package check

// This file tells types of one name apart: a prompt may declare a name again, and values of the
// first type live on.

import (
	"hewq/lang/diag"
	"hewq/lang/types"
)

// twins makes the report of a mismatch speak of the declarations, if two of one name are its
// cause.
func (c *Checker) twins(d *diag.Diagnostic, want, got types.Type) {
	w, g := twinsIn(want, got)
	if w == nil {
		return
	}
	wanted, found := "`"+want.String()+"`", "`"+got.String()+"`"
	switch current := c.current(w.Name); current {
	case w:
		found = "the earlier " + found
	case g:
		wanted = "the earlier " + wanted
	default:
		found = "another " + found
	}
	d.Message = "expected " + wanted + ", found " + found
	note(d, c.declaredAt(w), "the `%s` that is expected is declared here", w.Name)
	note(d, c.declaredAt(g), "the `%s` that is found is declared here", g.Name)
}

// current is the type that a name means now, nil if it means none.
func (c *Checker) current(name string) *types.Def {
	if t, ok := c.typeObject(name).(*TypeName); ok {
		return defOf(t)
	}
	return nil
}

// twinsIn finds two declared types of one name and module at the same place of two types.
func twinsIn(a, b types.Type) (of, other *types.Def) {
	a, b = types.Resolve(a), types.Resolve(b)
	var as, bs []types.Type
	switch x := a.(type) {
	case *types.Named:
		y, ok := b.(*types.Named)
		if !ok {
			return nil, nil
		}
		if x.Def != y.Def && x.Def.Name == y.Def.Name && x.Def.Module == y.Def.Module {
			return x.Def, y.Def
		}
		as, bs = x.Args, y.Args
	case *types.Tuple:
		if y, ok := b.(*types.Tuple); ok {
			as, bs = x.Elems, y.Elems
		}
	case *types.Array:
		if y, ok := b.(*types.Array); ok {
			return twinsIn(x.Elem, y.Elem)
		}
	case *types.Func:
		if y, ok := b.(*types.Func); ok {
			as, bs = append(x.Params[:len(x.Params):len(x.Params)], x.Result), append(y.Params[:len(y.Params):len(y.Params)], y.Result)
		}
	}
	if len(as) != len(bs) {
		return nil, nil
	}
	for i := range as {
		if of, other = twinsIn(as[i], bs[i]); of != nil {
			return of, other
		}
	}
	return nil, nil
}
