// Package lspclient is a client of the Language Server Protocol for tests.
package lspclient

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
)

// A Client is one connection to a server. Its methods may be called from several goroutines.
type Client struct {
	rpc *jrpc2.Client

	mu        sync.Mutex
	published map[string][]Published // by URI, those that nothing has taken yet
	arrived   chan struct{}          // closed and made anew when something is published
	ended     chan struct{}          // closed when the connection ends
	logged    []string
	asked     []string // methods of the requests of the server
}

// Published is a notification `textDocument/publishDiagnostics`.
type Published struct {
	URI         string          `json:"uri"`
	Version     *int            `json:"version"`
	Diagnostics json.RawMessage `json:"diagnostics"`
}

// New begins a connection: messages of the server come from in, and those to it go to out. ctx is that of the messages which
// tell that a request was cancelled.
func New(ctx context.Context, in io.Reader, out io.WriteCloser) *Client {
	c := &Client{published: map[string][]Published{}, arrived: make(chan struct{}), ended: make(chan struct{})}
	c.rpc = jrpc2.NewClient(channel.LSP(in, out), &jrpc2.ClientOptions{
		OnNotify:   c.notified,
		OnCallback: c.called,
		OnStop:     func(*jrpc2.Client, error) { close(c.ended) },
		OnCancel: func(_ *jrpc2.Client, rsp *jrpc2.Response) {
			// The request has ended for the caller; that the server may not hear of it is no matter.
			_ = c.rpc.Notify(ctx, "$/cancelRequest", map[string]json.RawMessage{"id": json.RawMessage(rsp.ID())})
		},
	})
	return c
}

// Call sends a request and waits for its answer. The error of a server that refuses is a *jrpc2.Error.
func (c *Client) Call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	var answer json.RawMessage
	err := c.rpc.CallResult(ctx, method, params, &answer)
	return answer, err
}

// Notify sends a notification.
func (c *Client) Notify(ctx context.Context, method string, params any) error {
	return c.rpc.Notify(ctx, method, params)
}

// Close ends the connection.
func (c *Client) Close() error { return c.rpc.Close() }

// Diagnostics waits for the first diagnostics that are published for a version of a document, or a later one. It takes them and all
// before them.
func (c *Client) Diagnostics(ctx context.Context, uri string, version int) (Published, error) {
	for {
		c.mu.Lock()
		for len(c.published[uri]) > 0 {
			p := c.published[uri][0]
			c.published[uri] = c.published[uri][1:]
			if p.Version == nil || *p.Version >= version {
				c.mu.Unlock()
				return p, nil
			}
		}
		arrived := c.arrived
		c.mu.Unlock()
		select {
		case <-arrived:
		case <-c.ended:
			return Published{}, fmt.Errorf("the server ended before it told of %s", uri)
		case <-ctx.Done():
			return Published{}, fmt.Errorf("no diagnostics for version %d of %s: %w", version, uri, ctx.Err())
		}
	}
}

// Logged are the messages of the server's `window/logMessage` so far.
func (c *Client) Logged() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.logged
}

func (c *Client) notified(req *jrpc2.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch req.Method() {
	case "textDocument/publishDiagnostics":
		var p Published
		if err := req.UnmarshalParams(&p); err != nil {
			c.logged = append(c.logged, err.Error())
			return
		}
		c.published[p.URI] = append(c.published[p.URI], p)
		close(c.arrived)
		c.arrived = make(chan struct{})
	case "window/logMessage":
		c.logged = append(c.logged, req.ParamString())
	}
}

func (c *Client) called(_ context.Context, req *jrpc2.Request) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, req.Method())
	return nil, nil
}
