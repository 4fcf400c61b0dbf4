package native

import "testing"

func TestDisksOfAPath(t *testing.T) {
	root := t.TempDir()
	plant(t, root, map[string]string{
		"proc/mounts": "/dev/sda2 / ext4 rw 0 0\n" +
			"/dev/sda3 /home ext4 rw 0 0\n" +
			"/dev/sdb1 /media/li/备份\\040盘 vfat rw,nosuid 0 0\n" +
			"//server/团委 /mnt/share cifs rw 0 0\n" +
			"server:/x /mnt/nfs nfs4 rw 0 0\n" +
			"gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0\n" +
			"li@server:/ /home/li/远程 fuse.sshfs rw 0 0\n" +
			"tmpfs /media/li/备份\\040盘/里面 tmpfs rw 0 0\n" +
			"/dev/sdb1 /mnt/over vfat rw 0 0\n" +
			"tmpfs /mnt/over tmpfs rw 0 0\n" +
			"broken\n",
		"sys/block/sda/removable": "0\n",
		"sys/block/sda/sda2/size": "1",
		"sys/block/sda/sda3/size": "1",
		"sys/block/sdb/removable": "1\n",
		"sys/block/sdb/sdb1/size": "1",
	})
	for path, want := range map[string]string{
		"/home/li/文档/塔北.tjz":           "",
		"/塔北.tjz":                      "",
		"/media/li/备份 盘/团建/塔北.tjz":     RemovablePlace,
		"/media/li/备份 盘二/塔北.tjz":       "",
		"/media/li/备份 盘/里面/塔北.tjz":     "",
		"/mnt/share/塔北.tjz":            NetworkPlace,
		"/mnt/nfs/a/b/塔北.tjz":          NetworkPlace,
		"/run/user/1000/gvfs/x/塔北.tjz": NetworkPlace,
		"/home/li/远程/塔北.tjz":           NetworkPlace,
		"/mnt/over/塔北.tjz":             "",
	} {
		if got := diskPlace(root, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := diskPlace(t.TempDir(), "/media/li/塔北.tjz"); got != "" {
		t.Errorf("where nothing tells: %q", got)
	}
}
