package native

import (
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

// KeepMemory cannot be taken back, so a process of its own tries it.
func TestKeepMemory(t *testing.T) {
	if os.Getenv("TUANJIAN_KEEPS") == "" {
		again := exec.Command(os.Args[0], "-test.run=^TestKeepMemory$", "-test.count=1")
		again.Env = append(os.Environ(), "TUANJIAN_KEEPS=1")
		if out, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	KeepMemory()
	if is, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || is != 0 {
		t.Errorf("dumpable is %d, %v", is, err)
	}
	var core unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &core); err != nil || core.Cur != 0 || core.Max != 0 {
		t.Errorf("a core file may have %d bytes, and %d, %v", core.Cur, core.Max, err)
	}
	if out, err := exec.Command("cat", "/proc/self/status").Output(); err != nil || len(out) == 0 {
		t.Errorf("a program that is started does not run: %v", err)
	}
}
