package cli

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tuanjian/store/practice"
)

// Every command that writes is sent to places where it cannot: each has its own
// sentence, nothing is left there, and nothing that lay there is changed. In a place
// with blanks and Chinese in its name it works.
func TestPlacesThatCannotBeWritten(t *testing.T) {
	home := t.TempDir()
	source := filepath.Join(home, "a.tjz")
	b, err := practice.New(context.Background(), source, "a-cheap-password-42", practice.Options{Members: 30, Seed: 5}, surroundings(os.Getenv))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	real := filepath.Join(home, "r.tjz")
	if code, said := command("new", "--ledger", real, "--community", "塔北社区"); code != Done {
		t.Fatal(said)
	}
	locked := newSmallDisk(t, map[string]string{"a.tjz": source})
	if err := syscall.Mount("tmpfs", locked.folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	deep := home
	for len(deep) < 300 { // a path of more than 300 characters, each part of it allowed
		deep = filepath.Join(deep, strings.Repeat("长", 20))
	}
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	places := []struct {
		name, folder string
		want         []string // one of these is in the sentence; none: it works
	}{
		{"write-protected", locked.folder, []string{"不能写入"}},
		{"missing", filepath.Join(home, "没有 这个"), []string{"没有这个文件夹", "找不到"}},
		{"a file", file, []string{"不是文件夹"}},
		{"a name too long", filepath.Join(home, strings.Repeat("长", 100)), []string{"太长"}},
		{"a path too long", filepath.Join(home, strings.Repeat(strings.Repeat("长", 60)+"/", 40)), []string{"太长"}},
		{"long but allowed", deep, nil},
		{"blanks and Chinese", filepath.Join(home, "我的 文档（新）"), nil},
	}
	if err := os.Mkdir(filepath.Join(home, "我的 文档（新）"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		for _, c := range []struct{ name, args string }{
			{"new", "new --community 五一社区 --ledger @/新 台账.tjz"},
			{"practice", "practice --no-window --members 5 --ledger @/练习 台账.tjz"},
			{"export xlsx", "export --ledger " + source + " --to @/表 一.xlsx"},
			{"export csv", "export --ledger " + source + " --as member --to @/表 一.csv"},
			{"export zip", "export --ledger " + source + " --to @/表 一.zip"},
			{"roster pdf", "roster --ledger " + source + " --to @/册 子.pdf"},
			{"roster xlsx", "roster --ledger " + source + " --to @/册 子.xlsx"},
			{"submit", "submit --ledger " + real + " --to @"},
			{"backup", "backup --ledger " + real + " --to @/备 份.tjz"},
			{"second place", "backup --ledger " + real + " --second @"},
			{"restore", "restore --from " + source + " --ledger @/恢 复.tjz"},
			{"salvage", "salvage --from " + source + " --ledger @/抢 救.tjz"},
		} {
			if p.name == "missing" && slices.Contains([]string{"submit", "second place", "restore", "salvage"}, c.name) {
				continue // these make the folder
			}
			t.Run(p.name+"/"+c.name, func(t *testing.T) {
				before := lying(t, home, locked.folder)
				var args []string
				for _, a := range splitArgs(c.args) {
					args = append(args, strings.Replace(a, "@", p.folder, 1))
				}
				code, said := command(args...)
				after := lying(t, home, locked.folder)
				if p.want == nil {
					if code != Done {
						t.Errorf("exit %d, %s", code, said)
					}
					return
				}
				if code != NotDone || !slices.ContainsFunc(p.want, func(w string) bool { return strings.Contains(said, w) }) {
					t.Errorf("exit %d, %s", code, said)
				}
				if !maps.Equal(before, after) {
					t.Errorf("before %v, after %v", before, after)
				}
			})
		}
	}
}

// splitArgs parts a command line at the blanks before options and their values only.
func splitArgs(line string) []string {
	var out []string
	for _, w := range strings.Split(line, " ") {
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], "@/") && !strings.HasPrefix(w, "--") {
			out[n-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// lying lists what lies in the folders, with the sizes.
func lying(t *testing.T, folders ...string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, folder := range folders {
		err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
			if err == nil && !info.IsDir() && path != filepath.Join(folder, "a.tjz") && path != filepath.Join(folder, "r.tjz") {
				out[path] = info.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
