package native

import "golang.org/x/sys/unix"

// KeepMemory has the system write nothing of the program's memory to disk when it
// crashes, and lets no other program of the same person read it (proc(5), prctl(2)). What
// it cannot have it does without. Programs that this one starts are as they always are,
// but leave no core file either.
func KeepMemory() {
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
