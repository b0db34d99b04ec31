//go:build race

package eval_test

// slow tells that the race detector is on: a small part of the matrix is enough.
const slow = true
