package native

import (
	"os"
	"path/filepath"
	"testing"
)

// plant writes a system of files and links below a folder: a link is "-> target".
func plant(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		var err error
		if len(text) > 3 && text[:3] == "-> " {
			err = os.Symlink(text[3:], path)
		} else {
			err = os.WriteFile(path, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestRemovableDrives(t *testing.T) {
	root := t.TempDir()
	plant(t, root, map[string]string{
		"proc/mounts": "proc /proc proc rw 0 0\n" +
			"/dev/nvme0n1p2 / ext4 rw 0 0\n" +
			"/dev/sdb1 /media/li/备份\\040盘 vfat rw,nosuid 0 0\n" +
			"/dev/sdb1 /mnt/again vfat rw 0 0\n" +
			"/dev/sdc /media/li/HDD ext4 rw 0 0\n" +
			"/dev/mmcblk0p1 /media/li/card exfat rw 0 0\n" +
			"/dev/mapper/luks-1 /media/li/secret ext4 rw 0 0\n" +
			"/dev/sr0 /media/li/cd iso9660 ro 0 0\n" +
			"/dev/sdd1 /media/li/gone vfat rw 0 0\n" +
			"broken\n",
		"dev/mapper/luks-1":                       "-> ../dm-0",
		"sys/block/nvme0n1/removable":             "0\n",
		"sys/block/nvme0n1/nvme0n1p2/size":        "1",
		"sys/block/sdb/removable":                 "1\n",
		"sys/block/sdb/sdb1/size":                 "1",
		"sys/devices/pci0/usb2/2-1/sdc/removable": "0\n",
		"sys/block/sdc":                           "-> ../devices/pci0/usb2/2-1/sdc",
		"sys/block/mmcblk0/removable":             "0\n",
		"sys/block/mmcblk0/device/type":           "SD\n",
		"sys/block/mmcblk0/mmcblk0p1/size":        "1",
		"sys/block/dm-0/removable":                "0\n",
		"sys/block/dm-0/slaves/sdb1":              "",
		"sys/block/sr0/removable":                 "1\n",
		"sys/block/sdd/removable":                 "1\n",
		"sys/block/sdd/sdd1/size":                 "1",
		"media/li/备份 盘/a":                         "",
		"media/li/HDD/a":                          "",
		"media/li/card/a":                         "",
		"media/li/secret/a":                       "",
		"media/li/cd/a":                           "",
		"mnt/again/a":                             "",
	})
	want := []string{"/media/li/备份 盘", "/media/li/HDD", "/media/li/card", "/media/li/secret"}
	got := drives(root)
	if len(got) != len(want) {
		t.Fatalf("drives %+v", got)
	}
	for i, d := range got {
		if d.Path != want[i] || d.Name != filepath.Base(want[i]) || d.Free <= 0 {
			t.Errorf("drive %d is %+v, want %s", i, d, want[i])
		}
	}
	if got := drives(t.TempDir()); got != nil {
		t.Errorf("without a system: %v", got)
	}
}

// TestDrivesOfThisComputer: whatever this computer has, asking is answered.
func TestDrivesOfThisComputer(t *testing.T) {
	for _, d := range RemovableDrives() {
		if info, err := os.Stat(d.Path); err != nil || !info.IsDir() || d.Name == "" {
			t.Errorf("%+v: %v", d, err)
		}
	}
}

func TestFlush(t *testing.T) {
	path := filepath.Join(t.TempDir(), "备份.tjz")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, filepath.Dir(path)} {
		if err := Flush(p); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	if Flush(path+"x") == nil {
		t.Error("what is not there was flushed")
	}
}
