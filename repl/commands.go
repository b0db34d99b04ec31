package repl

// This file holds the commands: inputs that begin with a colon.

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/parser"
	"hewq/lang/query"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/manual"
	"hewq/manual/terminal"
)

// A command is one of the inputs that are for the session itself.
type command struct {
	names    []string // that people type, the first in the help
	argument string   // in the help, "" if it takes none; in brackets if it needs none
	does     string
	run      func(*Session, context.Context, argument) Answer
}

// An argument is what stands behind the name of a command.
type argument struct {
	text  string
	src   *source.File // the input with the command blanked out: places in it are those of the input
	input *source.File
}

// commands are all of them, in the order of the help.
func commands() []command {
	return []command{
		{[]string{"help", "h", "?"}, "[NAME]", "this list, or what a command or a name is", (*Session).help},
		{[]string{"type", "t"}, "EXPR", "the type of an expression, which is not evaluated", (*Session).typeOf},
		{[]string{"doc", "d"}, "NAME", "the documentation of a name, a word or a code: fs.read, match", (*Session).doc},
		{[]string{"info", "i"}, "VALUE", "a value in full, its type, what is known of a handle, and what can be done with it", (*Session).info},
		{[]string{"all"}, "VALUE", "a value with all its elements and all of its text", (*Session).all},
		{[]string{"time"}, "EXPR", "how long an input takes", (*Session).time},
		{[]string{"session", "show", "s"}, "", "all variables with their types and values", (*Session).showSession},
		{[]string{"items"}, "", "all that was declared and imported", (*Session).showItems},
		{[]string{"actors"}, "", "the actors that live, where and for what each waits, and since when", (*Session).actors},
		{[]string{"kill"}, "ID", "end an actor, or bg2 in the background, in the middle of what it does", (*Session).kill},
		{[]string{"trace"}, "ID", "tell what happens to an actor; again: no more", (*Session).trace},
		{[]string{"bg"}, "[EXPR]", "evaluate in the background, with copies of variables; alone: what runs there", (*Session).bg},
		{[]string{"fg"}, "[N]", "wait for what runs in the background; Ctrl-C leaves it there", (*Session).fg},
		{[]string{"conns"}, "", "all endpoints, connections and streams, and the variables that hold them", (*Session).conns},
		{[]string{"watch"}, "CONN", "tell what happens on a connection; again: no more", (*Session).watch},
		{[]string{"unwatch"}, "[CONN]", "end that, of one connection or of all", (*Session).unwatch},
		{[]string{"load", "l"}, "FILE", "the declarations and statements of a file", (*Session).load},
		{[]string{"history"}, "[N|TEXT]", "the last inputs, N of them, or all with a text", (*Session).history},
		{[]string{"edit", "e"}, "[N|NAME]", "edit an input or a declaration in $EDITOR, and evaluate it", (*Session).edit},
		{[]string{"save"}, "FILE", "the session as a program, or as a test if the name ends in _test.hew", (*Session).save},
		{[]string{"clear", "reset"}, "", "begin anew: everything is closed and forgotten", (*Session).clear},
		{[]string{"quit", "q", "exit"}, "", "leave; Ctrl-D does too", (*Session).quit},
	}
}

// splitCommand is the name and the argument of a command.
func splitCommand(text string) (name, argument string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), ":")
	if !ok || strings.HasPrefix(rest, ":") {
		return "", "", false
	}
	rest = strings.TrimLeft(rest, " \t")
	end := strings.IndexFunc(rest, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' })
	if end < 0 {
		return rest, "", true
	}
	return rest[:end], strings.TrimSpace(rest[end:]), true
}

func (s *Session) command(ctx context.Context, src *source.File, name, text string) Answer {
	at := strings.Index(src.Text, name) + len(name)
	arg := argument{text, source.New(src.Name, strings.Repeat(" ", at)+src.Text[at:]), src}
	var names []string
	for _, c := range commands() {
		if !slices.Contains(c.names, name) {
			names = append(names, c.names...)
			continue
		}
		switch {
		case c.argument != "" && text == "" && !strings.HasPrefix(c.argument, "["):
			return refuse("`:%s` needs %s: %s", name, c.argument, c.does)
		case c.argument == "" && text != "":
			return refuse("`:%s` takes nothing behind it", name)
		}
		a := c.run(s, ctx, arg)
		unblank(&a, arg)
		return a
	}
	if near := diag.Nearest(name, names); near != "" {
		return refuse("there is no command `:%s`; did you mean `:%s`?", name, near)
	}
	return refuse("there is no command `:%s`; `:help` shows all", name)
}

