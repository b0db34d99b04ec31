package lsp

// This file gives the lines above declarations: how often they are used, and the command that runs a test.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"hewq/lang/query"
	"hewq/lsp/rpc"
)

// A TestRunner runs the test with a name in a file, as if in the folder dir, and writes its report to out. Its error is nil if the
// test could be run, and passed tells how it went. It ends soon after ctx.
type TestRunner func(ctx context.Context, dir, file, name string, out io.Writer) (passed bool, err error)

// runTest is the command that runs a test: its arguments are the URI of the file and the name of the function.
const runTest = "hewq.runTest"

// codeLens lists what stands above the declarations of a document. How often they are used is told when the client asks for it.
func (s *server) codeLens(_ context.Context, d *document, _ documentParams) ([]codeLens, error) {
	all := []codeLens{}
	if s.isCopy(d) {
		return all, nil
	}
	if s.RunTest != nil {
		for _, e := range query.Tests(d.tree()) {
			all = append(all, codeLens{Range: s.client.units.Range(e.NameSpan), Command: runTestCommand(d, e)})
		}
	}
	for _, e := range query.Counted(d.tree()) {
		all = append(all, codeLens{Range: s.client.units.Range(e.NameSpan), Data: &lensData{d.uri, e.Name}})
	}
	return all, nil
}

// runTestCommand runs a test of a document.
func runTestCommand(d *document, test query.Entry) *command {
	return &command{"▶ Run test", runTest, []string{d.uri, test.Name}}
}

// resolveLens counts the uses of a declaration.
func (s *server) resolveLens(ctx context.Context, l codeLens) (codeLens, error) {
	if l.Data == nil {
		return l, nil
	}
	d := s.docs.named(fileName(l.Data.URI))
	if d == nil {
		return l, rpc.Errorf(rpc.InvalidParams, "%s is not open", l.Data.URI)
	}
	f, err := s.known(ctx, d)
	if err != nil {
		return l, err
	}
	at := s.offset(d, l.Range.Start)
	if !strings.HasPrefix(d.file.Text[at:], l.Data.Name) {
		return l, errModified
	}
	n, err := s.work.Uses(ctx, f, at, s.folders.all())
	if err != nil {
		return l, err
	}
	l.Command = &command{Title: fmt.Sprintf("%d references", n)}
	if n == 1 {
		l.Command.Title = "1 reference"
	}
	return l, nil
}

// executeCommand runs a command that the server has offered.
func (s *server) executeCommand(ctx context.Context, p commandParams) (any, error) {
	if p.Command != runTest || s.RunTest == nil {
		return nil, rpc.Errorf(rpc.InvalidParams, "there is no command `%s`", p.Command)
	}
	var args []string
	for _, a := range p.Arguments {
		var text string
		if err := json.Unmarshal(a, &text); err != nil {
			break
		}
		args = append(args, text)
	}
	if len(args) != 2 {
		return nil, rpc.Errorf(rpc.InvalidParams, "`%s` takes the URI of a file and the name of a test", runTest)
	}
	return s.runTest(ctx, args[0], args[1])
}

// runTest runs a test. The client sees how it went, and in its log the report.
func (s *server) runTest(ctx context.Context, uri, name string) (testOutcome, error) {
	file := fileName(uri)
	if !isFile(uri) {
		return testOutcome{}, rpc.Errorf(requestFailed, "%s is in no file: save it to run its tests", uri)
	}
	var report bytes.Buffer
	passed, err := s.RunTest(ctx, s.folders.around(file), file, name, &report)
	if err != nil {
		return testOutcome{}, rpc.Errorf(requestFailed, "the test `%s` could not be run: %v", name, err)
	}
	said, kind := "passed", messageInfo
	if !passed {
		said, kind = "failed", messageError
	}
	note := ""
	if d := s.docs.named(file); d != nil {
		if saved, err := os.ReadFile(file); err == nil && string(saved) != d.file.Text {
			note = "; changes that are not saved were not in it"
		}
	}
	text := strings.TrimSpace(report.String())
	s.notify("window/logMessage", logMessage{Type: messageLog, Message: text})
	message := fmt.Sprintf("the test `%s` %s%s", name, said, note)
	if !passed {
		message += "\n" + failureIn(text)
	}
	s.notify("window/showMessage", logMessage{Type: kind, Message: message})
	return testOutcome{Test: name, Passed: passed}, nil
}

// failureIn is what a report says of the test that failed, up to the place.
func failureIn(report string) string {
	_, failure, ok := strings.Cut(report, " ----\n")
	if !ok {
		return report
	}
	failure, _, _ = strings.Cut(failure, "\n  |")
	return failure
}
