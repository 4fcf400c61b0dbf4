//go:build !windows

package native

// JoinConsole does nothing here: a program has the console from which it was started.
func JoinConsole() {}

// LeaveConsole does nothing here.
func LeaveConsole() {}
