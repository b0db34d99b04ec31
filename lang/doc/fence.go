package doc

// This file finds the fenced blocks of Markdown.

import "strings"

// A fence is a block of lines between two fences, such as “```”.
type fence struct {
	words []string // behind the opening fence
	open  line
	lines []line // between the fences
	from  int    // number of the opening line
	to    int    // number of the closing line; that behind the last if it is missing
}

// language is the first word behind the opening fence, "" if there is none.
func (f *fence) language() string {
	if len(f.words) == 0 {
		return ""
	}
	return f.words[0]
}

// fences are the fenced blocks of a text, in their order.
func fences(lines []line) []*fence {
	var all []*fence
	for i := 0; i < len(lines); i++ {
		mark, info := fenceMark(lines[i].text)
		if mark == "" {
			continue
		}
		words := strings.FieldsFunc(info, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
		f := &fence{words: words, open: lines[i], from: i}
		for i++; i < len(lines) && !closes(lines[i].text, mark); i++ {
			f.lines = append(f.lines, lines[i])
		}
		f.to = i
		all = append(all, f)
	}
	return all
}

// fenceMark is the mark of a line that opens a block, and what stands behind it; "" of other lines.
func fenceMark(text string) (mark, info string) {
	text = strings.TrimLeft(text, " \t")
	for _, c := range []string{"`", "~"} {
		info := strings.TrimLeft(text, c)
		if n := len(text) - len(info); n >= len("```") && !strings.Contains(info, "`") {
			return text[:n], info
		}
	}
	return "", ""
}

// closes tells whether a line ends the block that mark has opened.
func closes(text, mark string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= len(mark) && strings.Trim(text, mark[:1]) == ""
}

// MarkHew has the blocks of a documentation that say nothing else say that they are Hew: outside of comments they
// would be taken for text.
func MarkHew(doc string) string {
	var lines []line
	for text := range strings.SplitSeq(doc, "\n") {
		lines = append(lines, line{text: text})
	}
	for _, f := range fences(lines) {
		if f.language() == "" {
			lines[f.from].text += "hew"
		}
	}
	return joined(lines)
}
