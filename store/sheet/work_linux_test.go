package sheet

import (
	"runtime"
	"syscall"
	"time"
)

// working begins to measure what the caller's own thread does, and gives what stops it
// and says how much it was. What else runs on the computer makes no difference: reading
// a file is the work of one thread.
func working() (done func() time.Duration) {
	runtime.LockOSThread()
	begun := threadTime()
	return func() time.Duration {
		defer runtime.UnlockOSThread()
		return threadTime() - begun
	}
}

func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
