package native

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFoldersThatSyncClientsCarry(t *testing.T) {
	for path, want := range map[string]bool{
		"/home/li/文档/塔北.tjz":                      false,
		"/home/li/OneDrive/塔北.tjz":                true,
		"/home/li/OneDrive - 某街道/团建/塔北.tjz":       true,
		"/home/li/onedrive-backup/a.tjz":          true,
		"/home/li/OneDriver/a.tjz":                false,
		"/home/li/Dropbox/a.tjz":                  true,
		"/home/li/Dropbox (个人)/a.tjz":             true,
		"/home/li/我的坚果云/a.tjz":                    true,
		"/home/li/Nutstore Files/a.tjz":           true,
		"/home/li/BaiduSyncdisk/a.tjz":            true,
		"/home/li/百度网盘/a.tjz":                     true,
		"/home/li/WPS云盘/a.tjz":                    true,
		"/home/li/WPSDrive/123/a.tjz":             true,
		"/home/li/iCloudDrive/a.tjz":              true,
		"/home/li/Google Drive/我的/a.tjz":          true,
		"/home/li/Syncthing/a.tjz":                true,
		"/home/li/OneDrive.tjz":                   false, // the file itself may be called anything
		"/home/li/Library/Mobile Documents/a.tjz": true,
		"/home/li/megaphone/a.tjz":                false,
		"/home/li/单位的盘/a.tjz":                     true, // by the variable below
		"/home/li/单位的盘二/a.tjz":                    false,
		"/home/li/[团建] *?\\/塔北.tjz":               false,
		"/home/li/微云(办公)/[2026]/塔北社区 团建台账 备份.tjz": true,
	} {
		path, root := filepath.FromSlash(path), filepath.FromSlash("/home/li/单位的盘")
		if got := carried(path, func(name string) string {
			if name == "OneDriveCommercial" {
				return root
			}
			return ""
		}); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestFoldersWithASyncClientsMark(t *testing.T) {
	none := func(string) string { return "" }
	for _, m := range []string{".stfolder/x", ".dropbox", "._sync_ab12.db", ".owncloudsync.log"} {
		root := filepath.Join(t.TempDir(), "[团建] 2026")
		path := filepath.Join(root, "社区", "塔北.tjz")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if carried(path, none) {
			t.Fatalf("%s before its mark is there", m)
		}
		mark := filepath.Join(root, m)
		if err := os.MkdirAll(filepath.Dir(mark), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(mark, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if !carried(path, none) {
			t.Errorf("%s is not seen", m)
		}
	}
}

func TestCopiesLieWhereNothingSweeps(t *testing.T) {
	t.Setenv("HOME", "/home/li")
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("LocalAppData", `C:\Users\li\AppData\Local`)
	if got := Copies(); filepath.Base(got) != "copies" || !filepath.IsAbs(got) || within(got, "/home/li/.cache") {
		t.Errorf("%q", got)
	}
}
