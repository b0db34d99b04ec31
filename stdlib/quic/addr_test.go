package quic

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	ctx, s := testContext(t), NewStack(Config{})
	cases := []struct {
		addr, bind string
		both       bool
		connect    string
	}{
		{":4433", "0.0.0.0:4433", true, "127.0.0.1:4433"},
		{"0.0.0.0:4433", "0.0.0.0:4433", false, "0.0.0.0:4433"},
		{"[::]:4433", "[::]:4433", true, "[::]:4433"},
		{"127.0.0.2:1", "127.0.0.2:1", false, "127.0.0.2:1"},
		{"[::1]:4433", "[::1]:4433", false, "[::1]:4433"},
		{"[::ffff:127.0.0.1]:4433", "127.0.0.1:4433", false, "127.0.0.1:4433"},
		{"localhost:4433", "127.0.0.1:4433", false, "127.0.0.1:4433 [::1]:4433"},
		{"LocalHost.:4433", "127.0.0.1:4433", false, "127.0.0.1:4433 [::1]:4433"},
	}
	for _, tc := range cases {
		if got, err := s.resolveBind(ctx, tc.addr); err != nil || got.addr.String() != tc.bind || got.both != tc.both {
			t.Errorf("bind %q: %v, %v, want %s, %v", tc.addr, got, err, tc.bind, tc.both)
		}
		got, err := s.resolveConnect(ctx, tc.addr)
		if text := strings.Trim(fmt.Sprint(got), "[]"); err != nil || strings.Trim(tc.connect, "[]") != text {
			t.Errorf("connect %q: %v, %v, want %s", tc.addr, got, err, tc.connect)
		}
	}
}

func TestInterleave(t *testing.T) {
	cases := []struct{ in, want string }{
		{"192.0.2.1", "192.0.2.1"},
		{"192.0.2.1 192.0.2.2", "192.0.2.1 192.0.2.2"},
		{"2001:db8::1 2001:db8::2 192.0.2.1 192.0.2.2", "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2"},
		{"192.0.2.1 192.0.2.2 192.0.2.3 2001:db8::1", "192.0.2.1 2001:db8::1 192.0.2.2 192.0.2.3"},
		{"::ffff:192.0.2.1 192.0.2.1 2001:db8::1", "192.0.2.1 2001:db8::1"},
	}
	for _, tc := range cases {
		var in []netip.Addr
		for text := range strings.FieldsSeq(tc.in) {
			in = append(in, netip.MustParseAddr(text))
		}
		if got := strings.Trim(fmt.Sprint(interleave(in)), "[]"); got != tc.want {
			t.Errorf("of %s: %s, want %s", tc.in, got, tc.want)
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
		_, err := NewStack(Config{}).resolveConnect(testContext(t), tc.addr)
		want := "could not resolve connect address `" + tc.addr + "`: parse failure: " + tc.want
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %q", tc.addr, err, want)
		}
	}
}

func TestUnknownHost(t *testing.T) {
	// No name has an empty label, so nobody is asked.
	_, err := NewStack(Config{}).resolveConnect(testContext(t), "no..host:4433")
	const want = "could not resolve connect address `no..host:4433`: resolution failure: "
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}
