package template

// This file takes templates apart.

import "strings"

// A node is a part of a template.
type node struct {
	kind  nodeKind
	text  string // of a literal; else the key
	body  []node // of a branch or repeat
	other []node // of a branch, behind its else
}

type nodeKind uint8

const (
	literal nodeKind = iota
	dot              // {{.}}
	key              // {{.key}}
	branch           // {{if .key}}
	repeat           // {{range .key}}
)

// A mistake is what is wrong with a template: the variant of TemplateError and its text.
type mistake struct {
	kind, why string
}

// A block is an if or range that is open.
type block struct {
	node   node
	inElse bool
}

// add appends n to the part of the block that is being read.
func (b *block) add(n node) {
	if b.inElse {
		b.node.other = append(b.node.other, n)
		return
	}
	b.node.body = append(b.node.body, n)
}

// parse takes src apart, or tells the first mistake in it.
func parse(src string) ([]node, *mistake) {
	open := []*block{{}} // the first one stands for the template
	top := func() *block { return open[len(open)-1] }
	for {
		text, rest, found := strings.Cut(src, "{{")
		if text != "" {
			top().add(node{kind: literal, text: text})
		}
		if !found {
			break
		}
		tag, behind, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, &mistake{"directive", "template: unclosed `{{` directive"}
		}
		src = behind
		tag = strings.TrimSpace(tag)
		switch word, arg, _ := strings.Cut(tag, " "); {
		case tag == ".":
			if !inRange(open) {
				return nil, &mistake{"dot", "template: `{{.}}` used outside `{{range}}`"}
			}
			top().add(node{kind: dot})
		case len(tag) >= 2 && tag[0] == '.' && tag[1] != ' ':
			top().add(node{kind: key, text: tag[1:]})
		case word == "if" && arg != "":
			open = append(open, &block{node: node{kind: branch, text: keyOf(arg)}})
		case word == "range" && arg != "":
			open = append(open, &block{node: node{kind: repeat, text: keyOf(arg)}})
		case tag == "else":
			if top().node.kind != branch || top().inElse {
				return nil, &mistake{"tag", "template: unexpected `{{else}}`"}
			}
			top().inElse = true
		case tag == "end":
			if len(open) == 1 {
				return nil, &mistake{"tag", "template: unexpected `{{end}}`"}
			}
			n := top().node
			open = open[:len(open)-1]
			top().add(n)
		default:
			return nil, &mistake{"unknown", "template: unknown directive `{{" + tag + "}}`"}
		}
	}
	if len(open) > 1 {
		word := map[nodeKind]string{branch: "if", repeat: "range"}[top().node.kind]
		return nil, &mistake{"block", "template: unclosed `{{" + word + "}}` — missing `{{end}}`"}
	}
	return open[0].node.body, nil
}

func keyOf(arg string) string { return strings.TrimPrefix(strings.TrimSpace(arg), ".") }

func inRange(open []*block) bool {
	for _, b := range open {
		if b.node.kind == repeat {
			return true
		}
	}
	return false
}
