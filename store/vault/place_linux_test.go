package vault

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"tuanjian/store/seal"
)

// disk mounts a small disk in memory, or skips the test where that is not allowed.
func disk(t *testing.T, bytes int) (folder string, remount func(flags uintptr)) {
	t.Helper()
	folder = t.TempDir()
	options := fmt.Sprintf("size=%d", bytes)
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, options); err != nil {
		t.Skip("no disk can be mounted here (it takes root): ", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(folder, 0)) })
	return folder, func(flags uintptr) {
		must(t, syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT|flags, options))
	}
}

// On disks of every size the journey gets as far as the room reaches: nothing that was
// there is changed or empty, and the error says that there is no room.
func TestDiskFullAtEveryStep(t *testing.T) {
	const page = 4096
	step := 16 * page
	if full {
		step = page
	}
	ends := map[string]int{}
	for size := page; size <= 2<<20; size += step {
		t.Run(fmt.Sprint(size/1024, " KB"), func(t *testing.T) {
			folder, _ := disk(t, size)
			path := filepath.Join(folder, "ledger"+Extension)
			cmd := child("journey", path)
			r, w, err := os.Pipe()
			must(t, err)
			defer r.Close()
			cmd.ExtraFiles = []*os.File{w}
			must(t, cmd.Start())
			must(t, w.Close())
			var said []string
			first := "nothing"
			for lines := bufio.NewScanner(r); lines.Scan(); {
				said = append(said, lines.Text())
				if name, ok := strings.CutSuffix(lines.Text(), " space"); ok && first == "nothing" {
					first = name
				}
			}
			must(t, cmd.Wait())
			judge(t, path, said, []string{"space"})
			if t.Failed() {
				t.Fatal(strings.Join(said, "\n"))
			}
			ends[first]++
		})
		if t.Failed() {
			break
		}
	}
	t.Logf("what first found no room, and on how many disks: %v", ends)
	if len(ends) > 0 && (ends["create"] == 0 || ends["copy"] == 0 || ends["nothing"] == 0) {
		t.Error("the disks were too large or too small: not every step was tested")
	}
}

// Before a copy, a rewrite and a new ledger the room is asked for, and what is missing
// is told to the byte. A save learns it from the disk.
func TestHowMuchRoomIsMissing(t *testing.T) {
	folder, _ := disk(t, 1<<20)
	path := filepath.Join(folder, "ledger"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	defer v.Close()
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id"), make([]byte, 400<<10)) }))
	filler := filepath.Join(folder, "filler")
	leave := func(bytes int64) {
		t.Helper()
		_ = os.Remove(filler)
		free, err := freeRoom(folder)
		must(t, err)
		must(t, os.WriteFile(filler, make([]byte, free-bytes), 0o600))
	}
	leave(200 << 10)
	known := func(what string, err error, least int64) {
		t.Helper()
		var short *SpaceError
		free, errFree := freeRoom(folder)
		must(t, errFree)
		if !errors.Is(err, ErrNoSpace) || !errors.As(err, &short) {
			t.Fatalf("%s: %v", what, err)
		}
		if short.Free != free || short.Need < least || short.Missing() != short.Need-free {
			t.Errorf("%s: %v, %d are free", what, short, free)
		}
		if !strings.Contains(short.Error(), fmt.Sprint(short.Need)) || strings.Contains(short.Error(), folder) {
			t.Errorf("%s: %v", what, short)
		}
	}
	known("copy", v.Copy(path+"2", false), 400<<10)
	known("rewrite", v.Rewrite(), 400<<10)
	known("save", v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id2"), make([]byte, 350<<10)) }), 350<<10)
	clean(t, v)
	leave(8 << 10)
	_, err = Create(path+"3", childKey, []seal.Slot{{Kind: "street"}}, options())
	known("create", err, smallest)
	must(t, os.Remove(filler))
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id2"), make([]byte, 100<<10)) }))
	clean(t, v)
}

// From a write-protected disk a ledger can be read and copied; nothing else, and the
// error says why.
func TestWriteProtectedDisk(t *testing.T) {
	folder, remount := disk(t, 4<<20)
	path := filepath.Join(folder, "ledger"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	fillWith(t, v, 20, "value")
	must(t, v.Close())
	remount(syscall.MS_RDONLY)
	protected(t, path)
}

// The same for a file and a folder without the right to write.
func TestWithoutTheRightToWrite(t *testing.T) {
	folder := t.TempDir()
	if os.Getuid() == 0 { // who may do everything becomes nobody, whom no private folder lets in
		var err error
		folder, err = os.MkdirTemp("/tmp", "protected")
		must(t, err)
		defer os.RemoveAll(folder)
	}
	path := filepath.Join(folder, "ledger"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	fillWith(t, v, 20, "value")
	must(t, v.Close())
	must(t, os.Chmod(path, 0o444))
	must(t, os.Chmod(folder, 0o555))
	defer os.Chmod(folder, 0o755)
	if os.Getuid() == 0 {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		must(t, syscall.Setfsuid(65534))
		defer syscall.Setfsuid(0)
	}
	protected(t, path)
}

// protected tries everything on a ledger that cannot be written.
func protected(t *testing.T, path string) {
	t.Helper()
	before, err := os.ReadFile(path)
	must(t, err)
	_, errOpen := Open(path, with(childKey), options())
	_, errCreate := Create(path+".new", childKey, []seal.Slot{{Kind: "street"}}, options())
	v, err := OpenReadOnly(path, with(childKey), options())
	must(t, err)
	defer v.Close()
	for what, err := range map[string]error{
		"open": errOpen, "create": errCreate, "copy": v.Copy(path+".copy", false), "rewrite": v.Rewrite(),
	} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: %v", what, err)
		}
	}
	clean(t, v)
	if s, err := rescue(t, path, with(childKey), options()); err != nil || len(s.live) != 21 {
		t.Errorf("rescue: %d values, %v", len(s.live), err)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if !bytes.Equal(before, after) || len(left) != 1 {
		t.Errorf("changed: %v; left: %v", !bytes.Equal(before, after), left)
	}
}

// Names with spaces and Chinese, and paths of 300 characters, are names like others.
func TestOddPlaces(t *testing.T) {
	long := strings.Repeat("很长的文件夹名字/", 34) // 306 characters, 850 bytes
	for _, name := range []string{"江 南 社区  台账（正式）.tjz", "#&'%20$HOME;`x`.tjz", long + "台账.tjz"} {
		folder := t.TempDir()
		path := filepath.Join(folder, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
		must(t, err)
		fillWith(t, v, 20, "value")
		must(t, v.Copy(path+" 备份", false))
		must(t, v.Rewrite())
		c, err := v.OpenCopy(path + " 备份")
		must(t, err)
		clean(t, c)
		must(t, c.Close())
		clean(t, v)
		must(t, v.Close())
		s, err := rescue(t, path, with(childKey), options())
		must(t, err)
		if left, _ := os.ReadDir(filepath.Dir(path)); len(s.live) != 21 || len(left) != 2 {
			t.Errorf("%d values, files %v", len(s.live), left)
		}
	}
	for what, path := range map[string]string{
		"name of 300 characters": filepath.Join(t.TempDir(), strings.Repeat("名", 300)+Extension),
		"path of 5,000":          filepath.Join(t.TempDir(), strings.Repeat("folder/", 700), "l"+Extension),
	} {
		_, errCreate := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
		_, errOpen := Open(path, with(childKey), options())
		if !errors.Is(errCreate, ErrLongName) || !errors.Is(errOpen, ErrLongName) {
			t.Errorf("%s: %v, %v", what, errCreate, errOpen)
		}
	}
}
