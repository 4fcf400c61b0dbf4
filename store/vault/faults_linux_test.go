package vault

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"tuanjian/store/seal"
)

func init() { roles["journey"] = journey }

const (
	firstPassword, secondPassword = "first password", "second password"
	bulkSize                      = 300
)

// say tells the parent something through a call that no test makes fail.
func say(words ...any) {
	line := []byte(fmt.Sprintln(words...))
	vec := syscall.Iovec{Base: &line[0], Len: uint64(len(line))}
	_, _, _ = syscall.Syscall(syscall.SYS_WRITEV, 3, uintptr(unsafe.Pointer(&vec)), 1)
}

// class is the sentinel of an error. What the disk can do to a sound ledger has its
// own; anything else has no class, and the test fails.
func class(err error) string {
	if err == nil {
		return "ok"
	}
	for _, c := range []struct {
		is   error
		name string
	}{{ErrUnsure, "unsure"}, {ErrNoSpace, "space"}, {ErrDisk, "disk"}, {ErrMemory, "memory"}, {ErrClosed, "closed"}} {
		if errors.Is(err, c.is) {
			return c.name
		}
	}
	return "unnamed: " + err.Error()
}

// journey does everything that writes, and goes on after an error as a person would.
// The thread is kept, because faults are counted by thread.
func journey() {
	runtime.LockOSThread()
	path := os.Getenv(childFile)
	slot, err := slotOf(firstPassword)(childKey)
	exitOn(err)
	v, err := Create(path, childKey, []seal.Slot{slot}, options())
	say("create", class(err))
	if err != nil {
		return
	}
	step := func(name string, do func() error) {
		say("begin", name)
		err := do()
		say(name, class(err))
		if err == nil {
			return
		}
		say("read", class(v.View(func(tx *Tx) error {
			_, err := tx.Each("member", func(_, _ []byte) error { return nil })
			return err
		})))
	}
	save := func(name string) {
		step(name, func() error {
			return v.Update(func(tx *Tx) error {
				_, err := tx.Append([]byte(name))
				return errors.Join(err, tx.Put("member", []byte(name), make([]byte, 3000)))
			})
		})
	}
	save("save1")
	save("save2")
	step("bulk", func() error {
		items := make([]Item, bulkSize)
		for i := range items {
			items[i] = Item{fmt.Appendf(nil, "id%d", i), make([]byte, 400)}
		}
		return v.Update(func(tx *Tx) error { return tx.PutAll("bulk", items) })
	})
	save("save3")
	step("password", func() error { return v.ReplaceSlot(seal.KindPassword, "op1", slotOf(secondPassword)) })
	step("copy", func() error { return v.Copy(path+".copy", false) })
	step("rewrite", v.Rewrite)
	save("save4")
	step("copy again", func() error { return v.Copy(path+".copy", true) })
	say("close", class(v.Close()))
}

// inMemory is a folder for tests that sync some thousand times; on a busy disk that
// would take minutes, and what fails does not depend on it.
func inMemory(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "vault-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { must(t, os.RemoveAll(folder)) })
	return folder
}

// traced runs a child under strace and returns what it said and what was traced.
func traced(t *testing.T, role, path string, options ...string) (said []string, trace []byte) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not here, and nothing else makes the n-th call of a program fail")
	}
	out := filepath.Join(inMemory(t), "trace")
	cmd := child(role, path)
	cmd.Path, cmd.Args = "strace", append([]string{"strace", "-f", "--seccomp-bpf", "-qq", "-o", out}, options...)
	cmd.Args = append(cmd.Args, os.Args[0])
	cmd.Path, _ = exec.LookPath("strace")
	cmd.Stderr = nil // a runtime out of memory tells of every goroutine
	r, w, err := os.Pipe()
	must(t, err)
	defer r.Close()
	cmd.ExtraFiles = []*os.File{w}
	var noise bytes.Buffer
	cmd.Stderr = &noise
	must(t, cmd.Start())
	must(t, w.Close())
	for lines := bufio.NewScanner(r); lines.Scan(); {
		said = append(said, lines.Text())
	}
	err = cmd.Wait()
	trace, _ = os.ReadFile(out)
	if len(trace) == 0 && bytes.Contains(noise.Bytes(), []byte("ptrace")) {
		t.Skip("this place does not let a program be traced: ", strings.TrimSpace(noise.String()))
	}
	if err != nil && !bytes.Contains(trace, []byte("INJECTED")) {
		t.Fatalf("%v: %s", err, noise.String())
	}
	return said, trace
}

