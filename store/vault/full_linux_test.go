package vault

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tuanjian/store/seal"
)

func init() { roles["write until full"] = writeUntilFull }

// writeUntilFull lowers the size that files may have, as a full disk does, and
// writes until that hurts: a save, a copy and a new ledger.
func writeUntilFull() {
	path := os.Getenv(childFile)
	v, err := Open(path, with(childKey), options())
	exitOn(err)
	signal.Ignore(syscall.SIGXFSZ)
	info, err := os.Stat(path)
	exitOn(err)
	limit := uint64(info.Size()) + 256<<10
	exitOn(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}))
	var n uint64
	for err == nil {
		n++
		err = writeBatch(v, n, func() {})
		if err == nil {
			err = v.Update(func(tx *Tx) error { return tx.Put("filler", fmt.Append(nil, n), make([]byte, 20000)) })
		}
	}
	fmt.Println("save", errors.Is(err, ErrNoSpace))
	damage, err := v.Check()
	fmt.Println("check", damage, err)
	// The ledger is still usable for what needs no room.
	fmt.Println("read", v.View(func(tx *Tx) error { _, err := tx.Get("member", []byte("id1")); return err }))
	fmt.Println("close", v.Close())
	exitOn(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 10 << 10, Max: limit}))
	_, err = Create(path+".new", childKey, []seal.Slot{{Kind: "street"}}, options())
	fmt.Println("create", errors.Is(err, ErrNoSpace))
	v, err = Open(path, with(childKey), options())
	exitOn(err)
	fmt.Println("copy", errors.Is(v.Copy(path+".bak", false), ErrNoSpace))
}

// With no room left a save is refused, the old state stays, and nothing half
// made lies about.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	must(t, v.Close())
	out, err := child("write until full", path).Output()
	must(t, err)
	want := "save true\ncheck [] <nil>\nread <nil>\nclose <nil>\ncreate true\ncopy true"
	if got := strings.TrimSpace(string(out)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	v, err = Open(path, with(childKey), options())
	must(t, err)
	defer v.Close()
	clean(t, v)
	must(t, v.View(func(tx *Tx) error {
		last, err := tx.LastSeq()
		got, _ := tx.Get("member", []byte("id1"))
		if !strings.HasPrefix(string(got), fmt.Sprint(last, " ")) || last == 0 {
			t.Errorf("after save %d: %.10s", last, got)
		}
		return err
	}))
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("left beside the ledger: %v", left)
	}
}

// A pipe, or anything else that is not a file, would keep a reader waiting.
func TestPipeIsNotALedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe"+Extension)
	must(t, syscall.Mkfifo(path, 0o600))
	if _, err := Open(path, with(childKey), options()); !errors.Is(err, ErrNotLedger) {
		t.Errorf("got %v", err)
	}
}
