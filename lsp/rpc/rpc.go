// Package rpc speaks JSON-RPC 2.0 as servers of the Language Server Protocol do: it answers requests at the same time and takes
// notifications one after the other, and it calls the client.
package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/creachadair/jrpc2/channel"
)

// Options are what a connection is made of. Nothing in them may be nil.
type Options struct {
	// Assign gives the handler of a method, nil if there is none. One goroutine calls it, in the order in which messages came,
	// when all notifications before the message have been taken.
	Assign func(method string) Handler
	// Panicked gives the error with which a request is answered whose handler has panicked.
	Panicked func(method string, cause any) error
	// Log is told what the client cannot be told.
	Log func(form string, args ...any)
}

// A Handler answers a request. An error that is not an *Error becomes one with the code InternalError. ctx ends when the request is
// cancelled, and with the connection. What a handler gives for a notification is not sent. While it takes one,
// nothing else is begun with, so it must not wait.
type Handler func(ctx context.Context, req *Request) (any, error)

// A Request is a request or a notification.
type Request struct {
	ID     string // in JSON, "" of a notification
	Method string
	params json.RawMessage
}

// Params sets v to the parameters, and leaves it alone if there are none.
func (r *Request) Params(v any) error {
	if r.params == nil {
		return nil
	}
	if err := json.Unmarshal(r.params, v); err != nil {
		return Errorf(InvalidParams, "the parameters of `%s` are wrong: %v", r.Method, err)
	}
	return nil
}

// A Conn is one connection to a client. Its methods may be called from several goroutines.
type Conn struct {
	Options
	ch       channel.Channel
	ended    chan struct{}  // closed when no more messages come
	handlers sync.WaitGroup // of requests

	mu       sync.Mutex
	running  map[string]context.CancelFunc // requests that are being answered, by ID
	calls    map[string]chan<- *message    // requests to the client that it has not answered, by ID
	lastCall int
}

// New makes a connection. Send of the channel must not wait for the client.
func New(ch channel.Channel, o Options) *Conn {
	return &Conn{
		Options: o, ch: ch, ended: make(chan struct{}),
		running: map[string]context.CancelFunc{}, calls: map[string]chan<- *message{},
	}
}

// Serve answers what comes until ctx ends or nothing comes any more. It returns when all handlers have ended, with the error that
// ended the channel, or that of ctx. When the channel ends, requests are cancelled; notifications are still taken.
//
// A read from the channel that is under way when ctx ends goes on until the channel is closed.
func (c *Conn) Serve(ctx context.Context) error {
	defer c.handlers.Wait()
	requests, cancel := context.WithCancel(ctx)
	defer cancel()
	arrived := make(chan *message)
	var end error // once arrived is closed
	go func() {
		defer close(arrived)
		defer cancel()
		defer close(c.ended)
		end = c.read(ctx, arrived)
	}()
	for ctx.Err() == nil { // select takes any of several that are ready
		select {
		case <-ctx.Done():
		case m, ok := <-arrived:
			switch {
			case !ok:
				return end
			case m.ID == nil:
				c.take(ctx, m)
			default:
				c.begin(requests, m)
			}
		}
	}
	return ctx.Err()
}

