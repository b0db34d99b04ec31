package eval

// This file puts what threads do into words.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	fewAlike    = 3                      // so many that do the same are told one by one
	linesAtMost = 40                     // of a report, without calls
	ageAtLeast  = 100 * time.Millisecond // of a wait that is told: the clock is not finer
	namesWithin = 200 * time.Millisecond // how long modules may take to name what is waited for
)

// report tells what all threads do.
func (p *watched) report() string {
	actors, whole := p.process.system.TryLive()
	all := p.look(actors)
	var b strings.Builder
	b.WriteString("where the program is")
	if age, ok := p.process.system.Age(0); ok {
		fmt.Fprintf(&b, ", %s after its start", ageText(age))
	}
	b.WriteString(":\n")
	late := make(chan struct{})
	defer time.AfterFunc(namesWithin, func() { close(late) }).Stop()
	groups := alike(all)
	for i, g := range groups {
		if i == linesAtMost {
			fmt.Fprintf(&b, "  and %s others\n", thousands(counted(groups[i:])))
			break
		}
		if len(g) > fewAlike {
			b.WriteString("  " + manyText(g) + "\n")
			continue
		}
		for _, d := range g {
			d.write(&b, d.named(late))
		}
	}
	if !whole {
		b.WriteString("  actors are left out: the system was too busy with them to be looked at\n")
	}
	return b.String()
}

// alike puts those together that do the same at the same place, in the order of the first of each.
func alike(all []*doing) [][]*doing {
	type key struct {
		like, what string
		at         Call
	}
	index := map[key]int{}
	var groups [][]*doing
	for _, d := range all {
		k := key{like: d.like, what: d.does(false), at: d.place()}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	return groups
}

func counted(groups [][]*doing) (n int) {
	for _, g := range groups {
		n += len(g)
	}
	return n
}

// place is the innermost call that is not in a standard module; the zero Call if there is none.
func (d *doing) place() Call {
	at, _ := d.script()
	return at
}

// script is place, with the calls that led there.
func (d *doing) script() (at Call, callers []Call) {
	for i, c := range d.calls {
		if isScript(c.Span) {
			return c, d.calls[i+1:]
		}
	}
	return Call{}, nil
}

// does says what the thread does: behind "waits" what it waits for.
func (d *doing) does(named bool) string {
	switch {
	case d.rests != "":
		return d.rests
	case d.wait != nil:
		return d.wait.what(named)
	}
	return ""
}

// named is does with the name of what is waited for, unless its module takes so long to give it that
// the time is over.
func (d *doing) named(late <-chan struct{}) string {
	told := make(chan string, 1)
	go func() { told <- d.does(true) }() // ends when the module has answered
	select {
	case text := <-told:
		return text
	case <-late:
		return d.does(false)
	}
}

// text says what the thread does, behind who it is.
func (d *doing) text(does string) string {
	var b strings.Builder
	switch {
	case d.wait == nil && d.rests == "" && d.answers:
		b.WriteString("runs")
	case d.wait == nil && d.rests == "":
		fmt.Fprintf(&b, "runs, and has not said where within %v: it is in one long call of hewq's own, or writes to an output that nothing reads", answerWithin)
	case d.age >= ageAtLeast:
		fmt.Fprintf(&b, "has waited %s %s", ageText(d.age), does)
	default:
		b.WriteString("waits " + does)
	}
	if at := d.place(); at.Span.Known() {
		b.WriteString(" in " + where(at))
	}
	if d.queued > 0 {
		fmt.Fprintf(&b, ", %s queued", thousands(d.queued))
	}
	return b.String()
}

// manyText is a line about many threads that do the same.
func manyText(g []*doing) string {
	d, oldest, queued := *g[0], time.Duration(0), 0
	for _, other := range g {
		oldest = max(oldest, other.age)
		queued += other.queued
	}
	d.age, d.queued = 0, 0
	text := thousands(len(g)) + " × " + d.like + " " + d.text(d.does(false))
	if oldest >= ageAtLeast {
		text += ", the longest for " + ageText(oldest)
	}
	if queued > 0 {
		text += fmt.Sprintf(", %s queued", thousands(queued))
	}
	return text
}

// where says where a call is. Of a standard module it names that alone: users cannot open its file.
func where(c Call) string {
	switch {
	case !c.Span.Known():
		return c.Func
	case c.Span.File.Stub:
		return c.Func + " of " + c.Span.File.Name
	}
	p := c.Span.Place()
	return fmt.Sprintf("%s at %s:%d:%d", c.Func, c.Span.File.Name, p.Line, p.Column)
}

// write writes a line about the thread, and the calls that led to its place.
func (d *doing) write(b *strings.Builder, does string) {
	b.WriteString("  " + d.who + " " + d.text(does) + "\n")
	_, callers := d.script()
	calls, cut, left := shorten(callers)
	for i, c := range calls {
		if left > 0 && i == cut {
			fmt.Fprintf(b, "    … %s more\n", thousands(left))
		}
		b.WriteString("    called from " + where(c.Call))
		if c.times > 1 {
			fmt.Fprintf(b, ", %s times", thousands(c.times))
		}
		b.WriteByte('\n')
	}
	if d.deep {
		b.WriteString("    … more\n")
	}
}

// ageText is how long something has lasted, to a tenth of a second.
func ageText(d time.Duration) string {
	return d.Round(100 * time.Millisecond).String()
}

// thousands writes n with commas: 9,998.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
