package native

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// farSystems are file systems whose files lie on another computer, or on the host of
// this one. What comes after "fuse." is the program behind it.
var farSystems = []string{
	"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs", "9p", "virtiofs", "vboxsf", "vmhgfs",
	"fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.davfs2", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.kio-fuse", "fuse.vmhgfs-fuse",
}

// diskPlace looks for the disk of a path below a root: the real one, or a test's. The
// root file system itself is this computer's own, whatever it is called.
func diskPlace(root, path string) string {
	f, err := os.Open(filepath.Join(root, "proc/mounts"))
	if err != nil {
		return ""
	}
	defer f.Close()
	path = realPath(root, path)
	longest, from, system := "/", "", ""
	for lines := bufio.NewScanner(f); lines.Scan(); {
		part := strings.Fields(lines.Text())
		if len(part) < 3 {
			continue
		}
		// Of two mounts at one place the later one is seen.
		if at := unescaped(part[1]); within(path, at) && at != "/" && len(at) >= len(longest) {
			longest, from, system = at, part[0], part[2]
		}
	}
	switch {
	case longest == "/":
		return ""
	case slices.Contains(farSystems, system):
		return NetworkPlace
	case strings.HasPrefix(from, "/dev/") && movable(root, device(root, from), 0):
		return RemovablePlace
	}
	return ""
}

// realPath follows links in as much of a path as is there.
func realPath(root, path string) string {
	if root != "/" {
		return path
	}
	for rest := ""; ; {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Join(real, rest)
		}
		if path == filepath.Dir(path) {
			return filepath.Join(path, rest)
		}
		path, rest = filepath.Dir(path), filepath.Join(filepath.Base(path), rest)
	}
}
