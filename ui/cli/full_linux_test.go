package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/practice"
)

// smallDisk is a disk in memory of 24 MB on which a ledger and a table lie.
type smallDisk struct{ folder string }

const (
	diskSize = 24 << 20
	diskMost = 12 << 20 // to be left at most
	diskPage = 4096
)

func newSmallDisk(t *testing.T, files map[string]string) smallDisk {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d", diskSize)); err != nil {
		t.Skip("no disk can be mounted here (it takes root): ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	for name, from := range files {
		bytesOf, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name), bytesOf, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return smallDisk{folder}
}

// leave fills the disk until so many bytes are left.
func (d smallDisk) leave(t *testing.T, free int64) {
	t.Helper()
	filler := filepath.Join(d.folder, "filler")
	if err := os.RemoveAll(filler); err != nil {
		t.Fatal(err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(d.folder, &s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filler, make([]byte, int64(s.Bavail)*s.Bsize-free), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sums are the files of the disk by what is in them.
func (d smallDisk) sums(t *testing.T) map[string][sha256.Size]byte {
	t.Helper()
	out := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(d.folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "filler" {
			return err
		}
		bytesOf, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, d.folder+"/")] = sha256.Sum256(bytesOf)
		if len(bytesOf) == 0 {
			t.Errorf("%s is empty", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// command runs a command line as main.go does, in this process.
func command(args ...string) (code int, said string) {
	var told bytes.Buffer
	secrets := map[string]string{"TUANJIAN_PASSWORD": "a-cheap-password-42", "TUANJIAN_PARCEL_PASSWORD": "a-package-password-77"}
	env := surroundings(os.Getenv)
	env.Backups = store.RealBackups
	code, _ = Run(context.Background(), args, Terminal{Out: &bytes.Buffer{}, Err: &told, Getenv: func(name string) string { return secrets[name] }, Env: env})
	return code, told.String()
}

var saysHowMuch = regexp.MustCompile(`还差 [0-9]+ MB`)

// On a disk with ever more room each command is either done or changes nothing: no
// file of before is changed or empty, nothing half made lies about, and the sentence
// says how much room is missing.
func TestDiskFullAtEveryStep(t *testing.T) {
	source := filepath.Join(t.TempDir(), "a.tjz")
	b, err := practice.New(context.Background(), source, "a-cheap-password-42", practice.Options{Members: 300, Seed: 5}, surroundings(os.Getenv))
	if err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(t.TempDir(), "table.xlsx")
	if _, err := forms.Write(context.Background(), b, forms.Export{To: table, Full: true, Reason: "试一试"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	real := filepath.Join(t.TempDir(), "r.tjz")
	for _, args := range [][]string{{"new", "--ledger", real, "--community", "塔北社区"}, {"import", "--ledger", real, "--as", "enterprise", table}} {
		if code, said := command(args...); code != Done {
			t.Fatalf("%v: %s", args, said)
		}
	}
	firm := filepath.Join(t.TempDir(), "firm.csv")
	if err := os.WriteFile(firm, []byte("企业名称,经营地址\n独一家食品有限公司,西湖路1号\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args string   // @ stands for the disk
		may  []string // files that come or change even when the command is not done: made before it, and whole; a ledger notes where it is about to write
	}{
		{"new", "new --ledger @/n.tjz --community 五一社区", nil},
		{"save", "import --ledger @/r.tjz --as enterprise @/firm.csv", []string{"r-备份/"}},
		{"import", "import --ledger @/r.tjz --create-missing @/table.xlsx", []string{"r-备份/"}},
		{"export", "export --ledger @/r.tjz --to @/out.xlsx", []string{"r.tjz"}},
		{"export over a file", "export --ledger @/r.tjz --to @/table.xlsx", []string{"r.tjz"}},
		{"export csv", "export --ledger @/r.tjz --as enterprise --to @/out.csv", []string{"r.tjz"}},
		{"export zip", "export --ledger @/r.tjz --to @/out.zip", []string{"r.tjz"}},
		{"roster", "roster --ledger @/a.tjz --to @/out.pdf", []string{"a.tjz"}},
		{"submit", "submit --ledger @/r.tjz --to @/out", []string{"r.tjz"}},
		{"backup", "backup --ledger @/r.tjz --to @/backup.tjz", nil},
		{"backup by itself", "backup --ledger @/r.tjz", nil},
		{"restore", "restore --from " + source + " --ledger @/back.tjz", nil},
		{"restore over", "restore --from " + source + " --ledger @/a.tjz --replace", []string{"a-备份/"}},
		{"salvage", "salvage --from " + source + " --ledger @/saved.tjz", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newSmallDisk(t, map[string]string{"a.tjz": source, "r.tjz": real, "table.xlsx": table, "firm.csv": firm})
			args := strings.Fields(strings.ReplaceAll(c.args, "@", d.folder))
			failed, free := 0, int64(0)
			for ; ; free = min(max(4*free, diskPage), diskMost) {
				d.leave(t, free)
				before := d.sums(t)
				code, said := command(args...)
				after := d.sums(t)
				if code == Done {
					break
				}
				failed++
				if code != NotDone || !saysHowMuch.MatchString(said) {
					t.Errorf("with %d KB: exit %d, %s", free>>10, code, said)
				}
				for _, name := range slices.Sorted(maps.Keys(after)) {
					sum, was := before[name]
					allowed := slices.ContainsFunc(c.may, func(folder string) bool { return strings.HasPrefix(name, folder) })
					switch {
					case allowed && !strings.Contains(name, ".tuanjian-"):
						if was && sum != after[name] && strings.HasSuffix(name, ".tjz") {
							if code, said := command("check", "--ledger", filepath.Join(d.folder, name)); code != Done {
								t.Errorf("with %d KB: %s is not whole: %s", free>>10, name, said)
							}
						}
					case !was:
						t.Errorf("with %d KB: %s is left behind", free>>10, name)
					case sum != after[name]:
						t.Errorf("with %d KB: %s has changed", free>>10, name)
					}
				}
				for name := range before {
					if _, still := after[name]; !still {
						t.Errorf("with %d KB: %s is gone", free>>10, name)
					}
				}
				if free == diskMost {
					t.Fatalf("it is never done: %s", said)
				}
			}
			t.Logf("not done %d times, done with %d KB", failed, free>>10)
			if failed == 0 {
				t.Error("it was done without any room: nothing was tried")
			}
			for _, ledger := range []string{"a.tjz", "r.tjz"} {
				if code, said := command("check", "--ledger", filepath.Join(d.folder, ledger)); code != Done {
					t.Errorf("%s: %s", ledger, said)
				}
			}
		})
	}
}
