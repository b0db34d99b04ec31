// Package markdown reads the part of CommonMark 0.31 that documents about programs use: headings with `#`, paragraphs,
// blocks of code, lists, quotes, rules, and tables as GitHub has them; in a text emphasis, code, links, line breaks and
// escapes. Images become their text. HTML is left out. Links by reference and headings that are underlined are not read.
package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A Block is a *Heading, *Paragraph, *Code, *List, *Quote, *Rule or *Table.
type Block interface{ block() }

// The kinds of blocks.
type (
	// A Heading has a level from 1 to 6.
	Heading struct {
		Level int
		Text  []Inline
	}
	// A Paragraph is text.
	Paragraph struct{ Text []Inline }
	// A Code is a block of code; its text ends with its last line's newline.
	Code struct {
		Info string // the words behind the opening fence
		Text string
	}
	// A List has items, which are tight if no empty line separates them or what is in them.
	List struct {
		Ordered bool
		Start   int // the number of the first item of an ordered list
		Tight   bool
		Items   [][]Block
	}
	// A Quote is what stands behind `>`.
	Quote struct{ Blocks []Block }
	// A Rule is a line.
	Rule struct{}
	// A Table has rows of cells, the heads first. All rows have as many cells.
	Table struct{ Rows [][][]Inline }
)

func (*Heading) block()   {}
func (*Paragraph) block() {}
func (*Code) block()      {}
func (*List) block()      {}
func (*Quote) block()     {}
func (*Rule) block()      {}
func (*Table) block()     {}

// Parse reads a text.
func Parse(text string) []Block {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\t", "    ")
	return blocks(strings.Split(strings.TrimSuffix(text, "\n"), "\n"))
}

// ParseInline reads a text that stands in a line of its own, such as a title: `1. Values` is no list there.
func ParseInline(text string) []Inline { return inlines(text) }

// patterns are what lines are recognized by. They are made when the first text is read.
var patterns = sync.OnceValue(func() (p struct{ fence, heading, rule, quote, item, html, columns *regexp.Regexp }) {
	p.fence = regexp.MustCompile("^( {0,3})(`{3,}|~{3,})([^`]*)$")
	p.heading = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ ]+(.*?))?(?:[ ]+#+)?[ ]*$`)
	p.rule = regexp.MustCompile(`^ {0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$`)
	p.quote = regexp.MustCompile(`^ {0,3}> ?`)
	p.item = regexp.MustCompile(`^( {0,3})([-*+]|\d{1,9}[.)])(?:( +)(.*)|$)`)
	p.html = regexp.MustCompile(`^ {0,3}<(?:[a-zA-Z/!?])`)
	p.columns = regexp.MustCompile(`^ {0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$`)
	return p
})

