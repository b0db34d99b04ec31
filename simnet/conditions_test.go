package simnet

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Conditions{
		"": {},
		"delay=20ms loss=2% reorder=1% dup=1% rate=10Mbit mtu=1280 cut=2s@1s seed=7": {
			Delay: 20 * time.Millisecond, Loss: 0.02, Reorder: 0.01, Duplicate: 0.01, Rate: 10e6, MTU: 1280,
			Cuts: []Cut{{For: 2 * time.Second, After: time.Second}}, Seed: 7,
		},
		"jitter=5ms,delay=0,\n\tcut=1s, cut=500ms@1m": {
			Jitter: 5 * time.Millisecond, Cuts: []Cut{{For: time.Second}, {For: 500 * time.Millisecond, After: time.Minute}},
		},
		"rate=1.5kbit loss=0.5%": {Rate: 1500, Loss: 0.005},
		"rate=2Gbit loss=100%":   {Rate: 2e9, Loss: 1},
		"rate=none mtu=none":     {},
		"rate=999bit":            {Rate: 999},
	} {
		got, err := Parse(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", text, got, err, want)
		}
		again, err := Parse(got.String())
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%q is read as %+v, %v, want %+v", got, again, err, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"los=2%":            "there is no condition `los`; there are `delay`, `jitter`, `loss`, `reorder`, `dup`, `rate`, `mtu`, `cut` and `seed`",
		"2%":                "there is no condition `2%`; ",
		"loss":              "`loss` has no value: want loss=VALUE, a part such as 2%",
		"loss=":             "`loss` has no value: ",
		"loss=2":            "loss is `2`: want a part such as 2%",
		"loss=101%":         "loss is `101%`: want a part such as 2%",
		"dup=-1%":           "dup is `-1%`: want a part such as 1%",
		"reorder=nan%":      "reorder is `nan%`: ",
		"delay=20":          "delay is `20`: want a duration such as 20ms",
		"delay=-1s":         "delay is `-1s`: ",
		"jitter=x":          "jitter is `x`: want a duration such as 5ms",
		"rate=10":           "rate is `10`: want bits a second, such as 10Mbit, or none",
		"rate=10MB":         "rate is `10MB`: ",
		"rate=0bit":         "rate is `0bit`: ",
		"mtu=67":            "mtu is `67`: want bytes such as 1280, at least 68, or none",
		"cut=2s@":           "cut is `2s@`: want how long, and from when, such as 2s@1s",
		"cut=@1s":           "cut is `@1s`: ",
		"seed=-1":           "seed is `-1`: want a number such as 7",
		"loss=1% loss=2%":   "`loss` is given twice",
		"delay=1ms los=2%x": "there is no condition `los`; ",
	} {
		if _, err := Parse(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Parse(%q): %v, want %s", text, err, want)
		}
	}
}
