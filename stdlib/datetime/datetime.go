// Package datetime is the Hew module std::time::datetime.
package datetime

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/itchyny/timefmt-go"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage datetime.hew

//go:embed datetime.image
var image string

// Module is std::time::datetime.
var Module = native.Module{
	Path:  "std::time::datetime",
	Image: image,
	Funcs: func() native.Funcs {
		return native.Funcs{
			"hew_datetime_now_ms":     native.F0(nowMillis),
			"hew_datetime_now_nanos":  native.F0(nowNanos),
			"hew_datetime_format":     native.F2(format),
			"hew_datetime_parse":      native.F2(parse),
			"hew_datetime_last_error": native.F0(lastError),
			"hew_datetime_year":       part(time.Time.Year),
			"hew_datetime_month":      part(func(t time.Time) int { return int(t.Month()) }),
			"hew_datetime_day":        part(time.Time.Day),
			"hew_datetime_hour":       part(time.Time.Hour),
			"hew_datetime_minute":     part(time.Time.Minute),
			"hew_datetime_second":     part(time.Time.Second),
			"hew_datetime_weekday":    part(func(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }),
		}
	},
}

// clock is what a program keeps: the start that now_nanos counts from.
type clock struct{ start time.Time }

// failure is what an actor keeps: why its last parse failed.
type failure struct{ text string }

func nowMillis(*native.Call) (int64, error) { return time.Now().UnixMilli(), nil }

func nowNanos(c *native.Call) (int64, error) {
	k := native.State(c.Env, func(*native.Env) *clock { return &clock{time.Now()} })
	return int64(time.Since(k.start)), nil
}

func format(_ *native.Call, ms int64, layout string) (string, error) {
	return timefmt.Format(time.UnixMilli(ms).UTC(), layout), nil
}

func parse(c *native.Call, text, layout string) (int64, error) {
	t, err := timefmt.Parse(text, layout)
	if err == nil && !sameInMonth(t, text, layout) {
		err = fmt.Errorf("failed to parse %q with %q: there is no such day in the month", text, layout)
	}
	f := native.Local[failure](c)
	if err != nil {
		f.text = err.Error()
		return 0, nil
	}
	f.text = ""
	return t.UnixMilli(), nil
}

// sameInMonth tells whether text is t again if its month is set to that of t, of which the last %m
// decides. It is not for 30 February, which timefmt reads as 2 March.
func sameInMonth(t time.Time, text, layout string) bool {
	again, err := timefmt.Parse(fmt.Sprintf("%s|%02d", text, t.Month()), layout+"|%m")
	return err == nil && again.Equal(t)
}

func lastError(c *native.Call) (string, error) { return native.Local[failure](c).text, nil }

func part(of func(time.Time) int) native.Binding {
	return native.F1(func(_ *native.Call, ms int64) (int64, error) {
		return int64(of(time.UnixMilli(ms).UTC())), nil
	})
}
