package quic

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"
)

// silentPort is the address of a socket that nobody reads.
func silentPort(t testing.TB) string {
	t.Helper()
	c, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c.LocalAddr().String()
}

func TestConnectErrors(t *testing.T) {
	ctx := testContext(t)
	cl := client(t, newStack(t, Config{}))
	cases := []struct{ addr, name, want string }{
		{"nowhere", "localhost", "could not resolve connect address `nowhere`: parse failure: missing port separator"},
		{"127.0.0.1:0", "localhost", "invalid remote address: 127.0.0.1:0"},
		{"0.0.0.0:4433", "localhost", "invalid remote address: 0.0.0.0:4433"},
		{"[::]:4433", "localhost", "invalid remote address: [::]:4433"},
		{"127.0.0.1:4433", "", "invalid server name: "},
		{"127.0.0.1:4433", "not a name", "invalid server name: not a name"},
	}
	for _, tc := range cases {
		c, err := cl.Connect(ctx, tc.addr, tc.name)
		wantErr(t, "Connect "+tc.addr, err, cl.LastError(), tc.want)
		if c != nil {
			t.Errorf("Connect %s gave a connection", tc.addr)
		}
		wantEvents(t, cl.Event, Failed)
	}
}

func TestServerDialsToo(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	one, two := server(t, s), server(t, s)
	for _, ends := range [][2]*Endpoint{{one, two}, {two, one}} {
		c := dial(t, ends[0], ends[1])
		d, err := ends[1].Accept(ctx)
		must(t, "Accept", err)
		if got, want := d.PeerAddr(), ends[0].LocalAddr(); got != want {
			t.Errorf("peer %s, want %s", got, want)
		}
		_, b := streamPair(t, c, d, "x")
		wantAll(t, b, "x")
	}
}

// A server on "[::]" has clients of both families.
func TestAllAddresses(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	if c, err := net.ListenPacket("udp6", "[::1]:0"); err != nil {
		t.Skipf("no IPv6: %v", err)
	} else {
		must(t, "Close", c.Close())
	}
	all, err := s.NewServer(ctx, "[::]:0")
	if err != nil {
		t.Fatal(err)
	}
	six, err := s.NewServer(ctx, "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	for local, from := range map[string]*Endpoint{"127.0.0.1:": client(t, s), "[::1]:": six} {
		c, err := from.Connect(ctx, strings.Replace(all.LocalAddr(), "[::]:", local, 1), "localhost")
		if err != nil {
			t.Fatalf("from %s: %v", local, err)
		}
		d, err := all.Accept(ctx)
		must(t, "Accept", err)
		if !strings.HasPrefix(d.PeerAddr(), local) {
			t.Errorf("the peer of %s is %s", all.LocalAddr(), d.PeerAddr())
		}
		must(t, "Disconnect", c.Disconnect(ctx))
	}
	_, err = six.Connect(ctx, "127.0.0.1:4433", "localhost")
	wantErr(t, "Connect", err, six.LastError(), "invalid remote address: 127.0.0.1:4433")
}

func TestClientDoesNotAccept(t *testing.T) {
	cl := client(t, newStack(t, Config{}))
	_, err := cl.Accept(testContext(t))
	wantErr(t, "Accept", err, cl.LastError(), "endpoint does not accept connections: it was made by new_client")
}

func TestCloseEndsWhatWaits(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := server(t, s), client(t, s)
	c := dial(t, cl, srv)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	wantEvents(t, srv.Event, Connected)
	silent := silentPort(t)
	var waiting sync.WaitGroup
	waiting.Go(func() {
		if c, _ := srv.Accept(ctx); c != nil {
			t.Error("Accept gave a connection")
		}
	})
	waiting.Go(func() {
		for srv.Event(ctx) != nil {
		}
	})
	waiting.Go(func() {
		if s, _ := d.AcceptStream(ctx); s != nil {
			t.Error("AcceptStream gave a stream")
		}
	})
	waiting.Go(func() {
		if c, _ := srv.Connect(ctx, silent, "localhost"); c != nil {
			t.Error("Connect gave a connection")
		}
	})
	srv.Close(ctx)
	waiting.Wait()
	srv.Close(ctx)

	wantEventSet(t, d.Event, Failed, Disconnected)
	if !d.Closed() || d.LastError() != "closed" {
		t.Errorf("closed %v, last error %q, want true, closed", d.Closed(), d.LastError())
	}
	wantEvents(t, c.Event, Disconnected)
	if !c.Closed() || c.LastError() != "closed by peer: closed (code 0)" {
		t.Errorf("peer: closed %v, last error %q", c.Closed(), c.LastError())
	}
	if _, err := c.OpenStream(ctx); err == nil || c.LastError() != "closed by peer: closed (code 0)" {
		t.Errorf("OpenStream: %v, last error %q", err, c.LastError())
	}
}

