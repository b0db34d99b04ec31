package quic

// This file reads the settings of a program's endpoints from its environment.

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"hewq/native"
)

// A Config holds the settings of all endpoints of a program. The zero value is usable.
type Config struct {
	// ALPN lists the application protocols (RFC 7301) that clients offer and servers insist on.
	// When empty, clients offer none and servers take the first that a client offers, or none.
	ALPN []string

	KeyLog      io.Writer     // TLS secrets in NSS format are written here; nil for nowhere
	QlogDir     string        // an existing folder for one qlog file per connection; "" for none
	KeepAlive   time.Duration // how often an idle connection is kept open; 0 for never
	IdleTimeout time.Duration // after how long without a packet a connection is lost; 0 for 30 s
	RefusedWait time.Duration // how long connecting goes on where nothing listens; 0 for 2 s
	SecretFile  string        // where what signs stateless resets is kept; "" for nowhere
	NoLinger    bool          // closing does not wait until the peer has what was sent

	Fast           bool           // delivery is guessed, not followed: see quiet
	DisconnectWait time.Duration  // how long closing waits for acknowledgements; 0 for 5 s
	ReaderWait     time.Duration  // how long a connection outlives its end for a peer that reads; 0 for 60 s
	UnackedTimeout time.Duration  // how long a peer that owes acknowledgements may be silent; 0 for IdleTimeout
	Unread         int64          // unread bytes of a connection beyond which its peer has to wait; 0 for 128 MB
	UnreadTotal    int64          // the same of all connections; 0 for 512 MB
	PostQuantum    bool           // offer ML-KEM key shares, which take a second datagram
	NoNotes        bool           // people are not told of failures that the script does not look at
	Network        native.Network // has the sockets; nil for the system's

	Trace io.Writer // what happens on each connection is written here, a line for each event; nil for nowhere
}

// The names under which an environment sets a Config.
const (
	envALPN        = "HEWQ_QUIC_ALPN"         // names with commas between
	envKeepAlive   = "HEWQ_QUIC_KEEP_ALIVE"   // such as 10s
	envIdleTimeout = "HEWQ_QUIC_IDLE_TIMEOUT" // such as 5s
	envRefusedWait = "HEWQ_QUIC_REFUSED_WAIT" // such as 10s; 0s: do not wait
	envLinger      = "HEWQ_QUIC_LINGER"       // off: do not wait
	envPostQuantum = "HEWQ_QUIC_POST_QUANTUM" // on
	envNotes       = "HEWQ_QUIC_NOTES"        // off: tell people nothing of failures

	envDelivery       = "HEWQ_QUIC_DELIVERY"        // exact or fast
	envDisconnectWait = "HEWQ_QUIC_DISCONNECT_WAIT" // such as 5s
	envReaderWait     = "HEWQ_QUIC_READER_WAIT"     // such as 60s
	envUnackedTimeout = "HEWQ_QUIC_UNACKED_TIMEOUT" // such as 10s
	envUnread         = "HEWQ_QUIC_UNREAD"          // such as 128MB
	envUnreadTotal    = "HEWQ_QUIC_UNREAD_TOTAL"    // such as 512MB

	envKeyLog  = "SSLKEYLOGFILE"
	envQlogDir = "QLOGDIR"
)

// settings are the variables of hewq's own: others that begin with HEWQ_ are mistakes of the user.
var settings = []string{
	envALPN,
	envKeepAlive,
	envIdleTimeout,
	envLinger,
	envPostQuantum,
	envNotes,
	envDelivery,
	envDisconnectWait,
	envReaderWait,
	envUnackedTimeout,
	envUnread,
	envUnreadTotal,
	envRefusedWait,
}

