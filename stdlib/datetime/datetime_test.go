package datetime

import (
	"strings"
	"testing"

	"hewq/lang/value"
	"hewq/native"
)

func call(t *testing.T, c *native.Call, symbol string, args ...value.Value) value.Value {
	t.Helper()
	c.Args = args
	v, err := Module.Funcs()[symbol].Call(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func newCall() *native.Call { return &native.Call{Env: &native.Env{}, Actor: &native.Actor{}} }

// saturday is 2026-01-31 09:30:05 UTC.
const saturday = 1769851805000

func TestParts(t *testing.T) {
	for part, want := range map[string]int64{"year": 2026, "month": 1, "day": 31, "hour": 9, "minute": 30, "second": 5, "weekday": 5} {
		if got := call(t, newCall(), "hew_datetime_"+part, value.Int(saturday)).Int(); got != want {
			t.Errorf("%s = %d, want %d", part, got, want)
		}
	}
}

func TestParseUndoesFormat(t *testing.T) {
	c := newCall()
	layout := value.String("%Y-%m-%d %H:%M:%S")
	text := call(t, c, "hew_datetime_format", value.Int(saturday), layout)
	if got, want := text.Str(), "2026-01-31 09:30:05"; got != want {
		t.Errorf("format = %q, want %q", got, want)
	}
	if got := call(t, c, "hew_datetime_parse", text, layout).Int(); got != saturday {
		t.Errorf("parse = %d, want %d", got, int64(saturday))
	}
}

func TestDaysThatMonthsDoNotHave(t *testing.T) {
	for _, tt := range []struct {
		text, layout string
		there        bool
	}{
		{"2026-02-30", "%Y-%m-%d", false},
		{"20250229", "%Y%m%d", false},
		{"31 Apr 2026", "%d %b %Y", false},
		{"2024-02-29", "%Y-%m-%d", true},
		{"31/12/2026 23:59", "%d/%m/%Y %H:%M", true},
		{"2026-060", "%Y-%j", true},
		{"2026-W09-7", "%G-W%V-%u", true},
		{"2026-03-01 00:30 +0200", "%Y-%m-%d %H:%M %z", true},
		{"1769851805", "%s", true},
		{"12:30", "%H:%M", true},
	} {
		c := newCall()
		call(t, c, "hew_datetime_parse", value.String(tt.text), value.String(tt.layout))
		why := call(t, c, "hew_datetime_last_error").Str()
		if (why == "") != tt.there {
			t.Errorf("%s with %s: %q", tt.text, tt.layout, why)
		}
	}
}

func TestLastErrorIsOfTheLastParse(t *testing.T) {
	c := newCall()
	layout := value.String("%Y")
	call(t, c, "hew_datetime_parse", value.String("no year"), layout)
	if got := call(t, c, "hew_datetime_last_error").Str(); !strings.Contains(got, "no year") {
		t.Errorf("after a failure: %q", got)
	}
	call(t, c, "hew_datetime_parse", value.String("2026"), layout)
	if got := call(t, c, "hew_datetime_last_error").Str(); got != "" {
		t.Errorf("after a success: %q", got)
	}
}

func TestNowNanosNeverGoesBack(t *testing.T) {
	c := newCall()
	a := call(t, c, "hew_datetime_now_nanos").Int()
	if b := call(t, c, "hew_datetime_now_nanos").Int(); a < 0 || b < a {
		t.Errorf("%d, then %d", a, b)
	}
}