// blocks reads lines.
func blocks(lines []string) []Block {
	p := patterns()
	var all []Block
	for len(lines) > 0 {
		line := lines[0]
		switch {
		case blank(line):
			lines = lines[1:]
		case strings.HasPrefix(line, "    "):
			var code *Code
			code, lines = indented(lines)
			all = append(all, code)
		case p.fence.MatchString(line):
			var code *Code
			code, lines = fenced(lines)
			all = append(all, code)
		case p.heading.MatchString(line):
			m := p.heading.FindStringSubmatch(line)
			all, lines = append(all, &Heading{len(m[1]), inlines(strings.TrimSpace(m[2]))}), lines[1:]
		case p.rule.MatchString(line):
			all, lines = append(all, &Rule{}), lines[1:]
		case p.quote.MatchString(line):
			var quoted []string
			for len(lines) > 0 && (p.quote.MatchString(lines[0]) || !interrupts(lines[0])) {
				quoted, lines = append(quoted, p.quote.ReplaceAllString(lines[0], "")), lines[1:]
			}
			all = append(all, &Quote{blocks(quoted)})
		case p.item.MatchString(line):
			var list *List
			list, lines = listOf(lines)
			all = append(all, list)
		case isTable(lines):
			var table *Table
			table, lines = tableOf(lines)
			all = append(all, table)
		case p.html.MatchString(line) && !strings.Contains(line, "://"):
			for len(lines) > 0 && !blank(lines[0]) {
				lines = lines[1:]
			}
		default:
			var text []string
			for len(lines) > 0 && (len(text) == 0 || !interrupts(lines[0])) {
				text, lines = append(text, strings.TrimLeft(lines[0], " ")), lines[1:]
			}
			all = append(all, &Paragraph{inlines(strings.TrimRight(strings.Join(text, "\n"), " "))})
		}
	}
	return all
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// interrupts tells whether a line ends the paragraph before it.
func interrupts(line string) bool {
	p := patterns()
	if blank(line) || p.fence.MatchString(line) || p.heading.MatchString(line) || p.rule.MatchString(line) || p.quote.MatchString(line) {
		return true
	}
	m := p.item.FindStringSubmatch(line)
	return m != nil && m[4] != "" && (len(m[2]) == 1 || strings.TrimRight(m[2], ".)") == "1")
}

// indented reads the block of code at the beginning of lines that are indented by four spaces.
func indented(lines []string) (*Code, []string) {
	n := 0
	for i, line := range lines {
		if strings.HasPrefix(line, "    ") && !blank(line) {
			n = i + 1
		} else if !blank(line) {
			break
		}
	}
	var b strings.Builder
	for _, line := range lines[:n] {
		b.WriteString(strings.TrimPrefix(line, "    ") + "\n")
	}
	return &Code{Text: b.String()}, lines[n:]
}

// fenced reads a block of code between fences.
func fenced(lines []string) (*Code, []string) {
	m := patterns().fence.FindStringSubmatch(lines[0])
	code := &Code{Info: strings.TrimSpace(m[3])}
	var b strings.Builder
	lines = lines[1:]
	for len(lines) > 0 {
		line := lines[0]
		lines = lines[1:]
		if end := strings.TrimSpace(line); len(end) >= len(m[2]) && strings.Trim(end, m[2][:1]) == "" && !strings.HasPrefix(line, "    ") {
			break
		}
		for range len(m[1]) {
			line = strings.TrimPrefix(line, " ")
		}
		b.WriteString(line + "\n")
	}
	code.Text = b.String()
	return code, lines
}

// listOf reads the list at the beginning of lines.
func listOf(lines []string) (*List, []string) {
	p := patterns()
	m := p.item.FindStringSubmatch(lines[0])
	kind := m[2][len(m[2])-1:]
	list := &List{Ordered: len(m[2]) > 1, Tight: true}
	if list.Ordered {
		list.Start, _ = strconv.Atoi(m[2][:len(m[2])-1]) // digits, as the pattern says
	}
	for len(lines) > 0 {
		m := p.item.FindStringSubmatch(lines[0])
		if m == nil || m[2][len(m[2])-1:] != kind || p.rule.MatchString(lines[0]) {
			break
		}
		space := len(m[3])
		if space > 4 || m[4] == "" {
			space = 1
		}
		width := len(m[1]) + len(m[2]) + space
		item := []string{strings.TrimPrefix(lines[0][min(len(m[1])+len(m[2]), len(lines[0])):], strings.Repeat(" ", space))}
		lines = lines[1:]
		empty := false // the line before is
		for len(lines) > 0 {
			line := lines[0]
			inside := strings.HasPrefix(line, strings.Repeat(" ", width))
			if !blank(line) && !inside && (empty || interrupts(line) || p.item.MatchString(line)) {
				break
			}
			empty = blank(line)
			item, lines = append(item, strings.TrimPrefix(line, strings.Repeat(" ", width))), lines[1:]
		}
		ended := len(item)
		for ended > 0 && blank(item[ended-1]) {
			ended--
		}
		if max(ended, 1) < len(item) && len(lines) > 0 && p.item.MatchString(lines[0]) && continues(lines[0], kind) {
			list.Tight = false
		}
		parts := blocks(item[:ended])
		if len(parts) > 1 && separated(item[:ended]) {
			list.Tight = false
		}
		list.Items = append(list.Items, parts)
	}
	return list, lines
}

// continues tells whether a line is one more item of a list.
func continues(line, kind string) bool {
	m := patterns().item.FindStringSubmatch(line)
	return m[2][len(m[2])-1:] == kind
}

// separated tells whether an empty line stands between two blocks of an item: one in a block of code or in a list
// inside does not count.
func separated(item []string) bool {
	p, fence := patterns(), ""
	for i, line := range item {
		if m := p.fence.FindStringSubmatch(line); m != nil {
			switch {
			case fence == "":
				fence = m[2][:1]
			case strings.HasPrefix(m[2], fence):
				fence = ""
			}
		}
		if fence == "" && blank(line) && i+1 < len(item) && !strings.HasPrefix(item[i+1], "  ") {
			return true
		}
	}
	return false
}

// isTable tells whether lines begin with a table.
func isTable(lines []string) bool {
	return len(lines) > 1 && strings.Contains(lines[0], "|") && patterns().columns.MatchString(lines[1]) &&
		len(cells(lines[0])) == len(cells(lines[1]))
}

// tableOf reads the table at the beginning of lines.
func tableOf(lines []string) (*Table, []string) {
	t := &Table{}
	columns := len(cells(lines[0]))
	for i := 0; len(lines) > 0 && !interrupts(lines[0]); i++ {
		if i != 1 {
			row := make([][]Inline, columns)
			for k, c := range cells(lines[0]) {
				if k < columns {
					row[k] = inlines(c)
				}
			}
			t.Rows = append(t.Rows, row)
		}
		lines = lines[1:]
	}
	return t, lines
}

// cells are the texts of the cells of a row.
func cells(line string) []string {
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, "|")
	if strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`) {
		line = line[:len(line)-1]
	}
	var all []string
	cell := ""
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '|':
			cell += "|"
			i++
		case line[i] == '|':
			all, cell = append(all, strings.TrimSpace(cell)), ""
		default:
			cell += line[i : i+1]
		}
	}
	return append(all, strings.TrimSpace(cell))
}
