package quic

// This file sends much over a bad network, in simulated time.

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quic-go/quic-go/testutils/simnet"
)

// A storm is a router that loses, repeats and holds up packets.
type storm struct {
	simnet.PerfectRouter

	mu        sync.Mutex // guards what follows
	random    *rand.Rand
	loss      float64
	duplicate float64
	late      float64 // the part that others overtake
	cut       bool
}

func (s *storm) SendPacket(p simnet.Packet) error {
	to := *p.To.(*net.UDPAddr)
	to.IP = to.IP.To16()
	p.To = &to
	s.mu.Lock()
	lost := s.cut || s.random.Float64() < s.loss
	twice := s.random.Float64() < s.duplicate
	late := s.random.Float64() < s.late
	s.mu.Unlock()
	switch {
	case lost:
		return nil
	case late:
		time.AfterFunc(5*time.Millisecond, func() { _ = s.PerfectRouter.SendPacket(p) }) // may be lost
		return nil
	case twice:
		if err := s.PerfectRouter.SendPacket(p); err != nil {
			return err
		}
	}
	return s.PerfectRouter.SendPacket(p)
}

// Ten MiB there and back, whatever the network does to single packets.
func TestEchoOverBadNetwork(t *testing.T) {
	for name, s := range map[string]*storm{
		"loss":       {loss: 0.05},
		"reordering": {late: 0.2},
		"duplicates": {duplicate: 0.2},
		"all of it":  {loss: 0.02, late: 0.05, duplicate: 0.05},
	} {
		t.Run(name, func(t *testing.T) {
			s.play(t, func(t *testing.T, ctx context.Context, c, d *Conn) {
				data := make([]byte, 10<<20)
				for i := range data {
					data[i] = byte(i * 7 / 5)
				}
				go echoAll(ctx, d)
				a, err := c.OpenStream(ctx)
				must(t, "OpenStream", err)
				go func() {
					must(t, "Send", a.Send(ctx, data, 0))
					must(t, "Finish", a.Finish(ctx))
				}()
				var got []byte
				for {
					part, err := a.Recv(ctx, 0)
					must(t, "Recv", err)
					if len(part) == 0 {
						break
					}
					got = append(got, part...)
				}
				if !bytes.Equal(got, data) {
					t.Errorf("%d bytes came back, other ones than the %d sent", len(got), len(data))
				}
				must(t, "Disconnect", c.Disconnect(ctx))
			})
		})
	}
}

// A cut that is shorter than the idle timeout is survived; a longer one is a failure with its text.
func TestCuts(t *testing.T) {
	for name, tc := range map[string]struct {
		cut  time.Duration
		want string
	}{
		"of 5 s":  {5 * time.Second, ""},
		"of 50 s": {50 * time.Second, "connection lost"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &storm{}
			s.play(t, func(t *testing.T, ctx context.Context, c, d *Conn) {
				a, b := streamPair(t, c, d, "before ")
				s.mu.Lock()
				s.cut = true
				s.mu.Unlock()
				time.AfterFunc(tc.cut, func() {
					s.mu.Lock()
					defer s.mu.Unlock()
					s.cut = false
				})
				must(t, "Send", a.Send(ctx, []byte("and after"), 0))
				must(t, "Finish", a.Finish(ctx))
				if tc.want == "" {
					wantAll(t, b, "before and after")
					wantEnd(t, b)
					return
				}
				wantAll(t, b, "before ")
				if _, err := b.Recv(ctx, 0); err == nil || b.LastError() != tc.want || d.LastError() != "timed out" {
					t.Errorf("Recv: %v, last error %q, of the connection %q", err, b.LastError(), d.LastError())
				}
			})
		})
	}
}

// echoAll sends back what arrives on the next stream.
func echoAll(ctx context.Context, d *Conn) {
	b, err := d.AcceptStream(ctx)
	if err != nil {
		return
	}
	for {
		part, err := b.Recv(ctx, 0)
		if err != nil || len(part) == 0 {
			break
		}
		if b.Send(ctx, part, 0) != nil {
			break
		}
	}
	_ = b.Finish(ctx) // fails only when the connection has
}

// play has a client c and a server d with the storm between them, 20 ms apart.
func (s *storm) play(t *testing.T, f func(t *testing.T, ctx context.Context, c, d *Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		s.random = rand.New(rand.NewPCG(1, 2))
		network := &simnet.Simnet{Router: s}
		settings := simnet.NodeBiDiLinkSettings{Latency: 20 * time.Millisecond}
		clients, servers := NewStack(Config{}), NewStack(Config{})
		clients.listen = simulated(network, "1.0.0.1", settings)
		servers.listen = simulated(network, "1.0.0.2", settings)
		must(t, "Start", network.Start())
		defer func() {
			clients.Shutdown(ctx)
			servers.Shutdown(ctx)
			time.Sleep(time.Second) // what is late is on its way
			must(t, "Close", network.Close())
		}()
		srv, err := servers.NewServer(ctx, "1.0.0.2:4433")
		must(t, "NewServer", err)
		c := dial(t, client(t, clients), srv)
		d, err := srv.Accept(ctx)
		must(t, "Accept", err)
		f(t, ctx, c, d)
	})
}
