package quic

import (
	"net"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	ctx := testContext(t)
	cases := []struct{ addr, bind, connect string }{
		{":4433", "0.0.0.0:4433", "127.0.0.1:4433"},
		{"127.0.0.2:1", "127.0.0.2:1", "127.0.0.2:1"},
		{"[::1]:4433", "[::1]:4433", "[::1]:4433"},
		{"localhost:4433", "127.0.0.1:4433", "127.0.0.1:4433"},
	}
	for _, tc := range cases {
		if got, err := resolveBind(ctx, tc.addr); err != nil || got.String() != tc.bind {
			t.Errorf("bind %q: %v, %v, want %s", tc.addr, got, err, tc.bind)
		}
		if got, err := resolveConnect(ctx, tc.addr); err != nil || got.String() != tc.connect {
			t.Errorf("connect %q: %v, %v, want %s", tc.addr, got, err, tc.connect)
		}
	}
}

func TestResolveErrors(t *testing.T) {
	cases := []struct{ addr, want string }{
		{"", "missing port separator"},
		{"localhost", "missing port separator"},
		{"localhost:", "missing port"},
		{"[]:1", "missing host"},
		{"[::1]:", "missing port"},
		{"[::1]", "missing closing `]` or port separator"},
		{"::1:4433", "unexpected `:` in host; IPv6 addresses must use `[addr]:port`"},
		{"a:b:1", "unexpected `:` in host; IPv6 addresses must use `[addr]:port`"},
		{"localhost:99999", "invalid port `99999`: number too large to fit in target type"},
		{"localhost:http", "invalid port `http`: invalid digit found in string"},
	}
	for _, tc := range cases {
		_, err := resolveConnect(testContext(t), tc.addr)
		want := "could not resolve connect address `" + tc.addr + "`: parse failure: " + tc.want
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %q", tc.addr, err, want)
		}
	}
}

func TestUnknownHost(t *testing.T) {
	// No name has an empty label, so nobody is asked.
	_, err := resolveConnect(testContext(t), "no..host:4433")
	const want = "could not resolve connect address `no..host:4433`: resolution failure: "
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestCanReach(t *testing.T) {
	udp := func(s string) *net.UDPAddr {
		a, err := net.ResolveUDPAddr("udp", s)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	cases := []struct {
		local, remote string
		want          bool
	}{
		{"0.0.0.0:1", "127.0.0.1:4433", true},
		{"[::1]:1", "[::1]:4433", true},
		{"0.0.0.0:1", "127.0.0.1:0", false},
		{"0.0.0.0:1", "0.0.0.0:4433", false},
		{"0.0.0.0:1", "[::1]:4433", false},
		{"[::1]:1", "127.0.0.1:4433", false},
		{"[::]:1", "127.0.0.1:4433", true},
		{"[::]:1", "[::1]:4433", true},
	}
	for _, tc := range cases {
		if got := canReach(udp(tc.local), udp(tc.remote)); got != tc.want {
			t.Errorf("canReach(%s, %s) = %v, want %v", tc.local, tc.remote, got, tc.want)
		}
	}
}
