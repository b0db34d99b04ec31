package lspclient

// This file plays sessions that are written down.

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/creachadair/jrpc2"
	"github.com/rogpeppe/go-internal/txtar"
)

// Play plays a session with a server and gives what it answered. A script is a txtar archive: files, which are written into the folder
// dir, and last a file `session` with a message on each line:
//
//	begin {"capabilities": {}}    initialize and initialized; `initialize` also shows the answer
//	open FILE                     also close FILE
//	change FILE MARK MARK "text"  from one mark to the other; without marks the whole text
//	diagnostics FILE              waits for those of the text as it is now
//	write FILE "text"             on disk
//	hover FILE MARK {…}           any method of textDocument/…, with what else its parameters have
//	workspace/symbol {…}          any other method
//	notify METHOD {…}             a notification
//	asked                         which requests the server has sent since it was last said: waits for one at least
//
// In parameters $DIR stands for the URI of the folder, and $ITEM for the first item of the last answer.
//
// A mark is a place in a file: `«name»`, which is not part of the text. Marks stand for positions in the first text. One mark
// is the position of a request, two are its range.
func Play(ctx context.Context, c *Client, dir string, script []byte) (string, error) {
	p := &player{client: c, dir: dir, texts: map[string]string{}, marks: map[string]map[string]position{}, versions: map[string]int{}}
	var session string
	for _, f := range txtar.Parse(script).Files {
		if f.Name == "session" {
			session = string(f.Data)
			continue
		}
		p.texts[f.Name], p.marks[f.Name] = marked(string(f.Data))
		if err := p.write(f.Name, p.texts[f.Name]); err != nil {
			return "", err
		}
	}
	for line := range strings.Lines(session) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&p.out, line)
			continue
		}
		fmt.Fprintf(&p.out, "> %s\n", line)
		if err := p.play(ctx, line); err != nil {
			return p.out.String(), fmt.Errorf("%s: %w", line, err)
		}
	}
	return p.out.String(), nil
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type player struct {
	client    *Client
	dir       string
	texts     map[string]string // by file, as in the script
	marks     map[string]map[string]position
	versions  map[string]int
	types     []string // of tokens, as the server numbers them
	modifiers []string
	item      string // the first item of the last answer
	out       strings.Builder
}

// marked takes the marks out of a text. Positions count UTF-16 units.
func marked(text string) (string, map[string]position) {
	marks := map[string]position{}
	var clean strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "«")
		clean.WriteString(before)
		if !ok {
			return clean.String(), marks
		}
		name, after, _ := strings.Cut(rest, "»")
		marks[name] = end(clean.String())
		text = after
	}
}

// end is where a text ends.
func end(text string) position {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return position{strings.Count(text, "\n"), len(utf16.Encode([]rune(line)))}
}

func (p *player) write(name, text string) error {
	path := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

func (p *player) uri(name string) string {
	return "file://" + filepath.ToSlash(filepath.Join(p.dir, name))
}

// play sends one message.
func (p *player) play(ctx context.Context, line string) error {
	before, extra, hasExtra := strings.Cut(line, "{")
	if hasExtra {
		extra = "{" + extra
	}
	words := strings.Fields(before)
	switch words[0] {
	case "begin", "initialize":
		return p.initialize(ctx, extra, words[0] == "initialize")
	case "open":
		p.versions[words[1]] = 1
		return p.client.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": p.uri(words[1]), "languageId": "hew", "version": 1, "text": p.texts[words[1]],
		}})
	case "close":
		return p.client.Notify(ctx, "textDocument/didClose", p.params(words[1:], "", nil))
	case "change":
		return p.change(ctx, line)
	case "write":
		name, text, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "write")), " ")
		var s string
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			return err
		}
		return p.write(name, s)
	case "asked":
		asked, err := p.client.Asked(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(&p.out, strings.Join(asked, " "))
		return nil
	case "diagnostics":
		found, err := p.client.Diagnostics(ctx, p.uri(words[1]), p.versions[words[1]])
		if err != nil {
			return err
		}
		p.show(found.Diagnostics)
		return nil
	}
	notify := words[0] == "notify"
	if notify {
		words = words[1:]
	}
	method := words[0]
	if kind, _, ok := strings.Cut(method, "/"); (!ok || kind == "semanticTokens") && method != "shutdown" && method != "exit" {
		method = "textDocument/" + method
	}
	more := map[string]any{}
	if hasExtra {
		extra = strings.NewReplacer("$DIR", "file://"+filepath.ToSlash(p.dir), "$ITEM", p.item).Replace(extra)
		if err := json.Unmarshal([]byte(extra), &more); err != nil {
			return err
		}
	}
	params := p.params(words[1:], method, more)
	if notify {
		return p.client.Notify(ctx, method, params)
	}
	answer, err := p.client.Call(ctx, method, params)
	if refused := (*jrpc2.Error)(nil); errors.As(err, &refused) {
		fmt.Fprintf(&p.out, "error %d: %s\n", refused.Code, p.plain(refused.Message))
		return nil
	} else if err != nil {
		return err
	}
	if strings.HasPrefix(method, "textDocument/semanticTokens/") {
		return p.showTokens(words[1], answer)
	}
	p.item = firstItem(answer)
	p.show(answer)
	return nil
}

