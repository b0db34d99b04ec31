package quic

// This file sends over paths that take no large packets.

import (
	"context"
	"testing"
	"time"

	"hewq/internal/badnet"
)

// A relay that passes no larger datagrams than a tunnel does: long certificate chains and megabytes
// come through both ways, and packets become as large as they can.
func TestSmallPackets(t *testing.T) {
	const discovery = 21 // quic-go leaves off when so few bytes more might pass
	for name, tc := range map[string]struct{ largest, want int }{
		"MTU 1280, IPv6":   {1232, 1232 - discovery},
		"MTU 1280, IPv4":   {1252, 1252 - discovery},
		"a usual Ethernet": {0, 1452 - discovery},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := testContext(t)
			s := newStack(t, Config{})
			authority, a := newAuthority(t)
			chain, key := a.issue("localhost")
			for len(chain) < 19<<10 {
				more, _ := a.issue("localhost")
				chain += more
			}
			srv, err := s.NewServerWithTLS(ctx, "127.0.0.1:0", chain, key)
			must(t, "NewServerWithTLS", err)
			cl, err := s.NewClientWithCA(authority)
			must(t, "NewClientWithCA", err)
			relay, err := badnet.Listen(srv.LocalAddr(), 1)
			must(t, "badnet.Listen", err)
			t.Cleanup(relay.Close)
			relay.Set(badnet.Weather{Largest: tc.largest})
			c, err := cl.Connect(ctx, relay.Addr(), "localhost")
			must(t, "Connect", err)
			d, err := srv.Accept(ctx)
			must(t, "Accept", err)
			for up, down := 0, 0; up < tc.want || down < tc.want; up, down = relay.Largest() {
				if ctx.Err() != nil {
					t.Fatalf("the largest packets have %d and %d bytes, want %d", up, down, tc.want)
				}
				roundTrip(t, ctx, c, d, 3<<20)
			}
			must(t, "Disconnect", c.Disconnect(ctx))
			<-d.over
		})
	}
}

// roundTrip has d send back n bytes.
func roundTrip(t *testing.T, ctx context.Context, c, d *Conn, n int) {
	t.Helper()
	go echoAll(ctx, d)
	a, err := c.OpenStream(ctx)
	must(t, "OpenStream", err)
	go func() {
		_ = a.Send(ctx, make([]byte, n), time.Minute) // what is missing is noticed below
		_ = a.Finish(ctx)
	}()
	got := 0
	for {
		part, err := a.Recv(ctx, 0)
		must(t, "Recv", err)
		if len(part) == 0 {
			break
		}
		got += len(part)
	}
	if got != n {
		t.Fatalf("%d bytes came back, want %d", got, n)
	}
}
