package store_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
)

const (
	scourLedger   = "STORE_TEST_LEDGER"
	scourPassword = 40 // bytes, too many for a frame of the stack to keep
)

func init() { childWork["work and forget"] = workAndForget }

// workAndForget opens a ledger, does what screens do, and locks. Between its words it
// waits to be looked into. The password comes in bytes that nothing but it keeps.
func workAndForget() {
	password := make([]byte, scourPassword)
	word := make([]byte, 1)
	say := func(text string) {
		fmt.Println(text)
		_, _ = io.ReadFull(os.Stdin, word)
	}
	if _, err := io.ReadFull(os.Stdin, password); err != nil {
		panic(err)
	}
	b, err := store.Open(os.Getenv(scourLedger), string(password), stage.Env())
	if err != nil {
		panic(store.Tell(err).Code)
	}
	clear(password)
	lookAround(b)
	say("open")
	if err := b.Close(); err != nil {
		panic(store.Tell(err).Code)
	}
	b.Forget()
	care.Scour()
	care.Scour() // as the window does when what was drawn has faded
	say("locked")
	runtime.KeepAlive(b) // as a widget that was under the pointer may
}

// lookAround asks what screens ask.
func lookAround(b *store.Book) {
	overview.HomeOf(b)
	overview.Tree(b)
	tend.Twins(b)
	points.FiguresOn(b, b.Basis().Today)
	for _, kind := range rules.KindsOf(b.Today()) {
		rules.Tabs(b.Today(), kind, records.Place{})
		l := find.ListOf(b.Today(), records.Query{Kind: kind, Sort: "name"})
		for i := range l.Len() {
			for _, c := range find.ColumnsOf(kind) {
				l.Cell(i, c.Key, ledger.Bare)
			}
			rules.Faults(b.Today(), kind, l.Row(i))
		}
		find.ListOf(b.Today(), records.Query{Kind: kind, Words: "1"})
	}
	find.Anything(b.Today(), "430502", 50)
	m := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(3).(*ledger.Member)
	_ = b.Drafts().Keep(store.Draft{Kind: "member", ID: m.ID, Rev: m.Rev, Texts: map[string]string{"idno": m.IDNumber, "phone": m.Phone}})
	if p, err := forms.Lay(b, forms.Print{Form: forms.MemberRoster, Full: true, Reason: "核对"}); err == nil {
		_ = p.PDF(context.Background(), io.Discard, nil)
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	_, _ = forms.Write(context.Background(), b, forms.Export{To: filepath.Join(dir, "a.xlsx"), Full: true, Reason: "核对"}, nil)
}

// After locking the memory holds no password, no key, and not half of the numbers, where
// it was all of them before there was a Forget and a Scour. Mostly it is none or a few: at
// the ends of spans lies what lay there before; but the allocator's chance decides, so the
// hundredth that is promised is measured in the window, by bash .ci/core.
func TestForgottenIsNotInMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "练习.tjz")
	raw := make([]byte, scourPassword/2)
	if _, err := io.ReadFull(stage.Env().Random, raw); err != nil {
		t.Fatal(err)
	}
	password := hex.EncodeToString(raw)
	b, err := practice.New(context.Background(), path, password, practice.Options{Members: 300, Seed: 5}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]bool{} // 18 digits, or 11
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		numbers[m.IDNumber], numbers[m.Phone] = true, true
	}
	value, err := hkdf.Key(sha256.New, b.InKey()[:], nil, "tuanjian value key", 32)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string][]byte{"password": []byte(password), "master key": bytes.Clone(b.InKey()[:]), "value key": value}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"=work and forget", scourLedger+"="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer in.Close()
	if _, err := io.WriteString(in, password); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	await := func(word string) {
		t.Helper()
		if !lines.Scan() || lines.Text() != word {
			t.Fatalf("%q instead of %q", lines.Text(), word)
		}
	}
	await("open")
	ids, phones, lies := inMemory(t, cmd.Process.Pid, numbers, secrets)
	t.Logf("open: %d ID numbers and %d telephones, %v", ids, phones, lies)
	if ids < 290 || phones < 280 || !strings.Contains(strings.Join(lies, " "), "key") {
		t.Error("the search does not find what is there")
	}
	if _, err := in.Write([]byte("\n")); err != nil {
		t.Fatal(err)
	}
	await("locked")
	ids, phones, lies = inMemory(t, cmd.Process.Pid, numbers, secrets)
	t.Logf("locked: %d ID numbers and %d telephones, %v", ids, phones, lies)
	if ids > 150 || phones > 150 || len(lies) > 0 {
		t.Errorf("locked, and of 300 people the memory holds %d ID numbers and %d telephones, %v", ids, phones, lies)
	}
}

// inMemory says how many of the numbers lie in a process's memory, the long ones and the
// short ones, and which of the secrets.
func inMemory(t *testing.T, pid int, numbers map[string]bool, secrets map[string][]byte) (ids, phones int, lies []string) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skipf("this system lets nobody look into a child's memory: %v", err)
	}
	defer mem.Close()
	found := map[string]bool{}
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue // what cannot be written holds the program and its files
		}
		text := make([]byte, to-from)
		n, _ := mem.ReadAt(text, from)
		text = text[:n]
		for name, secret := range secrets {
			if bytes.Contains(text, secret) {
				lies = append(lies, name)
			}
		}
		digits := 0
		for i := n - 1; i >= 0; i-- { // how many digits begin here
			if digits++; text[i] < '0' || text[i] > '9' {
				digits = 0
			}
			for _, length := range []int{11, 18} {
				if digits >= min(length, 17) && i+length <= n && numbers[string(text[i:i+length])] {
					found[string(text[i:i+length])] = true
				}
			}
		}
	}
	for n := range found {
		if len(n) == 18 {
			ids++
		} else {
			phones++
		}
	}
	return ids, phones, lies
}
