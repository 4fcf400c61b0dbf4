//go:build !linux && !windows

package native

// KeepMemory does nothing where nobody has written how to ask the system.
func KeepMemory() {}
