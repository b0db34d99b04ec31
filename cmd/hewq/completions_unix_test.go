//go:build unix

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// completed are beginnings of command lines and what Tab makes of them, as the words that hewq gets.
var completed = []struct{ typed, want string }{
	{"che", "check"},
	{"check --form", "check --format"},
	{"check --color=al", "check --color=always"},
	{"check --color al", "check --color always"},
	{"check --allow=unused-variable,shad", "check --allow=unused-variable,shadowed-variable"},
	{"check my", "check <my server.hew>"},
	{`check my\ se`, "check <my server.hew>"},
	{"check 'my", "check <my server.hew>"},
	{"check sub/", "check sub/inner.hew"},
	{"explain unknown-na", "explain unknown-name"},
	{"test server_test.hew::ref", "test server_test.hew::refuses_strangers"},
	{"test --filter ref", "test --filter refuses_strangers"},
	{"doc quics", "doc QUICStream"},
	{"doc whil", "doc while"},
	{"doc sub/inn", "doc sub/inner.hew"},
	{"doc server_test.hew::oth", "doc server_test.hew::other"},
	{"run --cover=no", "run --cover=notes.txt"},
	{"run server_test.hew no", "run server_test.hew notes.txt"},
}

// completionFolder is a folder with what these lines name.
func completionFolder(t *testing.T) string {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"my server.hew": "", "sub/inner.hew": "", "sub/inner.txt": "", "notes.txt": "",
		"server_test.hew": "#[test]\nfn refuses_strangers() {}\n\n#[test]\nfn other() {}\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// shell is a command that runs a shell in such a folder, or the test is skipped.
func shell(t *testing.T, name string, args ...string) *exec.Cmd {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name, "is not installed")
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = completionFolder(t)
	cmd.Env = append(os.Environ(), "HOME="+cmd.Dir, "TERM=xterm", "PS1=$ ")
	return cmd
}

func TestCompletionInBash(t *testing.T) {
	t.Parallel()
	typeAndTab(t, shell(t, "bash", "--norc", "--noprofile", "-i"), "source <(hewq completions bash)")
}

func TestCompletionInZsh(t *testing.T) {
	t.Parallel()
	typeAndTab(t, shell(t, "zsh", "-f", "-i"), "autoload -U compinit; compinit -D -u; source <(hewq completions zsh)")
}

// typeAndTab types the beginnings and a tab at the prompt of a shell, and has the shell print what became of them.
func typeAndTab(t *testing.T, cmd *exec.Cmd, setup string) {
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 500})
	if err != nil {
		t.Skip("no pseudo terminals:", err)
	}
	t.Cleanup(func() {
		_ = terminal.Close() // the shell ends
		_ = cmd.Wait()
	})
	var seen strings.Builder
	// run types a line and gives what is printed up to a line END.
	run := func(line string) string {
		if _, err := terminal.WriteString(line + "\r"); err != nil {
			t.Fatal(err)
		}
		from, buffer := seen.Len(), make([]byte, 4096)
		for {
			n, err := terminal.Read(buffer)
			seen.Write(buffer[:n])
			if printed := seen.String()[from:]; strings.Contains(printed, "\nEND") {
				return strings.ReplaceAll(printed, "\r", "")
			} else if err != nil {
				t.Fatalf("%v after\n%s", err, printed)
			}
		}
	}
	run(setup + `; printf '\n%s\n' "E"ND`)
	for _, c := range completed {
		// Ctrl-A goes to the beginning of the line.
		printed := run("hewq " + c.typed + "\t \x01printf '<%s>\\n' \x05END; printf '%s\\n' \"E\"ND")
		var got []string
		for line := range strings.Lines(printed) {
			line = strings.TrimSuffix(line, "\n")
			if word, ok := strings.CutPrefix(line, "<"); ok && word != "hewq>" && word != "END>" {
				word = strings.TrimSuffix(word, ">")
				if strings.Contains(word, " ") {
					word = "<" + word + ">"
				}
				got = append(got, word)
			}
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("hewq %s: got %q, want %q\n%q", c.typed, got, c.want, printed)
		}
	}
}

func TestCompletionInFish(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	script.WriteString("hewq completions fish | source\n")
	for _, c := range completed {
		script.WriteString("echo '=='\ncomplete -C \"hewq " + strings.ReplaceAll(c.typed, `\`, `\\`) + "\"\n")
	}
	cmd := shell(t, "fish", "--no-config", "-c", script.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	answers := strings.Split(string(out), "==\n")[1:]
	if len(answers) != len(completed) {
		t.Fatalf("%d answers\n%s", len(answers), out)
	}
	for i, c := range completed {
		word, _, _ := strings.Cut(strings.TrimSuffix(answers[i], "\n"), "\t")
		want := c.want[strings.LastIndex(c.want, " ")+1:]
		if at := strings.Index(c.want, "<"); at >= 0 {
			want = strings.Trim(c.want[at:], "<>")
		}
		if word != want {
			t.Errorf("hewq %s: got %q, want %q", c.typed, answers[i], want)
		}
	}
}
