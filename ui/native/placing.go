package native

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// What PlaceOf answers. "" is a disk of this computer.
const (
	RemovablePlace = "removable" // a stick, a card, a disc, a USB hard disk
	CloudPlace     = "cloud"     // a folder that a sync client carries away
	NetworkPlace   = "network"   // another computer's folder, or a host's
)

// PlaceOf says what kind of place a file lies in, or would lie in: it need not be
// there. A share that does not answer may hold the call up: call it off the drawing
// thread.
func PlaceOf(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	if place := diskPlace("/", full); place != "" {
		return place
	}
	if carried(full, os.Getenv) {
		return CloudPlace
	}
	return ""
}

// clouds are what sync clients call their folders, in small letters: alone or with
// more behind, as in “OneDrive - 某单位”. Where a client lets the person choose the
// name, its mark in the folder tells.
var clouds = []string{
	"onedrive", "skydrive", "dropbox", "icloud drive", "iclouddrive", "icloud photos", "mobile documents", "google drive", "googledrive", "我的云端硬盘",
	"nutstore", "nutstore files", "我的坚果云", "坚果云", "baidusyncdisk", "baidunetdisk", "百度网盘", "百度网盘同步空间", "百度同步盘", "百度云同步盘",
	"wps云盘", "wpsdrive", "wps cloud files", "wps 云文档", "wps云文档", "金山云盘", "阿里云盘", "天翼云盘", "和彩云", "移动云盘", "微云", "腾讯微云", "360云盘", "115同步盘", "亿方云", "联想企业网盘",
	"syncthing", "resilio sync", "btsync", "nextcloud", "owncloud", "seafile", "seadrive", "pclouddrive", "mega", "megasync", "box sync", "yandex.disk", "synologydrive", "synology drive",
}

// marks are what sync clients leave at the head of a folder that they carry.
var marks = []string{
	".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", "._sync_*.db", ".sync_*.db", ".seafile-data",
	".849C9593-D756-4E56-8D6E-42412F2A707B", // OneDrive's
}

// carried says whether some sync client carries the file away.
func carried(path string, getenv func(string) string) bool {
	for _, name := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		if root := getenv(name); root != "" && within(path, root) {
			return true
		}
	}
	for folder := filepath.Dir(path); ; folder = filepath.Dir(folder) {
		name := strings.ToLower(filepath.Base(folder))
		if slices.ContainsFunc(clouds, func(c string) bool {
			rest, ok := strings.CutPrefix(name, c)
			return ok && (rest == "" || strings.ContainsAny(rest[:1], " -_(") || strings.HasPrefix(rest, "（"))
		}) {
			return true
		}
		for _, m := range marks {
			if found, _ := fs.Glob(os.DirFS(folder), m); len(found) > 0 {
				return true
			}
		}
		if folder == filepath.Dir(folder) {
			return false
		}
	}
}

// within says whether a path lies in a folder or is it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Copies is the folder for local copies of ledgers that lie away. It is no cache: what
// sweeps caches must not find it. "" where the system has no such folder.
func Copies() string {
	if runtime.GOOS == "windows" {
		local, err := os.UserCacheDir() // %LocalAppData%, which stays on this computer
		if err != nil {
			return ""
		}
		return filepath.Join(local, "tuanjian", "copies")
	}
	data := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(data) {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		data = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(data, "tuanjian", "copies")
}

// Tries is the file that counts wrong passwords, beside the local copies; "" where the
// system has no such folder.
func Tries() string {
	copies := Copies()
	if copies == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(copies), "tries.json")
}

// Computer is this computer's name, as others on the network see it.
func Computer() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}
