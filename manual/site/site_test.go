package site_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hewq/manual"
	"hewq/manual/site"
	"hewq/stdlib"
)

var (
	addresses = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	idsOf     = regexp.MustCompile(` id="([^"]*)"`)
)

// TestLinks holds that every link leads to a page and a place that exist, and that no place is there twice.
func TestLinks(t *testing.T) {
	places, texts := map[string]bool{}, map[string]string{}
	files := site.Files(manual.New(stdlib.Modules))
	for _, f := range files {
		if places[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		places[f.Name], texts[f.Name] = true, string(f.Data)
		for _, m := range idsOf.FindAllStringSubmatch(string(f.Data), -1) {
			place := f.Name + "#" + m[1]
			if places[place] {
				t.Errorf("%s is there twice", place)
			}
			places[place] = true
		}
	}
	count := 0
	lead := func(from, to string) {
		u, err := url.Parse(to)
		if err != nil {
			t.Errorf("%s leads to %s: %v", from, to, err)
			return
		}
		if u.IsAbs() {
			if u.Scheme != "https" && u.Scheme != "http" {
				t.Errorf("%s leads to %s", from, to)
			}
			return
		}
		place := from
		if u.Path != "" {
			place = path.Join(path.Dir(from), u.Path)
		}
		if u.Fragment != "" {
			place += "#" + u.Fragment
		}
		if count++; !places[place] {
			t.Errorf("%s leads to %s, which is not there", from, to)
		}
	}
	for name, text := range texts {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range addresses.FindAllStringSubmatch(text, -1) {
			lead(name, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	rows := indexOf(t, texts["index.js"])
	for _, row := range rows {
		lead("index.html", row[3])
	}
	if count < 3000 || len(rows) < 1000 {
		t.Errorf("there are only %d links, and %d rows to search", count, len(rows))
	}
}

// TestTitles holds that every page has one title, which is not empty.
func TestTitles(t *testing.T) {
	titles := regexp.MustCompile(`<h1>(.*)</h1>`)
	for _, f := range site.Files(manual.New(stdlib.Modules)) {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		if found := titles.FindAllStringSubmatch(string(f.Data), -1); len(found) != 1 || found[0][1] == "" {
			t.Errorf("the titles of %s are %q", f.Name, found)
		}
	}
}

// indexOf are the rows that the search looks through.
func indexOf(t *testing.T, script string) [][]string {
	t.Helper()
	_, data, _ := strings.Cut(script, "= ")
	var rows [][]string
	if err := json.Unmarshal([]byte(strings.TrimSuffix(data, ";\n")), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestNothingFromOutside holds that no page loads anything but files of the site.
func TestNothingFromOutside(t *testing.T) {
	loads := regexp.MustCompile(`<[^>]*(?:src|<link[^>]*href)="(?:[a-z]+:)?//`)
	for _, f := range site.Files(manual.New(stdlib.Modules)) {
		if path.Ext(f.Name) != ".js" && loads.Match(f.Data) {
			t.Errorf("%s loads something from outside: %s", f.Name, loads.Find(f.Data))
		}
	}
}

// TestTypes holds that every file is served as what it is, and that every page has an icon: a browser would ask for one
// that is not there, and complain.
func TestTypes(t *testing.T) {
	for _, f := range site.Files(manual.New(stdlib.Modules)) {
		if !slices.Contains([]string{".html", ".css", ".js", ".svg"}, path.Ext(f.Name)) {
			t.Errorf("%s has an unknown ending", f.Name)
		}
		if path.Ext(f.Name) == ".html" && !strings.Contains(string(f.Data), `<link rel="icon" href="`) {
			t.Errorf("%s has no icon", f.Name)
		}
	}
}

func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- site.Serve(ctx, l, []site.File{{Name: "index.html", Data: []byte("<p>home")}, {Name: "docs/a b.css", Data: []byte("css")}, {Name: "icon.svg", Data: []byte("svg")}})
	}()
	for request, want := range map[string]string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n":                   "200 OK|text/html; charset=utf-8|<p>home",
		"GET /index.html?q=1 HTTP/1.0\r\n\r\n":                "200 OK|text/html; charset=utf-8|<p>home",
		"GET /icon.svg HTTP/1.1\r\n\r\n":                      "200 OK|image/svg+xml|svg",
		"HEAD / HTTP/1.1\r\n\r\n":                             "200 OK|text/html; charset=utf-8|",
		"GET /docs/a%20b.css HTTP/1.1\r\n\r\n":                "200 OK|text/css; charset=utf-8|css",
		"GET /../index.html HTTP/1.1\r\n\r\n":                 "200 OK|text/html; charset=utf-8|<p>home",
		"GET /nothing HTTP/1.1\r\n\r\n":                       "404 Not Found|text/plain; charset=utf-8|there is no such page\n",
		"POST / HTTP/1.1\r\n\r\n":                             "405 Method Not Allowed|text/plain; charset=utf-8|there is GET and HEAD\n",
		"hello\r\n\r\n":                                       "400 Bad Request|text/plain; charset=utf-8|this is no request\n",
		"GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 70_000): "",
	} {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, request) // a server that has had enough may close
		answer, _ := io.ReadAll(conn)
		conn.Close()
		head, body, _ := strings.Cut(string(answer), "\r\n\r\n")
		got := ""
		if head != "" {
			lines := strings.Split(head, "\r\n")
			got = strings.TrimPrefix(lines[0], "HTTP/1.1 ") + "|" + strings.TrimPrefix(lines[1], "Content-Type: ") + "|" + body
		}
		if got != want {
			t.Errorf("%.40q is answered by %q, want %q", request, got, want)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("it ended by %v", err)
	}
}
