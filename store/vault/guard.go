package vault

import (
	"runtime/debug"
)

// guard runs fn, which touches bbolt or its mapped memory, and turns a panic or
// a memory fault into ErrDamaged. bbolt asserts instead of returning errors, and
// a mapped file that lost its disk faults. Only this goroutine is guarded, and
// no callback of a caller may run inside: its own mistakes must stay loud.
//
// After a caught panic the vault takes no more writes.
func (v *Vault) guard(doing string, fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			v.broken.Store(true)
			// The text of the panic may quote keys; its type is enough.
			err = damaged("%s: %T", doing, r)
		}
	}()
	return fn()
}
