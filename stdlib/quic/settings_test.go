package quic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// environment looks up in a map.
func environment(m map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		v, ok := m[name]
		return v, ok
	}
}

func TestReadConfig(t *testing.T) {
	cases := []struct {
		name string
		env  map[string]string
		want Config
	}{
		{"nothing", nil, Config{}},
		{"empty", map[string]string{envALPN: "", envLinger: "", envKeepAlive: "", envKeyLog: "", envQlogDir: "", envPostQuantum: ""}, Config{}},
		{"all", map[string]string{envALPN: "h3, doq,", envLinger: "off", envKeepAlive: "10s", envIdleTimeout: "5s", envPostQuantum: "on"}, Config{ALPN: []string{"h3", "doq"}, NoLinger: true, KeepAlive: 10 * time.Second, IdleTimeout: 5 * time.Second, PostQuantum: true}},
		{"refusals", map[string]string{envRefusedWait: "10s"}, Config{RefusedWait: 10 * time.Second}},
		{"refusals at once", map[string]string{envRefusedWait: "0s"}, Config{RefusedWait: 1}},
		{"defaults", map[string]string{envLinger: "on", envPostQuantum: "off"}, Config{}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, err := ReadConfig(environment(tc.env))
			if diff := cmp.Diff(tc.want, got); diff != "" || err != nil {
				t.Errorf("error %v, -want +got:\n%s", err, diff)
			}
		})
	}
}

func TestReadConfigErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, value, want string }{
		{envALPN, "h3," + strings.Repeat("a", 256), "HEWQ_QUIC_ALPN has a name of 256 bytes: want at most 255"},
		{envLinger, "no", `HEWQ_QUIC_LINGER is "no": want on or off`},
		{envPostQuantum, "1", `HEWQ_QUIC_POST_QUANTUM is "1": want on or off`},
		{envKeepAlive, "10", `HEWQ_QUIC_KEEP_ALIVE is "10": want a duration such as 10s`},
		{envIdleTimeout, "soon", `HEWQ_QUIC_IDLE_TIMEOUT is "soon": want a duration such as 10s`},
		{envIdleTimeout, "0s", `HEWQ_QUIC_IDLE_TIMEOUT is "0s": want a duration such as 10s`},
		{envKeepAlive, "-1s", `HEWQ_QUIC_KEEP_ALIVE is "-1s": want a duration such as 10s`},
		{envRefusedWait, "no", `HEWQ_QUIC_REFUSED_WAIT is "no": want a duration such as 10s`},
		{envQlogDir, filepath.Join(file, "x"), "QLOGDIR: mkdir "},
		{envKeyLog, filepath.Join(file, "x"), "SSLKEYLOGFILE: open "},
	}
	for _, tc := range cases {
		_, err := ReadConfig(environment(map[string]string{tc.name: tc.value}))
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s=%s: error %v, want %q", tc.name, tc.value, err, tc.want)
		}
	}
}

func TestTracesAndKeys(t *testing.T) {
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys")
	traces := filepath.Join(dir, "traces")
	conf, err := ReadConfig(environment(map[string]string{envKeyLog: keys, envQlogDir: traces}))
	if err != nil {
		t.Fatal(err)
	}
	s := NewStack(conf)
	c, d := pair(t, s)
	_, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	s.Shutdown(testContext(t))
	must(t, "CloseKeyLog", conf.CloseKeyLog())

	secrets, err := os.ReadFile(keys)
	if err != nil || strings.Count(string(secrets), "CLIENT_TRAFFIC_SECRET_0 ") != 2 {
		t.Errorf("key log %q, %v, want a line of each side", secrets, err)
	}
	for _, role := range []string{"client", "server"} {
		files, err := filepath.Glob(filepath.Join(traces, "*_"+role+".sqlog"))
		if err != nil || len(files) != 1 {
			t.Fatalf("traces of the %s: %v, %v, want one", role, files, err)
		}
		text, err := os.ReadFile(files[0])
		if err != nil || !strings.Contains(string(text), "connection_closed") {
			t.Errorf("%s does not reach to the end of the connection: %d B, %v", files[0], len(text), err)
		}
	}
}
