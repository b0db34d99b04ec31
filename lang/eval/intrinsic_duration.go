package eval

// This file has the methods of durations and instants.

import (
	"math"
	"time"

	"hewq/lang/value"
)

func durationIntrinsics() map[string]intrinsic {
	same := func(_ *lowerer, c *call) expr { return c.args[0].x }
	return map[string]intrinsic{
		"duration.from_nanos": same,
		"duration.nanos":      same,
		"duration.micros":     durationIn(time.Microsecond),
		"duration.millis":     durationIn(time.Millisecond),
		"duration.secs":       durationIn(time.Second),
		"duration.mins":       durationIn(time.Minute),
		"duration.hours":      durationIn(time.Hour),
		"duration.abs":        pure1(durationAbs),
		"duration.is_zero":    pure1(func(d value.Value) value.Value { return value.Bool(d.Int() == 0) }),

		"instant.now":            instantNow,
		"instant.elapsed":        pure1(instantElapsed),
		"instant.duration_since": pure2(instantSince),
	}
}

func durationIn(unit time.Duration) intrinsic {
	n := int64(unit)
	return func(_ *lowerer, c *call) expr {
		x := c.args[0].x
		return func(f *frame) value.Value { return value.Int(x(f).Int() / n) }
	}
}

func durationAbs(d value.Value) value.Value {
	switch n := d.Int(); {
	case n == math.MinInt64:
		return value.Int(math.MaxInt64)
	case n < 0:
		return value.Int(-n)
	}
	return d
}

// An instant is a point in time; it is never changed.
type instant struct {
	at time.Time
}

func instantNow(*lowerer, *call) expr {
	return func(*frame) value.Value { return value.FromRef(&instant{time.Now()}) }
}

func instantElapsed(then value.Value) value.Value {
	return value.Int(int64(time.Since(value.Ref[instant](then).at)))
}

func instantSince(later, earlier value.Value) value.Value {
	return value.Int(int64(value.Ref[instant](later).at.Sub(value.Ref[instant](earlier).at)))
}