// unblank makes the places in the answer of a command those of the input.
func unblank(a *Answer, arg argument) {
	mend := func(at *source.Span) {
		if at.File == arg.src {
			at.File = arg.input
		}
	}
	for i := range a.Diagnostics {
		d := &a.Diagnostics[i]
		mend(&d.Span)
		for j := range d.Notes {
			mend(&d.Notes[j].Span)
		}
	}
	if fault := (*eval.Fault)(nil); errors.As(a.Err, &fault) {
		mend(&fault.Span)
		for i := range fault.Stack {
			mend(&fault.Stack[i].Span)
		}
	}
}

// A CommandError is why a command could not be carried out, as a sentence.
type CommandError struct{ Reason string }

func (e *CommandError) Error() string { return e.Reason }

func refuse(format string, args ...any) Answer {
	return Answer{Err: &CommandError{fmt.Sprintf(format, args...)}}
}

func (s *Session) help(ctx context.Context, arg argument) Answer {
	if arg.text != "" {
		for _, c := range commands() {
			if slices.Contains(c.names, strings.TrimPrefix(arg.text, ":")) {
				return Answer{Text: c.line()}
			}
		}
		return s.doc(ctx, arg)
	}
	var b strings.Builder
	b.WriteString(s.rendered("Type Hew: expressions, statements, declarations, imports. All of it stays known until "+
		"`:clear` or the end; `_` is the last value. Functions see other declarations and constants, "+
		"not variables; closures see variables too.") + "\n\n")
	for _, c := range commands() {
		b.WriteString("  " + c.line() + "\n")
	}
	b.WriteString("\n" + s.rendered("Ctrl-C stops an input that runs, or clears the line; Tab completes; Ctrl-R searches what was "+
		"typed before; a blank line twice ends an input that waits for more."))
	return Answer{Text: b.String()}
}

// line is what the help says of a command.
func (c command) line() string {
	head := ":" + c.names[0]
	if c.argument != "" {
		head += " " + c.argument
	}
	line := fmt.Sprintf("%-15s %s", head, c.does)
	if len(c.names) > 1 {
		line += " (:" + strings.Join(c.names[1:], ", :") + ")"
	}
	return line
}

func (s *Session) quit(context.Context, argument) Answer { return Answer{Quit: true} }

// expression parses and checks the expression of a command. What it would declare is not made known.
func (s *Session) expression(src *source.File) (*check.Input, Answer) {
	parsed, ds, _ := parser.ParseInput(src)
	if len(ds) > 0 {
		return nil, Answer{Diagnostics: ds}
	}
	if len(parsed.Items) > 0 {
		return nil, refuse("this is a declaration; an expression is needed")
	}
	in, ds := s.checker.CheckInput(parsed.File(src), parsed.Stmts)
	return in, Answer{Diagnostics: ds}
}

func (s *Session) typeOf(_ context.Context, arg argument) Answer {
	if sym, ok := s.symbol(arg.text); ok && sym.Kind != check.VariableSymbol {
		return Answer{Text: sym.Detail}
	}
	in, a := s.expression(arg.src)
	if a.Failed() {
		return a
	}
	defer s.release(in)
	if in.Type == nil {
		return Answer{Text: "()"}
	}
	return Answer{Text: in.Type.String()}
}

func (s *Session) time(ctx context.Context, arg argument) Answer {
	a := s.evaluate(ctx, arg.src)
	if len(a.Diagnostics) == 0 {
		a.Text = "took " + elapsedText(a.Elapsed)
		a.Elapsed = 0
	}
	return a
}

// elapsedText is a duration with three digits at most.
func elapsedText(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(10 * time.Nanosecond).String()
}

func (s *Session) doc(_ context.Context, arg argument) Answer {
	sym, ok := s.symbol(arg.text)
	if own := ok && (!sym.Span.Known() || !sym.Span.File.Stub); !own {
		library := manual.New(s.options.Modules)
		if found := library.Find(arg.text); len(found) > 0 {
			return Answer{Text: s.rendered(manual.Answer(found)), Page: true}
		}
		if !ok {
			return s.unknown(arg.text, library)
		}
	}
	text := sym.Detail
	if sym.Kind == check.VariableSymbol {
		text = sym.Name + ": " + sym.Detail
	}
	if sym.Doc != "" {
		text += "\n\n" + s.rendered(sym.Doc)
	}
	if more := s.parts(sym); more != "" {
		text += "\n\n" + more
	}
	return Answer{Text: text, Page: true}
}

