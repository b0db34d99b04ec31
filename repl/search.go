package repl

// This file searches the history while the query is typed.

// A search is what Ctrl-R began.
type search struct {
	query  string
	found  int // in the history; -1 if nothing is
	before buffer
}

func (e *editor) startSearch() {
	before := e.buffer
	before.lines = append([]string(nil), before.lines...)
	e.search = &search{found: len(e.history.entries), before: before}
}

// searchKey tells whether a key was for the search.
func (e *editor) searchKey(key, text string) bool {
	s := e.search
	if s == nil {
		return false
	}
	switch {
	case text != "":
		s.query += text
		e.look(s.found, -1)
	case key == "backspace" || key == "ctrl+h":
		if s.query != "" {
			s.query = s.query[:before(s.query, len(s.query))]
		}
		e.look(len(e.history.entries)-1, -1)
	case key == "ctrl+r":
		e.look(s.found-1, -1)
	case key == "ctrl+s":
		e.look(s.found+1, 1)
	case key == "ctrl+g" || key == "ctrl+c":
		e.buffer, e.search = s.before, nil
		e.buffer.changed = 0
	case key == "esc":
		e.search = nil
	default:
		e.search = nil
		return false
	}
	return true
}

// look shows the next input that contains the query.
func (e *editor) look(from, step int) {
	s := e.search
	if s.query == "" {
		return
	}
	if at := e.history.search(s.query, min(from, len(e.history.entries)-1), step); at >= 0 {
		s.found = at
		e.walked = at
		e.buffer.set(e.history.entries[at])
		e.notice = ""
		return
	}
	e.notice = "nothing more with `" + s.query + "`"
}
