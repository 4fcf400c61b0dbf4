package cli

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tuanjian/store"
)

// slowest is how long a command may take with what is no file: longer is hanging.
const slowest = 30 * time.Second

// oddThings lays something that is no file at a path, or a file that has no end.
var oddThings = []struct {
	name string
	lay  func(t *testing.T, path string) error
}{
	{"pipe", func(_ *testing.T, path string) error { return syscall.Mkfifo(path, 0o600) }},
	{"zeros", func(_ *testing.T, path string) error { return os.Symlink("/dev/zero", path) }},
	{"random", func(_ *testing.T, path string) error { return os.Symlink("/dev/urandom", path) }},
	{"folder", func(_ *testing.T, path string) error { return os.Mkdir(path, 0o700) }},
	{"socket", func(t *testing.T, path string) error {
		l, err := net.Listen("unix", path)
		if err == nil {
			t.Cleanup(func() { l.Close() })
		}
		return err
	}},
	{"dangling", func(_ *testing.T, path string) error { return os.Symlink(path+"-没有", path) }},
	{"loop", func(_ *testing.T, path string) error { return os.Symlink(path, path) }},
	{"growing", func(t *testing.T, path string) error {
		if err := os.WriteFile(path, bytes.Repeat([]byte("姓名,身份证号码\n"), 3000), 0o600); err != nil {
			return err
		}
		c := exec.Command("sh", "-c", `while sleep 0.01; do printf '李华,1\n' >>"$0"; done`, path)
		if err := c.Start(); err != nil {
			return err
		}
		t.Cleanup(func() { errors.Join(c.Process.Kill(), c.Wait()) })
		return nil
	}},
}

// Whatever a command is pointed at, it comes to an end with a sentence of its own: never hanging, never 程序内部出错.
func TestWhatIsNoFile(t *testing.T) {
	home := t.TempDir()
	ledger, street, backup := filepath.Join(home, "a.tjz"), filepath.Join(home, "s.tjz"), filepath.Join(home, "b.tjz")
	faulty := filepath.Join(home, "错的.csv")
	if err := os.WriteFile(faulty, []byte("姓名,身份证号码,民族,入团时间\n李华,123,汉族,201905\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"new", "--ledger", ledger, "--community", "塔北社区"}, {"new", "--ledger", street, "--street", "小江湖街道"}, {"backup", "--ledger", ledger, "--to", backup}} {
		if code, said := command(args...); code != Done {
			t.Fatal(said)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, args string
		gives      bool // a file is written there: who has that name by a link loses the link
	}{
		{"import xlsx", "import --ledger L @.xlsx", false},
		{"import csv", "import --ledger L --as member @.csv", false},
		{"import --faults", "import --ledger L --as member --faults @.xlsx F", true},
		{"restore --from", "restore --from @.tjz --ledger N", false},
		{"restore --ledger", "restore --from B --ledger @.tjz", false},
		{"restore --replace", "restore --from B --replace --ledger @.tjz", true},
		{"salvage --from", "salvage --from @.tjz --ledger N", false},
		{"salvage --ledger", "salvage --from B --ledger @.tjz", false},
		{"salvage --slots-from", "salvage --from B --slots-from @.tjz --ledger N", false},
		{"open", "find --ledger @.tjz 李", false},
		{"check", "check --ledger @.tjz", false},
		{"new", "new --ledger @.tjz --community 塔前社区", false},
		{"practice", "practice --ledger @.tjz --members 5 --no-window", false},
		{"backup --to", "backup --ledger L --to @.tjz", false},
		{"backup --second", "backup --ledger L --second @", true},
		{"export xlsx", "export --ledger L --to @.xlsx", true},
		{"export csv", "export --ledger L --as member --to @.csv", true},
		{"export zip", "export --ledger L --to @.zip", true},
		{"fill --form", "fill --ledger L --form @.xlsx --dry-run", false},
		{"roster pdf", "roster --ledger L --to @.pdf", true},
		{"roster xlsx", "roster --ledger L --to @.xlsx", true},
		{"manual", "manual --to @.pdf", true},
		{"submit", "submit --ledger L --to @", true},
		{"submit --workbook", "submit --ledger L --to U --workbook @.xlsx", true},
		{"receive at a community", "receive --ledger L @.tjb", false},
		{"receive at a street", "receive --ledger S @.tjb", false},
	} {
		for _, odd := range oddThings {
			t.Run(c.name+"/"+odd.name, func(t *testing.T) {
				t.Parallel()
				folder := t.TempDir()
				var args []string
				laid := ""
				for _, a := range strings.Fields(c.args) {
					switch a {
					case "L", "S", "B": // of its own: they run side by side
						was := map[string]string{"L": ledger, "S": street, "B": backup}[a]
						a = filepath.Join(folder, filepath.Base(was))
						text, err := os.ReadFile(was)
						if err == nil {
							err = os.WriteFile(a, text, 0o600)
						}
						if err != nil {
							t.Fatal(err)
						}
					case "F":
						a = faulty
					case "N":
						a = filepath.Join(folder, "新.tjz")
					case "U":
						a = filepath.Join(folder, "上报")
					}
					if end, at := strings.CutPrefix(a, "@"); at {
						a = filepath.Join(folder, "怪"+end)
						if err := odd.lay(t, a); err != nil {
							t.Fatal(err)
						}
						laid = a
					}
					args = append(args, a)
				}
				before, err := os.Lstat(laid)
				if err != nil {
					t.Fatal(err)
				}
				ctx, stop := context.WithTimeout(context.Background(), slowest)
				defer stop()
				var said bytes.Buffer
				run := exec.CommandContext(ctx, program)
				run.Args, run.Dir, run.Stderr, run.WaitDelay = append([]string{"tuanjian"}, args...), folder, &said, time.Second
				run.Env = append(os.Environ(), "TUANJIAN_PASSWORD=a-cheap-password-42", "TUANJIAN_PARCEL_PASSWORD=told-by-telephone-77", "DISPLAY=", "TMPDIR="+folder)
				err = run.Run()
				text := said.String()
				if ctx.Err() != nil {
					t.Fatal("it hangs")
				}
				if strings.Contains(text, store.Unforeseen) || strings.Contains(text, "程序内部出错") || strings.Contains(text, "goroutine") {
					t.Errorf("%s", text)
				}
				var exit *exec.ExitError
				if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != NotDone || !strings.Contains(text, "。")) {
					t.Errorf("%v: %s", err, text)
				}
				after, lost := os.Lstat(laid)
				link := before.Mode()&os.ModeSymlink != 0
				switch {
				case err == nil && !c.gives && odd.name != "growing":
					t.Errorf("it is done: %s", text)
				case err == nil && !link && odd.name != "growing" && odd.name != "folder":
					t.Errorf("it took the place of what lay there: %s", text)
				case !(c.gives && link) && (lost != nil || after.Mode().Type() != before.Mode().Type()):
					t.Errorf("what lay there is gone: %v", lost)
				}
			})
		}
	}
}