// rendered is Markdown as text, as wide as the terminal.
func (s *Session) rendered(markdown string) string {
	width := 0
	if s.options.Columns != nil {
		width = s.options.Columns()
	}
	return strings.TrimRight(terminal.Render(markdown, terminal.Options{Width: width}), "\n")
}

// parts lists what a module, a type or a value has.
func (s *Session) parts(sym check.Symbol) string {
	var in []check.Symbol
	switch o := sym.Object.(type) {
	case *check.Module:
		in = s.checker.Exports(o)
	case *check.TypeName:
		in = append(s.checker.Statics(o.Type), s.checker.Members(o.Type)...)
	}
	return list(in)
}

// list is a line for each symbol: what it is and the first line of its documentation.
func list(in []check.Symbol) string {
	var b strings.Builder
	for i, m := range in {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("  " + m.Detail)
		if first := query.FirstSentence(m.Doc); first != "" {
			b.WriteString("\n      " + first)
		}
	}
	return b.String()
}

// symbol finds what a path of names means: `quic.new_server`, `Shape::Circle`.
func (s *Session) symbol(path string) (check.Symbol, bool) {
	names := strings.FieldsFunc(strings.TrimPrefix(path, "std::"), func(r rune) bool { return r == '.' || r == ':' })
	for _, n := range names {
		if !token.IsWord(n) {
			return check.Symbol{}, false
		}
	}
	if len(names) == 0 {
		return check.Symbol{}, false
	}
	if sym, ok := s.checker.Lookup(names...); ok {
		return sym, true
	}
	return s.checker.Lookup(names[len(names)-1:]...)
}

// unknown refuses a name that means nothing, here or in the library.
func (s *Session) unknown(name string, l *manual.Library) Answer {
	var names []string
	for _, v := range s.checker.Visible() {
		names = append(names, v.Name)
	}
	if near := diag.Nearest(name, names); near != "" {
		return refuse("there is no `%s`; did you mean `%s`?", name, near)
	}
	return refuse("%s", strings.TrimSuffix(l.Unknown(name), "\n"))
}

// whole is how much of a value `:info` shows.
var whole = eval.Limit{Elems: 1000, Bytes: 16 << 10, Depth: 20}

// info shows a value and what can be done with it. It evaluates an expression, but for a name.
func (s *Session) info(ctx context.Context, arg argument) Answer {
	sym, ok := s.symbol(arg.text)
	if ok && sym.Kind != check.VariableSymbol {
		return s.doc(ctx, arg)
	}
	v, text, a := s.valueOf(ctx, arg, whole)
	if a.Failed() || v == nil {
		a.Text = text
		return a
	}
	if facts := factsText(s.machine.Handle(v)); facts != "" {
		text += "\n\n" + facts
	}
	members := s.checker.Members(v.Type)
	if len(members) > 0 {
		text += "\n\n"
	}
	if len(members) > manyMembers {
		return Answer{Text: text + wrapped(members)}
	}
	return Answer{Text: text + list(members)}
}

// unlimited is how much of a value `:all` shows.
var unlimited = eval.Limit{Elems: math.MaxInt, Bytes: math.MaxInt, Depth: 1000}

// all shows a value without limits.
func (s *Session) all(ctx context.Context, arg argument) Answer {
	_, text, a := s.valueOf(ctx, arg, unlimited)
	a.Text = text
	return a
}

// valueOf is the variable that the argument of a command names, or one with the value of it, and
// what it shows within a limit. It is nil if the argument has no value.
func (s *Session) valueOf(ctx context.Context, arg argument, limit eval.Limit) (v *check.Local, text string, a Answer) {
	if sym, ok := s.symbol(arg.text); ok && sym.Kind == check.VariableSymbol {
		return sym.Object.(*check.Local), s.binding(sym, limit), Answer{}
	}
	in, a := s.expression(arg.src)
	if a.Failed() {
		return nil, "", a
	}
	result, err := s.machine.Run(ctx, in)
	if err == nil && result.Value != nil {
		v = result.Value
		text = s.show(v, limit) + " : " + v.Type.String()
	}
	replaced := s.keep(in, result.Done, result.Value)
	s.release(in)
	if closed := s.machine.Forget(ctx, replaced); err == nil {
		err = closed
	}
	return v, text, Answer{Err: err}
}

// manyMembers is how many members `:info` describes; more are only named.
const manyMembers = 20

