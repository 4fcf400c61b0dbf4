//go:build !linux

package vault

// forget does nothing here: Windows takes a window's unused pages back by itself
// when it needs them.
func forget(uintptr, int64) error { return nil }
