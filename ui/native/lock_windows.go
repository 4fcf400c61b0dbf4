package native

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// lookEvery is how often Windows is asked. It tells of itself only to a window
// procedure, which is Fyne's.
const lookEvery = 2 * time.Second

// overslept is how late a look must come to mean that the computer slept.
const overslept = 30 * time.Second

// WatchLock calls locked, on its own thread, each time when the system locks its
// screen or wakes from sleep, until the context ends. It waits: call it off the
// drawing thread.
func WatchLock(ctx context.Context, locked func()) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	was, last := sessionLocked(), wall()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		is, now := sessionLocked(), wall()
		if is && !was || now.Sub(last) > overslept {
			locked()
		}
		was, last = is, now
	}
}

// wall is the time that goes on while the computer sleeps. A clock set forward locks
// as well, which harms nobody.
func wall() time.Time { return time.Now().Round(0) }

var querySession = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSQuerySessionInformationW")

// sessionLocked says whether the screen of this session is locked. Where Windows
// does not say, it is not.
func sessionLocked() bool {
	const current, sessionInfoEx = 0xFFFFFFFF, 25 // WTS_CURRENT_SESSION, WTSSessionInfoEx
	const locked = 0                              // WTS_SESSIONSTATE_LOCK, of Windows 8 and later
	if querySession.Find() != nil {
		return false
	}
	var info *struct {
		Level   uint32
		_       uint32
		Session uint32
		State   uint32
		Flags   int32
	}
	var size uint32
	ok, _, _ := querySession.Call(0, current, sessionInfoEx, uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)))
	if ok == 0 || info == nil {
		return false
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(info)))
	return uintptr(size) >= unsafe.Sizeof(*info) && info.Level == 1 && info.Flags == locked
}
