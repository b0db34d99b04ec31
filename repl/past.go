package repl

// This file has the commands about what was typed before: `:history`, `:edit`.

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rememberedInputs is how many inputs a session remembers by itself.
const rememberedInputs = 200

// UseHistory has `:history` and `:edit` look at what past gives, the last input last, in place of the last inputs of
// the session. past may be called while an input is evaluated. `:edit` is refused without it, since it takes a person
// and a caller that does what Answer.Edit asks for.
func (s *Session) UseHistory(past func() []string) { s.past = past }

// typedBefore is what was typed before a command, which is the last input itself.
func (s *Session) typedBefore() []string {
	all := s.typed
	if s.past != nil {
		all = s.past()
	}
	if n := len(all); n > 0 {
		if name, _, ok := splitCommand(all[n-1]); ok && (name == "history" || name == "edit" || name == "e") {
			all = all[:n-1]
		}
	}
	return all
}

// remembers adds an input to those that the session remembers.
func (s *Session) remembers(text string) {
	if s.past != nil || s.options.Script {
		return
	}
	if len(s.typed) == rememberedInputs {
		s.typed = slices.Delete(s.typed, 0, 1)
	}
	s.typed = append(s.typed, strings.TrimSpace(text))
}

// listedInputs is how many inputs `:history` shows.
const listedInputs = 20

// history is `:history`: the last inputs with their numbers, so many of them as are wanted, or those with a text.
func (s *Session) history(_ context.Context, arg argument) Answer {
	all := s.typedBefore()
	from, text := max(0, len(all)-listedInputs), ""
	if n, err := strconv.Atoi(arg.text); err == nil && n >= 0 {
		from = max(0, len(all)-n)
	} else if arg.text != "" {
		from, text = 0, arg.text
	}
	width := len(strconv.Itoa(len(all)))
	var lines []string
	for i, input := range all[from:] {
		if strings.Contains(input, text) {
			more := "\n" + strings.Repeat(" ", width+2)
			lines = append(lines, fmt.Sprintf("%*d  %s", width, from+i+1, strings.ReplaceAll(input, "\n", more)))
		}
	}
	switch {
	case len(lines) == 0 && text != "":
		return refuse("there is no input with `%s` in it", text)
	case len(lines) == 0:
		return Answer{Text: "nothing was typed before"}
	}
	return Answer{Text: strings.Join(lines, "\n")}
}

// edit is `:edit`: the last input, one with a number, or a declaration.
func (s *Session) edit(_ context.Context, arg argument) Answer {
	if s.past == nil {
		return refuse("`:edit` needs a terminal")
	}
	all := s.typedBefore()
	if arg.text == "" {
		for _, input := range slices.Backward(all) {
			if _, _, command := splitCommand(input); !command {
				return Answer{Edit: input}
			}
		}
		return refuse("nothing was typed before")
	}
	if n, err := strconv.Atoi(arg.text); err == nil {
		if n < 1 || n > len(all) {
			return refuse("there is no input with the number %d; `:history` shows which there are", n)
		}
		return Answer{Edit: all[n-1]}
	}
	for _, it := range s.items {
		if it.name == arg.text {
			return Answer{Edit: it.source}
		}
	}
	return refuse("nothing that was declared here is called `%s`; `:items` shows what was", arg.text)
}
