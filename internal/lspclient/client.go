// Package lspclient is a client of the Language Server Protocol for tests.
package lspclient

import (
	"context"
	"encoding/json"
	"errors"
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
	arrived   chan struct{}          // closed and made anew when something comes from the server itself
	ended     chan struct{}          // closed when the connection ends
	messages  map[string][]string    // by method: `window/logMessage` and `window/showMessage`
	asked     []string               // methods of the requests of the server that Asked has not told
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
	c := &Client{published: map[string][]Published{}, messages: map[string][]string{}, arrived: make(chan struct{}), ended: make(chan struct{})}
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
func (c *Client) Diagnostics(ctx context.Context, uri string, version int) (found Published, err error) {
	err = c.until(ctx, func() bool {
		for len(c.published[uri]) > 0 {
			found = c.published[uri][0]
			c.published[uri] = c.published[uri][1:]
			if found.Version == nil || *found.Version >= version {
				return true
			}
		}
		return false
	})
	if err != nil {
		return Published{}, fmt.Errorf("no diagnostics for version %d of %s: %w", version, uri, err)
	}
	return found, nil
}

// until waits for something to be true of what has come. It is asked with mu locked, whenever something comes.
func (c *Client) until(ctx context.Context, holds func() bool) error {
	for {
		c.mu.Lock()
		held, arrived := holds(), c.arrived
		c.mu.Unlock()
		if held {
			return nil
		}
		select {
		case <-arrived:
		case <-c.ended:
			return errors.New("the server has ended")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// The methods of messages for the user.
const (
	LogMessage  = "window/logMessage"
	ShowMessage = "window/showMessage"
)

// Logged are the messages of the server's `window/logMessage` so far.
func (c *Client) Logged() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.messages[LogMessage]
}

// Messages are the messages of a method for the user so far. It waits until there are n.
func (c *Client) Messages(ctx context.Context, method string, n int) (all []string, err error) {
	err = c.until(ctx, func() bool {
		all = c.messages[method]
		return len(all) >= n
	})
	if err != nil {
		return all, fmt.Errorf("the server has sent %d messages %s, not %d: %w", len(all), method, n, err)
	}
	return all, nil
}

// Asked are the methods of the server's requests since the last call. It waits for one.
func (c *Client) Asked(ctx context.Context) (asked []string, err error) {
	err = c.until(ctx, func() bool {
		asked, c.asked = c.asked, nil
		return len(asked) > 0
	})
	if err != nil {
		return nil, fmt.Errorf("the server has asked for nothing: %w", err)
	}
	return asked, nil
}

func (c *Client) notified(req *jrpc2.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch req.Method() {
	case "textDocument/publishDiagnostics":
		var p Published
		if err := req.UnmarshalParams(&p); err != nil {
			c.messages[LogMessage] = append(c.messages[LogMessage], err.Error())
		}
		c.published[p.URI] = append(c.published[p.URI], p)
	case LogMessage, ShowMessage:
		c.messages[req.Method()] = append(c.messages[req.Method()], req.ParamString())
	}
	c.arrival()
}

// arrival wakes those who wait. It wants mu to be locked.
func (c *Client) arrival() {
	close(c.arrived)
	c.arrived = make(chan struct{})
}

func (c *Client) called(_ context.Context, req *jrpc2.Request) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, req.Method())
	c.arrival()
	return nil, nil
}
