package repl

// This file knows without parsing that an input goes on.

// brackets follows the brackets of a text that grows line by line.
type brackets struct {
	seen gatherer // after the lines up to lines
	n    int      // lines that were seen
}

// open tells whether a bracket is certainly open at the end of a buffer. Lines that did not
// change since the last call are not looked at again.
func (p *brackets) open(b *buffer) bool {
	if _, _, isCommand := splitCommand(b.lines[0]); isCommand {
		return false
	}
	if b.changed < p.n || len(b.lines) < p.n {
		*p = brackets{}
	}
	for ; p.n < len(b.lines); p.n++ {
		p.seen.unclear = p.seen.unclear || !p.seen.brackets(b.lines[p.n])
	}
	b.changed = len(b.lines)
	return !p.seen.unclear && len(p.seen.open) > 0
}
