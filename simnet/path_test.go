package simnet_test

// This file sends datagrams under all conditions, in simulated time.

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"hewq/simnet"
)

// A heard is a datagram that has arrived: its number, and when.
type heard struct {
	number int
	after  time.Duration
}

func (h heard) String() string { return fmt.Sprintf("{%d %v}", h.number, h.after) }

// A line is two sockets of a network, and what the second hears.
type line struct {
	*testing.T
	*simnet.Network
	from, to net.PacketConn
	begun    time.Time
	sent     int
}

// play runs f in simulated time.
func play(t *testing.T, conditions string, f func(*line)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c, err := simnet.Parse(conditions)
		if err != nil {
			t.Fatal(err)
		}
		l := &line{T: t, Network: simnet.New(c), begun: time.Now()}
		l.from, l.to = l.open(), l.open()
		f(l)
	})
}

func (l *line) open() net.PacketConn {
	c, err := l.ListenUDP("udp4", udp("127.0.0.1:0"))
	if err != nil {
		l.Fatal(err)
	}
	l.Cleanup(func() { _ = c.Close() }) // it may be closed already
	return c
}

// send sends datagrams of some bytes, one after the other.
func (l *line) send(n, size int, apart time.Duration) {
	for range n {
		data := make([]byte, size)
		binary.BigEndian.PutUint32(data, uint32(l.sent))
		l.sent++
		if _, err := l.from.WriteTo(data, l.to.LocalAddr()); err != nil {
			l.Error(err)
		}
		time.Sleep(apart)
	}
}

// hear waits for a while and gives what has arrived by then.
func (l *line) hear(d time.Duration) []heard {
	if err := l.to.SetReadDeadline(time.Now().Add(d)); err != nil {
		l.Error(err)
	}
	var all []heard
	for {
		buf := make([]byte, 2000)
		if _, _, err := l.to.ReadFrom(buf); err != nil {
			if !os.IsTimeout(err) {
				l.Error(err)
			}
			return all
		}
		all = append(all, heard{int(binary.BigEndian.Uint32(buf)), time.Since(l.begun)})
	}
}

func numbers(all []heard) []int {
	var n []int
	for _, h := range all {
		n = append(n, h.number)
	}
	return n
}

func TestPerfect(t *testing.T) {
	play(t, "", func(l *line) {
		l.send(100, 1200, 0)
		got := l.hear(time.Second)
		if len(got) != 100 || !slices.IsSorted(numbers(got)) || got[99].after != 0 {
			t.Errorf("heard %v", got)
		}
	})
}

func TestDelay(t *testing.T) {
	play(t, "delay=20ms", func(l *line) {
		l.send(3, 10, time.Millisecond)
		if got, want := fmt.Sprint(l.hear(time.Second)), "[{0 20ms} {1 21ms} {2 22ms}]"; got != want {
			t.Errorf("heard %s, want %s", got, want)
		}
	})
}

// Those behind one that takes longer wait for it.
func TestJitterKeepsTheOrder(t *testing.T) {
	play(t, "delay=20ms jitter=30ms seed=3", func(l *line) {
		go l.send(200, 10, time.Millisecond)
		got := l.hear(time.Second)
		if len(got) != 200 || !slices.IsSorted(numbers(got)) {
			t.Fatalf("heard %v", got)
		}
		late := 0
		for _, h := range got {
			took := h.after - time.Duration(h.number)*time.Millisecond
			if took < 20*time.Millisecond || took > 50*time.Millisecond {
				t.Errorf("%d took %v", h.number, took)
			}
			if took > 30*time.Millisecond {
				late++
			}
		}
		if late < 20 {
			t.Errorf("only %d took longer than 30 ms", late)
		}
	})
}

