package net

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hewq/native"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// testContext ends long after any test that works.
func testContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// pair makes a connection, and gives its ends.
func pair(t *testing.T, tab *table) (dialled, accepted *Connection) {
	t.Helper()
	ctx := testContext(t)
	l, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if dialled, err = Connect(ctx, ":"+strconv.Itoa(l.Port()), 0); err != nil {
		t.Fatal(err)
	}
	if accepted, err = l.Accept(ctx, 0); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Connection{dialled, accepted} {
		x.table = tab
		tab.add(x)
	}
	t.Cleanup(tab.closeAll)
	return dialled, accepted
}

// Everything that waits ends with its context, and can be used again.
func TestContextsEndWaits(t *testing.T) {
	a, b := pair(t, &table{})
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	fill := bytes.Repeat([]byte("x"), 64<<20)
	for name, wait := range map[string]func(context.Context) error{
		"read":   func(ctx context.Context) error { _, err := b.Read(ctx, 0); return err }, // nothing is written to b
		"write":  func(ctx context.Context) error { return b.Write(ctx, fill) },
		"accept": func(ctx context.Context) error { _, err := l.Accept(ctx, 0); return err },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(testContext(t))
			ended := make(chan error)
			if name == "write" {
				go func() { ended <- wait(ctx) }()
				cancel()
			} else {
				go func() { ended <- wait(ctx) }()
				go cancel()
			}
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
	}
	read := make(chan error)
	go func() {
		_, err := io.ReadAll(a.c)
		read <- err
	}()
	if err := b.Write(testContext(t), []byte("once more")); err != nil {
		t.Errorf("write after an interrupted one: %v", err)
	}
	_ = b.Close()
	if err := <-read; err != nil {
		t.Error(err)
	}
}

// Time limits end waits too, those of a call as well as those of the connection.
func TestLimits(t *testing.T) {
	a, b := pair(t, &table{})
	ctx := testContext(t)
	if _, err := a.Read(ctx, 1); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read: %v", err)
	}
	if err := a.SetReadTimeout(1); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read(ctx, time.Hour); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read with a timeout: %v", err)
	}
	if err := a.SetReadTimeout(0); err == nil {
		t.Error("a timeout of 0 is taken")
	}
	if err := a.SetReadTimeout(-1); err != nil {
		t.Fatal(err)
	}
	// A write whose time is up before it begins writes nothing: this one is there to be read.
	if err := b.Write(ctx, []byte("x")); err != nil {
		t.Errorf("write: %v", err)
	}
	if err := b.SetWriteTimeout(1); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(ctx, make([]byte, 64<<20)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("write with a timeout: %v", err)
	}
	if data, err := a.Read(ctx, 0); len(data) == 0 || err != nil {
		t.Errorf("got %d bytes, %v", len(data), err)
	}
}

// Close ends the waits of others, who see the end of data.
func TestCloseEndsReads(t *testing.T) {
	a, b := pair(t, &table{})
	var readers sync.WaitGroup
	for _, x := range []*Connection{a, b, a, b} {
		readers.Go(func() {
			if data, err := x.Read(testContext(t), 0); len(data) > 0 {
				t.Errorf("got %q, %v", data, err)
			}
		})
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if err := a.Close(); !errors.Is(err, errNone) {
		t.Errorf("closing twice: %v", err)
	}
	_ = b.Close()
	readers.Wait()
}

// A collector is a native.Target.
type collector struct {
	data  chan string
	ended chan struct{}
	full  error
	over  atomic.Int32
}

func (c *collector) Data(b []byte) error {
	c.data <- string(b)
	return c.full
}

func (c *collector) End() { close(c.ended) }

func (c *collector) Over() { c.over.Add(1) }

// What arrives is delivered in order, then the end, which a local close does not bring.
func TestDeliver(t *testing.T) {
	tab := &table{}
	a, b := pair(t, tab)
	to := &collector{data: make(chan string), ended: make(chan struct{})}
	a.Deliver(testContext(t), to)
	for _, text := range []string{"one", "two"} {
		if err := b.Write(testContext(t), []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := <-to.data; got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	_ = b.Close()
	<-to.ended
	tab.work.Wait()
	if n := to.over.Load(); n != 1 {
		t.Errorf("after the end it was over %d times", n)
	}

	a, b = pair(t, tab)
	to = &collector{data: make(chan string, 1), ended: make(chan struct{}), full: io.ErrClosedPipe}
	a.Deliver(testContext(t), to)
	_ = b.Write(testContext(t), []byte("the actor has ended"))
	<-to.data
	a, _ = pair(t, tab)
	a.Deliver(testContext(t), to)
	_ = a.Close()
	tab.work.Wait()
	select {
	case <-to.ended:
		t.Error("the end was told after a local close")
	default:
	}
	if n := to.over.Load(); n != 2 {
		t.Errorf("two deliveries were over %d times", n)
	}
}

// A nil handle and a closed one fail in every call, and nothing panics.
func TestNone(t *testing.T) {
	ctx := testContext(t)
	closed, _ := pair(t, &table{})
	_ = closed.Close()
	for _, x := range []*Connection{nil, closed} {
		if _, err := x.Read(ctx, 0); !errors.Is(err, errNone) {
			t.Errorf("Read: %v", err)
		}
		for name, err := range map[string]error{
			"Write": x.Write(ctx, []byte("x")), "Close": x.Close(),
			"SetReadTimeout": x.SetReadTimeout(1), "SetWriteTimeout": x.SetWriteTimeout(1),
		} {
			if !errors.Is(err, errNone) {
				t.Errorf("%s: %v", name, err)
			}
		}
		to := &collector{}
		if x.Deliver(ctx, to); to.over.Load() != 1 {
			t.Errorf("%v delivers", x)
		}
		x.Abandon(ctx, native.Broken)
		if !x.Over() {
			t.Errorf("%v is not over", x)
		}
	}
	var l *Listener
	if _, err := l.Accept(ctx, 0); !errors.Is(err, errNone) || l.Close() == nil || l.Port() != -1 || !l.Over() {
		t.Errorf("%v: %v", l, err)
	}
}

// The end of a program closes what is open, and only then.
func TestCloseAll(t *testing.T) {
	tab := &table{}
	a, b := pair(t, tab)
	l, err := Listen(t.Context(), ":0")
	if err != nil {
		t.Fatal(err)
	}
	l.table = tab
	tab.add(l)
	tab.closeAll()
	if !a.Over() || !b.Over() || !l.Over() || len(tab.all()) > 0 {
		t.Errorf("open: %v", tab.all())
	}
}
