package rpc

// This file cuts a stream into messages.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Channel carries messages both ways. One goroutine sends and another one receives at a time.
type Channel interface {
	Send(message []byte) error
	Recv() ([]byte, error)
	Close() error
}

// Framed is a channel of messages with headers, as the Language Server Protocol has them. Close closes out.
func Framed(in io.Reader, out io.WriteCloser) Channel {
	return &framed{in: bufio.NewReader(in), WriteCloser: out}
}

type framed struct {
	in *bufio.Reader
	io.WriteCloser
}

func (f *framed) Send(message []byte) error {
	_, err := f.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(message)), message...))
	return err
}

// Recv reads a message. JSON is UTF-8, so no other header counts. Memory is taken as the message comes: its header may promise more
// than there is.
func (f *framed) Recv() ([]byte, error) {
	length := -1
	for {
		line, err := f.in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimSpace(line)
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("a message cannot be read: %q is not a header", line)
		}
		if strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
				return nil, fmt.Errorf("a message cannot be read: %q is not a length", strings.TrimSpace(value))
			}
		}
	}
	if length < 0 {
		return nil, errors.New("a message cannot be read: it has no `Content-Length`")
	}
	var message bytes.Buffer
	n, err := io.CopyN(&message, f.in, int64(length))
	if err == io.EOF && n > 0 {
		err = io.ErrUnexpectedEOF
	}
	return message.Bytes(), err
}
