package store_test

import (
	"bytes"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tuanjian/store/trial"
)

// A database is a PostgreSQL of the test's own: in a temporary folder, on a Unix socket, with no network.
type database struct{ socket, bin, name string }

// newDatabase starts one, or skips with a sentence where the programs are missing. durable leaves it as an office has it;
// otherwise it does not wait for the disk.
func newDatabase(t testing.TB, durable bool) database {
	t.Helper()
	bin := postgresPrograms()
	if bin == "" {
		t.Skip("there is no PostgreSQL server here (initdb, postgres), so loading packages into one is not tried")
	}
	for _, name := range []string{"age", "unzip", "psql"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("there is no " + name + " here, so loading packages into PostgreSQL is not tried")
		}
	}
	parent := ""
	as := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() == 0 { // the server refuses to run as root, and must reach its folder
		parent = "/tmp"
		keeper := keeperOf(t)
		as.Credential = &syscall.Credential{Uid: keeper[0], Gid: keeper[1]}
	}
	dir, err := os.MkdirTemp(parent, "tj-pg-") // short: the path of a socket has 107 bytes at most
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if as.Credential != nil {
		if err := os.Chown(dir, int(as.Credential.Uid), int(as.Credential.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.SysProcAttr, c.Dir, c.Env = as, dir, []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "HOME=" + dir}
		return c
	}
	data := filepath.Join(dir, "data")
	if out, err := command("initdb", "-D", data, "-U", "tuanjian", "-E", "UTF8", "-A", "trust", "--no-sync", "--no-instructions").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	args := []string{"-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "max_wal_size=4GB"}
	if !durable {
		args = append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	server := command("postgres", args...)
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGINT) // a fast shutdown
		<-ended
	})
	db := database{dir, bin, "postgres"}
	for begun := trial.Start(); ; time.Sleep(20 * time.Millisecond) {
		if _, err := db.psql(nil, "-c", "select 1"); err == nil {
			break
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the server ended: %v\n%s", err, &said)
		default:
		}
		if begun.Taken() > 30*time.Second {
			t.Fatal("the server does not answer")
		}
	}
	return db
}

// fresh makes an empty database in the same server.
func (db database) fresh(t testing.TB, name, encoding string) database {
	t.Helper()
	if out, err := db.psql(nil, "-c", "create database "+name+" template template0 encoding '"+encoding+"'"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return database{db.socket, db.bin, name}
}

// postgresPrograms is the folder of the server's programs: Debian keeps it off the path.
func postgresPrograms() string {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(folders)
	if path, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	for _, dir := range folders {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			if _, err := os.Stat(filepath.Join(dir, "postgres")); err == nil {
				return dir
			}
		}
	}
	return ""
}

// keeperOf is the user and group that the server runs as in place of root.
func keeperOf(t testing.TB) [2]uint32 {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
			gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
			if err1 == nil && err2 == nil {
				return [2]uint32{uint32(uid), uint32(gid)}
			}
		}
	}
	t.Skip("there is no user postgres or nobody here, and a server of PostgreSQL does not run as root")
	return [2]uint32{}
}

func (db database) environment() []string {
	return append(os.Environ(), "PGHOST="+db.socket, "PGUSER=tuanjian", "PGDATABASE="+db.name, "PGOPTIONS=", "LC_ALL=C.UTF-8")
}

// psql runs psql against the database.
func (db database) psql(in []byte, args ...string) (string, error) {
	c := exec.Command("psql", append([]string{"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"}, args...)...)
	c.Env, c.Stdin = db.environment(), bytes.NewReader(in)
	out, err := c.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// ask gives what a query answers, columns with | between.
func (db database) ask(t testing.TB, query string) string {
	t.Helper()
	out, err := db.psql([]byte(query))
	if err != nil {
		t.Fatalf("%s: %v\n%s", query, err, out)
	}
	return out
}

// load runs the loading script and gives what it says. It must leave nothing in the temporary folder.
func (db database) load(t testing.TB, script string, args ...string) (string, error) {
	t.Helper()
	temp := t.TempDir()
	c := exec.Command("sh", append([]string{script}, args...)...)
	c.Env, c.Dir = append(db.environment(), "TMPDIR="+temp), t.TempDir()
	out, err := c.CombinedOutput()
	for _, dir := range []string{temp, c.Dir} {
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("the script left %v", left)
		}
	}
	return string(out), err
}

// atTerminal runs the loading script at a terminal where somebody types.
func (db database) atTerminal(t testing.TB, typed, script string, args ...string) (string, error) {
	t.Helper()
	terminal, err := exec.LookPath("script")
	if err != nil {
		t.Skip("there is no script here, so nobody can be asked for a passphrase")
	}
	words := []string{"sh", shellWord(script)}
	for _, a := range args {
		words = append(words, shellWord(a))
	}
	c := exec.Command(terminal, "-q", "-e", "-c", strings.Join(words, " "), "/dev/null")
	c.Env, c.Stdin = db.environment(), strings.NewReader(typed)
	out, err := c.CombinedOutput()
	return string(out), err
}

func shellWord(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
