package format

// This file writes literals: as they stand, but durations in the largest unit that makes them whole.

import (
	"fmt"
	"time"

	"hewq/lang/token"
)

func (p *printer) literal() {
	if t := p.peek(); t.Type == token.Duration {
		p.put(duration(t.Value))
		return
	}
	p.copy()
}

// durationUnits are those of durations, large ones first.
var durationUnits = []struct {
	name string
	size time.Duration
}{
	{"h", time.Hour},
	{"m", time.Minute},
	{"s", time.Second},
	{"ms", time.Millisecond},
	{"us", time.Microsecond},
}

// duration is the text of a duration in its unit; text itself if it is too long.
func duration(text string) string {
	d, err := token.DecodeDuration(text)
	if err != nil {
		return text
	}
	for _, u := range durationUnits {
		if d != 0 && d%u.size == 0 {
			return fmt.Sprintf("%d%s", d/u.size, u.name)
		}
	}
	return fmt.Sprintf("%dns", d.Nanoseconds())
}