func TestParts(t *testing.T) {
	for conditions, tc := range map[string]struct {
		arrive, least, most int
		sorted              bool
	}{
		"loss=5% seed=1":    {5000, 4650, 4850, true},
		"loss=100%":         {5000, 0, 0, true},
		"dup=5% seed=1":     {5000, 5150, 5350, true},
		"reorder=5% seed=1": {5000, 5000, 5000, false},
	} {
		t.Run(conditions, func(t *testing.T) {
			play(t, conditions, func(l *line) {
				l.send(5000, 10, time.Millisecond)
				got := numbers(l.hear(time.Second))
				if len(got) < tc.least || len(got) > tc.most || slices.IsSorted(got) != tc.sorted {
					t.Errorf("%d arrived, in order: %v", len(got), slices.IsSorted(got))
				}
				overtaken := 0
				for i := 1; i < len(got); i++ {
					if got[i] < got[i-1] {
						overtaken++
					}
				}
				if !tc.sorted && (overtaken < 150 || overtaken > 350) {
					t.Errorf("%d were overtaken", overtaken)
				}
				c := l.Counts()
				if c.Sent != 5000 || c.Arrived != int64(len(got)) || conditions[:4] == "loss" && c.Lost() != int64(5000-len(got)) {
					t.Errorf("counts: %v", c)
				}
			})
		})
	}
}

// The same seed loses the same datagrams, whatever else is sent; another one loses others.
func TestSeed(t *testing.T) {
	lost := func(conditions string, disturb bool) []int {
		var got []int
		play(t, conditions, func(l *line) {
			for range 500 {
				if disturb {
					if _, err := l.to.WriteTo([]byte("back"), l.from.LocalAddr()); err != nil {
						t.Error(err)
					}
				}
				l.send(1, 10, 0)
			}
			got = numbers(l.hear(time.Second))
		})
		return got
	}
	a, b, c := lost("loss=20% seed=7", false), lost("loss=20% seed=7 delay=3ms", true), lost("loss=20% seed=8", false)
	if !slices.Equal(a, b) || slices.Equal(a, c) || len(a) == 500 {
		t.Errorf("arrived: %d, %d and %d of 500", len(a), len(b), len(c))
	}
}

func TestRate(t *testing.T) {
	play(t, "rate=8Mbit delay=10ms", func(l *line) { // 972 and 28 bytes take 1 ms
		l.send(1000, 972, 0)
		got := l.hear(2 * time.Second)
		for i, h := range got {
			if want := 10*time.Millisecond + time.Duration(i+1)*time.Millisecond; h.after != want || h.number != i {
				t.Fatalf("%d heard after %v, want %v", h.number, h.after, want)
			}
		}
		if n := len(got); n != 201 || l.Counts().Full != 1000-201 {
			t.Errorf("the queue has let through %d: %v", n, l.Counts())
		}
	})
	// A slow line takes some datagrams all the same.
	play(t, "rate=8kbit", func(l *line) {
		l.send(10, 972, 0)
		if got := l.hear(time.Minute); len(got) != 10 || got[9].after != 10*time.Second {
			t.Errorf("heard %v", got)
		}
	})
}

func TestMTU(t *testing.T) {
	play(t, "mtu=1280", func(l *line) {
		l.send(1, 1252, 0)
		l.send(1, 1253, 0)
		if got := numbers(l.hear(time.Second)); !slices.Equal(got, []int{0}) || l.Counts().Large != 1 {
			t.Errorf("heard %v: %v", got, l.Counts())
		}
	})
}

func TestCuts(t *testing.T) {
	play(t, "cut=2s@1s", func(l *line) {
		l.send(5, 10, time.Second)
		if got := numbers(l.hear(time.Second)); !slices.Equal(got, []int{0, 3, 4}) {
			t.Errorf("heard %v", got)
		}
		l.Cut(time.Second)
		l.send(2, 10, time.Second)
		if err := l.Change("cut=1s@1s"); err != nil {
			t.Error(err)
		}
		l.send(3, 10, time.Second)
		if got := numbers(l.hear(time.Second)); !slices.Equal(got, []int{6, 7, 9}) || l.Counts().Cut != 4 {
			t.Errorf("heard %v", got)
		}
	})
}

func TestChanges(t *testing.T) {
	play(t, "delay=1s seed=1", func(l *line) {
		l.send(1, 10, 0)
		if err := l.Change("loss=100%"); err != nil {
			t.Error(err)
		}
		l.send(1, 10, 0)
		if err := l.Simulate("delay=1ms"); err != nil {
			t.Error(err)
		}
		l.send(1, 10, 0)
		if err := l.Change("delay=x"); err == nil {
			t.Error("a delay of x")
		}
		if err := l.Simulate("delay"); err == nil {
			t.Error("a delay of nothing")
		}
		l.send(1, 10, 0)
		if got, want := fmt.Sprint(l.hear(2*time.Second)), "[{2 1ms} {3 1ms} {0 1s}]"; got != want {
			t.Errorf("heard %s, want %s", got, want)
		}
	})
}

