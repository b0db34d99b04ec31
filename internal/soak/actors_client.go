package main

// This file is what the clients do.

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"

	"hewq/stdlib/quic"
)

// client makes one connection after the other until busy ends. ctx ends what it is in the middle
// of.
func (n *tally) client(ctx, busy context.Context, addr string, random *rand.Rand) {
	stack := quic.NewStack(quic.Config{})
	defer stack.Shutdown(context.WithoutCancel(ctx))
	ep, err := stack.NewClient()
	if err != nil {
		n.fail(err)
		return
	}
	for busy.Err() == nil && ctx.Err() == nil {
		c, err := ep.Connect(ctx, addr, "localhost")
		if err != nil {
			n.fail(err)
			continue
		}
		n.connections.Add(1)
		if err := n.use(ctx, busy, c, random); err != nil && ctx.Err() == nil {
			n.fail(err)
		}
		_ = c.Disconnect(ctx) // the server may have done it
	}
}

// use does something on a connection, a hundred times at most. It leaves it when it may be over.
func (n *tally) use(ctx, busy context.Context, c *quic.Conn, random *rand.Rand) error {
	for range 1 + random.IntN(100) {
		if busy.Err() != nil {
			return nil
		}
		s, err := c.OpenStream(ctx)
		if err != nil {
			return err
		}
		n.streams.Add(1)
		leave := false
		switch what := random.IntN(100); {
		case what < 80:
			err = n.echo(ctx, s, 1+random.IntN(4000))
		case what < 88:
			err = n.echo(ctx, s, 1<<20)
		case what < 93:
			n.resets.Add(1)
			err = n.reset(ctx, s, int64(what))
		case what < 97:
			n.crashes.Add(1)
			err = n.crash(ctx, s)
		case what < 99:
			n.left.Add(1)
			leave = true
			err = s.Send(ctx, []byte("never mind"), 0)
		default:
			n.crashes.Add(1)
			leave = true
			err = s.Send(ctx, []byte("panic, session"), 0)
			for event := c.Event(ctx); err == nil && event != nil && event.Kind() != quic.Disconnected; {
				event = c.Event(ctx)
			}
		}
		s.Close()
		if err != nil || leave {
			return err
		}
	}
	return nil
}

// echo sends so many bytes and compares the answer.
func (n *tally) echo(ctx context.Context, s *quic.Stream, size int) error {
	data := bytes.Repeat([]byte("what was sent comes back. "), size/26+1)[:size]
	sent := make(chan error, 1)
	go func() { // so that neither side has to hold it all; the caller waits for it
		err := s.Send(ctx, data, 0)
		if err == nil {
			err = s.Finish(ctx)
		}
		sent <- err
	}()
	got := 0
	for {
		part, err := s.Recv(ctx, 0)
		if err != nil {
			return fmt.Errorf("after %d of %d bytes: %w", got, size, err)
		}
		if len(part) == 0 {
			break
		}
		if got+len(part) > size || !bytes.Equal(part, data[got:got+len(part)]) {
			return fmt.Errorf("other bytes after %d of %d", got, size)
		}
		got += len(part)
	}
	n.compared.Add(int64(got))
	if err := <-sent; err != nil {
		return err
	}
	if got < size {
		return fmt.Errorf("%d of %d bytes came back", got, size)
	}
	return nil
}

// reset abandons a stream in the middle.
func (n *tally) reset(ctx context.Context, s *quic.Stream, code int64) error {
	if err := s.Send(ctx, make([]byte, 5000), 0); err != nil {
		return err
	}
	return s.Stop(code)
}

// crash has the handler of a stream panic, which must look like that.
func (n *tally) crash(ctx context.Context, s *quic.Stream) error {
	if err := s.Send(ctx, []byte("panic"), 0); err != nil {
		return err
	}
	if part, err := s.Recv(ctx, 0); err == nil {
		return fmt.Errorf("a handler that crashed has answered %q", part)
	}
	return nil
}
