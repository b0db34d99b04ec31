//go:build ignore

package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

type digitError struct{ c int }

type sizeError struct{ n, at int }

func (e digitError) Error() string { return "not a digit" }
func (e sizeError) Error() string  { return "too large" }

var errEmpty = errors.New("empty")

type token struct {
	kind byte // 'n' for a number, '0' for nothing, 0 for no token
	n    int
}

func digit(c byte) (int, error) {
	if c >= '0' && c <= '9' {
		return int(c - '0'), nil
	}
	return 0, digitError{int(c)}
}

func number(s string) (int, error) {
	if s == "" {
		return 0, errEmpty
	}
	n := 0
	for i := range len(s) {
		d, err := digit(s[i])
		if err != nil {
			return 0, err
		}
		if n = n*10 + d; n > 99999 {
			return 0, sizeError{n, i}
		}
	}
	return n, nil
}

func sign(s string) (token, error) {
	if s == "-" {
		return token{}, nil
	}
	n, err := number(s)
	switch {
	case err != nil:
		return token{}, err
	case n == 0:
		return token{kind: '0'}, nil
	}
	return token{'n', n}, nil
}

func weigh(t token, err error) int {
	switch err := err.(type) {
	case digitError:
		return err.c
	case sizeError:
		return err.n%100 + err.at
	}
	switch {
	case err != nil:
		return 3
	case t.kind == 0:
		return 2
	case t.kind == '0':
		return 1
	case t.n > 5000:
		return t.n - 5000
	}
	return t.n
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	texts := []string{"1234", "77", "x1", "12x", "", "-", "999999", "0", "8123", "56789"}
	s := 0
	for i := range size {
		s = (s*3 + weigh(sign(texts[i%10]))) % 1000003
	}
	fmt.Println(s)
}
