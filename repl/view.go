package repl

// This file is what the editor looks like.

import "strings"

// prompted gives the prompts of an input.
func prompted(row int) (string, style) {
	if row == 0 {
		return prompt, promptStyle
	}
	return morePrompt, promptStyle
}

// frame is what stands below all that was printed; unfinished is the line that a program has
// begun.
func (e *editor) frame(unfinished string) frame {
	height := max(e.height, 1)
	l := &layout{width: max(e.width-1, 2), color: e.color}
	unfinished = visible(unfinished)
	behind := func(row int) (string, style) {
		if row == 0 {
			return unfinished, plain
		}
		return "", plain
	}
	switch e.mode {
	case running:
		l.buffer(e.typedAhead(), height, behind, nil)
	case reading:
		l.buffer(&e.buffer, height, behind, nil)
	default:
		if unfinished != "" {
			l.puts(unfinished, plain)
			l.end()
		}
		l.buffer(&e.buffer, height, prompted, &e.colors)
	}
	e.below(l, height)
	return frame{rows: l.rows, row: l.mark[0], col: l.mark[1]}
}

// below adds what stands below the input: the menu, the search, the notice.
func (e *editor) below(l *layout, height int) {
	extra := 0
	if e.search != nil {
		extra++
	}
	notice := e.noticed(l.width)
	extra += len(notice)
	if e.menu != nil {
		extra += min(len(e.menu.all), menuRows) + 2
	}
	l.window(max(height-extra, (height+1)/2))
	if room := height - len(l.rows); e.menu != nil {
		e.menu.show(l, room)
	}
	if e.search != nil && len(l.rows) < height {
		l.one(styled{"search: ", faintStyle}, styled{e.search.query, promptStyle})
	}
	l.rows = append(l.rows, notice[:max(min(len(notice), height-len(l.rows)), 0)]...)
}

// noticeRows is how many rows a notice takes at most.
const noticeRows = 3

// noticed are the rows of the notice.
func (e *editor) noticed(width int) []string {
	if e.notice == "" {
		return nil
	}
	l := &layout{width: width, color: e.color}
	l.puts(e.notice, faintStyle)
	l.end()
	return l.rows[:min(len(l.rows), noticeRows)]
}

// Limits of what is shown again of an input.
const (
	echoedLines = 200
	echoedBytes = 32 << 10
	echoedLine  = 1 << 10
)

// echo is a submitted input as it stays on the screen.
func (e *editor) echo(text string) string {
	lines := strings.Split(text, "\n")
	l := &layout{width: 1 << 30, color: e.color}
	var styles []style
	if len(text) <= highlighted {
		styles = stylesOf(text)
	}
	size, at := 0, 0
	for i, line := range lines {
		if size += min(len(line), echoedLine); i >= echoedLines || size > echoedBytes {
			l.one(styled{"… all of it runs", faintStyle})
			break
		}
		l.puts(prompted(i))
		for from := 0; from < len(line); {
			if from >= echoedLine {
				l.put("…", 1, faintStyle)
				break
			}
			n, w := cluster(line[from:])
			st := plain
			if styles != nil {
				st = styles[at+from]
			}
			l.put(line[from:from+n], w, st)
			from += n
		}
		at += len(line) + 1
		l.end()
	}
	return strings.Join(l.rows, "\n") + "\n"
}
