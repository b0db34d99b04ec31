package main

// This file is `hewq doc --html` and `hewq doc --serve`.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"hewq/manual"
	"hewq/manual/site"
)

// An optionalAddress is the value of a flag that has one only behind `=`.
type optionalAddress struct{ optionalFile }

// Give implements cli.Bare.
func (a *optionalAddress) Give(value string, given bool) error {
	if a.optionalFile.Give(value, given) != nil {
		return errors.New("the address is missing behind `=`")
	}
	return nil
}

// listen listens at the address, of this machine alone unless it names a host.
func (a *optionalAddress) listen() (net.Listener, error) {
	address := cmp.Or(a.file, ":0")
	if !strings.Contains(address, ":") {
		address = ":" + address
	}
	if strings.HasPrefix(address, ":") {
		address = "127.0.0.1" + address
	}
	_, port, err := net.SplitHostPort(address)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
		return nil, fmt.Errorf("--serve: `%s` is not an address: give a port, such as 8080, or HOST:PORT", a.file)
	}
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program listens on %s; `hewq doc --serve` takes a free port", address)
	case err != nil:
		if at := (*net.OpError)(nil); errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return l, nil
}

// write writes the site to a folder.
func (c *docCommand) write(p *process, l *manual.Library) error {
	files := site.Files(l)
	for _, f := range files {
		name := filepath.Join(c.HTML, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(p.stdout, "%d files; open %s in a browser\n", len(files), filepath.Join(c.HTML, "index.html"))
	return err
}

// serve shows the site to browsers, until a signal.
func (c *docCommand) serve(p *process, l *manual.Library) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	defer onSignal(cancel)()
	listener, err := c.Serve.listen()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "http://%s/ until Ctrl-C\n", listener.Addr())
	err = site.Serve(ctx, listener, site.Files(l))
	if sent := (signalled{}); errors.As(context.Cause(ctx), &sent) {
		p.status = sent.status()
	}
	return err
}
