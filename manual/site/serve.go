package site

// This file gives the site to browsers. net/http would be linked for this alone.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"
)

// The limits of a request.
const (
	longestHead = 64 << 10 // bytes of a request line and its fields
	slowest     = 30 * time.Second
)

// contentTypes are those of files, by how their names end.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// Serve answers requests (RFC 9112) for files on the connections that l accepts. It returns nil when ctx has ended
// and all that it began is over; l is closed then. Its error is that of l.
func Serve(ctx context.Context, l net.Listener, files []File) error {
	byName := map[string][]byte{}
	for _, f := range files {
		byName[f.Name] = f.Data
	}
	defer context.AfterFunc(ctx, func() { _ = l.Close() })() // Accept tells if it is closed already
	var open sync.WaitGroup
	defer open.Wait()
	for {
		conn, err := l.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return errors.Join(err, l.Close())
		}
		open.Go(func() {
			defer conn.Close()
			defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
			_ = conn.SetDeadline(time.Now().Add(slowest)) // a connection that fails shows it at the next call
			answer(conn, byName)
		})
	}
}

// answer reads one request and answers it. Nothing is left to do if that fails: the browser is gone.
func answer(conn net.Conn, files map[string][]byte) {
	in := bufio.NewReader(io.LimitReader(conn, longestHead))
	line, err := in.ReadString('\n')
	if err != nil {
		return
	}
	for field := line; strings.TrimRight(field, "\r\n") != ""; {
		if field, err = in.ReadString('\n'); err != nil {
			return
		}
	}
	words := strings.Fields(line)
	if len(words) != 3 || !strings.HasPrefix(words[2], "HTTP/1.") {
		respond(conn, "400 Bad Request", "", []byte("this is no request\n"), true)
		return
	}
	if words[0] != "GET" && words[0] != "HEAD" {
		respond(conn, "405 Method Not Allowed", "", []byte("there is GET and HEAD\n"), true)
		return
	}
	target, _, _ := strings.Cut(words[1], "?")
	name, err := url.PathUnescape(target)
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if name == "" {
		name = "index.html"
	}
	data, ok := files[name]
	if err != nil || !ok {
		respond(conn, "404 Not Found", "", []byte("there is no such page\n"), words[0] == "GET")
		return
	}
	respond(conn, "200 OK", contentTypes[path.Ext(name)], data, words[0] == "GET")
}

// respond writes a response.
func respond(conn net.Conn, status, contentType string, data []byte, body bool) {
	if contentType == "" {
		contentType = "text/plain; charset=utf-8"
	}
	head := fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n", status, contentType, len(data))
	if !body {
		data = nil
	}
	_, _ = conn.Write(append([]byte(head), data...))
}