// read hands over requests and notifications, and gives answers to the calls that wait for them.
func (c *Conn) read(ctx context.Context, arrived chan<- *message) error {
	for {
		text, err := c.receive()
		// JSON is UTF-8, whatever the header calls it.
		if other := (*channel.ContentTypeMismatchError)(nil); err != nil && !errors.As(err, &other) {
			return err
		}
		m, refused := parse(text)
		switch {
		case refused != nil:
			c.answer(m.ID, nil, refused)
		case m.Method == nil:
			c.answered(m)
		default:
			select {
			case arrived <- m:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// receive reads a message. The channel panics at a length that no memory has room for.
func (c *Conn) receive() (text []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			text, err = nil, fmt.Errorf("a message cannot be read: %v", cause)
		}
	}()
	return c.ch.Recv()
}

// take takes a notification.
func (c *Conn) take(ctx context.Context, m *message) {
	h := c.Assign(*m.Method)
	if h == nil {
		return // clients send what servers may ignore
	}
	if _, err := c.handle(ctx, h, m); err != nil {
		c.Log("%s: %v", *m.Method, err)
	}
}

// begin begins to answer a request.
func (c *Conn) begin(ctx context.Context, m *message) {
	id := string(m.ID)
	ctx, cancel := context.WithCancel(ctx)
	c.mu.Lock()
	_, used := c.running[id]
	if !used {
		c.running[id] = cancel
	}
	c.mu.Unlock()
	if used {
		cancel()
		c.answer(m.ID, nil, Errorf(InvalidRequest, "a request with the id %s is being answered", id))
		return
	}
	h := c.Assign(*m.Method)
	c.handlers.Go(func() {
		var result any
		var err error = Errorf(MethodNotFound, "there is no method `%s`", *m.Method)
		if h != nil {
			result, err = c.handle(ctx, h, m)
		}
		c.mu.Lock()
		delete(c.running, id) // before the client can use the id again
		c.mu.Unlock()
		cancel()
		c.answer(m.ID, result, err)
	})
}

// handle has a handler answer a message.
func (c *Conn) handle(ctx context.Context, h Handler, m *message) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			result, err = nil, c.Panicked(*m.Method, cause)
		}
	}()
	return h(ctx, &Request{ID: string(m.ID), Method: *m.Method, params: m.Params})
}

// answer sends the answer to a request. id is nil if it could not be read.
func (c *Conn) answer(id json.RawMessage, result any, err error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	var text []byte
	if err == nil {
		text, err = json.Marshal(resultMessage{version, id, result})
	}
	if err != nil {
		refused := (*Error)(nil)
		if !errors.As(err, &refused) {
			refused = Errorf(InternalError, "%v", err)
		}
		text, _ = json.Marshal(errorMessage{version, id, refused}) // numbers and texts can be written
	}
	if err := c.ch.Send(text); err != nil {
		c.Log("the answer to %s could not be sent: %v", id, err)
	}
}

// Cancel ends the context of the request with an ID, unless it has been answered. The ID is in JSON.
func (c *Conn) Cancel(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel, ok := c.running[id]; ok {
		cancel()
	}
}

// Notify sends a notification.
func (c *Conn) Notify(method string, params any) error {
	return c.send(callMessage{version, nil, method, params})
}

// ErrEnded says that the client cannot answer any more.
var ErrEnded = errors.New("the connection has ended")

// Call sends a request and waits for its answer, until ctx or the connection ends. The error of a client that refuses is an *Error.
func (c *Conn) Call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	answer := make(chan *message, 1)
	c.mu.Lock()
	c.lastCall++
	id := strconv.Itoa(c.lastCall)
	c.calls[id] = answer
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.calls, id)
	}()
	if err := c.send(callMessage{version, json.RawMessage(id), method, params}); err != nil {
		return nil, err
	}
	select {
	case m := <-answer:
		if m.Error != nil {
			return nil, m.Error
		}
		return m.Result, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-c.ended:
		return nil, ErrEnded
	}
}

// answered gives an answer to the call that waits for it.
func (c *Conn) answered(m *message) {
	id := string(m.ID)
	c.mu.Lock()
	answer, ok := c.calls[id]
	delete(c.calls, id)
	c.mu.Unlock()
	if !ok {
		c.Log("the client has answered %s, which was not asked, with %v", id, m.outcome())
		return
	}
	answer <- m
}

// send sends a request or a notification.
func (c *Conn) send(m callMessage) error {
	text, err := json.Marshal(m)
	if err == nil {
		err = c.ch.Send(text)
	}
	if err != nil {
		return fmt.Errorf("`%s` could not be sent: %w", m.Method, err)
	}
	return nil
}
