package site

import (
	"testing"

	"hewq/manual"
	"hewq/stdlib"
)

func TestMarkdown(t *testing.T) {
	for source, want := range map[string]string{
		"## See [files](manual:std::fs), or `fs.read`": `<h2 id="see-files-or-fsread">See <a href="../modules/std.fs.html">files</a>, or ` +
			`<a href="../modules/std.fs.html#read"><code>fs.read</code></a></h2>` + "\n",
		"`docs/quic.md` has more.":            `<p><a href="../docs/quic.html"><code>docs/quic.md</code></a> has more.</p>` + "\n",
		"see `hewq doc guide/tasks`":          `<p>see <a href="../docs/guide/07-tasks.html"><code>hewq doc guide/tasks</code></a></p>` + "\n",
		"[`fs.read`](https://example.org) is": `<p><a href="https://example.org"><code>fs.read</code></a> is</p>` + "\n",
	} {
		p := newWriter(manual.New(stdlib.Modules)).page("docs/example.html")
		p.markdown(source)
		if got := p.b.String(); got != want {
			t.Errorf("%s\ngot  %swant %s", source, got, want)
		}
	}
}