// ReadConfig makes a Config of environment variables. It opens the key log for appending and
// makes the qlog folder when they are asked for; it fails when it cannot, or when a value
// makes no sense.
func ReadConfig(lookup func(string) (string, bool)) (Config, error) {
	var conf Config
	if v, ok := lookup(envALPN); ok {
		conf.ALPN = splitList(v)
	}
	for _, name := range conf.ALPN {
		if len(name) > 255 {
			return conf, fmt.Errorf("%s has a name of %d bytes: want at most 255 (RFC 7301, section 3.1)", envALPN, len(name))
		}
	}
	var err error
	if conf.NoNotes, err = isSwitched(lookup, envNotes, "off", "on"); err != nil {
		return conf, err
	}
	if conf.NoLinger, err = isSwitched(lookup, envLinger, "off", "on"); err != nil {
		return conf, err
	}
	if conf.Fast, err = isSwitched(lookup, envDelivery, "fast", "exact"); err != nil {
		return conf, err
	}
	if conf.PostQuantum, err = isSwitched(lookup, envPostQuantum, "on", "off"); err != nil {
		return conf, err
	}
	for name, d := range map[string]*time.Duration{
		envKeepAlive:      &conf.KeepAlive,
		envIdleTimeout:    &conf.IdleTimeout,
		envRefusedWait:    &conf.RefusedWait,
		envDisconnectWait: &conf.DisconnectWait,
		envReaderWait:     &conf.ReaderWait,
		envUnackedTimeout: &conf.UnackedTimeout,
	} {
		if *d, err = duration(lookup, name); err != nil {
			return conf, err
		}
	}
	if v, _ := lookup(envIdleTimeout); v != "" && conf.IdleTimeout == 0 {
		return conf, badDuration(envIdleTimeout, v)
	}
	for name, n := range map[string]*int64{envUnread: &conf.Unread, envUnreadTotal: &conf.UnreadTotal} {
		if *n, err = size(lookup, name); err != nil {
			return conf, err
		}
	}
	for name, d := range map[string]*time.Duration{envRefusedWait: &conf.RefusedWait, envDisconnectWait: &conf.DisconnectWait} {
		if v, _ := lookup(name); v != "" && *d == 0 {
			*d = 1 // as good as none
		}
	}
	conf.SecretFile = secretFile(runtime.GOOS, lookup)
	if v, ok := lookup(envQlogDir); ok && v != "" {
		if err := os.MkdirAll(v, 0o755); err != nil {
			return conf, fmt.Errorf("%s: %w", envQlogDir, err)
		}
		conf.QlogDir = v
	}
	if v, ok := lookup(envKeyLog); ok && v != "" {
		f, err := os.OpenFile(v, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return conf, fmt.Errorf("%s: %w", envKeyLog, err)
		}
		conf.KeyLog = f
	}
	return conf, nil
}

// CloseKeyLog closes what ReadConfig opened.
func (c Config) CloseKeyLog() error {
	if f, ok := c.KeyLog.(io.Closer); ok {
		return f.Close()
	}
	return nil
}

func isSwitched(lookup func(string) (string, bool), name, to, from string) (bool, error) {
	v, ok := lookup(name)
	switch {
	case !ok, v == "", v == from:
		return false, nil
	case v == to:
		return true, nil
	}
	if to == "off" {
		to, from = from, to
	}
	return false, fmt.Errorf("%s is %q: want %s or %s", name, v, to, from)
}

func duration(lookup func(string) (string, bool), name string) (time.Duration, error) {
	v, ok := lookup(name)
	if !ok || v == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 {
		return 0, badDuration(name, v)
	}
	return d, nil
}

func badDuration(name, value string) error {
	return fmt.Errorf("%s is %q: want a duration such as 10s", name, value)
}

func size(lookup func(string) (string, bool), name string) (int64, error) {
	v, ok := lookup(name)
	if !ok || v == "" {
		return 0, nil
	}
	n, err := humanize.ParseBytes(v)
	if err != nil || n == 0 || n > 1<<40 {
		return 0, fmt.Errorf("%s is %q: want a size such as 64MB", name, v)
	}
	return int64(n), nil
}

func splitList(s string) []string {
	var names []string
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
