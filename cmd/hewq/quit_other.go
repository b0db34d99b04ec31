//go:build !unix

package main

// onQuit does nothing: there is no signal for it.
func onQuit(func()) (stop func()) { return func() {} }
