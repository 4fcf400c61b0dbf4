package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/trial"
)

var kills = flag.Int("kills", 21, "how often TestKilledOutputs kills the program")

// outputs are the commands whose output is plain text with whole numbers, and submit. @ is a folder of its own for each.
var outputs = []struct{ name, args string }{
	{"export xlsx", "export --ledger L --full --reason 核对 --to @/全部.xlsx"},
	{"export csv", "export --ledger L --as member --full --reason 核对 --to @/全部.csv"},
	{"export zip", "export --ledger L --full --reason 核对 --to @/全部.zip"},
	{"import --faults", "import --ledger L --as member --faults @/退回.xlsx F"},
	{"roster pdf", "roster --ledger L --full --reason 核对 --to @/名册.pdf"},
	{"roster xlsx", "roster --ledger L --full --reason 核对 --to @/名册.xlsx"},
	{"submit", "submit --ledger R --to @"},
}

// A fate is what the kills of one output came to: of those that fell between its beginning and its end, how often the
// output stood in its place all the same, and how often something unfinished lay there until the next start.
type fate struct {
	kills, amid, done, lay, left, unnoted int
	usual                                 time.Duration
}

// The program is killed at random instants of its outputs (every third time it is only asked to end). Whatever instant it
// is, after the next start there is the whole output or none, and no other file that holds anybody; a package that is
// there is in the journal, and no two have one number. With TUANJIAN_PROGRAM it is that program that is killed; bash
// .ci/kills does it at length.
func TestKilledOutputs(t *testing.T) {
	home := t.TempDir()
	program, name := os.Getenv("TUANJIAN_PROGRAM"), "tuanjian"
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			t.Fatal(err)
		}
	}
	ledger, real, faulty := killable(t, home)
	needles := idNumbers(t, home, ledger)
	start := func(folder, tmp, args string) (*exec.Cmd, *bytes.Buffer) {
		var all []string
		for _, a := range strings.Fields(args) {
			switch a {
			case "L":
				a = ledger
			case "R":
				a = real
			case "F":
				a = faulty
			}
			all = append(all, strings.Replace(a, "@", folder, 1))
		}
		var said bytes.Buffer
		c := exec.Command(program)
		c.Args, c.Stderr, c.Dir = append([]string{name}, all...), &said, home
		c.Env = append(os.Environ(), "TUANJIAN_PASSWORD=a-cheap-password-42", "TUANJIAN_PARCEL_PASSWORD=told-by-telephone-77", "DISPLAY=", "WAYLAND_DISPLAY=", "TMPDIR="+tmp,
			"HOME="+filepath.Join(home, "home"), "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=")
		return c, &said
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 1))
	table := make([]fate, len(outputs))
	packages := map[string]string{} // name → folder
	for i := range *kills + len(outputs) {
		at := i % len(outputs)
		o, f := outputs[at], &table[at]
		folder, tmp := filepath.Join(home, "出", o.name+" "+strconv.Itoa(i)), filepath.Join(home, "tmp", strconv.Itoa(i))
		if err := errors.Join(os.MkdirAll(folder, 0o700), os.MkdirAll(tmp, 0o700)); err != nil {
			t.Fatal(err)
		}
		c, said := start(folder, tmp, o.args)
		from := trial.Start()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if i < len(outputs) { // how long it takes when nobody kills it
			if err := c.Wait(); err != nil && o.name != "import --faults" {
				t.Fatalf("%s: %v %s", o.name, err, said)
			}
			f.usual = from.Taken()
		} else {
			signal := os.Signal(os.Kill)
			if i%3 == 0 {
				signal = syscall.SIGTERM
			}
			timer := time.AfterFunc(time.Duration(rng.Int64N(int64(f.usual)*11/10)), func() { _ = c.Process.Signal(signal) })
			err := c.Wait()
			timer.Stop()
			f.kills++
			if err != nil && !(o.name == "import --faults" && c.ProcessState.ExitCode() == NotDone) {
				f.amid++
			}
			if len(hidden(t, folder)) > 0 {
				f.lay++
			}
		}
		// The next start.
		with := ledger
		if o.name == "submit" {
			with = real
		}
		next, said := start(folder, tmp, "find --ledger "+with+" 没有这个人")
		if err := next.Run(); err != nil {
			t.Fatalf("after %s it does not start: %v %s", o.name, err, said)
		}
		whole := seen(t, folder)
		if i >= len(outputs) {
			f.done += len(whole)
		}
		if left := hidden(t, folder, tmp); len(left) > 0 {
			f.left++
			t.Errorf("%s leaves %q", o.name, left)
		}
		for _, path := range append(hidden(t, folder), seen(t, tmp)...) {
			text, err := os.ReadFile(path)
			if err == nil && slices.ContainsFunc(needles, func(n []byte) bool { return bytes.Contains(text, n) }) {
				t.Errorf("%s: %s holds somebody's number", o.name, path)
			}
		}
		for _, path := range whole {
			if o.name != "submit" {
				continue
			}
			if had, twice := packages[filepath.Base(path)]; twice {
				f.unnoted++
				t.Errorf("%s was used twice: %s and %s", filepath.Base(path), had, folder)
			}
			packages[filepath.Base(path)] = folder
		}
		if n := notedPackages(t, real); o.name == "submit" {
			for path := range packages {
				if !slices.Contains(n, path) {
					f.unnoted++
					t.Errorf("%s is outside and not in the journal", path)
				}
			}
		}
	}
	t.Logf("%-16s %6s %6s %6s %6s %6s %8s", "output", "kills", "amid", "done", "lay", "left", "unnoted")
	for i, f := range table {
		t.Logf("%-16s %6d %6d %6d %6d %6d %8d", outputs[i].name, f.kills, f.amid, f.done, f.lay, f.left, f.unnoted)
	}
}