func TestCloseFreesThePort(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	addr := srv.LocalAddr()
	srv.Close(ctx)
	again, err := s.NewServer(ctx, addr)
	if err != nil {
		t.Fatal(err)
	}
	again.Close(ctx)
}

func TestCloseRefusesTheUnaccepted(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv := server(t, s)
	c := dial(t, client(t, s), srv)
	srv.Close(ctx)
	wantEvents(t, c.Event, Disconnected)
}

func TestShutdown(t *testing.T) {
	s := NewStack(Config{})
	c, d := pair(t, s)
	_, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	s.Shutdown(ended)
	if !c.Closed() || !d.Closed() || c.ep.live() || d.ep.live() || len(s.endpoints) > 0 {
		t.Errorf("left open: %v, %v, %v, %v", c, d, c.ep, d.ep)
	}
}

func TestObserve(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{})
	srv, cl := server(t, s), client(t, s)
	if got := cl.LocalAddr(); !strings.HasPrefix(got, "0.0.0.0:") || strings.HasSuffix(got, ":0") {
		t.Errorf("client's address %s, want a port of all addresses", got)
	}
	c := dial(t, cl, srv)
	d, err := srv.Accept(ctx)
	must(t, "Accept", err)
	if c.LocalAddr() != cl.LocalAddr() || d.LocalAddr() != srv.LocalAddr() || c.PeerAddr() != srv.LocalAddr() {
		t.Errorf("addresses %s, %s, %s", c.LocalAddr(), d.LocalAddr(), c.PeerAddr())
	}
	a, b := streamPair(t, c, d, "hello")
	wantAll(t, b, "hello")
	if c.Opened() != 1 || c.Accepted() != 0 || d.Opened() != 0 || d.Accepted() != 1 || srv.Accepted() != 1 || cl.Accepted() != 0 {
		t.Errorf("counts %d %d %d %d %d %d", c.Opened(), c.Accepted(), d.Opened(), d.Accepted(), srv.Accepted(), cl.Accepted())
	}
	if c.BytesSent() < 1200 || c.BytesReceived() < 1200 || c.RTT() < 0 || c.Closed() || c.LastError() != "" {
		t.Errorf("sent %d, received %d, rtt %d, closed %v, last error %q", c.BytesSent(), c.BytesReceived(), c.RTT(), c.Closed(), c.LastError())
	}
	if a.BytesSent() != 5 || a.BytesReceived() != 0 || b.BytesReceived() != 5 || a.SendClosed() || a.RecvClosed() {
		t.Errorf("stream: sent %d, received %d and %d, closed %v %v", a.BytesSent(), a.BytesReceived(), b.BytesReceived(), a.SendClosed(), a.RecvClosed())
	}
	for want, got := range map[string]string{
		"QUICEndpoint " + srv.LocalAddr() + ", open, 1 connection":     srv.String(),
		"QUICConnection " + srv.LocalAddr() + ", open, 1 stream, rtt ": c.String(),
		"QUICStream 0, open, 5 B sent, 0 B received":                   a.String(),
		"QUICStream 0, open, 0 B sent, 5 B received":                   b.String(),
		"QUICEvent connected":                                          cl.Event(ctx).String(),
	} {
		if !strings.HasPrefix(got, want) {
			t.Errorf("described as %q, want %q", got, want)
		}
	}
}
