package rpc

// This file has the messages as they are sent.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A Code says what kind of error an Error is. Negative ones below -32000 are those of JSON-RPC and of the protocol above it.
type Code int

// The codes that JSON-RPC defines.
const (
	ParseError     Code = -32700
	InvalidRequest Code = -32600
	MethodNotFound Code = -32601
	InvalidParams  Code = -32602
	InternalError  Code = -32603
)

// An Error is what a request is answered with that fails.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Data    any    `json:"data,omitempty"`
}

func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Code) }

// Errorf makes an error with a message as fmt.Sprintf makes it.
func Errorf(code Code, form string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(form, args...)}
}

const version = "2.0"

type (
	// A message is one that came: a request, a notification, or an answer.
	message struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`     // nil of a notification
		Method  *string         `json:"method"` // nil of an answer
		Params  json.RawMessage `json:"params"`
		Result  json.RawMessage `json:"result"`
		Error   *Error          `json:"error"`
	}
	callMessage struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id,omitempty"`
		Method  string          `json:"method"`
		Params  any             `json:"params,omitempty"`
	}
	resultMessage struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  any             `json:"result"`
	}
	errorMessage struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   *Error          `json:"error"`
	}
)

// parse reads a message. Of one that is refused only the ID counts; it has none if it is not a request.
func parse(text []byte) (*message, *Error) {
	m := new(message)
	err := json.Unmarshal(text, m)
	refused := m.refused(text, err)
	if refused != nil && (m.Method == nil || !isID(m.ID)) {
		m.ID = nil // the client would take it for that of a request of its own
	}
	return m, refused
}

// refused tells why a message cannot be used that was read with an error, or nil; nil if it can be.
func (m *message) refused(text []byte, err error) *Error {
	wrong := (*json.UnmarshalTypeError)(nil)
	switch {
	case err != nil && !errors.As(err, &wrong):
		return Errorf(ParseError, "the message is not JSON: %v", err)
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("[")):
		return Errorf(InvalidRequest, "batches are not supported: send the messages one by one")
	case err != nil:
		return Errorf(InvalidRequest, "the message is wrong: %v", err)
	case m.Version != version:
		return Errorf(InvalidRequest, "`jsonrpc` is %q, not %q", m.Version, version)
	case m.Method == nil && (m.ID == nil || m.outcome() == nil):
		return Errorf(InvalidRequest, "the message is neither a request nor an answer")
	case m.Method != nil && !isID(m.ID):
		return Errorf(InvalidRequest, "the id of a request is a number or a string, not %s", m.ID)
	}
	return nil
}

// isID tells whether a value can be the ID of a request, or stands for none.
func isID(id json.RawMessage) bool {
	return id == nil || id[0] == '"' || id[0] == '-' || '0' <= id[0] && id[0] <= '9'
}

// outcome is what an answer says; nil if it says nothing.
func (m *message) outcome() any {
	switch {
	case m.Error != nil:
		return m.Error
	case m.Result != nil:
		return string(m.Result)
	}
	return nil
}