// wrapped are the names of symbols in lines that fit a terminal.
func wrapped(in []check.Symbol) string {
	const width = 90
	var b strings.Builder
	column := 0
	for i, m := range in {
		word := m.Name
		if i < len(in)-1 {
			word += ","
		}
		switch {
		case column == 0:
			b.WriteString("  ")
			column = 2
		case column+1+len(word) > width:
			b.WriteString("\n  ")
			column = 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}

// binding is a line about a variable.
func (s *Session) binding(sym check.Symbol, limit eval.Limit) string {
	l := sym.Object.(*check.Local)
	kind := "let "
	if l.Mutable {
		kind = "var "
	}
	if l.Name == "_" {
		kind = ""
	}
	line := kind + l.Name + ": " + l.Type.String()
	if s.flow.Moved(l) {
		return line + ", moved away"
	}
	if v := s.show(l, limit); v != "" {
		line += " = " + v
	}
	return line
}

// listed is how much of a value `:session` shows.
var listed = eval.Limit{Elems: 5, Bytes: 60, Depth: 3}

func (s *Session) showSession(context.Context, argument) Answer {
	var lines []string
	for _, sym := range s.checker.Bindings() {
		lines = append(lines, s.binding(sym, listed))
	}
	if len(lines) == 0 {
		return Answer{Text: "no variables"}
	}
	return Answer{Text: strings.Join(lines, "\n")}
}

// An item is a declaration or an import that an input has made.
type item struct {
	name string // what replaces it when declared again
	text string // its head

	source string // all of it
}

// remember notes what the items of an input are for `:items`.
func (s *Session) remember(file *ast.File) {
	for _, i := range file.Items {
		text := headOf(file.Span(i).Text())
		it := item{name: nameOf(i, text), text: text, source: strings.Clone(file.Span(i).Text())}
		if at := slices.IndexFunc(s.items, func(old item) bool { return old.name == it.name }); at >= 0 {
			s.items[at] = it
		} else {
			s.items = append(s.items, it)
		}
	}
}

// nameOf is what an item declares; an impl or an import is its own name.
func nameOf(i *ast.Item, text string) string {
	switch d := i.Decl.(type) {
	case *ast.FuncDecl:
		return d.Name
	case *ast.ConstDecl:
		return d.Name
	case *ast.TypeDecl:
		return d.Name
	case *ast.TraitDecl:
		return d.Name
	}
	return text
}

// headOf is a declaration in one line, without its documentation and its body.
func headOf(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "#[") {
			lines = append(lines, line)
		}
	}
	head := strings.Join(lines, " ")
	if strings.HasPrefix(head, "import") {
		return head
	}
	head, _, _ = strings.Cut(head, "{")
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(head), ";"))
}

func (s *Session) showItems(context.Context, argument) Answer {
	if len(s.items) == 0 {
		return Answer{Text: "nothing declared or imported"}
	}
	var lines []string
	for _, it := range s.items {
		lines = append(lines, it.text)
	}
	return Answer{Text: strings.Join(lines, "\n")}
}

func (s *Session) load(ctx context.Context, arg argument) Answer {
	name := arg.text
	data, err := readFile(name)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return refuse("cannot read %s: %v", name, err)
	}
	text := string(data)
	if line := source.InvalidLine(text); line > 0 {
		return refuse("cannot read %s: line %d is not UTF-8 text", name, line)
	}
	return s.loadSource(ctx, source.New(name, text))
}

// Load evaluates the declarations and statements of a file, as `:load` does. A function `main` is declared, not run.
func (s *Session) Load(ctx context.Context, src *source.File) (a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.begun(&a)
	defer survive(&a)
	return s.loadSource(ctx, src)
}

func (s *Session) loadSource(ctx context.Context, src *source.File) Answer {
	before := len(s.items)
	a := s.evaluate(ctx, src)
	if len(a.Diagnostics) == 0 && a.Err == nil && a.Value == "" {
		a.Text = fmt.Sprintf("loaded %s", src.Name)
		if n := len(s.items) - before; n > 0 {
			a.Text += fmt.Sprintf(", %d new %s", n, map[bool]string{true: "item", false: "items"}[n == 1])
		}
		if _, ok := s.checker.Lookup("main"); ok {
			a.Text += "; main() runs it"
		}
	}
	return a
}

// readFile reads a file. What is no regular file may never come to its end.
func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, errors.New("it is not a regular file")
	}
	return os.ReadFile(name)
}

func (s *Session) clear(ctx context.Context, _ argument) Answer {
	err := s.close(ctx)
	s.start()
	if err != nil {
		return Answer{Err: err}
	}
	return Answer{Text: "all forgotten"}
}
