package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// Whoever is told that the disk is full is told how much is missing, where it is
// known.
func TestTheSentenceSaysHowMuchRoomIsMissing(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&vault.SpaceError{Need: 30 << 20, Free: 12<<20 - 1}, "还差 19 MB"},
		{fmt.Errorf("backup: %w", &vault.SpaceError{Need: 70000, Free: 4096}), "还差 1 MB"},
		{vault.ErrNoSpace, "磁盘空间不够"},
	} {
		told := store.Tell(c.err)
		if told.Code != store.NoSpace || !strings.Contains(told.Message, c.want) || !errors.Is(told, vault.ErrNoSpace) {
			t.Errorf("%v: %s %s", c.err, told.Code, told.Message)
		}
	}
}

// A file that another program does not let go of is not a folder that cannot be written, although Windows calls both forbidden.
func TestTheSentenceOfAHeldFile(t *testing.T) {
	held := fmt.Errorf("%w: %w", patience.ErrHeld, &fs.PathError{Op: "rename", Path: "C:/王小团.tjz", Err: fs.ErrPermission})
	for _, err := range []error{held, vault.Reason(held), fmt.Errorf("backup: %w", vault.Reason(held))} {
		told := store.Tell(err)
		if told.Code != store.Busy || !strings.Contains(told.Message, "别的程序正占着这个文件") || strings.Contains(told.Error(), "王小团") {
			t.Errorf("%v: %s %s %v", err, told.Code, told.Message, told)
		}
	}
	for err, want := range map[error]string{disk.ErrDeviceName: "留给设备的", disk.ErrNameEnd: "以点或空格结尾", disk.ErrNameSign: "这些符号"} {
		if told := store.Tell(err); told.Code != store.Refused || !strings.Contains(told.Message, want) {
			t.Errorf("%v: %s %s", err, told.Code, told.Message)
		}
	}
}
