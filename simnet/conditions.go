package simnet

// This file holds the conditions of a network, and reads them.

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Conditions are how bad a network is. The zero value passes everything on at once.
type Conditions struct {
	Delay     time.Duration // of each datagram, in each direction
	Jitter    time.Duration // how much longer a datagram may take, at random; those behind it wait
	Loss      float64       // the part of the datagrams that is lost, at most 1
	Reorder   float64       // the part that is held up, so that later ones overtake it
	Duplicate float64       // the part that arrives twice
	Rate      int64         // bits a second, from each address to each other; 0 for any
	MTU       int           // bytes of the largest packet with its IP and UDP headers; 0 for any
	Cuts      []Cut
	Seed      uint64 // of all that happens at random
}

// A Cut is a time in which everything is lost.
type Cut struct {
	For   time.Duration
	After time.Duration // the conditions began
}

// A condition is one of a text.
type condition struct {
	name string
	want string // what its value looks like
	set  func(c *Conditions, value string) bool
}

// known are all conditions, in the order in which people are told.
var known = []condition{
	{"delay", "a duration such as 20ms", func(c *Conditions, v string) bool { return duration(&c.Delay, v) }},
	{"jitter", "a duration such as 5ms", func(c *Conditions, v string) bool { return duration(&c.Jitter, v) }},
	{"loss", "a part such as 2%", func(c *Conditions, v string) bool { return part(&c.Loss, v) }},
	{"reorder", "a part such as 1%", func(c *Conditions, v string) bool { return part(&c.Reorder, v) }},
	{"dup", "a part such as 1%", func(c *Conditions, v string) bool { return part(&c.Duplicate, v) }},
	{"rate", "bits a second, such as 10Mbit, or none", func(c *Conditions, v string) bool { return rate(&c.Rate, v) }},
	{"mtu", "bytes such as 1280, at least 68, or none", func(c *Conditions, v string) bool { return mtu(&c.MTU, v) }},
	{"cut", "how long, and from when, such as 2s@1s", func(c *Conditions, v string) bool { return cut(&c.Cuts, v) }},
	{"seed", "a number such as 7", func(c *Conditions, v string) bool { return seed(&c.Seed, v) }},
}

// Parse reads conditions such as
//
//	delay=20ms jitter=5ms loss=2% reorder=1% dup=1% rate=10Mbit mtu=1280 cut=2s@1s seed=7
//
// in any order, with spaces or commas between; each at most once, but for cut. The error names the
// condition and what it may be.
func Parse(text string) (Conditions, error) {
	var c Conditions
	err := c.read(text)
	return c, err
}

// read sets the conditions that text names.
func (c *Conditions) read(text string) error {
	var seen []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' }) {
		name, value, ok := strings.Cut(word, "=")
		i := slices.IndexFunc(known, func(k condition) bool { return k.name == name })
		switch {
		case i < 0:
			return fmt.Errorf("there is no condition `%s`; there are %s", name, names())
		case !ok || value == "":
			return fmt.Errorf("`%s` has no value: want %s=VALUE, %s", name, name, known[i].want)
		case !known[i].set(c, value):
			return fmt.Errorf("%s is `%s`: want %s", name, value, known[i].want)
		case name != "cut" && slices.Contains(seen, name):
			return fmt.Errorf("`%s` is given twice", name)
		}
		seen = append(seen, name)
	}
	return nil
}

func names() string {
	var all []string
	for _, k := range known {
		all = append(all, "`"+k.name+"`")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

func duration(to *time.Duration, v string) bool {
	d, err := time.ParseDuration(v)
	if errors.Is(err, strconv.ErrSyntax) || err != nil || d < 0 {
		return false
	}
	*to = d
	return true
}

// part reads a percentage.
func part(to *float64, v string) bool {
	number, ok := strings.CutSuffix(v, "%")
	f, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(f >= 0 && f <= 100) {
		return false
	}
	*to = f / 100
	return true
}

// bits are the units of rates.
var bits = []struct {
	unit string
	n    float64
}{{"Gbit", 1e9}, {"Mbit", 1e6}, {"kbit", 1e3}, {"bit", 1}}

func rate(to *int64, v string) bool {
	if v == "none" {
		*to = 0
		return true
	}
	for _, b := range bits {
		number, ok := strings.CutSuffix(v, b.unit)
		if !ok {
			continue
		}
		f, err := strconv.ParseFloat(number, 64)
		if err != nil || !(f*b.n >= 1 && f*b.n <= 1e15) {
			return false
		}
		*to = int64(f * b.n)
		return true
	}
	return false
}

// smallestMTU is what every link of IPv4 takes (RFC 791).
const smallestMTU = 68

func mtu(to *int, v string) bool {
	if v == "none" {
		*to = 0
		return true
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < smallestMTU {
		return false
	}
	*to = n
	return true
}

func cut(to *[]Cut, v string) bool {
	long, from, ok := strings.Cut(v, "@")
	var c Cut
	if !duration(&c.For, long) || ok && !duration(&c.After, from) {
		return false
	}
	*to = append(*to, c)
	return true
}

func seed(to *uint64, v string) bool {
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil {
		return false
	}
	*to = n
	return true
}

// String is a text that Parse reads as c; empty for the zero value.
func (c Conditions) String() string {
	var words []string
	add := func(name, value string) { words = append(words, name+"="+value) }
	percent := func(name string, f float64) {
		if f > 0 {
			add(name, strconv.FormatFloat(f*100, 'g', 10, 64)+"%")
		}
	}
	if c.Delay > 0 {
		add("delay", c.Delay.String())
	}
	if c.Jitter > 0 {
		add("jitter", c.Jitter.String())
	}
	percent("loss", c.Loss)
	percent("reorder", c.Reorder)
	percent("dup", c.Duplicate)
	if c.Rate > 0 {
		add("rate", rateText(c.Rate))
	}
	if c.MTU > 0 {
		add("mtu", strconv.Itoa(c.MTU))
	}
	for _, cut := range c.Cuts {
		add("cut", cut.For.String()+"@"+cut.After.String())
	}
	if c.Seed > 0 {
		add("seed", strconv.FormatUint(c.Seed, 10))
	}
	return strings.Join(words, " ")
}

func rateText(rate int64) string {
	for _, b := range bits {
		if n := int64(b.n); rate%n == 0 {
			return strconv.FormatInt(rate/n, 10) + b.unit
		}
	}
	return strconv.FormatInt(rate, 10) + "bit"
}