// The n-th write, sync, rename, truncate or mapping fails, once or from then on, for
// every n until none is left to fail: the file holds the old state or the new, what
// was acknowledged is there, and the error has the right name.
func TestEveryCallFails(t *testing.T) {
	for _, call := range []struct {
		call, error string
		may         []string // classes of the error; when only one call fails, the first is the only one
	}{
		{"pwrite64", "EIO", []string{"disk"}},
		{"pwrite64", "ENOSPC", []string{"space"}},
		{"write", "EIO", []string{"disk"}},
		{"write", "ENOSPC", []string{"space"}},
		{"fdatasync", "EIO", []string{"disk"}},
		{"fdatasync", "ENOSPC", []string{"space"}},
		{"fsync", "EIO", []string{"disk"}},
		{"fsync", "ENOSPC", []string{"space"}},
		{renames, "EIO", []string{"disk"}},
		{renames, "ENOSPC", []string{"space"}},
		{"ftruncate", "EIO", []string{"disk"}},
		{"ftruncate", "ENOSPC", []string{"space"}},
		{"mmap", "ENOMEM", []string{"memory", "closed"}},
		{"mmap", "EIO", []string{"disk", "closed"}},
		{"pread64", "EIO", []string{"disk", "unsure", "closed"}},
	} {
		for _, kind := range []struct{ name, more string }{{"once", ""}, {"for ever", "+"}} {
			t.Run(fmt.Sprint(call.call, " ", call.error, " ", kind.name), func(t *testing.T) {
				t.Parallel()
				may := call.may
				if kind.more == "" {
					may = may[:1]
				}
				n := everyOne(func(n int) bool {
					var only []string
					if call.call == "mmap" && !full { // a sample of all mappings would miss the file's own
						only = []string{"-P", "LEDGER"}
					}
					said, hit := failing(t, fmt.Sprintf("%s:error=%s:when=%d%s", call.call, call.error, n, kind.more), may, only...)
					if kind.more == "" && slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "read ") && s != "read ok" }) {
						t.Error("what was saved could not be read any more")
					}
					if t.Failed() {
						t.Fatalf("the %d. call failed; the child said\n%s", n, strings.Join(said, "\n"))
					}
					return hit
				})
				t.Logf("%d faults", n)
				if n == 0 {
					t.Error("no call failed: nothing was tested")
				}
			})
		}
	}
}

const renames = "rename,renameat,renameat2" // which of them it is depends on the machine

// everyOne tries 1, 2, 3 … until nothing is hit any more; a sample of them in a short
// run. It tells how often something was.
func everyOne(try func(n int) (hit bool)) (hits int) {
	for n, step := 1, 1; try(n); n += step {
		hits++
		if !full && n > 3 {
			step += 5
		}
	}
	return hits
}

// failing lets a journey's calls fail and judges what is left. LEDGER among the further
// options is the ledger's path.
func failing(t *testing.T, inject string, may []string, more ...string) (said []string, hit bool) {
	t.Helper()
	path := filepath.Join(inMemory(t), "ledger"+Extension)
	for i := range more {
		more[i] = strings.ReplaceAll(more[i], "LEDGER", path)
	}
	calls, _, _ := strings.Cut(inject, ":")
	said, trace := traced(t, "journey", path, append([]string{"-e", "trace=fsync,writev," + calls, "-e", "inject=" + inject}, more...)...)
	if !bytes.Contains(trace, []byte("INJECTED")) {
		return said, false
	}
	judge(t, path, said, may)
	must(t, os.RemoveAll(filepath.Dir(path)))
	return said, true
}

// A disk that dies takes every sync with it. Where it dies between the writing of the
// head page and its sync, nobody knows the end of the save, and that is what is said.
// It is said until the ledger is opened again, also when the disk recovers.
func TestDyingDisk(t *testing.T) {
	path := filepath.Join(inMemory(t), "ledger"+Extension)
	_, trace := traced(t, "journey", path, "-e", "trace=fsync,fdatasync,writev")
	founding, _, _ := bytes.Cut(trace, []byte("create ok"))
	files, saves := bytes.Count(founding, []byte("fsync(")), bytes.Count(founding, []byte("fdatasync("))
	last := bytes.Count(trace, []byte("fdatasync(")) - saves
	for _, kind := range []struct{ name, more string }{{"for ever", "+"}, {"recovering", ""}} {
		unsure := 0
		n := everyOne(func(n int) bool {
			if n > last {
				return false
			}
			said, hit := failing(t, fmt.Sprintf("fdatasync:error=EIO:when=%d%s", saves+n, kind.more), []string{"disk", "unsure"},
				"-e", fmt.Sprintf("inject=fsync:error=EIO:when=%d+", files+1))
			stays := false
			for _, line := range said {
				name, result, _ := strings.Cut(line, " ")
				if stays && result != "unsure" && (strings.HasPrefix(name, "save") || name == "bulk" || name == "password" || name == "rewrite") {
					t.Errorf("after a save with an unknown end: %s", line)
				}
				if result == "unsure" && !stays {
					stays = true
					unsure++
				}
			}
			if t.Failed() {
				t.Fatalf("%s, from the %d. sync on; the child said\n%s", kind.name, n, strings.Join(said, "\n"))
			}
			return hit
		})
		t.Logf("%d faults", n)
		if unsure == 0 {
			t.Errorf("%s: no save ended with a head page that may or may not last", kind.name)
		}
	}
}

