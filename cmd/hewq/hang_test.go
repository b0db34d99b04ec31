package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/stdlib"
)

// waitsFor is how a report tells what main waits for in the programs of waiting.
var waitsFor = map[string]string{
	"sleep":             "in a sleep of 1m40s in main at p.hew:1:",
	"loop":              "main runs in main at p.hew:1:",
	"accept":            "to accept a connection on 127.0.0.1:PORT in main at p.hew:2:",
	"stdin":             "for a line of the standard input in main at p.hew:2:",
	"connect":           "to connect to 127.0.0.1:9 in main at p.hew:10:",
	"accept stream":     "for the peer to open a stream of c2 in main at p.hew:10:",
	"open stream":       "until the peer allows one more stream of c1 in main at p.hew:10:",
	"receive":           "for data on stream 0 of c1 in main at p.hew:10:",
	"receive in time":   "for data on stream 0 of c1 in main at p.hew:10:",
	"receive text":      "for text on stream 0 of c1 in main at p.hew:10:",
	"send":              "until the peer takes more data on stream 0 of c1 in main at p.hew:10:",
	"send in time":      "until the peer takes more data on stream 0 of c1 in main at p.hew:10:",
	"endpoint event":    "for an event of the endpoint on 127.0.0.1:PORT in main at p.hew:10:",
	"connection event":  "for an event of connection c2 in main at p.hew:10:",
	"delivery":          "for an event of connection c2 in main at p.hew:10:",
	"loop around waits": "for data on stream 0 of c1 in main at p.hew:10:",
	"failing after it":  "for data on stream 0 of c1 in main at p.hew:10:",
	"an actor after main": "until the actors have handled their messages\n" +
		"  actor #1 (Busy) runs in Busy.spin at p.hew:6:",

	"tcp accept": "to accept a connection on 127.0.0.1:PORT in main at p.hew:4:",
	"tcp read":   "for data from 127.0.0.1:PORT in main at p.hew:6:",
}

// Each wait of a program in this process is told in its own words.
func TestReportsOfWaits(t *testing.T) {
	programs := map[string]string{
		"tcp accept": "import std::net;\nfn main() {\n\tlet l = net.listen(\"127.0.0.1:0\");\n\tlet c = l.accept();\n}",
		"tcp read": strings.ReplaceAll("import std::net;\nfn main() {\n\tlet l = net.listen(\"127.0.0.1:FREE\");\n\tlet c = net.connect(\"127.0.0.1:FREE\");\n"+
			"\tlet p = l.accept();\n\tlet d = c.read();\n}", "FREE", freePort(t)),
	}
	maps.Copy(programs, waiting)
	for name, text := range programs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, ok := waitsFor[name]
			if !ok {
				t.Fatal("there is nothing to expect")
			}
			program, mistakes := lang.Load(source.New("p.hew", text), stdlib.Modules)
			if len(mistakes) > 0 {
				t.Fatalf("%s\n%v", text, mistakes)
			}
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			stdin, typing := io.Pipe()
			ended := make(chan struct{})
			var w eval.Waiting
			go func() {
				defer close(ended)
				_, _ = program.Run(ctx, lang.IO{Stdin: stdin, Waiting: &w}) // it is interrupted
			}()
			defer func() {
				cancel()
				typing.Close()
				<-ended
			}()
			got := ""
			for !strings.Contains(got, want) { // it may not have come there yet
				select {
				case <-ended:
					t.Fatalf("it has ended; the last report is\n%s", got)
				default:
				}
				got = steadyReport(w.Report())
			}
		})
	}
}

var (
	reportedPort = regexp.MustCompile(`(127\.0\.0\.1:|:::|\[::\]:)\d{4,}`)
	reportedAge  = regexp.MustCompile(`has waited \S+ `)
	reportedTime = regexp.MustCompile(`, \S+ after its start`)
)

// steadyReport is a report without what differs from run to run.
func steadyReport(text string) string {
	text = reportedAge.ReplaceAllString(reportedTime.ReplaceAllString(text, ""), "waits ")
	return reportedPort.ReplaceAllString(text, "${1}PORT")
}

// asking is a program whose main waits for an actor that prints "ready".
const asking = `actor Slow {
    receive fn reply() -> i64 {
        println("ready");
        sleep(3600);
        1
    }
}

fn main() {
    let slow = spawn Slow;
    defer println("deferred");
    let r = await slow.reply();
}
`

// The time of a program ends it, with a report.
func TestTimeout(t *testing.T) {
	for _, args := range [][]string{
		{"run", "--timeout", "300ms", write(t, asking)},
		{"eval", "--timeout", "300ms", `println("ready"); defer println("deferred"); sleep(3600);`},
		{"eval", "--json", "--timeout", "300ms", `sleep(3600)`},
	} {
		t.Run(strings.Join(args[:2], " "), func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			cmd := exec.CommandContext(t.Context(), "hewq", args...)
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			_ = cmd.Run() // the status is looked at below
			if got := cmd.ProcessState.ExitCode(); got != exitTimedOut {
				t.Errorf("exit status %d, want %d", got, exitTimedOut)
			}
			if want := "hewq: the program has not ended within 300ms\nwhere the program is, "; !strings.HasPrefix(stderr.String(), want) {
				t.Errorf("stderr %q, want it to begin with %q", &stderr, want)
			}
			if got := stdout.String(); got != "" && got != "ready\ndeferred\n" && !strings.Contains(got, `"exit_code":124`) {
				t.Errorf("stdout %q", got)
			}
		})
	}
}

// A program that ends in its time does not hear of it.
func TestTimeoutThatIsNotReached(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "hewq", "run", "--timeout", "60", write(t, `fn main() -> i64 { println("x"); 3 }`)).CombinedOutput()
	if string(out) != "x\n" || err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("%q, %v", out, err)
	}
}

// A report that nothing reads does not keep a program from being ended. It is written once something
// reads it.
func TestReportThatNothingReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		tell := teller(w, func() string { return "main waits\n" })
		begun := time.Now()
		tell("late:\n")
		if waited := time.Since(begun); waited != tellWithin {
			t.Errorf("it waited for %v", waited)
		}
		const want = "late:\nmain waits\n"
		got := make([]byte, len(want))
		if _, err := io.ReadFull(r, got); err != nil || string(got) != want {
			t.Errorf("got %q, %v", got, err)
		}
	})
}
