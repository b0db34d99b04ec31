//go:build !unix

package main

// onQuit does nothing: this system does not have the signal SIGQUIT.
func onQuit(func()) (stop func()) { return func() {} }
