package badnet

import (
	"math/rand/v2"
	"net"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// ends are a client and a server with a relay between.
func ends(t *testing.T, w Weather) (client, server *net.UDPConn, r *Relay) {
	t.Helper()
	server, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if r, err = Listen(server.LocalAddr().String(), 1); err != nil {
		t.Fatal(err)
	}
	r.Set(w)
	to, _ := net.ResolveUDPAddr("udp4", r.Addr())
	if client, err = net.DialUDP("udp4", nil, to); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); _ = client.Close(); _ = server.Close() })
	end := time.Now().Add(time.Minute)
	_, _ = client.SetReadDeadline(end), server.SetReadDeadline(end)
	return client, server, r
}

// take reads a datagram.
func take(t *testing.T, c *net.UDPConn) (string, *net.UDPAddr) {
	t.Helper()
	buf := make([]byte, 100)
	n, from, err := c.ReadFromUDP(buf)
	if err != nil {
		t.Fatal(err)
	}
	return string(buf[:n]), from
}

// Both directions, and another port after Rebind.
func TestRelay(t *testing.T) {
	client, server, r := ends(t, Weather{Delay: time.Millisecond})
	var seen []string
	for _, text := range []string{"one", "two"} {
		if _, err := client.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		got, from := take(t, server)
		seen = append(seen, from.String())
		if _, err := server.WriteToUDP([]byte(got+" back"), from); err != nil {
			t.Fatal(err)
		}
		if back, _ := take(t, client); back != text+" back" {
			t.Errorf("got %q", back)
		}
		r.Rebind()
	}
	if seen[0] == seen[1] {
		t.Errorf("the client is still at %s", seen[0])
	}
}

// What is lost and what comes twice is near to what was asked for; nothing passes a cut.
func TestWeather(t *testing.T) {
	_, _, r := ends(t, Weather{Loss: 0.3, Duplicate: 0.2})
	const sent = 1000
	lost, twice := 0, 0
	for range sent {
		n := 0
		r.pass(nil, &r.up, func([]byte) { n++ })
		switch n {
		case 0:
			lost++
		case 2:
			twice++
		}
	}
	if lost < 250 || lost > 350 || twice < 100 || twice > 180 {
		t.Errorf("of %d datagrams %d were lost, %d came twice", sent, lost, twice)
	}
	r.Cut(true)
	r.pass(nil, &r.up, func([]byte) { t.Error("a datagram passed the cut") })
}

// A datagram that is too large is lost, whichever way it goes.
func TestLargest(t *testing.T) {
	_, _, r := ends(t, Weather{Largest: 1252})
	for _, tc := range []struct{ size, passes int }{{1252, 1}, {1253, 0}, {0, 1}} {
		n := 0
		r.pass(make([]byte, tc.size), &r.up, func([]byte) { n++ })
		if n != tc.passes {
			t.Errorf("of a datagram of %d bytes %d passed, want %d", tc.size, n, tc.passes)
		}
	}
}

// What is late overtakes nothing else, unless there is jitter.
func TestJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &Relay{random: rand.New(rand.NewPCG(1, 1)), weather: Weather{Delay: time.Second, Jitter: time.Second}}
		var order []int
		var mu sync.Mutex
		begin := time.Now()
		for i := range 10 {
			r.pass(nil, &r.up, func([]byte) {
				mu.Lock()
				defer mu.Unlock()
				order = append(order, i)
			})
		}
		r.work.Wait()
		if took := time.Since(begin); took < time.Second || took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
		if len(order) != 10 || slices.IsSorted(order) {
			t.Errorf("they arrived in the order %v", order)
		}
	})
}
