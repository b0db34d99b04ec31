// Package template is the module std::text::template: texts with gaps.
package template

import (
	_ "embed"
	"strings"
	"sync"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage template.hew

//go:embed template.image
var image string

// Module is std::text::template.
var Module = native.Module{Path: "std::text::template", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_template_ctx":    native.F0(newCtx),
		"hew_template_set":    native.F3(set),
		"hew_template_list":   native.F2(startList),
		"hew_template_add":    native.F2(addItem),
		"hew_template_check":  native.F1(check),
		"hew_template_render": native.F2(render),
	}
}}

// A ctx is what the gaps of a template are filled with.
type ctx struct {
	mu     sync.Mutex
	texts  map[string]string
	lists  map[string]*[]string
	filled *[]string // the list that items are added to
}

func newCtx(*native.Call) (*ctx, error) {
	return &ctx{texts: map[string]string{}, lists: map[string]*[]string{}}, nil
}

func set(_ *native.Call, c *ctx, key, val string) (native.Unit, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.texts[key]; !ok {
		c.texts[key] = val
	}
	return native.Unit{}, nil
}

func startList(_ *native.Call, c *ctx, key string) (native.Unit, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filled = new([]string)
	if c.lists[key] == nil {
		c.lists[key] = c.filled
	}
	return native.Unit{}, nil
}

func addItem(_ *native.Call, c *ctx, item string) (native.Unit, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.filled != nil {
		*c.filled = append(*c.filled, item)
	}
	return native.Unit{}, nil
}

// check is empty if src is a template, else the kind of the mistake and its description.
func check(_ *native.Call, src string) ([]string, error) {
	if _, bad := parse(src); bad != nil {
		return []string{bad.kind, bad.why}, nil
	}
	return nil, nil
}

func render(_ *native.Call, src string, c *ctx) (string, error) {
	nodes, bad := parse(src)
	if bad != nil {
		return "", nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var out strings.Builder
	c.write(&out, nodes, "")
	return out.String(), nil
}

// write fills the gaps of nodes; item is what `{{.}}` is.
func (c *ctx) write(out *strings.Builder, nodes []node, item string) {
	for _, n := range nodes {
		switch n.kind {
		case literal:
			out.WriteString(n.text)
		case dot:
			out.WriteString(item)
		case key:
			out.WriteString(c.texts[n.text])
		case branch:
			if v := c.texts[n.text]; v != "" && v != "false" && v != "0" {
				c.write(out, n.body, item)
			} else {
				c.write(out, n.other, item)
			}
		case repeat:
			if list := c.lists[n.text]; list != nil {
				for _, x := range *list {
					c.write(out, n.body, x)
				}
			}
		}
	}
}
