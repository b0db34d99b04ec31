// Package log is the module std::misc::log: messages with levels and fields.
package log

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage log.hew

//go:embed log.image
var image string

// Module is std::misc::log.
var Module = native.Module{Path: "std::misc::log", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_log_emit":               native.F4(emit),
		"hew_log_get_level":          native.F0(level),
		"hew_log_set_level":          native.F1(setLevel),
		"hew_log_get_format":         native.F0(format),
		"hew_log_set_format":         native.F1(setFormat),
		"hew_log_encode_field_value": native.F1(encode),
	}
}}

// settings are what the program's messages are written by.
type settings struct {
	mu            sync.Mutex
	level, format int64
}

func current(c *native.Call) *settings {
	return native.State(c.Env, func(*native.Env) *settings { return &settings{level: -1} })
}

func level(c *native.Call) (int64, error) {
	s := current(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.level, nil
}

func setLevel(c *native.Call, n int64) (native.Unit, error) {
	s := current(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.level = min(max(n, 0), 4)
	return native.Unit{}, nil
}

func format(c *native.Call) (int64, error) {
	s := current(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.format, nil
}

func setFormat(c *native.Call, n int64) (native.Unit, error) {
	s := current(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.format = min(max(n, 0), 1)
	return native.Unit{}, nil
}

// encode quotes a field's text if it would not end at the next space.
func encode(_ *native.Call, s string) (string, error) {
	if !strings.ContainsAny(s, " \"\\\n\r") {
		return s, nil
	}
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\r", `\r`).Replace(s) + `"`, nil
}

// decode is what encode made of a text.
func decode(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(s[1 : len(s)-1])
}

// names are those of the levels, colours how a terminal shows them.
var (
	names   = [...]string{"ERROR", "WARN", "INFO", "DEBUG", "TRACE"}
	colours = [...]string{"31", "33", "32", "34", "2"}
)

func emit(c *native.Call, level, format int64, message string, fields []string) (native.Unit, error) {
	i := min(max(level, 0), int64(len(names)-1))
	now := time.Now().UTC()
	write := text
	if format == 1 {
		write = object
	}
	s := current(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := io.WriteString(c.Env.Stderr, write(int(i), now, message, fields))
	return native.Unit{}, err
}

// text is a message for people.
func text(level int, now time.Time, message string, fields []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\x1b[2m%s\x1b[0m \x1b[%sm%-5s\x1b[0m %s", now.Format("15:04:05.000"), colours[level], names[level], message)
	for _, f := range fields {
		key, val, _ := strings.Cut(f, "=")
		b.WriteString(" " + key + "=" + decode(val))
	}
	b.WriteByte('\n')
	return b.String()
}

// object is a message for programs. All fields are strings.
func object(level int, now time.Time, message string, fields []string) string {
	var b strings.Builder
	ts := strconv.FormatFloat(float64(now.UnixMilli())/1000, 'f', 3, 64)
	fmt.Fprintf(&b, `{"ts":%s,"level":"%s","msg":%s`, ts, names[level], quote(message))
	for _, f := range fields {
		if key, val, _ := strings.Cut(f, "="); key != "" {
			b.WriteString("," + quote(key) + ":" + quote(decode(val)))
		}
	}
	b.WriteString("}\n")
	return b.String()
}

func quote(s string) string {
	// A string always encodes.
	b, _ := json.Marshal(s)
	return string(b)
}
