package quic

// This file has endpoints do the same on the network of the system and on a simulated one.

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/simnet"
)

// alike is what endpoints do on both networks.
var alike = map[string]func(t *testing.T, s *Stack){
	"port 0": func(t *testing.T, s *Stack) {
		a, b := server(t, s), server(t, s)
		if a.LocalAddr() == b.LocalAddr() || !strings.HasPrefix(a.LocalAddr(), "127.0.0.1:") || portOf(a.LocalAddr()) == ":0" {
			t.Errorf("servers are at %s and %s", a.LocalAddr(), b.LocalAddr())
		}
	},
	"a port in use": func(t *testing.T, s *Stack) {
		ctx := testContext(t)
		srv := everywhere(t, s)
		port := portOf(srv.LocalAddr())
		for _, addr := range []string{port, "127.0.0.1" + port, "localhost" + port, "[::1]" + port, "[::]" + port} {
			_, err := s.NewServer(ctx, addr)
			if err == nil || !strings.HasPrefix(err.Error(), "failed to bind server socket: Address already in use (os error ") {
				t.Errorf("%s: %v", addr, err)
			}
		}
		srv.Close(ctx)
		again, err := s.NewServer(ctx, port)
		must(t, "NewServer", err)
		again.Close(ctx)
	},
	"an address of another machine": func(t *testing.T, s *Stack) {
		_, err := s.NewServer(testContext(t), "192.0.2.1:0")
		if err == nil || !strings.HasPrefix(err.Error(), "failed to bind server socket: Cannot assign requested address (os error ") {
			t.Errorf("got %v", err)
		}
	},
	"both families and localhost": func(t *testing.T, s *Stack) {
		ctx := testContext(t)
		srv, cl := everywhere(t, s), client(t, s)
		port := portOf(srv.LocalAddr())
		for addr, peer := range map[string]string{
			port: "127.0.0.1" + port, "127.0.0.1" + port: "127.0.0.1" + port, "[::1]" + port: "[::1]" + port, "localhost" + port: "127.0.0.1" + port,
		} {
			c, err := cl.Connect(ctx, addr, "localhost")
			must(t, "Connect "+addr, err)
			d, err := srv.Accept(ctx)
			must(t, "Accept", err)
			if c.PeerAddr() != peer || portOf(d.PeerAddr()) != portOf(c.LocalAddr()) {
				t.Errorf("%s: from %s to %s, which sees %s; want %s", addr, c.LocalAddr(), c.PeerAddr(), d.PeerAddr(), peer)
			}
			roundTrip(t, ctx, c, d, 100_000)
			must(t, "Disconnect", c.Disconnect(ctx))
		}
	},
	"localhost by IPv6 alone": func(t *testing.T, s *Stack) {
		ctx := testContext(t)
		srv, err := s.NewServer(ctx, "[::1]:0")
		must(t, "NewServer", err)
		c, err := client(t, s).Connect(ctx, "localhost"+portOf(srv.LocalAddr()), "localhost")
		must(t, "Connect", err)
		if c.PeerAddr() != srv.LocalAddr() {
			t.Errorf("connected to %s, want %s", c.PeerAddr(), srv.LocalAddr())
		}
	},
	"a closed port": func(t *testing.T, s *Stack) {
		cl, addr := client(t, s), closedPort(t)
		_, err := cl.Connect(testContext(t), addr, "localhost")
		wantErr(t, "Connect", err, cl.LastError(), "connection refused: nothing listens on "+addr+" (UDP)")
	},
	"a client before its server": func(t *testing.T, s *Stack) {
		ctx, addr, served := testContext(t), closedPort(t), make(chan error, 1)
		time.AfterFunc(500*time.Millisecond, func() {
			srv, err := s.NewServer(ctx, addr)
			if err == nil {
				_, err = srv.Accept(ctx)
			}
			served <- err
		})
		_, err := client(t, s).Connect(ctx, addr, "localhost")
		must(t, "Connect", err)
		must(t, "Accept", <-served)
	},
	"an address that no packet can have": func(t *testing.T, s *Stack) {
		cl := client(t, s)
		for _, addr := range []string{"127.0.0.1:0", "0.0.0.0:4433"} {
			_, err := cl.Connect(testContext(t), addr, "localhost")
			wantErr(t, "Connect", err, cl.LastError(), "invalid remote address: "+addr)
		}
	},
	"a name that is none": func(t *testing.T, s *Stack) {
		cl := client(t, s)
		_, err := cl.Connect(testContext(t), "nowhere.invalid:4433", "localhost")
		if err == nil || !strings.HasPrefix(err.Error(), "could not resolve connect address `nowhere.invalid:4433`: resolution failure: lookup nowhere.invalid") {
			t.Errorf("got %v", err)
		}
	},
}

func TestAlikeOnBothNetworks(t *testing.T) {
	needIPv6(t)
	for name, f := range alike {
		t.Run(name, func(t *testing.T) {
			t.Run("system", func(t *testing.T) { f(t, newStack(t, Config{RefusedWait: time.Second})) })
			t.Run("simulated", func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f(t, newStack(t, Config{RefusedWait: time.Second, Network: simnet.New(simnet.Conditions{})}))
				})
			})
		})
	}
}

// Packets become as large as they can where a path takes no large ones.
func TestSimulatedMTU(t *testing.T) {
	const discovery = 21 // quic-go leaves off when so few bytes more might pass
	for mtu, addr := range map[int]string{1280: "127.0.0.1:0", 1300: "[::1]:0"} {
		t.Run(strconv.Itoa(mtu), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := testContext(t)
				network := simnet.New(simnet.Conditions{Delay: 5 * time.Millisecond, MTU: mtu})
				s := newStack(t, Config{Network: network})
				srv, err := s.NewServer(ctx, addr)
				must(t, "NewServer", err)
				c := dial(t, client(t, s), srv)
				d, err := srv.Accept(ctx)
				must(t, "Accept", err)
				for range 30 { // each packet that is tried waits for the fate of the one before
					roundTrip(t, ctx, c, d, 10_000)
					time.Sleep(time.Second)
				}
				headers := 28
				if !strings.HasPrefix(addr, "127") {
					headers = 48
				}
				if got := network.Counts().Largest; got > mtu-headers || got < mtu-headers-discovery {
					t.Errorf("packets have %d bytes, want at most %d", got, mtu-headers)
				}
				if network.Counts().Large == 0 {
					t.Errorf("no larger packets were tried: %v", network.Counts())
				}
			})
		})
	}
}