// judge holds the files that a journey left against what it said.
func judge(t *testing.T, path string, said []string, may []string) {
	t.Helper()
	results := map[string]string{}
	begun, died := "", true
	for _, line := range said {
		name, result, _ := strings.Cut(line, " ")
		switch {
		case name == "begin":
			begun = result
			continue
		case strings.HasPrefix(line, "copy again"):
			name, result = "copy again", strings.TrimPrefix(line, "copy again ")
		}
		results[name], begun = result, ""
		died = name != "close" && !(name == "create" && result != "ok")
		if result != "ok" && !slices.Contains(may, result) {
			t.Errorf("%s: %s", name, result)
		}
	}
	if begun != "" {
		results[begun] = "unsure" // it died there
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	for _, e := range entries {
		info, err := e.Info()
		must(t, err)
		switch temp := strings.HasPrefix(e.Name(), "."); {
		case temp && !died:
			t.Errorf("left: %s", e.Name())
		case !temp && info.Size() == 0:
			t.Errorf("%s is empty", e.Name())
		}
	}
	if _, err := os.Stat(path); err != nil {
		if results["create"] == "ok" {
			t.Error("the ledger is gone")
		}
		return
	}
	if !died && results["create"] != "ok" {
		t.Error("a ledger is there although it could not be made")
	}
	judgeLedger(t, path, results)
	if _, err := os.Stat(path + ".copy"); err == nil {
		v, err := Open(path+".copy", with(childKey), options())
		if err != nil {
			t.Errorf("copy: %v", err)
			return
		}
		defer v.Close()
		clean(t, v)
		// Where the folder of a second copy fails to sync, that copy stays.
		if r := results; r["copy"] != "ok" && r["copy"] != "unsure" && r["copy again"] == "" {
			t.Error("a copy is there that was not made")
		}
	} else if results["copy"] == "ok" {
		t.Error("the copy is gone")
	}
}

func judgeLedger(t *testing.T, path string, results map[string]string) {
	t.Helper()
	// expect is for a thing that is there exactly when it was acknowledged; of a
	// save with an unknown end both may be true.
	expect := func(name string, there bool) {
		t.Helper()
		if r := results[name]; r != "unsure" && there != (r == "ok") {
			t.Errorf("%s: it said %q, and there is %v", name, r, there)
		}
	}
	opens := func(password string) bool {
		v, err := OpenReadOnly(path, byPassword(password), options())
		if err == nil {
			must(t, v.Close())
		} else if !errors.Is(err, seal.ErrWrongPassword) {
			t.Errorf("open: %v", err)
		}
		return err == nil
	}
	first, second := opens(firstPassword), opens(secondPassword)
	if first == second {
		t.Errorf("first password %v, second %v", first, second)
	}
	expect("password", second)
	v, err := Open(path, with(childKey), options())
	if err != nil {
		t.Errorf("open: %v", err)
		return
	}
	defer v.Close()
	clean(t, v)
	must(t, v.View(func(tx *Tx) error {
		var journal []string
		_, err := tx.Journal(1, func(_ uint64, e []byte) error { journal = append(journal, string(e)); return nil })
		must(t, err)
		for _, name := range []string{"save1", "save2", "save3", "save4"} {
			value, err := tx.Get("member", []byte(name))
			must(t, err)
			expect(name, value != nil)
			if slices.Contains(journal, name) != (value != nil) {
				t.Errorf("half of %s", name)
			}
		}
		n, err := tx.Count("bulk")
		expect("bulk", n > 0)
		if n != 0 && n != bulkSize {
			t.Errorf("%d values of the bulk", n)
		}
		return err
	}))
	// And it can be worked on, where there is room.
	err = v.Update(func(tx *Tx) error { return tx.Put("member", []byte("after"), nil) })
	if err != nil && !errors.Is(err, ErrNoSpace) {
		t.Errorf("a save afterwards: %v", err)
	}
}
