package testrun

// This file takes what testscript says of a script, and makes a Result of it.

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// A scriptLog is the testscript.T of one script.
type scriptLog struct {
	log             strings.Builder
	failed, skipped bool
}

// Run implements testscript.T: there is one script.
func (l *scriptLog) Run(_ string, f func(testscript.T)) { f(l) }

// Skip implements testscript.T. It ends the goroutine, as FailNow does.
func (l *scriptLog) Skip(args ...any) {
	l.skipped = true
	l.Log(args...)
	runtime.Goexit()
}

// Fatal implements testscript.T.
func (l *scriptLog) Fatal(args ...any) {
	l.Log(args...)
	l.FailNow()
}

// FailNow implements testscript.T.
func (l *scriptLog) FailNow() {
	l.failed = true
	runtime.Goexit()
}

// Log implements testscript.T.
func (l *scriptLog) Log(args ...any) { fmt.Fprintln(&l.log, args...) }

// Parallel implements testscript.T. The Runner decides what runs side by side.
func (*scriptLog) Parallel() {}

// Verbose implements testscript.T.
func (*scriptLog) Verbose() bool { return false }

// failedAt is the line of a log that says where a script failed, and why.
var failedAt = regexp.MustCompile(`(?m)^FAIL: (.*):(\d+): (.*)\n`)

// result is what came of the script in a file, whose absolute path is abs.
func (l *scriptLog) result(file, abs string) Result {
	switch {
	case l.skipped:
		why, _, _ := strings.Cut(l.log.String(), "\n") // what stands behind skip
		return Result{Outcome: Ignored, Note: why}
	case !l.failed && strings.Contains(l.log.String(), abs+" updated\n"):
		return Result{Outcome: Passed, Note: "rewritten"}
	case !l.failed:
		return Pass()
	}
	result := Fail(Differed, "the script failed")
	if m := failedAt.FindStringSubmatch(l.log.String()); m != nil {
		line, _ := strconv.Atoi(m[2]) // it is a number
		result.Failure.Message = m[3]
		result.Failure.Place = &Place{file, line, 1}
	}
	result.Failure.Text = l.text(abs)
	return result
}

// text is the log for people: what the script did from its last comment on.
func (l *scriptLog) text(abs string) string {
	return strings.TrimSpace(strings.ReplaceAll(failedAt.ReplaceAllString(l.log.String(), ""), abs, filepath.Base(abs))) + "\n"
}
