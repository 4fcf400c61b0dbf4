//go:build !linux && !windows

package native

import "context"

// WatchLock returns at once where nobody has written how to ask the system: the
// ledger locks by itself after idle minutes.
func WatchLock(context.Context, func()) {}
