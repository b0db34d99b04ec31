// Package url is the module std::net::url: addresses and texts in them.
package url

import (
	_ "embed"
	"net"
	"net/url"
	"strconv"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage url.hew

//go:embed url.image
var image string

// Module is std::net::url.
var Module = native.Module{Path: "std::net::url", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_url_parse":     native.F1(parse),
		"hew_url_encode":    native.F1(encode),
		"hew_url_decode":    native.F1(decode),
		"hew_url_scheme":    native.F1(part(func(u *url.URL) string { return u.Scheme })),
		"hew_url_host":      native.F1(part(host)),
		"hew_url_port":      native.F1(port),
		"hew_url_path":      native.F1(part((*url.URL).EscapedPath)),
		"hew_url_query":     native.F1(part(func(u *url.URL) string { return u.RawQuery })),
		"hew_url_fragment":  native.F1(part((*url.URL).EscapedFragment)),
		"hew_url_to_string": native.F1(part((*url.URL).String)),
		"hew_url_join":      native.F2(join),
		"hew_url_free":      native.F1(free),
	}
}}

// ports are those that go without saying; the schemes with one always have a path.
var ports = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

func parse(_ *native.Call, s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme == "" {
		return nil, nil
	}
	return normal(u), nil
}

// normal changes u to the way addresses are compared.
func normal(u *url.URL) *url.URL {
	usual, special := ports[u.Scheme]
	if !special {
		return u
	}
	u.Host = strings.ToLower(u.Host)
	if u.Port() == usual {
		u.Host = strings.TrimSuffix(u.Host, ":"+usual)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u
}

// part makes a function that gives an empty string for what is no address.
func part(get func(*url.URL) string) func(*native.Call, *url.URL) (string, error) {
	return func(_ *native.Call, u *url.URL) (string, error) {
		if u == nil {
			return "", nil
		}
		return get(u), nil
	}
}

func host(u *url.URL) string {
	name := u.Hostname()
	if ip := net.ParseIP(name); ip != nil && ip.To4() == nil {
		return "[" + name + "]"
	}
	return name
}

func port(_ *native.Call, u *url.URL) (int64, error) {
	if u == nil {
		return -1, nil
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return -1, nil
	}
	return int64(n), nil
}

func join(_ *native.Call, base *url.URL, path string) (*url.URL, error) {
	if base == nil {
		return nil, nil
	}
	u, err := base.Parse(path)
	if err != nil {
		return nil, nil
	}
	return normal(u), nil
}

func free(*native.Call, *url.URL) (native.Unit, error) { return native.Unit{}, nil }
