//go:build !race

package lang_test

// slow tells that the race detector is on: fewer programs made of others are enough.
const slow = false
