package check

// This file makes f-strings of the arguments of print functions of other languages.

import (
	"regexp"
	"strings"
	"sync"

	"hewq/lang/ast"
)

// placeholder is what stands for an argument in the texts of other languages.
var placeholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\{\}|\{:\?\}|%[-+ 0#]*[0-9]*(?:\.[0-9]+)?[dsvfgiuxXqc]`)
})

// interpolated is the f-string that shows the same as a text with placeholders and its arguments, or
// as all arguments with spaces between them. ok is false if that cannot be said on one line.
func (c *Checker) interpolated(args []ast.Expr) (text string, ok bool) {
	var parts []string
	for _, a := range args {
		part, ok := c.inFString(a)
		if !ok {
			return "", false
		}
		parts = append(parts, part)
	}
	if l, ok := args[0].(*ast.Literal); ok && strings.HasPrefix(l.Text, `"`) {
		format := l.Text[1 : len(l.Text)-1]
		if n := len(placeholder().FindAllString(format, -1)); n > 0 && n == len(args)-1 {
			return `f"` + fill(format, parts[1:]) + `"`, true
		}
	}
	if len(args) == 1 {
		return c.text(args[0]), true
	}
	all := parts[0]
	for _, p := range parts[1:] {
		if !strings.HasSuffix(all, " ") && !strings.HasPrefix(p, " ") {
			all += " "
		}
		all += p
	}
	return `f"` + all + `"`, true
}

// fill puts parts in the place of the placeholders of format.
func fill(format string, parts []string) string {
	var b strings.Builder
	end := 0
	for i, at := range placeholder().FindAllStringIndex(format, -1) {
		b.WriteString(escapeBraces(format[end:at[0]]) + parts[i])
		end = at[1]
	}
	b.WriteString(escapeBraces(strings.TrimSuffix(format[end:], `\n`)))
	return b.String()
}

func escapeBraces(text string) string {
	return strings.NewReplacer("{", `\{`, "}", `\}`).Replace(text)
}

// inFString is an argument as a part of an f-string.
func (c *Checker) inFString(e ast.Expr) (string, bool) {
	if l, ok := e.(*ast.Literal); ok && strings.HasPrefix(l.Text, `"`) {
		return escapeBraces(l.Text[1 : len(l.Text)-1]), true
	}
	if f, ok := e.(*ast.FString); ok {
		text := c.text(f)
		return text[2 : len(text)-1], true
	}
	text := c.text(e)
	if strings.ContainsAny(text, "\"\n{}\\") {
		return "", false
	}
	return "{" + text + "}", true
}
