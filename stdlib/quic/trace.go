package quic

// This file writes qlog files.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlogwriter"
)

// qlog starts the trace of one connection in the file ID_client.sqlog or ID_server.sqlog.
func (s *Stack) qlog(_ context.Context, isClient bool, id quicgo.ConnectionID) qlogwriter.Trace {
	role := "server"
	if isClient {
		role = "client"
	}
	f, err := os.Create(filepath.Join(s.conf.QlogDir, fmt.Sprintf("%s_%s.sqlog", id, role)))
	if err != nil {
		// The folder was there when the program started. Losing a trace is no reason to fail a
		// connection, and cannot be reported.
		return nil
	}
	trace := qlogwriter.NewConnectionFileSeq(bufferedFile{bufio.NewWriter(f), f}, isClient, id)
	s.behind.Go(trace.Run)
	return trace
}

type bufferedFile struct {
	*bufio.Writer
	file io.Closer
}

func (b bufferedFile) Close() error {
	return errors.Join(b.Flush(), b.file.Close())
}