// killable makes a practice ledger, a real one with the same people, and a table of which no row goes in.
func killable(t *testing.T, home string) (sample, real, faulty string) {
	t.Helper()
	env := surroundings(os.Getenv)
	sample, real, faulty = filepath.Join(home, "p.tjz"), filepath.Join(home, "r.tjz"), filepath.Join(home, "错的.csv")
	b, err := practice.New(context.Background(), sample, "a-cheap-password-42", practice.Options{Members: 1500, Seed: 5}, env)
	if err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(home, "人.xlsx")
	if _, err := forms.Write(context.Background(), b, forms.Export{To: table, Full: true, Reason: "试一试"}, nil); err != nil {
		t.Fatal(err)
	}
	b.Close()
	for _, args := range [][]string{{"new", "--ledger", real, "--community", "练习社区"}, {"import", "--ledger", real, "--create-missing", table}} {
		if code, said := command(args...); code != Done {
			t.Fatal(said)
		}
	}
	rows := strings.Builder{}
	rows.WriteString("姓名,身份证号码,民族,入团时间\n")
	for range 3000 {
		rows.WriteString("李华,430502200302140014,不是民族,不是时间\n")
	}
	if err := os.WriteFile(faulty, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return sample, real, faulty
}

// idNumbers are some whole ID numbers of a ledger, and that of the faulty table.
func idNumbers(t *testing.T, home, ledger string) [][]byte {
	t.Helper()
	to := filepath.Join(home, "号码.csv")
	if code, said := command("export", "--ledger", ledger, "--as", "member", "--full", "--reason", "核对", "--to", to); code != Done {
		t.Fatal(said)
	}
	text, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	out := [][]byte{[]byte("430502200302140014")}
	for _, cell := range strings.FieldsFunc(string(text), func(c rune) bool { return c == ',' || c == '\n' || c == '\'' || c == '"' || c == '\t' }) {
		if len(cell) == 18 && strings.Trim(cell[:17], "0123456789") == "" && len(out) < 100 {
			out = append(out, []byte(cell))
		}
	}
	if len(out) < 50 {
		t.Fatalf("%d numbers", len(out))
	}
	return out
}

// hidden are the files and folders below some folders whose names begin with a point, with all that is in them.
func hidden(t *testing.T, folders ...string) (all []string) {
	t.Helper()
	for _, path := range lies(t, folders...) {
		if strings.Contains(path, "/.") {
			all = append(all, path)
		}
	}
	return all
}

// seen are the files below some folders that a person sees.
func seen(t *testing.T, folders ...string) (all []string) {
	t.Helper()
	for _, path := range lies(t, folders...) {
		if info, err := os.Lstat(path); !strings.Contains(path, "/.") && err == nil && info.Mode().IsRegular() {
			all = append(all, path)
		}
	}
	return all
}

func lies(t *testing.T, folders ...string) (all []string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if path != folder {
				all = append(all, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// notedPackages are the files of all submissions that a ledger knows of.
func notedPackages(t *testing.T, ledger string) (all []string) {
	t.Helper()
	b, err := store.Open(ledger, "a-cheap-password-42", surroundings(os.Getenv))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	past, err := points.Submissions(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range past {
		all = append(all, s.File)
	}
	return all
}
