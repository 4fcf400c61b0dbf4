package native

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// RemovableDrives are the disks that can be pulled out and that can be written on
// now. A stick that died may hold the call up: call it off the drawing thread. Where
// the system does not tell there are none.
func RemovableDrives() []Drive { return drives("/") }

// drives reads what lies below a root: the real one, or a test's.
func drives(root string) []Drive {
	f, err := os.Open(filepath.Join(root, "proc/mounts"))
	if err != nil {
		return nil
	}
	defer f.Close()
	var found []Drive
	var seen []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		part := strings.Fields(lines.Text())
		if len(part) < 4 || !strings.HasPrefix(part[0], "/dev/") || slices.Contains(seen, part[0]) ||
			!writable(part[3]) || !movable(root, device(root, part[0]), 0) {
			continue
		}
		seen = append(seen, part[0])
		path := unescaped(part[1])
		var space unix.Statfs_t
		if unix.Statfs(filepath.Join(root, path), &space) != nil {
			continue
		}
		found = append(found, Drive{Name: filepath.Base(path), Path: path, Free: int64(space.Bavail) * space.Bsize})
	}
	return found
}

func writable(options string) bool {
	return slices.Contains(strings.Split(options, ","), "rw")
}

// device is the kernel's name of a device: an encrypted stick is named by a link.
func device(root, path string) string {
	if to, err := os.Readlink(filepath.Join(root, path)); err == nil {
		path = to
	}
	return filepath.Base(path)
}

// movable says whether the disk that a device is, is part of, or (encrypted) lies
// on can be pulled out. A USB hard disk does not call itself removable, but hangs on
// a USB port; a card calls itself SD.
func movable(root, name string, deep int) bool {
	if deep > 3 {
		return false // a device on itself is no device
	}
	block := filepath.Join(root, "sys/block")
	for _, disk := range names(block) {
		at := filepath.Join(block, disk)
		if _, err := os.Stat(filepath.Join(at, name)); disk != name && err != nil {
			continue
		}
		port, _ := os.Readlink(at) // "" where it is no link
		if line(at, "removable") == "1" || strings.Contains(port, "/usb") || line(at, "device/type") == "SD" {
			return true
		}
		for _, below := range names(filepath.Join(at, "slaves")) {
			if movable(root, below, deep+1) {
				return true
			}
		}
	}
	return false
}

func names(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Name()
	}
	return all
}

func line(folder, name string) string {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// unescaped turns what the kernel writes for spaces and their like back: \040.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Flush waits until all that was written to the drive of a file or folder lies on
// it, so that it may be pulled out. An error says that it does not.
func Flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), unix.Syncfs(int(f.Fd())), f.Close())
}