// firstItem is the first element of an answer, in calls of a hierarchy the item in it; null if the answer is not a list.
func firstItem(answer json.RawMessage) string {
	var list []struct{ From, To json.RawMessage }
	var items []json.RawMessage
	if json.Unmarshal(answer, &items) != nil || len(items) == 0 {
		return "null"
	}
	if json.Unmarshal(answer, &list) == nil {
		return cmp.Or(string(list[0].From), string(list[0].To), string(items[0]))
	}
	return string(items[0])
}

func (p *player) initialize(ctx context.Context, extra string, show bool) error {
	params := map[string]any{"processId": nil, "rootUri": p.uri(""), "capabilities": map[string]any{}}
	if extra != "" {
		if err := json.Unmarshal([]byte(extra), &params); err != nil {
			return err
		}
	}
	answer, err := p.client.Call(ctx, "initialize", params)
	if err != nil {
		fmt.Fprintf(&p.out, "error: %s\n", p.plain(err.Error()))
		return nil
	}
	var result struct {
		Capabilities struct {
			SemanticTokensProvider struct {
				Legend struct{ TokenTypes, TokenModifiers []string }
			}
		}
		ServerInfo struct{ Version string }
	}
	if err := json.Unmarshal(answer, &result); err != nil {
		return err
	}
	p.types = result.Capabilities.SemanticTokensProvider.Legend.TokenTypes
	p.modifiers = result.Capabilities.SemanticTokensProvider.Legend.TokenModifiers
	if show {
		p.show(json.RawMessage(strings.Replace(string(answer), `"version":"`+result.ServerInfo.Version+`"`, `"version":"VERSION"`, 1)))
	}
	return p.client.Notify(ctx, "initialized", map[string]any{})
}

func (p *player) change(ctx context.Context, line string) error {
	before, text, _ := strings.Cut(line, `"`)
	var s string
	if err := json.Unmarshal([]byte(`"`+text), &s); err != nil {
		return err
	}
	words := strings.Fields(before)
	name := words[1]
	p.versions[name]++
	change := p.params(words[1:], "", nil)
	delete(change, "textDocument")
	if at, ok := change["position"]; ok {
		change = map[string]any{"range": map[string]any{"start": at, "end": at}}
	}
	change["text"] = s
	return p.client.Notify(ctx, "textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": p.uri(name), "version": p.versions[name]},
		"contentChanges": []any{change},
	})
}

// params are the parameters that a file and marks in it stand for, with more.
func (p *player) params(words []string, method string, more map[string]any) map[string]any {
	params := map[string]any{}
	if len(words) > 0 {
		params["textDocument"] = map[string]any{"uri": p.uri(words[0])}
		marks := []position{}
		for _, name := range words[1:] {
			at, ok := p.marks[words[0]][name]
			if !ok {
				panic(fmt.Sprintf("%s has no mark %s", words[0], name))
			}
			marks = append(marks, at)
		}
		switch {
		case method == "textDocument/selectionRange":
			params["positions"] = marks
		case len(marks) == 1:
			params["position"] = marks[0]
		case len(marks) == 2:
			params["range"] = map[string]any{"start": marks[0], "end": marks[1]}
		}
	}
	maps.Copy(params, more)
	return params
}

// showTokens shows semantic tokens, a line each.
func (p *player) showTokens(name string, answer json.RawMessage) error {
	var tokens struct{ Data []int }
	if err := json.Unmarshal(answer, &tokens); err != nil {
		return err
	}
	lines := strings.Split(p.texts[name], "\n")
	line, character := 0, 0
	for d := range slices.Chunk(tokens.Data, 5) {
		if line += d[0]; d[0] > 0 {
			character = 0
		}
		character += d[1]
		units := utf16.Encode([]rune(lines[line]))
		text := string(utf16.Decode(units[character : character+d[2]]))
		fmt.Fprintf(&p.out, "%d:%d %s %s", line, character, text, p.types[d[3]])
		for i, m := range p.modifiers {
			if d[4]&(1<<i) != 0 {
				fmt.Fprintf(&p.out, " %s", m)
			}
		}
		fmt.Fprintln(&p.out)
	}
	return nil
}