func TestPartitions(t *testing.T) {
	play(t, "", func(l *line) {
		if err := l.AddHost("far", "10.0.0.1"); err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(l.to.LocalAddr().String())
		for _, tc := range []struct {
			a, b  string
			parts bool
		}{
			{"localhost", "127.0.0.1", true},
			{"127.0.0.1:" + port, "localhost", true},
			{":" + port, l.from.LocalAddr().String(), true},
			{l.from.LocalAddr().String(), "0.0.0.0:" + port, true},
			{"far", "localhost", false},
			{":1", ":" + port, false},
			{"[::1]", "[::1]", false},
			{"::1", "::1", false},
		} {
			if err := l.Partition(tc.a, tc.b); err != nil {
				t.Error(err)
			}
			l.send(1, 10, 0)
			if got := l.hear(time.Second); (len(got) == 0) != tc.parts {
				t.Errorf("%s | %s: heard %v", tc.a, tc.b, got)
			}
			l.Heal()
			l.send(1, 10, 0)
			if got := l.hear(time.Second); len(got) != 1 {
				t.Errorf("healed: heard %v", got)
			}
		}
		for _, bad := range []string{"", "nowhere", "nowhere:1", "localhost:0", "localhost:x", "localhost:99999"} {
			if l.Partition(bad, "localhost") == nil || l.Partition("localhost", bad) == nil {
				t.Errorf("%q is a side of a partition", bad)
			}
		}
	})
}

func TestHosts(t *testing.T) {
	play(t, "", func(l *line) {
		for _, bad := range [][2]string{
			{"", "10.0.0.1"},
			{"localhost", "10.0.0.1"},
			{"10.0.0.2", "10.0.0.1"},
			{"a b", "10.0.0.1"},
			{"a:1", "10.0.0.1"},
			{"a", ""},
			{"a", "x"},
			{"a", "0.0.0.0"},
			{"a", "::"},
			{"a", "224.0.0.1"},
			{"a", "fe80::1%eth0"},
		} {
			if l.AddHost(bad[0], bad[1]) == nil {
				t.Errorf("%q is at %q", bad[0], bad[1])
			}
		}
		for range 2 {
			for _, address := range []string{"10.0.0.1", "fd00::1"} {
				if err := l.AddHost("Far", address); err != nil {
					t.Error(err)
				}
			}
		}
		got, err := l.LookupNetIP(t.Context(), "far")
		if fmt.Sprint(got) != "[10.0.0.1 fd00::1]" || err != nil {
			t.Errorf("far is at %v, %v", got, err)
		}
		if _, err := l.LookupNetIP(t.Context(), "nowhere"); err == nil || err.Error() != "lookup nowhere: no such host" {
			t.Errorf("nowhere: %v", err)
		}
		// A socket of all addresses answers from where it was asked.
		all, err := l.ListenUDP("udp4", udp("0.0.0.0:4433"))
		if err != nil {
			t.Fatal(err)
		}
		defer all.Close()
		if _, err := l.from.WriteTo([]byte("ask"), udp("10.0.0.1:4433")); err != nil {
			t.Error(err)
		}
		_, from, err := all.ReadFrom(make([]byte, 10))
		if err != nil || from.String() != l.from.LocalAddr().String() {
			t.Errorf("asked by %v, %v", from, err)
		}
		if _, err := all.WriteTo([]byte("answer"), from); err != nil {
			t.Error(err)
		}
		if _, from, err := l.from.ReadFrom(make([]byte, 10)); err != nil || from.String() != "10.0.0.1:4433" {
			t.Errorf("answered by %v, %v", from, err)
		}
		// What no host has takes nothing, and tells nothing.
		if _, err := l.from.WriteTo([]byte("x"), net.UDPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.1:1"))); err != nil {
			t.Error(err)
		}
	})
}

// A network that is closed loses what is on its way.
func TestClose(t *testing.T) {
	play(t, "delay=1s", func(l *line) {
		l.send(1, 10, 0)
		l.Close()
		l.send(1, 10, 0)
		if got := l.hear(time.Minute); len(got) > 0 {
			t.Errorf("heard %v", got)
		}
	})
}
