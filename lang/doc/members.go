package doc

// This file names what a file declares.

import "hewq/lang/ast"

// members calls visit for all items of a file and their members that documentation can stand before, in
// the order of the source. A member's name is `Owner.name`.
func members(f *ast.File, visit func(name string, n ast.Node)) {
	for _, item := range f.Items {
		name := itemName(item)
		if name == "" {
			continue
		}
		visit(name, item)
		ast.Children(item.Decl, func(n ast.Node) {
			if part := memberName(n); part != "" {
				visit(name+"."+part, n)
			}
		})
	}
}

// itemName is the name of what an item declares, of an impl that of its type; "" of an import and what could
// not be read.
func itemName(item *ast.Item) string {
	switch d := item.Decl.(type) {
	case *ast.ConstDecl:
		return d.Name
	case *ast.AliasDecl:
		return d.Name
	case *ast.TypeDecl:
		return d.Name
	case *ast.EnumDecl:
		return d.Name
	case *ast.RecordDecl:
		return d.Name
	case *ast.TraitDecl:
		return d.Name
	case *ast.FuncDecl:
		return d.Name
	case *ast.ActorDecl:
		return d.Name
	case *ast.SupervisorDecl:
		return d.Name
	case *ast.MachineDecl:
		return d.Name
	case *ast.ImplDecl:
		if d.For != nil {
			return typeName(d.For)
		}
		return typeName(d.Type)
	}
	return ""
}

// typeName is the last word of a type that has a name, else "".
func typeName(t ast.Type) string {
	if n, ok := t.(*ast.NamedType); ok {
		return n.Path[len(n.Path)-1]
	}
	return ""
}

// memberName is the name of a member of a declaration, "" of one without.
func memberName(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Member:
		switch {
		case n.Method != nil:
			return n.Method.Name
		case n.Field != nil:
			return n.Field.Name
		case n.Type != nil:
			return n.Type.Name
		}
	case *ast.Variant:
		return n.Name
	case *ast.Field:
		return n.Name
	case *ast.ActorMember:
		switch {
		case n.Receive != nil:
			return n.Receive.Name
		case n.Method != nil:
			return n.Method.Name
		case n.Field != nil:
			return n.Field.Name
		case n.Init != nil:
			return "init"
		}
	}
	return ""
}
