package main

// This file reads the limits that flags set.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// A timeLimit is a time in seconds, or with the unit ms, s or m.
type timeLimit time.Duration

// UnmarshalText reads what the user has written.
func (l *timeLimit) UnmarshalText(text []byte) error {
	number, unit := string(text), time.Second
	for _, u := range []struct {
		suffix string
		unit   time.Duration
	}{{"ms", time.Millisecond}, {"s", time.Second}, {"m", time.Minute}} {
		if rest, ok := strings.CutSuffix(number, u.suffix); ok {
			number, unit = rest, u.unit
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) || n > math.MaxInt64/int64(unit):
		return fmt.Errorf("%s is too long", text)
	case err != nil || n < 0:
		return fmt.Errorf("expected a whole number, of seconds or with ms, s or m, and got `%s`", text)
	case n == 0:
		return errors.New("it must be at least 1ms")
	}
	*l = timeLimit(time.Duration(n) * unit)
	return nil
}

// A byteLimit is a number of bytes, with a unit such as MiB.
type byteLimit int64

// UnmarshalText reads what the user has written.
func (l *byteLimit) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	if err != nil || n > math.MaxInt64 {
		return fmt.Errorf("expected a size such as 512MiB or 2GiB, and got `%s`", text)
	}
	*l = byteLimit(n)
	return nil
}
